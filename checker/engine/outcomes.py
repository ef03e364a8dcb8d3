"""What an evaluation gives: outcomes of targets and of rules, in W3C EARL's five words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from checker.rulebook.model import Rule

Outcome = Literal["passed", "failed", "cantTell", "inapplicable", "untested"]
"""``cantTell``: a person must look. ``untested``: out of reach in this run."""

_WORST: tuple[Outcome, ...] = ("failed", "cantTell", "untested", "passed", "inapplicable")


def worst(outcomes: list[Outcome]) -> Outcome:
    """The outcome of a rule: that of its worst target; ``inapplicable`` when it has none."""
    return min(outcomes, key=_WORST.index, default="inapplicable")


@dataclass(slots=True)
class TargetOutcome:
    """One target's outcome. ``evidence`` are items of evidence as JSON (each with ``where`` and ``seen_in``);
    ``reason`` says why a target is untested, or why what looks like a failure is left to a person."""

    outcome: Outcome
    message: str
    line: int
    column: int
    path: str
    evidence: list[dict[str, Any]] = field(default_factory=list)
    reason: str | None = None


@dataclass(slots=True)
class RuleOutcome:
    """One rule's outcome on a page; ``reason`` says why it is inapplicable or untested."""

    rule: Rule
    outcome: Outcome
    targets: list[TargetOutcome]
    reason: str | None = None
