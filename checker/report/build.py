"""Outcomes to a :class:`Report`."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timezone

from checker import __version__
from checker.document.model import Document
from checker.engine.outcomes import RuleOutcome, TargetOutcome
from checker.evidence.model import PageEvidence
from checker.report.model import (
    ArticleReport,
    ClauseReference,
    Finding,
    PageReport,
    ProblemReport,
    Report,
    RuleReport,
    RuleResult,
    ScoreReport,
    SkippedFile,
    Summary,
    Tool,
)
from checker.rulebook.model import Rule, RuleBook, Standard
from checker.scoring import VERSION, Score, Tally, by_theme, score

NOTICE = (
    "Masthead reports which disclosures a page shows, with the evidence. It does not judge whether an article is true or an "
    "outlet trustworthy, and it neither rates articles for nor certifies conformity with any standard; only accredited "
    "auditors certify. Rules support clauses of standards; what is marked for review needs a person."
)
_BEFORE, _AFTER = 120, 280
"""Characters of source shown before and after the place of a finding."""


def page_report(document: Document, evidence: PageEvidence, outcomes: list[RuleOutcome]) -> PageReport:
    """The report of one page."""
    results = [_result(document, o) for o in outcomes]
    rules = {o.rule.id: o.rule for o in outcomes}
    tallies = _tallies(results, rules)
    return PageReport(
        name=document.name, sha256=document.sha256, language=evidence.language, language_source=evidence.language_source,
        completeness=evidence.completeness, completeness_reason=evidence.completeness_reason,
        articles=[
            ArticleReport(headline=a.headline, kind=a.kind, first_line=a.extent.first_line, last_line=a.extent.last_line, words=a.words)
            for a in evidence.articles
        ],
        problems=[ProblemReport(code=p.code, message=p.message, line=p.line) for p in document.problems],
        results=results, score=_score(score(tallies)), themes={k: _score(s) for k, s in by_theme(tallies).items()},
    )  # fmt: skip


def _tallies(results: Iterable[RuleResult], rules: dict[str, Rule]) -> list[Tally]:
    """What the score counts: one tally a rule, rules in preview left out."""
    tallies = []
    for result in results:
        rule = rules[result.rule]
        if rule.status != "preview":
            count = Counter(t.outcome for t in result.targets)
            tallies.append(Tally(rule.weight, rule.theme, result.outcome, count["passed"], count["failed"], count["cantTell"]))
    return tallies


def _result(document: Document, outcome: RuleOutcome) -> RuleResult:
    return RuleResult(rule=outcome.rule.id, outcome=outcome.outcome, reason=outcome.reason,
                      targets=[_finding(document, t) for t in outcome.targets])  # fmt: skip


def _finding(document: Document, target: TargetOutcome) -> Finding:
    excerpt = _excerpt(document, target.line, target.column) if target.outcome in ("failed", "cantTell") else None
    return Finding(outcome=target.outcome, message=target.message, line=target.line, column=target.column, path=target.path,
                   reason=target.reason, excerpt=excerpt, evidence=target.evidence)  # fmt: skip


def _excerpt(document: Document, line: int, column: int) -> str:
    at = document.line_start(line) + column - 1
    text = document.source[max(0, at - _BEFORE) : at + _AFTER]
    return ("…" if at > _BEFORE else "") + " ".join(text.split()) + ("…" if at + _AFTER < len(document.source) else "")


def _score(value: Score) -> ScoreReport:
    return ScoreReport(low=value.low, high=value.high, decided=value.decided, in_play=value.in_play)


def build_report(
    book: RuleBook, rules: list[Rule], profile: str, stage: str, pages: Iterable[PageReport], not_checked: Iterable[SkippedFile] = ()
) -> Report:
    """The report of a run over ``pages``, which are put in the order of their names."""
    ordered = sorted(pages, key=lambda p: p.name)
    results = [r for page in ordered for r in page.results]
    counts: dict[str, int] = dict.fromkeys(("passed", "failed", "cantTell", "inapplicable", "untested"), 0)
    by_rule: dict[str, dict[str, int]] = {}
    for result in results:
        counts[result.outcome] += 1
        row = by_rule.setdefault(result.rule, {})
        row[result.outcome] = row.get(result.outcome, 0) + 1
    tallies = _tallies(results, {r.id: r for r in rules})
    return Report(
        tool=Tool(version=__version__, rulebook=book.version, scoring=VERSION, profile=profile, stage=stage), created=_created(),
        notice=NOTICE, rules=[_rule(rule, book.standards) for rule in rules], pages=ordered,
        not_checked=sorted(not_checked, key=lambda s: s.name),
        summary=Summary(pages=len(ordered), outcomes=counts, rules={k: dict(sorted(v.items())) for k, v in sorted(by_rule.items())},
                        score=_score(score(tallies)), themes={k: _score(s) for k, s in by_theme(tallies).items()}),
    )  # fmt: skip


def _rule(rule: Rule, standards: dict[str, Standard]) -> RuleReport:
    clauses = []
    for item in rule.requirements:
        standard = standards[item.standard]
        clause = next(c for c in standard.clauses if c.id == item.clause)
        clauses.append(
            ClauseReference(
                standard=standard.id,
                standard_name=standard.name,
                clause=clause.id,
                title=clause.title,
                relation=item.relation,
                certainty=clause.certainty,
            )  # fmt: skip
        )
    return RuleReport(id=rule.id, title=rule.title, theme=rule.theme, status=rule.status, severity=rule.severity, weight=rule.weight,
                      question=rule.question, rationale=rule.rationale, how_to_fix=rule.how_to_fix, limits=rule.limits, clauses=clauses)  # fmt: skip


def _created() -> str | None:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return datetime.fromtimestamp(int(epoch), timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError):
        return None
