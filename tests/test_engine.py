"""The order of the conditions, and what holds a failure back."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import article, evidence

from checker.engine.evaluate import evaluate
from checker.engine.messages import fill
from checker.engine.outcomes import worst
from checker.rulebook.model import Rule


def rule(**changes: Any) -> Rule:
    base: dict[str, Any] = {
        "id": "test-rule", "title": "A title", "theme": "images", "scope": "article", "stage": "built", "status": "stable", "since": "0.1.0",
        "applies_to": "images", "passes_when": {"required": ["credit"]}, "severity": "error", "weight": 5, "message": "{alt|src} shows no credit",
        "question": "Who?", "rationale": "r", "how_to_fix": "f", "limits": "l",
    }  # fmt: skip
    return Rule.model_validate({**base, **changes})


PICTURE = '<figure><img src="/bridge.jpg" alt="A bridge"><figcaption>The old bridge of Aldermoor in spring{}</figcaption></figure>'
WITH, WITHOUT = article(PICTURE.format(" (Photo: Jane Roe)")), article(PICTURE.format(""))


@pytest.mark.parametrize(
    ("changes", "source", "outcome"),
    [
        ({}, WITH, "passed"),
        ({}, WITHOUT, "failed"),
        ({"only_when": {"properties": {"role": {"const": "portrait"}}}}, WITHOUT, "inapplicable"),
        ({"reviews_when": {"properties": {"role": {"const": "editorial"}}}}, WITH, "cantTell"),
        ({"reviews_when": {"properties": {"credit": {"properties": {"basis": {"const": "list"}}}}}}, WITHOUT, "failed"),
        ({"never_fails": True}, WITHOUT, "cantTell"),
        ({"stage": "live"}, WITHOUT, "untested"),
        ({"stage": "live"}, WITH, "passed"),
        (
            {"applies_from": "2999-01-01"},
            article(PICTURE.format(""), '<meta property="article:published_time" content="2024-05-01">'),
            "inapplicable",
        ),
        (
            {"applies_until": "2999-01-01"},
            article(PICTURE.format(""), '<meta property="article:published_time" content="2024-05-01">'),
            "failed",
        ),
    ],
)
def test_order_of_conditions(changes: dict[str, Any], source: str, outcome: str) -> None:
    (result,) = evaluate(evidence(source), [rule(**changes)])
    assert result.outcome == outcome


def test_a_language_without_lexicon_never_fails() -> None:
    (result,) = evaluate(evidence(WITHOUT, language="nl"), [rule()])
    assert result.outcome == "cantTell"
    assert "no lexicon" in str(result.targets[0].reason)


def test_absence_on_an_incomplete_page_is_untested() -> None:
    found = evidence(WITHOUT).model_copy(update={"completeness": "truncated", "completeness_reason": "paywall"})
    (result,) = evaluate(found, [rule()])
    assert (result.outcome, result.reason) == ("untested", "paywall")


def test_a_fragment_fails_only_rules_of_the_fragment_stage() -> None:
    fragment = "<h1>A bridge for Aldermoor</h1>" + WITHOUT.split("</h1>")[1].split("</article>")[0]
    assert evidence(fragment).completeness == "fragment"
    early, late = evaluate(evidence(fragment), [rule(stage="fragment"), rule()])
    assert (early.outcome, late.outcome) == ("failed", "untested")


def test_the_worst_target_decides() -> None:
    assert worst(["passed", "cantTell", "failed"]) == "failed"
    assert worst(["passed", "untested", "cantTell"]) == "cantTell"
    assert worst(["passed", "untested"]) == "untested"
    assert worst([]) == "inapplicable"


def test_a_failure_points_to_its_place_and_shows_what_is_there() -> None:
    (result,) = evaluate(evidence(WITHOUT), [rule()])
    (target,) = result.targets
    assert target.message == "A bridge shows no credit"
    assert WITHOUT.splitlines()[target.line - 1][target.column - 1 :].startswith("<img")


def test_absence_points_to_the_headline() -> None:
    (result,) = evaluate(evidence(WITHOUT), [rule(applies_to="article", passes_when={"properties": {"bylines": {"minItems": 1}}})])
    assert WITHOUT.splitlines()[result.targets[0].line - 1].startswith("<h1")


@pytest.mark.parametrize(
    ("template", "target", "text"),
    [
        ("{a|b|nothing}", {}, "nothing"), ("{a.b|x}", {"a": {"b": "deep"}}, "deep"), ("{src}", {"src": "https://e.example/x/y.jpg?z=1"}, "y.jpg"),
        ("{names}", {"names": ["A", "B"]}, "A, B"), ("{t}", {"t": "w" * 300}, "w" * 159 + "…"),
    ],
)  # fmt: skip
def test_messages(template: str, target: dict[str, Any], text: str) -> None:
    assert fill(template, target) == text
