"""Bylines: who is named as author, where a reader sees it and in the page's data.

Visible bylines are looked for around the headline and at the end of the article, in this order: elements
that the page marks as author, lines that open with a byline word, links to author pages, and names that the
structured data gives and that stand in a short line of their own. Lines that credit somebody else
(photos, translation) are left out. Sources: Google's byline guidance, the Trust Project's expertise indicator.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.document.model import Block, Element
from checker.evidence.bylinechoice import NAMED, Found, choose
from checker.evidence.bylinedata import structured_bylines
from checker.evidence.bylinetext import (
    LINES,
    LONGEST,
    before_others,
    candidates,
    closing_line,
    led_line,
    make_byline,
    strip_lead,
)
from checker.evidence.calendar import find_dates
from checker.evidence.model import Byline
from checker.evidence.names import agency_names, clean_name, is_person, same_name, split_names
from checker.evidence.page import Extent, Page, seen
from checker.lexicon.phrases import fold

_AUTHOR_TOKEN = re.compile(
    r"(?:^|[\s_-])(?:by-?line|byl|authors?|auth(?:or)?-?name|auteurs?|autor(?:en|es|e|i|in)?|autore|author(?:name|box|info|link)?|reporters?|"
    r"writers?|signature|firma|contributors?|journalist|provider-?name|source-?name)(?:$|[\s_-]|[A-Z0-9])",
    re.IGNORECASE,
)
_NOT_AUTHOR_TOKEN = re.compile(
    r"bio|about|desc|image|img|photo|avatar|thumb|icon|follow|social|share|comment|date|time|publish|more|count|role|title|job|location|email|twitter|caption|credit|copyright|tags?\b",
    re.IGNORECASE,
)
_AUTHOR_PATH = re.compile(
    r"/(?:authors?|autor(?:en|es|e|i|in|a)?|auteurs?|profiles?|profil|people|person(?:en)?|staff|journalists?|journalistes?|firmas?|redator|"
    r"reporters?|writers?|contributors?|by|writer|bio|team|columnists?|kolumnist(?:en)?|opinionista|penulis|signature)(?:/|-)[^/?#]{3,}",
    re.IGNORECASE,
)


_MOST = 100
"""Names looked at, at most: no article has more authors."""
_BEYOND = 12
"""Blocks after the article's end, in an article element, where a marked author box still counts."""


def collect_bylines(page: Page, extent: Extent) -> list[Byline]:
    """All author statements about one article, the visible ones first.

    The sources are asked in order: marked elements always; lines with a byline word and author links until one of them names
    somebody; then the data's names that none of them found; bare lines only where still nobody is named.
    """
    data = structured_bylines(page, extent)
    found: list[Found] = []
    for source in (_marked, _led, _linked):
        found += source(page, extent)
        if source is not _marked and any(b.seen_in == "visible" and b.kind in NAMED for _, b in found):
            break
    missing = [b.name for b in data if not any(same_name(b.name, o.name) and o.seen_in == "visible" for _, o in found)]
    found += _confirmed(page, extent, missing)
    if not any(b.kind in NAMED and b.seen_in == "visible" for _, b in found):
        found += _alone(page, extent)
    return choose(page, extent, found[:_MOST], data) + data


def _zone(page: Page, extent: Extent) -> Iterator[Block]:
    """Short lines where a byline can stand: from above the headline to the first paragraphs, and after the text."""
    blocks = page.document.blocks
    near = min(len(blocks), max(extent.first_body + 4, extent.headline + 9))
    for index in range(max(0, extent.start - 4), near):
        yield blocks[index]
    for index in range(max(extent.last_body, near), min(len(blocks), extent.end)):
        yield blocks[index]


def _usable(block: Block, extent: Extent) -> bool:
    """Whether a line can be this article's: asides amid the text hold other articles."""
    amid = block.region == "aside" and extent.first_body < block.index < extent.last_body
    return block.region not in ("nav", "footer", "comments", "embed", "head") and not amid


# marked by the page -------------------------------------------------------------------------------------


def _marks_author(page: Page, element: Element) -> bool:
    attrs = element.attrs
    if (
        attrs.get("itemprop") in ("author", "creator")
        or attrs.get("rel") == "author"
        or attrs.get("property") in ("author", "schema:author")
    ):
        return True
    words = f"{attrs.get('class', '')} {attrs.get('id', '')}".strip()
    if not words or len(words) > 300 or element.tag in ("body", "html", "main", "article", "time", "img", "svg"):
        return False
    return any(_AUTHOR_TOKEN.search(w) and not _NOT_AUTHOR_TOKEN.search(w) for w in words.split())


def _marked(page: Page, extent: Extent) -> Iterator[Found]:
    """Names in elements that the page marks as author. In a box with several lines, only lines set like the first name count:
    the others are jobs, topics and other articles of the author's.
    """
    document = page.document
    first = document.blocks[max(0, extent.start - 4)].element if document.blocks else 0
    last_block = document.blocks[min(extent.end + _BEYOND, len(document.blocks)) - 1] if document.blocks else None
    last = document.elements[last_block.element].end if last_block else 0
    body = set(extent.body[1:-1])
    done = -1
    for element in document.elements[min(first, extent.element) :]:
        if element.index > last:
            break
        if element.index < done or not element.attrs or element.region in ("nav", "footer", "comments", "embed", "head"):
            continue
        if (
            element.region != "article"
            and document.blocks
            and element.index > document.blocks[min(extent.end, len(document.blocks) - 1)].element
        ):
            continue
        if element.region == "aside" and document.blocks and extent.body and _of_others(page, extent, element):
            continue
        if not _marks_author(page, element):
            continue
        if any(
            _marks_author(page, e) and e.visible == element.visible and _text_parts(page, e.index)
            for e in document.elements[element.index + 1 : element.end]
        ):
            continue
        first_shape: tuple[str, str] | None = None
        for block, start, end in _text_parts(page, element.index):
            if (
                block.kind == "caption"
                or block.index in body
                or end - start > LONGEST
                or not extent.start - 5 <= block.index <= extent.end + _BEYOND
            ):
                continue
            holder = document.elements[block.element]
            shape = (holder.tag, holder.attrs.get("class", ""))
            if first_shape not in (None, shape):
                continue
            sure = "high" if element.tag == "a" or element.attrs.get("itemprop") else "medium"
            for item in _names_in(page, block, start, end, sure):
                first_shape = shape if item.kind in NAMED else first_shape
                yield block.index, item
        done = max(done, element.index)


def _of_others(page: Page, extent: Extent, element: Element) -> bool:
    """Whether an aside stands amid or outside the text: its names are other articles'. One before or after it can be the author's box."""
    blocks = page.document.blocks
    amid = blocks[extent.first_body].element < element.index < blocks[extent.last_body].element
    return amid or not page.document.within(element.index, extent.element)


def _text_parts(page: Page, element: int) -> list[tuple[Block, int, int]]:
    """The first pieces of blocks that an element's text consists of, in reading order."""
    parts = [(block, 0, len(block.text)) for block in page.document.blocks_in(element)]
    parts += [(page.document.blocks[at], start, end) for at, start, end in page.spans_by_element.get(element, ())]
    parts.sort(key=lambda part: (part[0].index, part[1]))
    return parts[:6]


def _names_in(page: Page, block: Block, start: int, end: int, confidence: str) -> Iterator[Byline]:
    text = block.text[start:end].strip()
    if text[:1] in "[【(（" and text[-1:] in "]】)）":
        text = text[1:-1]
    folded = fold(text)
    if page.lexicon.starts(folded, "byline_other") or page.lexicon.ends(
        page.folded[block.index][max(0, start - 40) : start].rstrip(" :"), "byline_other"
    ):
        return
    text = before_others(page, text)
    profiles = {link.text: link.href for link in page.links_by_block.get(block.index, ()) if link.text}
    known = False
    for name in candidates(page, text):
        item = make_byline(page, block, name, seen(block.visible), confidence, profiles.get(name))
        if item and item.kind in NAMED:
            known = True
            yield item
    rest = clean_name(strip_lead(page, text))
    if (
        not known
        and 2 <= len(rest) <= 60
        and any(c.isalpha() for c in rest)
        and (item := make_byline(page, block, rest, seen(block.visible), "low", profiles.get(rest)))
    ):
        single = " " not in rest and rest[:1].isupper() and _AUTHOR_PATH.search(item.profile or "")
        yield item.model_copy(update={"kind": "person", "confidence": "medium"}) if single else item


# lines that open with a byline word -----------------------------------------------------------------------


def _led(page: Page, extent: Extent) -> Iterator[Found]:
    for block in _zone(page, extent):
        if not _usable(block, extent) or block.kind == "heading":
            continue
        if block.index in (extent.first_body, extent.last_body):
            for item in closing_line(page, block):
                yield block.index, item
        if block.index and block.kind not in ("caption", "control") and (lead := _lead_alone(page, page.document.blocks[block.index - 1])):
            for item in led_line(page, block, f"{lead} {block.text}"):
                if " " in item.name or not page.lexicon.spaced:
                    yield block.index, item
        for line in LINES.split(block.text):
            if line.strip():
                for item in led_line(page, block, line.strip()):
                    yield block.index, item


def _lead_alone(page: Page, block: Block) -> str:
    """The text of a block that is nothing but a byline word ('Author:'), else ''."""
    folded = page.folded[block.index].strip(" :：")
    lead = page.lexicon.starts(folded, "byline_lead") if len(folded) < 25 else None
    return block.text if lead and lead.end() >= len(folded) else ""


# links to author pages, and names that the data confirms ---------------------------------------------------


def _linked(page: Page, extent: Extent) -> Iterator[Found]:
    zone = {b.index for b in _zone(page, extent)}
    for link in page.document.links:
        if link.block not in zone or link.region in ("nav", "footer", "comments", "embed") or link.visible == "no":
            continue
        if _AUTHOR_PATH.search(link.href) and 4 <= len(link.text) <= 80:
            block = page.document.blocks[link.block]
            if link.text not in block.text:
                continue  # its words are hidden
            for name in split_names(strip_lead(page, link.text), tight=True):
                item = make_byline(page, block, name, seen(link.visible), "high", link.href)
                if item and item.kind == "person":
                    yield link.block, item


def _confirmed(page: Page, extent: Extent, names: list[str]) -> Iterator[Found]:
    """Names of the data that stand in a short line of their own."""
    body = set(extent.body)
    for block in page.document.blocks[max(0, extent.start - 4) : extent.end] if names else ():
        if not _usable(block, extent) or block.visible == "no" or block.kind in ("heading", "caption"):
            continue
        text = page.folded[block.index]
        if len(text) > LONGEST and block.index in body or page.lexicon.starts(text, "byline_other"):
            continue
        for name in names:
            key = fold(clean_name(name))
            if len(key) > 3 and key in text and len(text) < len(key) + 100:
                item = make_byline(page, block, name, seen(block.visible), "medium")
                mere = item is not None and item.kind == "outlet" and (len(text) >= len(key) + 12 or block.index <= extent.headline)
                if item and item.kind != "account" and not mere:
                    lead = extent.headline < block.index <= extent.first_body + 2
                    sure = item.kind != "outlet" or lead
                    yield block.index, item if sure else item.model_copy(update={"confidence": "low"})


def _alone(page: Page, extent: Extent) -> Iterator[Found]:
    """A line that is an agency's name, or holds nothing but persons' names, right before the text and set like it, or beside the date line.

    Not sure, because names of places and things look alike; only in scripts that write names with capitals.
    """
    blocks = page.document.blocks
    for block in blocks[max(extent.headline, extent.start) + 1 : extent.first_body + 1] if extent.headline >= 0 and extent.body else ():
        if not _usable(block, extent) or block.kind in ("heading", "caption", "control") or block.visible != "yes" or len(block.text) >= 70:
            continue
        like_text = block.index >= extent.first_body - 1 and _parent(page, block) == _parent(page, blocks[extent.first_body])
        beside = [b for b in blocks[max(0, block.index - 1) : block.index + 2] if b.index != block.index and len(b.text) < 60]
        dated = any(find_dates(page.folded[b.index], page.lexicon) for b in beside)
        pictured = block.index in page.picture_blocks
        if dated and not pictured and fold(block.text.strip()) in agency_names():
            item = make_byline(page, block, block.text.strip(), seen(block.visible), "medium")
            if item:
                yield block.index, item
            continue
        names = split_names(block.text)
        if (like_text or dated) and names and all(is_person(n, page.lexicon) and n[:1].isupper() for n in names):
            for name in names:
                item = make_byline(page, block, name, seen(block.visible), "low")
                if item and item.kind == "person":
                    yield block.index, item


def _parent(page: Page, block: Block) -> int:
    return page.document.elements[block.element].parent
