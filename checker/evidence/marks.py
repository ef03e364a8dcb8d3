"""Phrases of lexicon groups that rules name: words nobody collects, for house rules."""

from __future__ import annotations

from collections.abc import Iterable

from checker.evidence.model import Mark
from checker.evidence.page import Page, seen


def collect_marks(page: Page, groups: Iterable[str]) -> list[Mark]:
    """Every place where a phrase of the named groups stands, with its region and nearest heading."""
    found: list[Mark] = []
    wanted = sorted(set(groups))
    if not wanted:
        return found
    heading: str | None = None
    for block in page.document.blocks:
        if block.kind == "heading":
            heading = block.text[:200]
        for group in wanted:
            pattern = page.lexicon.pattern(group)
            for match in pattern.finditer(page.folded[block.index]) if pattern else ():
                found.append(Mark(group=group, text=block.text[match.start() : match.end()], region=block.region, heading=heading,
                                  where=page.block_where(block, match.start(), match.end()), seen_in=seen(block.visible)))  # fmt: skip
    return found
