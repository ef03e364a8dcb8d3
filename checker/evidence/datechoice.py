"""Which of the dates that readers see is that of publication: by its label, its place, and what the page's data says.

Pages show many dates (today's, teasers', the story's own). The article's stands near the headline and, where the page's
data gives a date of publication, agrees with it.
"""

from __future__ import annotations

from datetime import date

from checker.evidence.model import STRUCTURED, DateEvidence
from checker.evidence.page import OUTSIDE, Extent, Page

Found = tuple[int, DateEvidence]
"""A date and the index of the block it stands in."""


def choose(page: Page, extent: Extent, found: list[Found], data: list[DateEvidence]) -> list[DateEvidence]:
    """The dates readers see, one of them made that of publication; the others are updates or stay unlabelled."""
    published, updated = _day(data, "published"), _day(data, "updated")
    both = published and updated and any(_near(item.value, published) for _, item in found)
    for _, item in found:
        if both and item.role == "unlabelled" and _near(item.value, updated) and not _near(item.value, published):
            item.role = "updated"
    candidates = [f for f in found if f[1].role != "updated"]
    if not candidates:
        return [item for _, item in found]
    first = max(candidates, key=lambda f: (_worth(page, extent, f, published), -f[0]))
    best = first[1]
    if published and best.value and not _near(best.value, published) and _worth(page, extent, first, published) < 0:
        return [item for _, item in found]  # today's date at the top of the page, say
    for _, item in candidates:
        if item is not best and (item.role == "published" and item.value != best.value):
            item.role = "unlabelled"
    best.role = "published"
    if published and best.value and _near(best.value, published):
        best.confidence = "high"
    elif not published and not best.labelled and best.confidence == "high":
        best.confidence = "medium"
    return [item for _, item in found]


def _worth(page: Page, extent: Extent, found: Found, published: str) -> int:
    at, item = found
    block = page.document.blocks[at]
    worth = (4 if published and item.value and _near(item.value, published) else 0) + (2 if item.role == "published" else 0)
    worth -= 6 if item.seen_in == "hidden" else 0
    worth -= 1 if not item.value and not item.relative or item.confidence == "low" else 0
    head = extent.headline if extent.headline >= 0 else extent.start
    if head < at <= extent.first_body + 2:
        worth += 3
    elif head - 4 <= at <= head:
        worth += 2
    elif at >= extent.last_body:
        worth += 0 if at - extent.last_body < 6 else -1
    if block.region in OUTSIDE or block.region == "header" and not page.document.within(block.element, extent.element):
        worth -= 3
    return worth


def _day(data: list[DateEvidence], role: str) -> str:
    return next((d.value[:10] for d in data if d.role == role and d.value and d.seen_in in STRUCTURED), "")


def _near(value: str | None, day: str) -> bool:
    """Whether two days are one, as seen from different time zones."""
    if not value:
        return False
    try:
        return abs((date.fromisoformat(value[:10]) - date.fromisoformat(day)).days) <= 1
    except ValueError:
        return False
