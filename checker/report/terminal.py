"""The report for a person at a terminal: what failed, where, what was seen, how to fix it, what needs a person."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

import click

from checker.report.model import Finding, PageReport, Report, RuleReport, RuleResult, ScoreReport

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_WIDTH = 100
_SHOWN = 4
"""Targets of one rule that are written out; the rest are counted."""
_WORDS = {"failed": "failed", "cantTell": "for review", "passed": "passed", "inapplicable": "not applicable", "untested": "untested"}
_SHORT = {"cantTell": "review", "passed": "passed", "inapplicable": "n/a", "untested": "untest."}
_COLOURS = {"failed": "red", "cantTell": "yellow", "passed": "green", "inapplicable": "bright_black", "untested": "bright_black"}


def clean(text: str) -> str:
    """Text from a page made safe for a terminal: no control or direction characters, no line breaks."""
    return " ".join(_CONTROL.sub(" ", text).split())


class _Painter:
    def __init__(self, colour: bool) -> None:
        self.colour = colour

    def __call__(self, text: str, **style: Any) -> str:
        return click.style(text, **style) if self.colour else text


def render_terminal(report: Report, *, quiet: bool, verbose: bool, colour: bool, reviews: bool, reasons: Sequence[str]) -> str:
    """The whole terminal report; ``reviews`` shows what needs a person in quiet mode too."""
    paint = _Painter(colour)
    rules = {r.id: r for r in report.rules}
    lines: list[str] = []
    for page in report.pages:
        lines += _quiet_page(page, rules, reviews, paint) if quiet else _page(page, rules, verbose, paint)
    for item in report.not_checked:
        word = paint(item.kind, fg="bright_black" if item.kind == "skipped" else "red")
        lines.append(f"{clean(item.name)}:{item.line}: {word}: {clean(item.message)}")
    if not quiet or reasons:
        lines += _end(report, reasons, quiet, paint)
    return "\n".join(lines) + "\n" if lines else ""


def _quiet_page(page: PageReport, rules: dict[str, RuleReport], reviews: bool, paint: _Painter) -> Iterator[str]:
    shown = ("failed", "cantTell") if reviews else ("failed",)
    for result in page.results:
        if result.outcome in shown:
            for target in result.targets:
                if target.outcome in shown:
                    severity = rules[result.rule].severity if target.outcome == "failed" else "review"
                    yield f"{clean(page.name)}:{target.line}:{target.column}: {paint(severity, fg='red')} {result.rule}: {clean(target.message)}"


def _page(page: PageReport, rules: dict[str, RuleReport], verbose: bool, paint: _Painter) -> Iterator[str]:
    kind = ", ".join(sorted({a.kind for a in page.articles})) or "page"
    yield paint(clean(page.name), bold=True) + paint(
        f"  {kind}, {page.language}" + ("" if page.completeness == "full" else f", {page.completeness}"), fg="bright_black"
    )
    if page.completeness_reason and page.completeness != "full":
        yield f"  {clean(page.completeness_reason)}: what is absent is untested, not failed"
    if page.articles and all(a.kind in ("listing", "page") for a in page.articles):
        what = "a front page, section or search page" if page.articles[0].kind == "listing" else "a page about the outlet"
        yield f"  looks like {what}, not an article: article rules do not apply"
    for problem in page.problems:
        yield f"  {paint('note', fg='blue')}  line {problem.line}: {clean(problem.message)}"
    order = ("failed", "cantTell", "untested", "passed", "inapplicable") if verbose else ("failed", "cantTell")
    for outcome in order:
        for result in page.results:
            if result.outcome == outcome:
                yield from _result(page, result, rules[result.rule], verbose, paint)
    counts = {o: sum(1 for r in page.results if r.outcome == o) for o in _WORDS}
    told = ", ".join(f"{n} {_WORDS[o]}" for o, n in counts.items() if n)
    yield f"  {told}"
    yield f"  {_score(page.score)}"
    yield ""


def _result(page: PageReport, result: RuleResult, rule: RuleReport, verbose: bool, paint: _Painter) -> Iterator[str]:
    word = rule.severity if result.outcome == "failed" else _SHORT[result.outcome]
    head = f"  {paint(f'{word:<8}', fg=_COLOURS[result.outcome])}{paint(rule.id, bold=True)}"
    targets = [t for t in result.targets if t.outcome == result.outcome]
    if not targets:
        yield f"{head}  {clean(result.reason or '')}"
        return
    total = len([t for t in result.targets if t.outcome != "inapplicable"])
    yield head + (f"  ({len(targets)} of {total})" if total > 1 else "")
    shown = targets if verbose else targets[:_SHOWN]
    for target in shown:
        yield from _target(page, target, paint)
    if len(targets) > len(shown):
        yield f"          … and {len(targets) - len(shown)} more (-v shows them)"
    if result.outcome == "failed":
        yield from _wrapped("fix: ", rule.how_to_fix)
    elif result.outcome == "cantTell":
        yield from _wrapped("ask: ", rule.question)


def _target(page: PageReport, target: Finding, paint: _Painter) -> Iterator[str]:
    place = paint(f"{clean(page.name)}:{target.line}:{target.column}", fg="cyan")
    yield f"          {place}" + ("" if target.outcome == "passed" else f"  {clean(target.message)}")
    if target.reason:
        yield from _wrapped("", target.reason)
    # one link can be evidence of two kinds
    yield from list(dict.fromkeys(line for item in target.evidence if (line := _seen(item, target.message))))[:3]


def _seen(item: dict[str, Any], message: str) -> str:
    """Where an item of evidence stands and what it says; '' when the message says it already."""
    where = item.get("where", {})
    text = clean(str(where.get("text", "")))
    return f"          seen ({item.get('seen_in', 'page')}, line {where.get('line')}): {text[:140]}" if text and text not in message else ""


def _wrapped(lead: str, text: str) -> list[str]:
    return textwrap.wrap(clean(text), _WIDTH, initial_indent=f"          {lead}", subsequent_indent="          " + " " * len(lead))


def _score(score: ScoreReport) -> str:
    decided = f"{score.decided} of {score.in_play} rules decided"
    if score.low is None or score.high is None:
        return f"disclosure evidence: no score, only {decided}" if score.in_play else "disclosure evidence: no score, no rule applies"
    span = f"{score.low:g}" if score.low == score.high else f"{score.low:g} to {score.high:g}"
    return f"disclosure evidence: {span} of 100 ({decided})"


def _end(report: Report, reasons: Sequence[str], quiet: bool, paint: _Painter) -> Iterator[str]:
    counts = report.summary.outcomes
    if not quiet and len(report.pages) > 1:
        yield (
            paint(f"{len(report.pages)} pages", bold=True)
            + f"  {counts['failed']} failed, {counts['cantTell']} for review, {counts['passed']} passed"
        )
        if report.pages:
            yield f"  {_score(report.summary.score)}"
    if reasons:
        yield paint("gate: ", fg="red") + "; ".join(reasons)
        if quiet:
            yield "why, and how to fix it: masthead explain RULE"
    elif report.pages and not counts["failed"] and not counts["cantTell"]:
        yield paint("nothing failed, nothing is left to review", fg="green")
    elif report.pages and counts["cantTell"]:
        yield f"{counts['cantTell']} rule outcome{'s' if counts['cantTell'] > 1 else ''} need{'s' if counts['cantTell'] == 1 else ''} a person"
