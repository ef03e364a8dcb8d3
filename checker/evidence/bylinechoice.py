"""Which of the author names found on a page are this article's: names stand together in one place, and data confirms them.

A page names many authors (teasers, boxes, comments). This article's stand in one place: the one that the structured data
confirms, else the one nearest to the headline, else the first after the text. Names elsewhere count when the data has them too.
"""

from __future__ import annotations

from checker.evidence.calendar import find_dates
from checker.evidence.model import Byline
from checker.evidence.names import same_name
from checker.evidence.page import Extent, Page
from checker.lexicon.phrases import fold

Found = tuple[int, Byline]
"""A byline and the index of the block it stands in."""
NAMED = ("person", "agency", "desk", "outlet")
_TOGETHER = 3
"""Blocks between two names of one place, at most."""


def choose(page: Page, extent: Extent, found: list[Found], data: list[Byline]) -> list[Byline]:
    """The bylines of one article out of all that were ``found`` on its page; ``data`` are those of its structured data."""
    known = [b.name for b in data if b.kind in NAMED]
    found = [(at, _as_in_data(b, data)) for at, b in found if not _says_a_date(page, b)]
    shown = [(at, b) for at, b in found if b.seen_in == "visible"]
    kept: list[Byline] = []
    for at, item in _best_place(extent, shown, known):
        here = extent.headline - 6 <= at <= extent.first_body + 2
        weak = item.confidence == "low"
        sure = item.kind in NAMED and (_is_known(item.name, known) and not (weak and item.kind == "outlet") or here and not weak)
        kept.append(item.model_copy(update={"confidence": "high"}) if sure else item)
    for _, item in shown:
        if _is_known(item.name, known) and item.kind in NAMED and not (item.confidence == "low" and item.kind == "outlet"):
            kept.append(item.model_copy(update={"confidence": "high"}))
    kept += [b for _, b in found if b.seen_in != "visible"]
    return _without_fragments(_once(kept))


def _best_place(extent: Extent, shown: list[Found], known: list[str]) -> list[Found]:
    """The names of the one place that is the article's author line, its names in reading order."""
    places: list[list[Found]] = []
    for at, item in sorted(shown, key=lambda f: f[0]):
        if places and at - places[-1][-1][0] <= _TOGETHER:
            places[-1].append((at, item))
        else:
            places.append([(at, item)])
    best = max(places, key=lambda p: (_worth(extent, p, known), -p[0][0]), default=[])
    # a name amid the text that nothing confirms is another's; what could not be read at all is left for a person
    return [] if not best or _worth(extent, best, known) == 0 else best


def _worth(extent: Extent, place: list[Found], known: list[str]) -> int:
    at = place[0][0]
    named = [b for _, b in place if b.kind in NAMED]
    worth = 4 if any(_is_known(b.name, known) for b in named) else 0
    if not named:
        return -4
    if extent.headline - 6 <= at <= extent.first_body + 2:
        return worth + 3
    return worth + (1 if at >= extent.last_body - 1 else 0)


def _is_known(name: str, known: list[str]) -> bool:
    return any(same_name(name, k) for k in known)


def _as_in_data(item: Byline, data: list[Byline]) -> Byline:
    """'Jane Doe Lifestyle Reporter' is Jane Doe where the data names her: what stands around a known name is no part of it."""
    text = f" {fold(item.name)} "
    for known in data:
        key = fold(known.name)
        if known.kind == "person" and len(key) > 4 and text != f" {key} " and (f" {key} " in text or not key.isascii() and key in text):
            start = fold(item.name).find(key)
            if start > 0 and item.kind == "person":
                continue  # a longer name of the same kind, not a name with something around it
            name = item.name[start : start + len(key)]
            return item.model_copy(update={"name": name, "kind": "person", "confidence": "high"})
    return item


def _says_a_date(page: Page, item: Byline) -> bool:
    """'Published' and 'Dec 1st' stand in author lines too."""
    folded = fold(item.name)
    label = page.lexicon.is_mostly(folded, "published_label", "updated_label")
    return label is not None or item.kind not in ("person", "agency") and bool(find_dates(folded, page.lexicon))


def _once(found: list[Byline]) -> list[Byline]:
    kept: list[Byline] = []
    for item in found:
        if not any(same_name(item.name, other.name) and item.seen_in in (other.seen_in, "hidden", "unclear") for other in kept):
            kept.append(item)
    return kept


def _without_fragments(found: list[Byline]) -> list[Byline]:
    """What could not be read counts only where nothing could."""
    known = any(b.kind != "unknown" and b.seen_in == "visible" for b in found)
    return [b for b in found if not known or b.kind != "unknown"]
