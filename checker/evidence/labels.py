"""What the page says the article is: opinion, sponsored, machine-made … as readers and as machines see it.

A label a reader sees stands near the headline as a short text of its own. Types, sections and addresses
are machine-side hints. Sources: schema.org article types, Trust Project's type-of-work labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from checker.document.model import Block
from checker.evidence.bylinetext import closing_line
from checker.evidence.model import LabelEvidence
from checker.evidence.names import agency_names
from checker.evidence.page import Extent, Page, seen
from checker.lexicon.phrases import fold

_KINDS = ("opinion", "analysis", "interview", "live", "satire", "review", "factcheck", "sponsored", "vague_sponsored", "press_release",
          "premium", "translated", "agency")  # fmt: skip
_TYPES = {"OpinionNewsArticle": "opinion", "AnalysisNewsArticle": "analysis", "BackgroundNewsArticle": "analysis",
          "ReviewNewsArticle": "review", "Review": "review", "AdvertiserContentArticle": "sponsored", "SatiricalArticle": "satire",
          "LiveBlogPosting": "live"}  # fmt: skip
_PATH = {
    "opinion": r"opinions?|comment|kommentare?|meinung|tribunes?|opinion[ei]s?|editorial(?:s|es)?|columnas?|colunas?|columnists?|kolumnen?|debatte|leitartikel",
    "sponsored": r"sponsored|sponsored-content|paid-post|paid-content|advertorials?|anzeige|publireportage|brandstudio|brand-content|branded-content|contenu-sponsorise|publi-?rreportajes?|native-ad|paidpost",
}
_PATH_PATTERNS = {kind: re.compile(rf"(?:^|[/.])(?:{words})(?:[/.]|$)", re.IGNORECASE) for kind, words in _PATH.items()}
_AI_TYPES = ("trainedalgorithmicmedia", "compositewithtrainedalgorithmicmedia", "compositesynthetic", "algorithmicmedia")
_AI_VALUES = re.compile(r"ai-?(?:generated|assisted|autonomous)|machine-?generated|mixed", re.IGNORECASE)


def collect_labels(page: Page, extent: Extent) -> list[LabelEvidence]:
    """The labels of one article; visible ones first, each kind once a place."""
    found: list[LabelEvidence] = []
    for item in (*_near_headline(page, extent), *_in_text(page, extent), *_declared(page, extent)):
        if not any(o.kind == item.kind and o.position == item.position and fold(o.text) == fold(item.text) for o in found):
            found.append(item)
    return found


def _near_headline(page: Page, extent: Extent) -> Iterator[LabelEvidence]:
    blocks = page.document.blocks
    first = extent.headline if extent.headline >= 0 else extent.start
    for block in blocks[max(0, first - 6) : min(len(blocks), max(extent.first_body, first + 1) + 1)]:
        if block.region in ("nav", "footer", "comments", "embed", "head", "aside") or block.visible == "no" or block.kind == "caption":
            continue
        if not _in_menu(page, block, first):
            yield from _labels_of(page, block, first, "headline")
            yield from _in_sentence(page, block)
    if extent.headline >= 0:
        yield from _kicker(page, blocks[extent.headline])


_FORMS = ("opinion", "analysis", "interview", "review", "satire")


def _in_sentence(page: Page, block: Block) -> Iterator[LabelEvidence]:
    """A label that a byline or a standfirst says: 'Column by Jane Doe', '… what now? A guest commentary.'"""
    if block.level == 1 or len(block.text) > 500 or not page.lexicon.spaced:
        return
    folded = page.folded[block.index]
    closing = max((m.end() for m in _LAST_SENTENCE.finditer(folded)), default=-1)
    for kind in _FORMS:
        opened = page.lexicon.starts(folded, f"label_{kind}") if len(folded) < 80 else None
        if opened and (by := page.lexicon.starts(folded[opened.end() :].lstrip(" :"), "byline_lead")) and by[0][-1] not in ":：":
            start, end = 0, opened.end()
        elif closing > 0 and len(folded) - closing <= 40 and page.lexicon.is_mostly(folded[closing:].strip(" ."), f"label_{kind}"):
            start, end = closing, len(folded)
        else:
            continue
        yield LabelEvidence(kind=kind, text=block.text[start:end].strip(), position="headline", where=page.block_where(block, start, end),
                            seen_in=seen(block.visible))  # fmt: skip


_LAST_SENTENCE = re.compile(r"[.!?…]\s+(?=[^.!?…]{4,40}\.?$)")


def _in_menu(page: Page, block: Block, headline: int) -> bool:
    """Whether the blocks around are short links as well: one of many sections, not this article's."""
    linked = page.linked_blocks
    if block.index not in linked:
        return False
    near = [b for b in page.document.blocks[max(0, block.index - 3) : block.index + 4] if b.index not in (block.index, headline)]
    return sum(1 for b in near if b.index in linked and len(b.text) < 25) >= 4


def _bare_word(page: Page, text: str) -> bool:
    return len(text.split()) < 2 if page.lexicon.spaced else len(text) <= 6


def _is_slot(page: Page, block: Block, headline: int, text: str) -> bool:
    """Whether a bare word such as 'Advertisement' names the slot of an advert: it shares no small box with the headline."""
    if not _bare_word(page, text):
        return False
    document = page.document
    place = document.blocks[headline].element
    box = next((e for e in document.ancestors(block.element) if document.within(place, e.index)), None)
    return box is None or len(document.blocks_in(box.index)) > 9


def _labels_of(page: Page, block: Block, headline: int, position: str) -> Iterator[LabelEvidence]:
    pieces = [(0, len(block.text))] + [(s.start, s.end) for s in block.spans]
    for kind in _KINDS:
        for start, end in pieces:
            text = block.text[start:end].strip()
            if text and len(text) <= 60 and block.level != 1 and page.lexicon.is_mostly(fold(text), f"label_{kind}"):
                if kind == "agency" and (len(text) > 30 or fold(text.strip(" ()[]")) in agency_names()):
                    continue
                if kind == "sponsored" and _is_slot(page, block, headline, text.strip("-–—[]()【】 ")):
                    continue
                yield LabelEvidence(kind=kind.replace("_", "-"), text=text, position=position,
                                    where=page.block_where(block, start, end), seen_in=seen(block.visible))  # fmt: skip
                break


def _kicker(page: Page, block: Block) -> Iterator[LabelEvidence]:
    """A label at the start of the headline itself: 'Opinion | …', 'Kommentar: …'."""
    match = re.match(r"([^|:：]{2,30})\s*[|:：]|[\[【(（]([^\]】)）]{2,20})[\]】)）]", block.text)
    text = (match[1] or match[2] or "").strip() if match else ""
    for kind in _KINDS:
        if (
            text
            and kind not in ("agency", "premium")
            and (found := page.lexicon.is_label(fold(text), f"label_{kind}"))
            and found.end() - found.start() >= len(text) - 4
        ):
            yield LabelEvidence(kind=kind.replace("_", "-"), text=text, position="headline", where=page.block_where(block),
                                seen_in=seen(block.visible))  # fmt: skip


def _in_text(page: Page, extent: Extent) -> Iterator[LabelEvidence]:
    last = extent.last_body
    for block in page.document.blocks[extent.start : extent.end]:
        if block.region in ("nav", "footer", "comments", "embed", "aside"):
            continue
        folded = page.folded[block.index]
        position = "image" if block.kind == "caption" else "end" if block.index >= last else "text"
        for kind, group in (("ai", "ai_disclosure"), ("translated", "label_translated")):
            if kind == "translated" and len(folded) > 200:
                continue
            if match := page.lexicon.search(folded, group):
                yield LabelEvidence(kind=kind, text=block.text[match.start() : match.end()], position=position,
                                    where=page.block_where(block, match.start(), match.end()), seen_in=seen(block.visible),
                                    confidence="high" if len(folded) < 300 else "medium")  # fmt: skip
        if block.index in (extent.first_body, last):
            yield from _signed(page, block, position)
        if position == "end" and len(folded) < 60 and page.lexicon.is_mostly(folded.strip(" .()"), "label_agency"):
            if folded.strip(" .()-–—") not in agency_names():
                yield LabelEvidence(
                    kind="agency", text=block.text, position="end", where=page.block_where(block), seen_in=seen(block.visible)
                )
        if block.kind == "heading" and position == "text" and page.lexicon.is_mostly(folded, "label_live"):
            yield LabelEvidence(kind="live", text=block.text, position="text", where=page.block_where(block), seen_in=seen(block.visible))
        if position == "end" and len(folded) < 120 and not _bare_word(page, folded.strip("-–—[]()【】 ")):
            for kind in ("sponsored", "vague_sponsored", "press_release"):
                if page.lexicon.is_label(folded, f"label_{kind}"):
                    yield LabelEvidence(kind=kind.replace("_", "-"), text=block.text, position="end",
                                        where=page.block_where(block), seen_in=seen(block.visible))  # fmt: skip


def _signed(page: Page, block: Block, position: str) -> Iterator[LabelEvidence]:
    """An agency in the dateline or after the last sentence: '(Agency) – …', '… --(Agency)', '某社某地4月24日电'."""
    for item in closing_line(page, block):
        if item.kind == "agency":
            yield LabelEvidence(kind="agency", text=item.where.text, position=position, where=item.where, seen_in=item.seen_in)
    if not page.lexicon.spaced and (match := page.lexicon.starts(page.folded[block.index].lstrip("（(【"), "label_agency")):
        yield LabelEvidence(kind="agency", text=match[0], position=position, where=page.block_where(block, 0, match.end() + 1),
                            seen_in=seen(block.visible))  # fmt: skip


def _declared(page: Page, extent: Extent) -> Iterator[LabelEvidence]:
    thing = extent.thing
    for name in thing.types if thing else ():
        if name in _TYPES and thing:
            yield LabelEvidence(kind=_TYPES[name], text=name, position="data", where=page.data_where(thing, name), seen_in=thing.syntax)
    if thing and thing.properties.get("sponsor"):
        text = thing.first("sponsor")
        yield LabelEvidence(
            kind="sponsored", text=f"sponsor: {text}", position="data", where=page.data_where(thing, text), seen_in=thing.syntax
        )
    section = page.document.meta_content("article:section")
    for kind in ("opinion", "sponsored"):
        if section and page.lexicon.is_label(fold(section), f"label_{kind}"):
            yield LabelEvidence(kind=kind, text=section, position="section", where=page.meta_where("article:section", section),
                                seen_in="meta", confidence="medium")  # fmt: skip
    address = page.document.meta_content("link:canonical", "og:url")
    path = unquote(re.sub(r"^https?://[^/]+", "", address).rsplit("/", 1)[0]) + "/" if address else ""
    for kind, pattern in _PATH_PATTERNS.items():
        if match := pattern.search(path):
            name = "link:canonical" if page.document.meta_content("link:canonical") else "og:url"
            yield LabelEvidence(kind=kind, text=match[0].strip("/."), position="url", where=page.meta_where(name, address), seen_in="url",
                                confidence="medium")  # fmt: skip
    yield from _declared_ai(page, extent)


def _declared_ai(page: Page, extent: Extent) -> Iterator[LabelEvidence]:
    """AI use declared for machines: IPTC digital source types and the draft ``ai-disclosure`` vocabulary."""
    for name in ("ai-disclosure", "ai-content-declaration", "ai-generated"):
        value = page.document.meta_content(name)
        if value and (_AI_VALUES.search(value) or value.lower() in ("true", "yes")):
            yield LabelEvidence(kind="ai", text=value, position="data", where=page.meta_where(name, value), seen_in="meta")
    for thing in page.document.all_things:
        value = thing.first("digitalSourceType").rsplit("/", 1)[-1]
        if value.lower() in _AI_TYPES:
            yield LabelEvidence(kind="ai", text=value, position="data", where=page.data_where(thing, value), seen_in=thing.syntax)
    for element in page.document.elements if "ai-disclosure" in page.document.source else ():
        value = element.attrs.get("ai-disclosure") or element.attrs.get("data-ai-disclosure") or ""
        if value and _AI_VALUES.search(value) and element.region not in ("comments", "embed", "nav", "footer"):
            yield LabelEvidence(kind="ai", text=value, position="data", where=page.element_where(element.index, value), seen_in="attribute")
