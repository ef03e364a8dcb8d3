"""Which articles a page has, how far each reaches, and whether the page is complete.

The body is the deepest element that holds most of the page's running text (after the idea of Readability,
by mass instead of class names). Teasers, comments and navigation are left out by region and by how much of
their text is links.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from checker.document.model import Block, Document, Element, Thing
from checker.evidence.links import address_purpose
from checker.evidence.model import ArticleKind, Completeness
from checker.evidence.page import OUTSIDE, Extent, Page
from checker.lexicon.phrases import fold

_SHARE = 0.7
"""Share of the running text that the body element must hold."""
_SENTENCE_END = '.!?…"”“»)」』。！？:؟'
_LEAD = 8
"""Blocks before the headline (kicker, byline, date) that still belong to the article."""
_TAIL = 14
"""Blocks after the last paragraph (author box, credits, correction note) that still belong."""


def find_articles(page: Page) -> list[Extent]:
    """The articles of a page in reading order; a listing gives one extent of kind ``listing``."""
    document = page.document
    mass = _running_text(page)
    several = _separate_articles(page, mass)
    if several:
        return several
    element = _body_element(document, mass)
    body = [i for i in mass if document.within(document.blocks[i].element, element)]
    headline = _headline(page, body)
    extent = _extent(page, element, headline, body)
    extent.thing = _thing_for(page, extent)
    extent.kind = _kind(page, extent, sum(mass[i] for i in body))
    extent.confidence = "high" if headline >= 0 and body else "medium" if body else "low"
    return [extent]


def _running_text(page: Page) -> dict[int, int]:
    """Blocks of running text and their length: paragraphs that are not mostly links."""
    least = 60 if page.lexicon.spaced else 24
    linked: dict[int, int] = {}
    for link in page.document.links:
        linked[link.block] = linked.get(link.block, 0) + len(link.text)
    found = {}
    for block in page.document.blocks:
        if block.visible == "no" or block.region in OUTSIDE or block.kind in ("heading", "control", "caption", "cell"):
            continue
        size = len(block.text)
        if size < 160 and _is_date_line(page, block):
            continue
        if (size >= least or block.kind == "paragraph" and size >= least // 2 and block.text[-1] in _SENTENCE_END) and linked.get(
            block.index, 0
        ) * 2 < size:
            found[block.index] = size
    if not found:
        found = {b.index: len(b.text) for b in page.document.blocks
                 if b.visible != "no" and b.kind == "paragraph" and b.region in ("aside", "body") and len(b.text) >= least}  # fmt: skip
    return found


def _is_date_line(page: Page, block: Block) -> bool:
    """Whether a block is a line of dates, as long as a sentence but none: 'Published … Updated …'."""
    folded = page.folded[block.index]
    return any(c.isdigit() for c in folded) and page.lexicon.starts(folded, "published_label", "updated_label") is not None


def _body_element(document: Document, mass: dict[int, int]) -> int:
    total = sum(mass.values())
    held: dict[int, int] = {}
    for index, size in mass.items():
        for element in document.ancestors(document.blocks[index].element):
            held[element.index] = held.get(element.index, 0) + size
    inside = [e for e, size in held.items() if size >= _SHARE * total]
    deepest = max(inside, default=0)
    if not document.elements:
        return 0
    body = document.elements[deepest]
    while body.tag in ("p", "blockquote", "li", "span", "ul", "ol") and body.parent >= 0:
        body = document.elements[body.parent]
    return body.index


def _headline(page: Page, body: list[int]) -> int:
    """The block that is the headline: the heading nearest in words to the page's own titles, before the body."""
    document = page.document
    titles = [fold(t) for t in (document.meta_content("og:title", "twitter:title"), document.title,
                                *(t.first("headline") for t in page.main_things[:1])) if t]  # fmt: skip
    best, best_score = -1, 0.0
    limit = body[len(body) // 3] if body else len(document.blocks)
    for block in document.blocks:
        if block.kind != "heading" or block.visible == "no" or block.region in ("footer", "comments", "embed", "head"):
            continue
        score = max((_overlap(page.folded[block.index], t) for t in titles), default=0.0)
        score += {1: 0.6, 2: 0.2}.get(block.level, 0.0) - (0.5 if block.index > limit else 0.0)
        score -= 0.5 if block.region in ("nav", "aside") or block.visible == "unknown" else 0.0
        if len(block.text) < 8 and page.lexicon.spaced:
            score -= 0.4
        if score > best_score + 0.01:
            best, best_score = block.index, score
    return best if best_score >= 0.5 else -1


def _overlap(first: str, second: str) -> float:
    if not first or not second:
        return 0.0
    if first in second or second in first:
        return 0.5 + 0.5 * min(len(first), len(second)) / max(len(first), len(second))
    a, b = set(re.findall(r"\w+", first)), set(re.findall(r"\w+", second))
    return len(a & b) / max(1, min(len(a), len(b))) if len(a & b) > 1 else 0.0


def _extent(page: Page, element: int, headline: int, body: list[int]) -> Extent:
    document = page.document
    first = body[0] if body else max(headline, 0)
    last = body[-1] if body else max(headline, 0)
    if headline >= 0 and headline <= last:
        element = _common(document, element, document.blocks[headline].element)
        first = min(first, headline)
    start = first
    while start > 0 and first - start < _LEAD and _may_lead(page, document.blocks[start - 1], element):
        start -= 1
    end = last + 1
    while end < len(document.blocks) and end - last <= _TAIL and _may_trail(page, document.blocks[end]):
        end += 1
    return Extent(element, headline, start, end, [i for i in body if headline < 0 or i > headline or i >= first])


def _may_lead(page: Page, block: Block, element: int) -> bool:
    return (block.region not in ("nav", "footer", "comments", "head", "header") or page.document.within(block.element, element)) and (
        block.kind not in ("heading", "paragraph") or len(block.text) < 120
    )


def _may_trail(page: Page, block: Block) -> bool:
    if block.region in ("footer", "comments"):
        return False
    text = page.folded[block.index]
    short = len(text) < 60
    return not (short and page.lexicon.starts(text, "related_heading", "comments_heading"))


def _common(document: Document, first: int, second: int) -> int:
    while not document.within(second, first):
        first = document.elements[first].parent
        if first < 0:
            return 0
    return first


def _separate_articles(page: Page, mass: dict[int, int]) -> list[Extent]:
    """Endless scroll: several ``article`` elements, each with a main heading and text of its own."""
    document = page.document
    found: list[Extent] = []
    for element in document.elements:
        if element.tag != "article" or element.region != "article" or any(document.within(element.index, e.element) for e in found):
            continue
        body = [i for i in mass if document.within(document.blocks[i].element, element.index)]
        heads = [b.index for b in document.blocks_in(element.index) if b.kind == "heading" and b.level == 1] if body else []
        if heads and sum(mass[i] for i in body) >= 800:
            extent = Extent(element.index, heads[0], min(heads[0], body[0]), body[-1] + 1, body)
            blocks = document.blocks_in(element.index)
            extent.start, extent.end = min(extent.start, blocks[0].index), max(extent.end, blocks[-1].index + 1)
            extent.thing = _thing_for(page, extent)
            found.append(extent)
    return found if len(found) > 1 else []


def _thing_for(page: Page, extent: Extent) -> Thing | None:
    """The structured-data item about this article: the one whose headline fits, else the first."""
    things = page.main_things
    if extent.headline >= 0:
        head = page.folded[extent.headline]
        scored = [(_overlap(fold(t.first("headline", "name")), head), -i, t) for i, t in enumerate(things)
                  if not t.is_a("WebPage", "VideoObject")]  # fmt: skip
        best = max(scored, default=None, key=lambda s: s[:2])
        if best and best[0] >= 0.5:
            return best[2]
    proper = [t for t in things if not t.is_a("WebPage", "VideoObject", "Review")]
    pages = [t for t in things if t.is_a("WebPage")]
    return proper[0] if proper else pages[0] if pages else None


def _kind(page: Page, extent: Extent, size: int) -> ArticleKind:
    document = page.document
    if any(t.is_a("LiveBlogPosting") for t in page.main_things):
        return "liveblog"
    enough = 400 if page.lexicon.spaced else 150
    if _looks_like_listing(page, extent, size, enough):
        return "listing"
    address = document.meta_content("link:canonical", "og:url")
    if address and address_purpose(address) and not any(t.is_a(*_PROPER) for t in document.things):
        return "page"
    pictures = sum(1 for i in document.images if i.region not in OUTSIDE and i.figure >= 0)
    if any(t.is_a("ImageGallery") for t in page.main_things) or size < enough and pictures >= 6:
        return "gallery"
    if size < enough and document.meta_content("og:type").startswith("video"):
        return "video"
    return "article"


def _looks_like_listing(page: Page, extent: Extent, size: int, enough: int) -> bool:
    document = page.document
    declared = any(t.is_a("CollectionPage", "SearchResultsPage", "ItemList") for t in document.things)
    article = document.meta_content("og:type") == "article" or any(t.is_a(*[n for n in _PROPER if n != "WebPage"]) for t in document.things)
    typed = any(t.is_a(*[n for n in _PROPER if n != "WebPage"]) for t in document.things)
    address = document.meta_content("link:canonical", "og:url")
    front = bool(re.fullmatch(r"https?://[^/]+/?(?:[a-z]{2}(?:-[a-z]{2})?/?)?(?:index\.\w+)?", address))
    if article and not (declared and size < enough) and (typed or not front and extent.headline >= 0):
        return False
    linked = {link.block for link in document.links if link.text and link.region not in ("nav", "footer", "head")}
    if not front and size >= enough and _own_headline(page, extent, linked):
        return False
    heads = sum(1 for b in document.blocks if b.kind == "heading" and b.index in linked and b.visible != "no")
    paragraphs = len(extent.body)
    if front and (heads >= 5 or size < enough):
        return True
    if page.lexicon.starts(page.folded[extent.headline] if extent.headline >= 0 else fold(document.title), "search_heading"):
        return heads >= 3 or size < enough
    return heads >= 10 and (size < enough * 2 or heads > paragraphs * 2)


def _own_headline(page: Page, extent: Extent, linked: set[int]) -> bool:
    """Whether the page has a main heading as long as a headline, no link, that its title repeats."""
    if extent.headline < 0 or extent.headline in linked or page.document.blocks[extent.headline].level != 1:
        return False
    text = page.folded[extent.headline]
    return len(text) >= (25 if page.lexicon.spaced else 10) and _overlap(text, fold(page.document.title)) >= 0.7


_PROPER = ("Article", "NewsArticle", "ReportageNewsArticle", "OpinionNewsArticle", "AnalysisNewsArticle", "BlogPosting",
           "LiveBlogPosting", "ReviewNewsArticle", "BackgroundNewsArticle")  # fmt: skip


_HYDRATED = ("__NEXT_DATA__", "__NUXT__", "__INITIAL_STATE__", "__PRELOADED_STATE__", "data-loadURL", "data-loadurl", "lazyload-wrapper",
             "data-lazy-component", "pb-async")  # fmt: skip
"""Signs that scripts fill in parts of the page."""


def furniture_seen(document: Document) -> bool:
    """Whether the page's footer is in the source. False when it is an empty shell, or missing where scripts build the page."""
    outer: list[Element] = []
    for element in document.elements:
        if element.tag in ("article", "main") and (not outer or element.index >= outer[-1].end):
            outer.append(element)
    starts = [e.index for e in outer]

    def inside(element: int) -> bool:
        at = bisect_right(starts, element) - 1
        return at >= 0 and element < outer[at].end

    footer = [b for b in document.blocks if b.region == "footer" and not inside(b.element)]
    framed = any(e.tag == "iframe" and e.region == "footer" and "footer" in e.attrs.get("src", "").split("?")[0] for e in document.elements)
    if footer and not framed:
        waiting = [e for e in document.elements if e.region == "footer" and "lazy" in e.attrs.get("class", "") and e.end - e.index < 6]
        return not any(e.tag == "div" and not document.blocks_in(e.index) for e in waiting)
    shell = any(
        (e.region == "footer" or _FOOTER_NAME.search(" ".join(e.attrs.get(k, "") for k in ("id", "class", "aria-label"))))
        and not inside(e.index)
        and not document.blocks_in(e.index)
        for e in document.elements
    )
    built = framed or any(e.attrs.get("id") in _APP_ROOTS for e in document.elements)
    return not shell and not built and not any(sign in document.source for sign in _HYDRATED)


_GATED = re.compile(r"(?:^|[\s_-])(?:gated|paywalled|paywall-?frame\w*)(?:$|[\s_-])", re.IGNORECASE)
_FOOTER_NAME = re.compile(r"(?:^|[\s_-])footer(?:$|[\s_-])", re.IGNORECASE)
_APP_ROOTS = frozenset({"__next", "__nuxt", "root", "app", "fusion-app", "react-root", "___gatsby"})
"""Ids that the common frameworks give the element their scripts fill."""


def completeness(page: Page, extents: list[Extent]) -> tuple[Completeness, str | None]:
    """Whether the page says all it has to say, and if not, why."""
    document = page.document
    if not document.furniture:
        return "fragment", "the source is a fragment without page furniture"
    size = sum(len(document.blocks[i].text) for e in extents for i in e.body)
    enough = 1500 if page.lexicon.spaced else 500
    visible = sum(len(b.text) for b in document.blocks if b.visible != "no" and b.region not in ("nav", "footer", "header"))
    if visible < 250 and document.source.count("<script") >= 2 and size < 200:
        return "script-rendered", "the page is filled in by scripts; its source holds no article"
    gated = ("gated" in document.source or "paywall" in document.source) and any(
        e.attrs and e.region in ("article", "main", "body") and _GATED.search(f"{e.attrs.get('class', '')} {e.attrs.get('id', '')}")
        for e in document.elements
    )
    if gated and size < enough:
        return "truncated", "the article stands behind a gate of the page's own and its text is cut short"
    locked = any("false" in fold(t.first("isAccessibleForFree")) for t in page.main_things)
    wall = next((i for e in extents for i in range(e.start, min(len(document.blocks), e.end + 6))
                 if document.blocks[i].visible != "no" and document.blocks[i].region not in ("nav", "footer", "comments")
                 and page.lexicon.search(page.folded[i], "paywall")), None)  # fmt: skip
    if locked and (size < enough or wall is not None and size < 3 * enough):
        return "truncated", "the article is behind a paywall (isAccessibleForFree is false) and its text is cut short"
    if wall is not None and size < enough:
        return "truncated", f"the text ends in an offer to subscribe: “{document.blocks[wall].text[:80]}”"
    return "full", None
