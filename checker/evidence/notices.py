"""Correction and clarification notes in the article, and whether they say what was wrong.

Source: JTI clause 14.2 (corrections are clearly indicated, at the same address).
"""

from __future__ import annotations

import re

from checker.document.model import Block
from checker.evidence.calendar import find_dates
from checker.evidence.model import CorrectionNotice
from checker.evidence.page import Extent, Page, seen

_BARE = 40
"""A note with fewer characters after its opener says that something was corrected, not what."""


def collect_notices(page: Page, extent: Extent) -> list[CorrectionNotice]:
    """Notes that this article was corrected or clarified, in reading order; declared ones last."""
    found: list[CorrectionNotice] = []
    for block in page.article_blocks(extent):
        if block.kind == "heading" and block.level == 1 or len(block.text) > 1500 or block.index == extent.headline:
            continue
        for group in ("correction_notice", "clarification_notice"):
            notice = _notice(page, block, group, extent)
            if notice is not None:
                found.append(notice)
                break
    thing = extent.thing
    if thing and thing.properties.get("correction") and not any(n.seen_in == "visible" for n in found):
        text = thing.first("correction") or "correction"
        for value in thing.things("correction"):
            text = value.first("text", "description", "name") or text
        found.append(CorrectionNotice(kind="correction", text=text[:500], says_what=len(text) > _BARE, seen_in=thing.syntax,
                                      where=page.data_where(thing, text[:60])))  # fmt: skip
    return found


def _notice(page: Page, block: Block, group: str, extent: Extent) -> CorrectionNotice | None:
    folded = page.folded[block.index]
    match = page.lexicon.starts(folded.lstrip("*(—–- "), group)
    ornaments = len(folded) - len(folded.lstrip("*(—–- "))
    if match is None:
        match = page.lexicon.search(folded, group) if _may_hold_notice(block, extent) else None
        ornaments = 0
        if match is None or match.end() - match.start() < (14 if page.lexicon.spaced else 5):
            return None
    end = ornaments + match.end()
    rest = block.text[end:].strip(" :：.–—-)")
    following = page.document.blocks[block.index + 1] if block.index + 1 < extent.end else None
    if len(rest) < 3 and block.kind == "heading" and following is not None:
        rest = following.text
    if match.end() - match.start() < 14 and match[0][-1] not in ":：" and not _OPENS.match(folded[end : end + 3]) and page.lexicon.spaced:
        return None
    dates = [d.value for d in find_dates(folded, page.lexicon) if d.value]
    return CorrectionNotice(
        kind="correction" if group == "correction_notice" else "clarification", text=block.text[:500], says_what=len(rest) > (_BARE if page.lexicon.spaced else 15),
        date=dates[0] if dates else None, where=page.block_where(block), seen_in=seen(block.visible),
    )  # fmt: skip


_OPENS = re.compile(r"\s*[:：(（,\d|–—-]|\s*$")
"""What follows a short opener such as 'Correction' in a note; in a sentence other words do."""


def _may_hold_notice(block: Block, extent: Extent) -> bool:
    """Notes stand before the first paragraph or from the last ones on; elsewhere such words are the story's."""
    near_start = block.index <= extent.first_body + 1
    near_end = block.index >= extent.last_body - 1
    return (near_start or near_end) and len(block.text) < 700
