"""Every rule gives the outcome that its fixtures are named after, and every outcome it can give has one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import FIXTURES, page

from checker.checking import Checker
from checker.rulebook import load_rulebook

CASES = sorted((FIXTURES / "rules").glob("*/*.html"))
BOOK = load_rulebook()


@pytest.mark.parametrize("path", CASES, ids=[f"{p.parent.name}/{p.stem}" for p in CASES])
def test_fixture_gives_the_outcome_it_is_named_after(path: Path, outcomes: Callable[[bytes], dict[str, str]]) -> None:
    assert outcomes(path.read_bytes())[path.parent.name] == path.stem.split("-")[0]


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda r: r.id)
def test_every_outcome_of_a_rule_is_reached_by_a_fixture(rule) -> None:  # type: ignore[no-untyped-def]
    reached = {p.stem.split("-")[0] for p in CASES if p.parent.name == rule.id}
    expected = {"passed", "cantTell", "inapplicable"} | (set() if rule.never_fails else {"failed"})
    assert expected <= reached


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda r: r.id)
def test_examples_in_rule_files_give_their_outcome(rule, checker: Checker) -> None:  # type: ignore[no-untyped-def]
    assert len(rule.examples) >= 2, "a rule shows at least a good and a bad example"
    for example in rule.examples:
        found = checker.check(page(example.html, lang=example.language).encode(), "example.html")
        assert {r.rule: r.outcome for r in found.results}[rule.id] == example.outcome, example.html  # type: ignore[union-attr]
