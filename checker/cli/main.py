"""``masthead``: check, evidence, rules, explain."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from checker import __version__
from checker.cli.exits import UNREADABLE, USAGE
from checker.resources import DataError

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
"""Pydantic looks for plug-ins in every installed package, at every start; there are none here."""

_PATHS = click.argument("paths", nargs=-1, required=True, metavar="PATH...")
_SEVERITY = click.Choice(["none", "error", "warning", "info"])
_LANG = click.option("--lang", metavar="CODE", help="Language of the pages (ISO 639-1), when they declare a wrong one.")
_RULES = click.option("--rules", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="A folder of house rules to add.")
_STDIN_NAME = click.option("--stdin-filename", default="stdin.html", show_default=True, metavar="NAME", help="Name for standard input (-).")


def language_code(option: str | None) -> str | None:
    """The language that ``--lang`` names, as ISO 639-1; raises a usage error for what is no code, warns where no lexicon is."""
    if option is None:
        return None
    from checker.lexicon import available_languages

    code = option.strip().lower().replace("_", "-").split("-")[0]
    if not (2 <= len(code) <= 3 and code.isascii() and code.isalpha()) or code == "any":
        raise click.UsageError(f"'{option}' is no language code; codes are such as en, de, zh")
    if code not in available_languages():
        known = ", ".join(available_languages())
        click.echo(f"masthead: there is no lexicon for '{code}', so nothing will fail; languages: {known}", err=True)
    return code


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="masthead")
def cli() -> None:
    """Check published news pages for journalism-transparency evidence.

    Masthead reports which disclosures a page shows, with the evidence for every line. It rates nobody and
    certifies nothing.
    """


@cli.command()
@_PATHS
@click.option("--profile", default="default", show_default=True, metavar="ID", help="Which rules, with which weights.")
@click.option(
    "--format", "formats", multiple=True, metavar="FORMAT[=FILE]", help="terminal, json or html; repeatable; to stdout without a file."
)
@click.option(
    "--fail-on", type=_SEVERITY, default="error", show_default=True, help="Exit with 1 when a rule of this severity or above fails."
)
@click.option("--fail-on-review", type=_SEVERITY, default="none", show_default=True, help="The same for rules that need a person.")
@click.option("--fail-under", type=click.FloatRange(0, 100), metavar="N", help="Exit with 1 when the high end of the score is under N.")
@click.option("--fail-under-low", type=click.FloatRange(0, 100), metavar="N", help="Exit with 1 when the low end of the score is under N.")
@click.option(
    "--stage", type=click.Choice(["fragment", "built", "live"]), default="built", show_default=True, help="How finished the pages are."
)
@_LANG
@_RULES
@_STDIN_NAME
@click.option("--jobs", "-j", type=click.IntRange(1, 64), default=1, show_default=True, metavar="N", help="Processes to check pages on.")
@click.option("--quiet", "-q", is_flag=True, help="Only what failed, a line each.")
@click.option("--verbose", "-v", is_flag=True, help="Everything: what passed and what was not applicable, with the evidence.")
def check(
    paths: tuple[str, ...], profile: str, formats: tuple[str, ...], fail_on: str, fail_on_review: str, fail_under: float | None,
    fail_under_low: float | None, stage: str, lang: str | None, rules: Path | None, stdin_filename: str, jobs: int, quiet: bool, verbose: bool,
) -> None:  # fmt: skip
    """Check pages and write a scored report.

    PATH is a file, a folder (searched for .html), a pattern, or - for standard input.

    Exit codes: 0 below the gate, 1 at or above it, 2 usage or configuration error, 3 no page matched, 4 unreadable
    input or internal error; of several the first of 4, 2, 1, 3, 0.
    """
    from checker.cli.check import run_check
    from checker.cli.gate import Gate

    gate = Gate(fail_on, fail_on_review, fail_under, fail_under_low)
    code = language_code(lang)
    sys.exit(run_check(paths, profile, formats or ("terminal",), gate, stage, code, rules, stdin_filename, jobs, quiet, verbose))


@cli.command()
@click.argument("path", metavar="FILE")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--profile", default="default", show_default=True, metavar="ID", help="Whose rules may ask for marks.")
@_LANG
@_RULES
@_STDIN_NAME
def evidence(path: str, form: str, profile: str, lang: str | None, rules: Path | None, stdin_filename: str) -> None:
    """Show what was found on a page, before any rule: the first thing to ask for when a finding looks wrong."""
    from checker.cli.evidence import run_evidence

    sys.exit(run_evidence(path, form, profile, language_code(lang), rules, stdin_filename))


@cli.command(name="rules")
@click.option("--profile", default="default", show_default=True, metavar="ID")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@_RULES
def list_rules(profile: str, form: str, rules: Path | None) -> None:
    """List the rules of a profile. Loading them checks every rule file."""
    from checker.cli.rules import run_rules

    sys.exit(run_rules(profile, form, rules))


@cli.command()
@click.argument("rule", metavar="RULE")
@_RULES
def explain(rule: str, rules: Path | None) -> None:
    """Explain one rule: why it exists, how to fix what it finds, what it cannot see, which clauses it bears on."""
    from checker.cli.rules import run_explain

    sys.exit(run_explain(rule, rules))


def main() -> None:
    """Entry point. No traceback for what a user or a file did wrong, whatever it is."""
    try:
        cli.main(standalone_mode=False, prog_name="masthead")
    except click.ClickException as error:
        error.show()
        sys.exit(USAGE)
    except click.Abort:
        click.echo("masthead: interrupted", err=True)
        sys.exit(130)
    except DataError as error:
        click.echo(f"masthead: {error}", err=True)
        sys.exit(USAGE)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:  # whatever else it is, it is ours: one line, never a traceback
        click.echo(f"masthead: internal error: {type(error).__name__}: {error}; please report it", err=True)
        sys.exit(UNREADABLE)
