"""Exit codes, and which one a run ends with."""

from __future__ import annotations

from collections.abc import Iterable

CLEAN, FINDINGS, USAGE, NO_INPUT, UNREADABLE = 0, 1, 2, 3, 4
"""0 clean or below the gate, 1 at or above it, 2 usage or configuration, 3 nothing matched, 4 internal error or
unreadable input."""

_ORDER = (UNREADABLE, USAGE, FINDINGS, NO_INPUT, CLEAN)


def strongest(codes: Iterable[int]) -> int:
    """The code a run ends with when several apply: 4, 2, 1, 3, 0."""
    return min(codes, key=_ORDER.index, default=CLEAN)
