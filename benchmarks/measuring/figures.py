"""Precision, recall and F1 with their intervals, from single judgements.

A judgement is about one item: ``right`` (found, and there), ``wrong`` (found, not there) or ``missed`` (there, not found).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

Verdict = Literal["right", "wrong", "missed"]
_Z = 1.96
"""Standard deviations of a 95 % interval."""


@dataclass
class Judgement:
    """One item of one page held against the annotation. ``where`` is the place in the page's source, as the evidence has it."""

    field: str
    page: str
    groups: tuple[str, ...]
    verdict: Verdict
    expected: str = ""
    found: str = ""
    where: str = ""
    confidence: str = ""


@dataclass
class Figures:
    """Counts, and what they come to. ``n`` counts what should have been found."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    confidence: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))

    def add(self, judgement: Judgement) -> None:
        """Count one judgement."""
        setattr(self, judgement.verdict, getattr(self, judgement.verdict) + 1)
        if judgement.confidence and judgement.verdict != "missed":
            self.confidence[judgement.confidence][judgement.verdict == "right"] += 1

    @property
    def n(self) -> int:
        """How many items there were to find."""
        return self.right + self.missed

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1 when nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Share of what was there that was found; 1 when nothing was there."""
        return self.right / self.n if self.n else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def line(self) -> str:
        """The figures as a line of a table, with 95 % intervals."""
        return (
            f"P {self.precision:.3f} {interval(self.right, self.right + self.wrong)}  R {self.recall:.3f} {interval(self.right, self.n)}"
            f"  F1 {self.f1:.3f}  n {self.n}  right {self.right} wrong {self.wrong} missed {self.missed}"
        )

    def as_json(self) -> dict[str, float | int]:
        """The figures for machines."""
        return {"precision": self.precision, "recall": self.recall, "f1": self.f1, "n": self.n,
                "right": self.right, "wrong": self.wrong, "missed": self.missed}  # fmt: skip

    def worth(self) -> dict[str, dict[str, float | int]]:
        """By confidence: how many found items it covers, what share of the right ones, and what share of it is right."""
        return {
            level: {"items": bad + good, "covers": good / self.right if self.right else 0.0, "right": good / (bad + good)}
            for level, (bad, good) in self.confidence.items()
        }


def interval(hits: int, n: int) -> str:
    """Wilson's 95 % interval of a share, as text."""
    low, high = wilson(hits, n)
    return f"[{low:.2f}–{high:.2f}]"


def wilson(hits: int, n: int) -> tuple[float, float]:
    """Wilson's 95 % score interval of ``hits`` out of ``n``; (0, 1) when there is nothing to count."""
    if not n:
        return 0.0, 1.0
    share = hits / n
    middle = share + _Z * _Z / (2 * n)
    spread = _Z * math.sqrt(share * (1 - share) / n + _Z * _Z / (4 * n * n))
    return max(0.0, middle - spread) / (1 + _Z * _Z / n), (middle + spread) / (1 + _Z * _Z / n)


def tally(judgements: Iterable[Judgement]) -> dict[str, dict[str, Figures]]:
    """Figures by field and group."""
    found: dict[str, dict[str, Figures]] = defaultdict(lambda: defaultdict(Figures))
    for judgement in judgements:
        for group in judgement.groups:
            found[judgement.field][group].add(judgement)
    return {name: dict(groups) for name, groups in found.items()}
