"""Dates of publication and change, as readers see them and as the page's data gives them.

A visible date counts when it stands around the headline or right after the text. A label beside it says
which date it is; which of several is that of publication is settled in :mod:`checker.evidence.datechoice`.
Source: Google's guidance on article dates (visible and labelled).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.document.model import Block, TimeMark
from checker.evidence.calendar import find_dates, has_time, iso_date
from checker.evidence.datechoice import Found, choose
from checker.evidence.model import DateEvidence
from checker.evidence.page import Extent, Page, seen
from checker.lexicon.phrases import fold

_LONGEST = 200
"""Longest line that can be a date line, in characters."""
_MOST_MARKS = 20
"""A block with more dates than that is no date line."""
_BEYOND = 20
"""Blocks after the article's end, in its own element, where a labelled date still counts."""


def collect_dates(page: Page, extent: Extent) -> list[DateEvidence]:
    """All dates of one article; the visible ones first, in reading order."""
    data = _structured(page, extent)
    days = frozenset(d.value[:10] for d in data if d.value)
    found = list(_visible(page, extent, days))
    if not any(d.seen_in == "visible" for _, d in found):
        found += _at_foot(page, days)
    return choose(page, extent, found, data) + data


def _zone(page: Page, extent: Extent) -> Iterator[Block]:
    blocks = page.document.blocks
    start = max(0, extent.start - 6)
    near = min(len(blocks), max(extent.first_body + 8, extent.headline + 12))
    for index in range(start, near):
        yield blocks[index]
    last = max(near, extent.last_body)
    for index in range(last, min(len(blocks), extent.end + _BEYOND)):
        if index >= extent.end + 2 and blocks[index].region != "article":
            break
        yield blocks[index]


def _visible(page: Page, extent: Extent, days: frozenset[str]) -> Iterator[Found]:
    by_block: dict[int, list[TimeMark]] = {}
    for mark in page.document.times:
        by_block.setdefault(mark.block, []).append(mark)
    body, beyond = frozenset(extent.body), extent.end + 2
    for block in _zone(page, extent):
        if block.region in ("nav", "footer", "comments", "embed", "head") or block.kind == "heading" and block.level < 4:
            continue
        if block.kind == "caption":
            continue
        if block.region == "aside" and not page.document.within(block.element, extent.element):
            continue
        if (len(block.text) > _LONGEST or block.index == extent.first_body) and block.index not in by_block:
            head = _dateline(page, block)
            if head:
                yield block.index, head
            continue
        for item in _in_block(page, block, by_block.get(block.index, []), body, days):
            if block.index < beyond or item.labelled:
                yield block.index, item


def _at_foot(page: Page, days: frozenset[str]) -> Iterator[Found]:
    """A labelled date at the foot of the page: 'This page was last modified on …'."""
    for block in page.document.blocks:
        if block.region == "footer" and len(block.text) < _LONGEST:
            folded = page.folded[block.index]
            label = page.lexicon.search(folded, "updated_label", "published_label")
            found = [d for d in find_dates(folded, page.lexicon) if label and d.value and 0 <= d.start - label.end() <= 12]
            for date in found[:1]:
                yield block.index, _item(page, block, folded, date.start, date.end, date.read(days), False)


def _dateline(page: Page, block: Block) -> DateEvidence | None:
    """A date in the dateline that opens the first paragraph: 'Geneva, 10 January 2022 (agency) – …'."""
    head = page.folded[block.index][:60]
    found = [f for f in find_dates(head, page.lexicon) if f.end < 55]
    if not found or not any(mark in head[found[0].end : found[0].end + 25] for mark in ("–", "—", "-", ":", ")", "（", "讯", "电")):
        return None
    item = found[0]
    return DateEvidence(role="unlabelled", value=item.value or None, where=page.block_where(block, item.start, item.end),
                        seen_in=seen(block.visible), confidence="low")  # fmt: skip


def _labelled(page: Page, folded: str, start: int) -> bool:
    """Whether a date inside running text is the article's own: the text up to it is a label."""
    return start < 40 and page.lexicon.starts(folded, "published_label", "updated_label") is not None


def _in_block(page: Page, block: Block, marks: list[TimeMark], body: frozenset[int], days: frozenset[str]) -> Iterator[DateEvidence]:
    folded = page.folded[block.index]
    if len(marks) > _MOST_MARKS:
        return
    found = find_dates(folded, page.lexicon)[:_MOST_MARKS]
    for date in found:
        if block.index in body and len(folded) > 60 and not marks and not _labelled(page, folded, date.start):
            continue
        if not date.value and len(folded) > 40 and not marks and not has_time(folded) and not _labelled(page, folded, date.start):
            continue  # a day without a year, time or label in a longer line is the story's
        mark = next((m for m in marks if m.text and fold(m.text) in folded and folded.find(fold(m.text)) <= date.start
                     < folded.find(fold(m.text)) + len(m.text) + 1), None)  # fmt: skip
        value = date.read(days) or (iso_date(mark.datetime)[:10] if mark else "")
        yield _item(page, block, folded, date.start, date.end, value, False)
    if len(folded) <= _LONGEST and block.index not in body:
        yield from _update_times(page, block, folded, [(d.start, d.end) for d in found])
    if found or block.index in body and len(folded) > 60 and not marks:
        return
    relative = page.lexicon.search(folded, "relative_time") if len(folded) < 80 or marks else None
    timed = next((m for m in marks if any(c.isalnum() for c in m.text) and m.visible != "no"), None)
    if timed is not None and (relative or iso_date(timed.datetime)):
        start = max(folded.find(fold(timed.text)), 0)
        machine = iso_date(timed.datetime)
        yield _item(page, block, folded, start, start + len(timed.text), machine, relative is not None)
    elif (label := page.lexicon.starts(folded, "published_label")) and len(folded) < 40 and has_time(folded[label.end() :]):
        yield _item(page, block, folded, label.end(), len(folded), "", True)
    elif relative and len(folded) < 60 and block.kind != "paragraph":
        yield _item(page, block, folded, relative.start(), relative.end(), "", True)


def _update_times(page: Page, block: Block, folded: str, dated: list[tuple[int, int]]) -> Iterator[DateEvidence]:
    """Updates with a time but no date: 'updated at 22:07', 'last updated: 5 hours ago'."""
    pattern = page.lexicon.pattern("updated_label")
    for label in pattern.finditer(folded) if pattern else ():
        rest = folded[label.end() : label.end() + 30]
        window = folded[label.start() : label.end() + 30]
        if any(label.end() <= start <= label.end() + 14 for start, _ in dated):
            continue
        # some labels hold the first words of the relative time: 'actualizado hace'
        relative = page.lexicon.search(window, "relative_time")
        if relative and relative.start() <= label.end() - label.start() + 6 or _BARE_TIME.match(rest):
            end = label.start() + relative.end() if relative else label.end() + 12
            yield DateEvidence(role="updated", relative=True, labelled=True, where=page.block_where(block, label.start(), min(end, len(folded))),
                               seen_in=seen(block.visible))  # fmt: skip
            return


_BARE_TIME = re.compile(r"[\s:：]*(?:at|à|alle(?: ore)?|um|ore|a las?|às|в)?\s*(?:[01]?\d|2[0-3])\s?[:.h時点时]\s?[0-5]\d")


def _item(page: Page, block: Block, folded: str, start: int, end: int, value: str, relative: bool) -> DateEvidence:
    before = folded[max(0, start - 40) : start]
    label, role = None, "unlabelled"
    nearest = -1
    for name, group in (("published", "published_label"), ("updated", "updated_label")):
        pattern = page.lexicon.pattern(group)
        for match in pattern.finditer(before) if pattern else ():
            longer = label is not None and match.end() == nearest and match.start() < label.start()
            if match.end() > nearest or longer:
                nearest, label, role = match.end(), match, name
    if label is None:
        previous = page.document.blocks[block.index - 1] if block.index else None
        if previous and len(previous.text) < 30 and previous.kind != "heading":
            line = page.folded[previous.index]
            role = (
                "updated"
                if page.lexicon.starts(line, "updated_label")
                else "published"
                if page.lexicon.starts(line, "published_label")
                else role
            )
    if role == "unlabelled":
        after = folded[end : end + 24].lstrip(" ,:()")
        role = (
            "updated"
            if page.lexicon.starts(after, "updated_label")
            else "published"
            if page.lexicon.starts(after, "published_label")
            else role
        )
    tail = folded[end : end + 16]
    if has_time(tail):
        end = min(len(folded), end + len(tail.rstrip()))
    return DateEvidence(
        role=role, value=value or None, relative=relative, labelled=role != "unlabelled",
        where=page.block_where(block, start, end), seen_in=seen(block.visible),
        confidence="high" if role != "unlabelled" else "medium",
    )  # fmt: skip


_META = {
    "published": ("article:published_time", "og:article:published_time", "datepublished", "itemprop:datepublished", "date", "dc.date",
                  "dc.date.issued", "pubdate", "publishdate", "publish-date", "parsely-pub-date", "sailthru.date",
                  "citation_publication_date", "article:published", "article.published", "cxenseparse:recs:publishtime"),
    "updated": ("article:modified_time", "og:updated_time", "datemodified", "itemprop:datemodified", "lastmod", "last-modified",
                "dc.date.modified", "article:modified", "article.updated"),
}  # fmt: skip


def _structured(page: Page, extent: Extent) -> list[DateEvidence]:
    found: list[DateEvidence] = []
    thing = extent.thing
    for role, name in (("published", "datePublished"), ("updated", "dateModified")):
        raw = thing.first(name) if thing else ""
        value = iso_date(raw)
        if thing and value:
            found.append(DateEvidence(role=role, value=value, where=page.data_where(thing, raw), seen_in=thing.syntax))
        for key in _META[role]:
            content = page.document.meta_content(key)
            if value := iso_date(content):
                found.append(DateEvidence(role=role, value=value, where=page.meta_where(key, content), seen_in="meta"))
                break
    return found
