"""The evaluation: each target of each rule is tried, in an order that never changes.

For a target: ``only_when`` (else it is no target), then ``reviews_when`` (cantTell), then ``passes_when``
(passed), else failed. What fails is held back where failing would claim too much: on a page that is not
complete and at a stage too early for the rule it is ``untested``; in a language without a lexicon, and for
rules that never fail, it is ``cantTell``. Fixed in ``docs/writing-rules.md``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from checker.engine.messages import fill
from checker.engine.outcomes import Outcome, RuleOutcome, TargetOutcome, worst
from checker.evidence.model import PageEvidence
from checker.rulebook.conditions import Test, compile_condition, imply_required, witnesses
from checker.rulebook.model import STAGES, Rule, Stage

_SHOWN = 5
"""Items of evidence that one target is reported with."""


@dataclass(slots=True)
class _Compiled:
    only: Test | None
    reviews: Test | None
    passes: Test
    doubt: dict[str, Any]


_KEPT: dict[int, tuple[Rule, _Compiled]] = {}


def _compile(rule: Rule) -> _Compiled:
    """The rule's conditions as functions, made once a rule object (which is kept, so that its identity stays its own)."""
    kept = _KEPT.get(id(rule))
    if kept is None or kept[0] is not rule:
        compiled = _Compiled(
            compile_condition(imply_required(rule.only_when)) if rule.only_when else None,
            compile_condition(imply_required(rule.reviews_when)) if rule.reviews_when else None,
            compile_condition(rule.passes_when or {}),
            imply_required(rule.reviews_when or {}),
        )
        kept = _KEPT[id(rule)] = rule, compiled
    return kept[1]


def evaluate(evidence: PageEvidence, rules: list[Rule], stage: Stage = "built") -> list[RuleOutcome]:
    """The outcomes of ``rules`` for one page, in the order given.

    ``stage`` is the publishing stage the page is at. Rules with a period of validity are held against the article's
    date of publication (of several articles, the first that has one).
    """
    page = evidence.model_dump(mode="json")
    articles = page.get("articles", [])
    outer = {k: v for k, v in page.items() if k != "articles"}
    for article in articles:
        article["page"] = outer
    day = _published(articles)
    return [_rule(rule, evidence, page, articles, stage, day) for rule in rules if rule.scope == "article"]


def _published(articles: list[dict[str, Any]]) -> str | None:
    dates = [d["value"][:10] for a in articles for d in a["dates"] if d["role"] == "published" and "value" in d]
    return dates[0] if dates else None


def _rule(
    rule: Rule, evidence: PageEvidence, page: dict[str, Any], articles: list[dict[str, Any]], stage: Stage, day: str | None
) -> RuleOutcome:
    if day and (rule.applies_from and day < rule.applies_from or rule.applies_until and day > rule.applies_until):
        return RuleOutcome(rule, "inapplicable", [], f"the rule is not in force on {day}")
    compiled = _compile(rule)
    targets = [
        _target(rule, compiled, target, home, evidence, stage)
        for target, home in _targets(rule, page, articles)
        if compiled.only is None or compiled.only(target)
    ]
    if targets:
        outcome = worst([t.outcome for t in targets])
        return RuleOutcome(rule, outcome, targets, next((t.reason for t in targets if t.outcome == outcome == "untested"), None))
    if all(a["kind"] in ("listing", "page") for a in articles):
        return RuleOutcome(rule, "inapplicable", [], "the page is a list of articles or about the outlet, not an article")
    withheld = _out_of_reach(rule, evidence, stage)
    if withheld and evidence.completeness in ("truncated", "script-rendered"):
        return RuleOutcome(rule, "untested", [], withheld)
    return RuleOutcome(rule, "inapplicable", [], "nothing on the page is what the rule is about")


def _targets(rule: Rule, page: dict[str, Any], articles: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The targets of a rule, each with the article (or page) it belongs to."""
    if rule.applies_to == "page":
        yield page, articles[0] if articles else page
    elif rule.applies_to == "article":
        for article in articles:
            yield article, article
    else:
        steps = rule.applies_to.split(".")
        for home in articles if articles and _has(articles[0], steps) else [page]:
            found: Any = home
            for step in steps:
                found = found.get(step, []) if isinstance(found, dict) else []
            for item in found:
                yield item, home


def _has(value: Any, steps: list[str]) -> bool:
    for step in steps:
        if not isinstance(value, dict) or step not in value:
            return False
        value = value[step]
    return True


def _target(
    rule: Rule, compiled: _Compiled, target: dict[str, Any], home: dict[str, Any], evidence: PageEvidence, stage: Stage
) -> TargetOutcome:
    where = target.get("where") or home.get("where") or {"line": 1, "column": 1, "path": "html"}
    reason = None
    outcome: Outcome
    if compiled.reviews is not None and compiled.reviews(target):
        outcome = "cantTell"
    elif compiled.passes(target):
        outcome = "passed"
    else:
        outcome, reason = _failure(rule, evidence, stage)
    shown = _evidence(rule, compiled, target, outcome)
    if outcome == "passed" and "where" not in target and shown:
        where = shown[0]["where"]
    template = rule.message if outcome == "failed" or not rule.review_message else rule.review_message
    message = rule.title if outcome == "passed" else fill(template, target)
    if reason and outcome == "cantTell":
        message = fill(rule.message, target)
    return TargetOutcome(outcome, message, where["line"], where["column"], where["path"], shown, reason)


def _failure(rule: Rule, evidence: PageEvidence, stage: Stage) -> tuple[Outcome, str | None]:
    """What a target that does not pass is, and why if it is not ``failed``."""
    if rule.never_fails:
        return "cantTell", None
    if reason := _out_of_reach(rule, evidence, stage):
        return "untested", reason
    if not evidence.language_supported:
        return "cantTell", f"there is no lexicon for the language '{evidence.language}', so what was not found may be there"
    return "failed", None


def _out_of_reach(rule: Rule, evidence: PageEvidence, stage: Stage) -> str | None:
    if STAGES.index(rule.stage) > STAGES.index(stage):
        return f"the rule can only fail at the stage '{rule.stage}'; this run is at '{stage}'"
    if evidence.completeness == "fragment":
        return evidence.completeness_reason if rule.stage != "fragment" else None
    if rule.applies_to == "page" and not evidence.furniture_seen:
        return "scripts fill in the page's footer, so what was not found may stand there"
    return evidence.completeness_reason if evidence.completeness != "full" else None


def _evidence(rule: Rule, compiled: _Compiled, target: dict[str, Any], outcome: Outcome) -> list[dict[str, Any]]:
    """The items a reader of the report should look at: what made it pass or doubtful, or what came nearest."""
    if "where" in target and rule.applies_to not in ("article", "page"):
        parts = witnesses(rule.passes_when or {}, target) if outcome == "passed" else []
        return [_plain(item) for item in (*parts, target)][:_SHOWN]
    if outcome == "passed":
        found = witnesses(rule.passes_when or {}, target)
    else:
        found = witnesses(compiled.doubt, target) if outcome == "cantTell" and rule.reviews_when else []
        if not found:
            found = _nearest(rule.passes_when or {}, target)
    return [_plain(item) for item in found[:_SHOWN]]


def _nearest(schema: dict[str, Any], target: dict[str, Any]) -> list[dict[str, Any]]:
    """Items of the lists that the expectation names, whatever they are."""
    found: list[dict[str, Any]] = []
    for name, sub in schema.get("properties", {}).items():
        value = target.get(name)
        if isinstance(value, list):
            found += [i for i in value if isinstance(i, dict) and "where" in i]
        elif isinstance(value, dict):
            found += [value] if "where" in value else _nearest(sub, value)
    for key in ("allOf", "anyOf"):
        for sub in schema.get(key, ()):
            found += [i for i in _nearest(sub, target) if i not in found]
    return found


def _plain(item: dict[str, Any]) -> dict[str, Any]:
    """An item without the lists inside it (an article's own), for the report."""
    return {k: v for k, v in item.items() if k != "page" and not (isinstance(v, list) and v and isinstance(v[0], dict))}
