"""Unnamed sources: phrases that leave a source unnamed on purpose, and a reason near them.

Source: JTI clause 12.1 (the reason for anonymity is made clear to the public).
"""

from __future__ import annotations

import re

from checker.evidence.model import UnnamedSource
from checker.evidence.page import Extent, Page, seen


def collect_unnamed_sources(page: Page, extent: Extent) -> list[UnnamedSource]:
    """The unnamed sources of one article; each phrase once a sentence."""
    pattern = page.lexicon.pattern("unnamed_source")
    found: list[UnnamedSource] = []
    if pattern is None:
        return found
    for index in extent.body:
        block = page.document.blocks[index]
        folded = page.folded[index]
        last_end = -1
        for match in pattern.finditer(folded):
            begin, end = _sentence_bounds(block.text, match.start())
            if begin < last_end:
                continue
            last_end = end
            reason = _reason(page, folded, begin, match.start(), match.end(), end)
            found.append(
                UnnamedSource(
                    phrase=block.text[match.start() : match.end()], sentence=" ".join(block.text[begin:end].split()),
                    reason=_clause(block.text, *reason) if reason else None,
                    where=page.block_where(block, match.start(), match.end()), seen_in=seen(block.visible), confidence="medium",
                )
            )  # fmt: skip
    return found


_LONGEST = 1000
"""Characters of a sentence on each side of the phrase."""
_STOP = re.compile(r"[.!?。！？\n]")
_NEAR = 25
"""Characters between the phrase and its reason: a 'because' further on explains something else."""


def _reason(page: Page, folded: str, begin: int, start: int, stop: int, end: int) -> tuple[int, int] | None:
    """The words near the phrase ``start:stop`` of the sentence ``begin:end`` that open a reason, and its sentence's end."""
    pattern = page.lexicon.pattern("anonymity_reason")
    offset = max(begin, start - 3 * _NEAR)
    for match in pattern.finditer(folded[offset : min(end, stop + 4 * _NEAR)]) if pattern else ():
        first, last = offset + match.start(), offset + match.end()
        if -_NEAR <= first - stop <= _NEAR and last > stop or 0 <= start - last <= _NEAR:
            return first, end
    next_end = _sentence_bounds(folded, min(end + 2, len(folded) - 1))[1]
    later = pattern.search(folded[end:next_end]) if pattern else None
    return (end + later.start(), next_end) if later and later.start() <= _NEAR else None


def _sentence_bounds(text: str, at: int) -> tuple[int, int]:
    floor = max(0, at - _LONGEST)
    begin = max(text.rfind(mark, floor, at) for mark in ".!?。！？\n") + 1
    stop = _STOP.search(text, at, at + _LONGEST)
    return begin or floor, stop.end() if stop else min(len(text), at + _LONGEST)


def _clause(text: str, start: int, end: int) -> str:
    return " ".join(re.split(r"[.!?。！？\n]", text[start:end])[0].split())[:200]
