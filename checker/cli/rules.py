"""``masthead rules`` and ``masthead explain``."""

from __future__ import annotations

import difflib
import json
import sys
import textwrap
from pathlib import Path

import click

from checker.cli.exits import CLEAN, USAGE
from checker.rulebook import Rule, RuleBook, load_rulebook
from checker.rulebook.load import selected_rules


def run_rules(profile: str, form: str, folder: Path | None) -> int:
    """Print the rules of a profile."""
    book = load_rulebook(folder.resolve() if folder else None)
    rules = selected_rules(book, profile)
    if form == "json":
        text = json.dumps([r.model_dump(mode="json", exclude_none=True) for r in rules], ensure_ascii=False, indent=2)
    else:
        wide = max((len(r.id) for r in rules), default=4)
        rows = [f"{r.id:<{wide}}  {r.severity:<7}  {r.weight:>3}  {r.status:<7}  {r.theme:<13}  {r.title}" for r in rules]
        text = "\n".join([f"{'rule':<{wide}}  {'severity':<7} weight  {'status':<7}  {'theme':<13}  title", *rows])
    sys.stdout.buffer.write((text + "\n").encode())
    return CLEAN


def run_explain(name: str, folder: Path | None) -> int:
    """Print everything there is to know about one rule."""
    book = load_rulebook(folder.resolve() if folder else None)
    rule = next((r for r in book.rules if name == r.id or name in r.aliases), None)
    if rule is None:
        close = difflib.get_close_matches(name, [r.id for r in book.rules], 1)
        click.echo(f"masthead: there is no rule '{name}'" + (f"; did you mean '{close[0]}'?" if close else ""), err=True)
        return USAGE
    sys.stdout.buffer.write((explanation(rule, book) + "\n").encode())
    return CLEAN


def explanation(rule: Rule, book: RuleBook) -> str:
    """A rule in fixed sections, as text of at most 100 columns."""
    sections = [
        f"{rule.id}: {rule.title}",
        f"theme {rule.theme}, severity {rule.severity}, weight {rule.weight}, {rule.status} since {rule.since}; "
        f"can fail from the stage '{rule.stage}' on; looks at: {rule.applies_to.replace('_', ' ')}",
        "Why\n" + _indent(rule.rationale), "How to fix\n" + _indent(rule.how_to_fix), "Asked of a reviewer\n" + _indent(rule.question),
        "What it cannot see\n" + _indent(rule.limits),
    ]  # fmt: skip
    clauses = []
    for item in rule.requirements:
        standard = book.standards[item.standard]
        clause = next(c for c in standard.clauses if c.id == item.clause)
        clauses.append(f"  {item.relation} {standard.name} {clause.id}, {clause.title} (what the clause says: {clause.certainty})")
    if clauses:
        sections.append("Clauses\n" + "\n".join(clauses))
    for example in rule.examples:
        sections.append(f"Example ({example.outcome})\n" + textwrap.indent(example.html.strip(), "  "))
    return "\n\n".join(sections)


def _indent(text: str) -> str:
    return textwrap.fill(" ".join(text.split()), 98, initial_indent="  ", subsequent_indent="  ")
