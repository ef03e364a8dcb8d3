"""Bylines: who is named as author, where a reader sees it and in the page's data.

Visible bylines are looked for around the headline and at the end of the article, in this order: elements
that the page marks as author, lines that open with a byline word, links to author pages, and names that the
structured data gives and that stand in a short line of their own. Lines that credit somebody else
(photos, translation) are left out. Sources: Google's byline guidance, the Trust Project's expertise indicator.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from checker.document.model import Block, Element
from checker.evidence.calendar import find_dates
from checker.evidence.model import Byline, SeenIn
from checker.evidence.names import classify, clean_name, is_person, same_name, split_names
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
_HAN = "\u4e00-\u9fff"


@lru_cache(maxsize=2)
def _names_after(language: str) -> re.Pattern[str]:
    """Names after a Chinese or Japanese byline word; compiled when first needed, because such character ranges are slow to compile."""
    if language == "ja":
        name = rf"[{_HAN}々]{{1,4}}[\s　]?[{_HAN}々\u3040-\u30ff]{{1,5}}"
        return re.compile(rf"[\s:：/／｜|・＝=　]*({name}(?:、{name}){{0,4}})(?![{_HAN}\u3040-\u30ff])")
    return re.compile(rf"[\s:：/／｜|]*([{_HAN}·]{{2,4}}(?:[\s、，,　][{_HAN}·]{{2,4}}){{0,4}})(?![{_HAN}])")


_WITH = re.compile(r"\s(?:mit|with|avec|con|com)\s", re.IGNORECASE)
_LINES = re.compile(r"\n|\s[|•·]\s")
_BRACKETED = re.compile(r"[(/（【\[〔]\s*([^()/（）【】\[\]〔〕]{2,30}?)\s*[)/）】\]〕]")
_LONGEST = 160
"""Longest line that can be a byline, in characters."""
_TIMES = re.compile(r"\b\d{1,2}[:.h]\d{2}\b.*|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}.*|\b(?:19|20)\d\d\b.*")


def collect_bylines(page: Page, extent: Extent) -> list[Byline]:
    """All author statements about one article, the visible ones first."""
    found: list[Byline] = []
    for source in (_marked, _led, _linked, _confirmed):
        for item in source(page, extent):
            if not any(same_name(item.name, other.name) and other.seen_in == item.seen_in for other in found):
                found.append(item)
        if any(b.seen_in == "visible" and b.kind in ("person", "agency", "desk", "outlet") for b in found) and source is not _marked:
            break
    found = _lead_first(page, extent, _without_fragments(found))
    return found + _structured(page, extent)


def _without_fragments(found: list[Byline]) -> list[Byline]:
    known = [b for b in found if b.kind != "unknown"]
    return known + [b for b in found if b.kind == "unknown" and not known]


def _lead_first(page: Page, extent: Extent, found: list[Byline]) -> list[Byline]:
    """Where authors stand above or at the start of the text, names after its end are those of other articles."""
    if not extent.body:
        return found
    last = page.document.blocks[extent.last_body]
    lead = [b for b in found if (b.where.line, b.where.column) <= (last.line, last.column)]
    return lead if any(b.seen_in == "visible" and b.kind != "unknown" for b in lead) else found


def _zone(page: Page, extent: Extent) -> Iterator[Block]:
    """Short lines where a byline can stand: from above the headline to the first paragraphs, and after the text."""
    blocks = page.document.blocks
    near = min(len(blocks), max(extent.first_body + 4, extent.headline + 9))
    for index in range(max(0, extent.start - 4), near):
        yield blocks[index]
    for index in range(max(extent.last_body, near), min(len(blocks), extent.end)):
        yield blocks[index]


def _usable(block: Block) -> bool:
    return block.region not in ("nav", "footer", "comments", "embed", "head")


def _byline(page: Page, block: Block, name: str, seen_in: SeenIn, confidence: str, profile: str | None = None) -> Byline | None:
    name = _strip_roles(page, name)
    if not 2 <= len(name) <= 80:
        return None
    kind = classify(name, page)
    start = block.text.find(name)
    where = page.block_where(block, max(start, 0), start + len(name) if start >= 0 else None)
    return Byline(name=name, kind=kind, where=where, seen_in=seen_in, confidence=confidence, profile=profile)


def _strip_roles(page: Page, text: str) -> str:
    text = clean_name(text)
    folded = fold(text)
    if lead := page.lexicon.starts(folded, "byline_lead"):
        rest = text[lead.end() :].lstrip(" :：-–—/／")
        text = rest if rest and (lead.end() < len(text)) and (not rest[:1].islower() or not page.lexicon.spaced) else text
    for _ in range(2):
        folded = fold(text)
        if (
            (role := page.lexicon.starts(folded, "byline_role"))
            and role.end() < len(text) - 1
            and len(text[role.end() :].split()) >= (2 if page.lexicon.spaced else 1)
        ):
            text = text[role.end() :].lstrip(" :：,")
        if trail := page.lexicon.ends(fold(text), "byline_trail", "byline_role"):
            kept = text[: trail.start()].rstrip(" ,/／|")
            text = kept if len(kept) >= 2 else text
    return clean_name(text)


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


def _marked(page: Page, extent: Extent) -> Iterator[Byline]:
    document = page.document
    first = document.blocks[max(0, extent.start - 4)].element if document.blocks else 0
    last_block = document.blocks[min(extent.end, len(document.blocks)) - 1] if document.blocks else None
    last = document.elements[last_block.element].end if last_block else 0
    body = set(extent.body[1:-1])
    done = -1
    for element in document.elements[min(first, extent.element) :]:
        if element.index > last:
            break
        if element.index < done or not element.attrs or element.region in ("nav", "footer", "comments", "embed", "head"):
            continue
        if element.region == "aside" and not document.within(element.index, extent.element):
            continue
        if not _marks_author(page, element):
            continue
        if any(
            _marks_author(page, e) and e.visible == element.visible and _text_parts(page, e.index)
            for e in document.elements[element.index + 1 : element.end]
        ):
            continue
        for block, start, end in _text_parts(page, element.index):
            if block.index in body or end - start > _LONGEST or not extent.start - 5 <= block.index <= extent.end:
                continue
            yield from _names_in(page, block, start, end, "high" if element.tag == "a" or element.attrs.get("itemprop") else "medium")
        done = max(done, element.index)


def _text_parts(page: Page, element: int) -> list[tuple[Block, int, int]]:
    """The pieces of blocks that an element's text consists of."""
    document = page.document
    end = document.elements[element].end
    parts = []
    for block in document.blocks:
        if element <= block.element < end:
            parts.append((block, 0, len(block.text)))
        elif block.element < element:
            parts += [(block, s.start, s.end) for s in block.spans if s.element == element]
    return parts[:6]


def _names_in(page: Page, block: Block, start: int, end: int, confidence: str) -> Iterator[Byline]:
    text = block.text[start:end].strip()
    folded = fold(text)
    if page.lexicon.starts(folded, "byline_other"):
        return
    text = _before_others(page, text)
    profiles = {link.text: link.href for link in page.document.links if link.block == block.index and link.text}
    known = False
    for name in _candidates(page, text):
        item = _byline(page, block, name, seen(block.visible), confidence, profiles.get(name))
        if item and item.kind in ("person", "agency", "desk", "outlet"):
            known = True
            yield item
    rest = clean_name(_strip_lead(page, text))
    if (
        not known
        and 2 <= len(rest) <= 60
        and any(c.isalpha() for c in rest)
        and (item := _byline(page, block, rest, seen(block.visible), "low", profiles.get(rest)))
    ):
        single = " " not in rest and rest[:1].isupper() and _AUTHOR_PATH.search(item.profile or "")
        yield item.model_copy(update={"kind": "person"}) if single else item


def _before_others(page: Page, text: str) -> str:
    """The line up to words that credit somebody else (photos, translation) or to a date."""
    pattern = page.lexicon.pattern("byline_other", "published_label", "updated_label")
    if pattern and (match := pattern.search(fold(text))) and match.start() > 3:
        text = text[: match.start()]
    dates = find_dates(fold(text), page.lexicon)
    if dates and dates[0].start > 3:
        text = text[: dates[0].start]
    return _TIMES.sub("", _WITH.split(text)[0])


def _candidates(page: Page, text: str) -> list[str]:
    """The names of a byline: split at commas and 'and', roles and places dropped."""
    text = _strip_lead(page, text)
    parts = split_names(text, tight=True)
    if len(parts) == 1 and not is_person(parts[0], page.lexicon):
        parts = split_names(text)
    return [_strip_roles(page, p) for p in parts][:12]


def _strip_lead(page: Page, text: str) -> str:
    lead = page.lexicon.starts(fold(text), "byline_lead")
    return text[lead.end() :].lstrip(" :：-–—/／\n") if lead else text


# lines that open with a byline word -----------------------------------------------------------------------


def _led(page: Page, extent: Extent) -> Iterator[Byline]:
    for block in _zone(page, extent):
        if not _usable(block) or block.kind == "heading":
            continue
        if block.index in (extent.first_body, extent.last_body):
            yield from _agency_line(page, block)
        for line in _LINES.split(block.text):
            if line.strip():
                yield from _led_line(page, block, line.strip())


def _agency_line(page: Page, block: Block) -> Iterator[Byline]:
    """An agency in the dateline that opens the text ('GENEVA (Agency) – …') or in brackets at its end."""
    for text in (block.text[:70], block.text[-40:]):
        for match in _BRACKETED.finditer(text):
            inner = match[1].strip()
            agency = page.lexicon.search(fold(inner), "label_agency")
            if agency and agency.end() - agency.start() >= len(inner) - 2:
                item = _byline(page, block, inner, seen(block.visible), "medium")
                if item and item.kind in ("agency", "outlet"):
                    yield item


def _led_line(page: Page, block: Block, line: str) -> Iterator[Byline]:
    folded = fold(line)
    lexicon = page.lexicon
    if not lexicon.spaced:
        found = list(_cjk_inline(page, block, line))
        yield from found
        if found:
            return
    if len(line) > _LONGEST or lexicon.starts(folded.lstrip("(（[【〔 "), "byline_other"):
        return
    stripped = line.lstrip("(（[【〔 —–-*")
    lead = lexicon.starts(fold(stripped), "byline_lead")
    if lead and lead.end() < len(stripped):
        rest = _before_others(page, stripped[lead.end() :].lstrip(" :：-–—/／"))
        for name in _candidates(page, rest):
            item = _byline(page, block, name, seen(block.visible), "high")
            if item and item.kind in ("person", "agency", "desk", "outlet"):
                yield item


def _cjk_inline(page: Page, block: Block, line: str) -> Iterator[Byline]:
    """Chinese and Japanese bylines inside a line: 记者 王小明, 山田太郎記者."""
    pattern = page.lexicon.pattern("byline_lead")
    for match in pattern.finditer(fold(line)) if pattern else ():
        rest = _names_after(page.lexicon.language).match(line[match.end() :])
        for name in re.split(r"[、，,]" if page.lexicon.language == "ja" else r"[\s、，,　]", rest[1]) if rest else ():
            item = _byline(page, block, name, seen(block.visible), "medium")
            if item and item.kind == "person":
                yield item
    if len(line) < 60 and (desk := re.match(r"[^\s／/|｜]{2,10}[／/|｜]\s*([\u4e00-\u9fff]{2,4})(?=\s|$|[／/|｜])", line)):
        item = _byline(page, block, desk[1], seen(block.visible), "medium")
        if item and item.kind == "person":
            yield item
    trail = page.lexicon.pattern("byline_trail")
    for match in trail.finditer(fold(line)) if trail and len(line) < 60 else ():
        before = re.search(r"([\u4e00-\u9fff々]{2,4}(?:[\s　][\u4e00-\u9fff々\u3040-\u30ff]{1,4})?)\s*$", line[: match.start()])
        if before and (item := _byline(page, block, before[1], seen(block.visible), "medium")) and item.kind == "person":
            yield item


# links to author pages, and names that the data confirms ---------------------------------------------------


def _linked(page: Page, extent: Extent) -> Iterator[Byline]:
    zone = {b.index for b in _zone(page, extent)}
    for link in page.document.links:
        if link.block not in zone or link.region in ("nav", "footer", "comments", "embed") or link.visible == "no":
            continue
        if _AUTHOR_PATH.search(link.href) and 4 <= len(link.text) <= 80:
            block = page.document.blocks[link.block]
            for name in split_names(_strip_lead(page, link.text), tight=True):
                item = _byline(page, block, name, seen(link.visible), "high", link.href)
                if item and item.kind == "person":
                    yield item


def _confirmed(page: Page, extent: Extent) -> Iterator[Byline]:
    names = [b.name for b in _structured(page, extent) if b.kind in ("person", "agency", "desk", "outlet", "unknown")]
    body = set(extent.body)
    for block in page.document.blocks[max(0, extent.start - 4) : extent.end]:
        if not _usable(block) or block.visible == "no" or block.kind in ("heading", "caption"):
            continue
        text = page.folded[block.index]
        if len(text) > _LONGEST and block.index in body:
            continue
        for name in names:
            key = fold(clean_name(name))
            if len(key) > 3 and key in text and len(text) < len(key) + 100:
                item = _byline(page, block, name, seen(block.visible), "medium")
                if item and (item.kind != "outlet" or len(text) < len(key) + 12):
                    yield item


# data ------------------------------------------------------------------------------------------------------


def _structured(page: Page, extent: Extent) -> list[Byline]:
    found: list[Byline] = []
    thing = extent.thing
    for value in (thing.properties.get("author", []) + thing.properties.get("creator", [])) if thing else ():
        name = value if isinstance(value, str) else value.first("name", "alternateName")
        profile = None if isinstance(value, str) else value.first("url", "sameAs") or None
        if not name or name.startswith(("http://", "https://")):
            continue
        for part in split_names(name, tight=True):
            part = _strip_roles(page, part)
            if part and not any(same_name(part, b.name) for b in found) and thing is not None:
                kind = classify(part, page)
                if kind == "person" and not isinstance(value, str) and value.is_a("Organization", "NewsMediaOrganization", "Corporation"):
                    kind = "outlet"
                found.append(
                    Byline(
                        name=part[:200],
                        kind=kind,
                        where=page.data_where(thing, part),
                        profile=profile,
                        seen_in=thing.syntax,
                        confidence="high",
                    )  # fmt: skip
                )
    for key in _META_AUTHOR:
        for meta in page.document.meta.get(key, ()):
            if meta.content.startswith(("http://", "https://", "@")) or len(meta.content) > 200 or _MAKER.match(meta.content):
                continue
            for part in split_names(meta.content, tight=True):
                part = _strip_roles(page, part)
                if part and not any(same_name(part, b.name) for b in found):
                    found.append(
                        Byline(
                            name=part, kind=classify(part, page), where=page.meta_where(key, part), seen_in="meta", confidence="medium"
                        )  # fmt: skip
                    )
    return found


_MAKER = re.compile(r"(?:developed|designed|powered|created|built|made) by\b", re.IGNORECASE)
"""Who made the web site is not who wrote the article."""
_META_AUTHOR = ("author", "article:author", "byl", "dc.creator", "citation_author", "parsely-author", "sailthru.author", "authors",
                "cxenseparse:author", "og:article:author")  # fmt: skip
