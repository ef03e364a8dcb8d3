"""Marked spans of a text: which stretches stand between quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checker.lexicon import Lexicon

_AMBIGUOUS = {'"', "'", "’", "”", "“"}
_LONGEST = 4000
"""Longest quotation looked for, in characters; beyond it the opening mark is taken for a stray one."""


_UNCLOSED = 30
"""So many marks of one text that nothing closes: the rest of it is not marked by anybody's rules."""


@dataclass(slots=True)
class Marked:
    """``text[start:end]`` stands between marks; ``open`` and ``close`` are the marks' own places. ``closed``: the
    closing mark is there (a paragraph may leave it out where the quotation goes on in the next)."""

    start: int
    end: int
    open: int
    close: int
    closed: bool


def find_marked(text: str, lexicon: Lexicon) -> list[Marked]:
    """The outermost marked spans of a text in reading order. Apostrophes inside words are no marks."""
    pairs: dict[str, list[str]] = {}
    for opening, closing in [*lexicon.quotation_marks, *_UNIVERSAL]:
        if opening in ("'", "‘", "’", "‚") and not lexicon.spaced:
            continue
        closers = pairs.setdefault(opening, [])
        if closing not in closers:
            closers.append(closing)
    found: list[Marked] = []
    at = unclosed = 0
    opener = re.compile("|".join(re.escape(o) for o in sorted(pairs, key=len, reverse=True)))
    while match := opener.search(text, at):
        mark = match[0]
        if not _opens(text, match.start(), mark):
            at = match.end()
            continue
        end, size = _closing(text, match.end(), mark, pairs[mark])
        if end < 0:
            if mark in "„«「『“" and match.start() == 0 and len(text) > 30:
                found.append(Marked(match.end(), len(text), 0, len(text), False))
                break
            at = match.end()
            unclosed += 1
            if unclosed > _UNCLOSED:
                break
            continue
        found.append(Marked(match.end(), end, match.start(), end + size, True))
        at = end + size
    return found


_UNIVERSAL = [("“", "”"), ("„", "“"), ("„", "”"), ("«", "»"), ("»", "«"), ('"', '"'), ("‘", "’"), ("「", "」"), ("『", "』"),
              ('"', "”")]  # fmt: skip


def _opens(text: str, at: int, mark: str) -> bool:
    """Whether a mark can open here: after a space, an opening bracket or a dash, and before a character."""
    after = text[at + 1 : at + 2]
    if mark in "「『〈《":
        return True
    if not after or (after.isspace() and mark not in "«»"):
        return False
    before = text[at - 1 : at] if at else ""
    if mark in _AMBIGUOUS or mark in "‘‹":
        return not before or not before.isalnum() and before not in ".,!?…"
    return True


def _closing(text: str, at: int, mark: str, closers: list[str]) -> tuple[int, int]:
    """Where the span ends and how long its closing mark is; (-1, 0) when nothing closes it."""
    depth = 0
    limit = min(len(text), at + _LONGEST)
    place = at
    while place < limit:
        char = text[place]
        if char == mark and mark not in closers:
            depth += 1
        elif char in closers:
            if char in ("'", "’") and text[place + 1 : place + 2].isalpha() and text[place - 1].isalpha():
                place += 1
                continue
            if depth == 0:
                return place, 1
            depth -= 1
        place += 1
    return -1, 0
