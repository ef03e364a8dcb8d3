"""The score is an interval with its coverage."""

from __future__ import annotations

import pytest

from checker.scoring import Tally, by_theme, score


def tally(outcome: str, passed: int = 0, failed: int = 0, review: int = 0, weight: int = 10, theme: str = "images") -> Tally:
    return Tally(weight, theme, outcome, passed, failed, review)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("tallies", "expected"),
    [
        ([], (None, None, 0, 0)),
        ([tally("passed", passed=1)], (100.0, 100.0, 1, 1)),
        ([tally("failed", failed=1)], (0.0, 0.0, 1, 1)),
        ([tally("failed", passed=3, failed=1)], (75.0, 75.0, 1, 1)),
        ([tally("passed", passed=1), tally("cantTell", review=1)], (50.0, 100.0, 1, 2)),
        ([tally("passed", passed=1, weight=30), tally("failed", failed=1)], (75.0, 75.0, 2, 2)),
        ([tally("passed", passed=1), tally("inapplicable")], (100.0, 100.0, 1, 1)),
        ([tally("passed", passed=1), tally("untested"), tally("untested")], (None, None, 1, 3)),
        ([tally("cantTell", review=1), tally("cantTell", passed=1, review=1), tally("passed", passed=1)], (None, None, 1, 3)),
    ],
)
def test_interval_and_coverage(tallies: list[Tally], expected: tuple[float | None, float | None, int, int]) -> None:
    found = score(tallies)
    assert (found.low, found.high, found.decided, found.in_play) == expected


def test_low_is_never_above_high_and_themes_stand_apart() -> None:
    tallies = [tally("failed", passed=1, failed=2, review=3), tally("passed", passed=1, theme="dates"), tally("inapplicable", theme="ai")]
    assert (found := score(tallies)).low is not None
    assert found.high is not None
    assert found.low <= found.high
    assert set(by_theme(tallies)) == {"images", "dates"}
