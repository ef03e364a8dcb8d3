"""The score: a weighted share of rules, always an interval, never without its coverage.

A rule's share is that of its targets that passed. ``low`` counts what is in review as failed, ``high`` as
passed. Inapplicable rules count for nothing; untested ones only as not decided. When under half of the rules
in play are decided there is no number. Fixed in ``docs/scoring.md``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from checker.engine.outcomes import Outcome

VERSION = "1"
"""Version of the way of scoring; it stands in every report."""


@dataclass(frozen=True, slots=True)
class Tally:
    """One rule's outcome on one page: its weight, theme, and how many targets passed, failed, need a person."""

    weight: int
    theme: str
    outcome: Outcome
    passed: int
    failed: int
    review: int


@dataclass(frozen=True, slots=True)
class Score:
    """0-100, or None with under half of the rules decided; ``decided`` of ``in_play`` rules passed or failed."""

    low: float | None
    high: float | None
    decided: int
    in_play: int


def score(tallies: Iterable[Tally]) -> Score:
    """The score over tallies, of one page or of many."""
    low = high = weight = 0.0
    decided = in_play = 0
    for tally in tallies:
        if tally.outcome == "inapplicable":
            continue
        in_play += 1
        decided += tally.outcome in ("passed", "failed")
        total = tally.passed + tally.failed + tally.review
        if total:
            weight += tally.weight
            low += tally.weight * tally.passed / total
            high += tally.weight * (tally.passed + tally.review) / total
    if not weight or decided * 2 < in_play:
        return Score(None, None, decided, in_play)
    return Score(round(100 * low / weight, 1), round(100 * high / weight, 1), decided, in_play)


def by_theme(tallies: Iterable[Tally]) -> dict[str, Score]:
    """Scores of the themes that have rules in play, by name."""
    themes: dict[str, list[Tally]] = {}
    for tally in tallies:
        themes.setdefault(tally.theme, []).append(tally)
    scores = {name: score(group) for name, group in sorted(themes.items())}
    return {name: s for name, s in scores.items() if s.in_play}
