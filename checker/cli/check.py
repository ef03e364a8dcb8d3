"""``masthead check``."""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import cast

import click

from checker.checking import Settings, checker_for
from checker.cli.exits import CLEAN, FINDINGS, NO_INPUT, UNREADABLE, strongest
from checker.cli.gate import Gate, trips
from checker.cli.inputs import gather
from checker.cli.run import check_all
from checker.report.build import build_report
from checker.report.formats import FORMATS, Look, render
from checker.report.model import PageReport, Report, SkippedFile
from checker.report.terminal import clean
from checker.rulebook.model import Stage


def run_check(
    paths: tuple[str, ...], profile: str, formats: tuple[str, ...], gate: Gate, stage: str, lang: str | None, rules: Path | None,
    stdin_name: str, jobs: int, quiet: bool, verbose: bool,
) -> int:  # fmt: skip
    """Check, write the reports, and give the exit code."""
    wanted = [_format(text) for text in formats]
    places = [file for _, file in wanted]
    if twice := next((p for p in places if places.count(p) > 1), None) or (places.count(None) > 1 and "standard output"):
        raise click.UsageError(f"two formats would be written to {twice}; name a file for each: FORMAT=FILE")
    settings = Settings(profile, cast("Stage", stage), lang, rules.resolve() if rules else None)
    checker = checker_for(settings)
    items, missing = gather(paths, stdin_name)
    pages: list[PageReport] = []
    not_checked: list[SkippedFile] = list(missing)
    for result in check_all(settings, items, jobs, quiet):
        if isinstance(result, PageReport):
            pages.append(result)
        else:
            not_checked.append(result)
    report = build_report(checker.book, checker.rules, profile, stage, pages, not_checked)
    reasons = trips(report, gate)
    look = Look(quiet=quiet, verbose=verbose, reviews=gate.fail_on_review != "none", reasons=tuple(reasons))
    failed = [not _write(report, name, file, look) for name, file in wanted]
    _say_unchecked(report, {name for name, file in wanted if file is None})
    codes = [FINDINGS if reasons else CLEAN]
    if any(s.kind == "unreadable" for s in not_checked) or any(failed):
        codes.append(UNREADABLE)
    if not items and all(m.kind == "skipped" for m in missing):
        click.echo("masthead: no page matched", err=True)
        codes.append(NO_INPUT)
    return strongest(codes)


def _format(text: str) -> tuple[str, Path | None]:
    name, _, file = text.partition("=")
    if name not in FORMATS:
        raise click.UsageError(f"there is no format '{name}'; possible: {', '.join(FORMATS)}")
    if "=" in text and not file:
        raise click.UsageError(f"'{text}' names no file")
    return name, Path(file) if file else None


def _write(report: Report, name: str, file: Path | None, look: Look) -> bool:
    """Write one format; False when the file could not be written."""
    if file is None:
        colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        text = render(report, name, replace(look, colour=colour))
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
        return True
    text = render(report, name, look)
    temporary = None
    try:
        with tempfile.NamedTemporaryFile("wb", dir=file.parent, delete=False, prefix=f".{file.name}.") as handle:
            temporary = handle.name
            handle.write(text.encode("utf-8", "replace"))
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, file)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        click.echo(f"masthead: {file}: cannot be written: {error.strerror}", err=True)
        return False
    return True


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _say_unchecked(report: Report, on_stdout: set[str]) -> None:
    """What was not checked goes to stderr, a line each, unless the terminal report has just said it."""
    if "terminal" in on_stdout:
        return
    for item in report.not_checked:
        click.echo(f"{clean(item.name)}:{item.line}: {item.kind}: {clean(item.message)}", err=True)
