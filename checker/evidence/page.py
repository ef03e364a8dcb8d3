"""What every collector works on: the document, its words, and one article's part of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from checker.document.model import Block, Document, Element, Image, Link, Thing, Visible
from checker.evidence.model import SeenIn, Where
from checker.lexicon import Lexicon
from checker.lexicon.phrases import fold

_SEEN: dict[Visible, SeenIn] = {"yes": "visible", "unknown": "unclear", "no": "hidden"}
_TOKEN = re.compile(r"<[^>]*>|&#?\w{1,32};|\s+|[^<&\s]+|.", re.DOTALL)
ARTICLE_TYPES = ("Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle",
                 "BackgroundNewsArticle", "AskPublicNewsArticle", "ReviewNewsArticle", "AdvertiserContentArticle",
                 "SatiricalArticle", "BlogPosting", "LiveBlogPosting", "SocialMediaPosting", "TechArticle",
                 "ScholarlyArticle", "Report", "WebPage", "ImageGallery", "VideoObject", "Review")  # fmt: skip
"""schema.org types that can describe the main item of a news page, the article types proper first."""


def seen(visible: Visible) -> SeenIn:
    """Where something in the page's text counts as seen."""
    return _SEEN[visible]


@dataclass
class Extent:
    """One article's part of a page, in blocks: ``start:end`` of ``document.blocks``, less what does not belong.

    ``body`` holds the indexes of the blocks of running text, ``headline`` that of the headline or -1,
    ``element`` the innermost element around it all.
    """

    element: int
    headline: int
    start: int
    end: int
    body: list[int] = field(default_factory=list)
    thing: Thing | None = None
    kind: str = "article"
    confidence: str = "high"

    @property
    def first_body(self) -> int:
        """Index of the first block of running text (the end of the article when there is none)."""
        return self.body[0] if self.body else self.end

    @property
    def last_body(self) -> int:
        """Index of the last block of running text."""
        return self.body[-1] if self.body else self.end - 1


OUTSIDE = frozenset({"nav", "footer", "comments", "embed", "head", "aside"})
"""Regions that are no part of an article."""


class Page:
    """A document with its lexicon, folded texts, and helpers to point at places."""

    def __init__(self, document: Document, lexicon: Lexicon) -> None:
        self.document = document
        self.lexicon = lexicon
        self.captioned: dict[int, bool] = {}
        """Whether a figure has a caption, by the figure's element: filled in by those who ask."""
        self._read_to: dict[int, tuple[int, int, int]] = {}

    @cached_property
    def folded(self) -> list[str]:
        """The blocks' texts, folded for matching; same offsets."""
        return [fold(b.text) for b in self.document.blocks]

    def block_where(self, block: Block, start: int = 0, end: int | None = None) -> Where:
        """The place of ``text[start:end]`` of a block."""
        text = block.text[start:end]
        line, column = self._position(block, start) if start else (block.line, block.column)
        return Where(line=line, column=column, path=self.document.path(block.element), text=text)

    def element_where(self, element: int, text: str) -> Where:
        """The place of an element, with the text to show for it."""
        item = self.document.elements[element]
        return Where(line=item.line, column=item.column, path=self.document.path(element), text=text)

    def data_where(self, thing: Thing, text: str) -> Where:
        """The place of a structured-data item, or of ``text`` inside its script where it can be found."""
        line = thing.line
        if thing.syntax == "json-ld" and text:
            begin = self.document.line_start(line)
            at = self.document.source.find(text, begin)
            if at >= 0:
                line += self.document.source.count("\n", begin, at)
        path = self.document.path(thing.element) if thing.element >= 0 else 'script[type="application/ld+json"]'
        return Where(line=line, column=1, path=path, text=text)

    def meta_where(self, name: str, text: str) -> Where:
        """The place of a ``meta`` or ``link`` element by its name."""
        items = self.document.meta.get(name, [])
        return Where(line=items[0].line if items else 1, column=1, path=f"head > {name}", text=text)

    def _position(self, block: Block, offset: int) -> tuple[int, int]:
        """Line and column of a character of a block: the source is read along with the text, from the last place asked for."""
        source = self.document.source
        known, at, done = self._read_to.get(block.index, (0, self.document.line_start(block.line) + block.column - 1, 0))
        if offset < known:
            known, at, done = 0, self.document.line_start(block.line) + block.column - 1, 0
        wanted = done + len("".join(block.text[known:offset].split()))
        for match in _TOKEN.finditer(source, at, min(len(source), at + 40 * (offset - known + 200))):
            token = match[0]
            if token[0] == "<" and len(token) > 1 or token.isspace():
                continue
            size = 1 if token[0] == "&" and len(token) > 1 else len(token)
            if done + size > wanted:
                place = match.start() + (wanted - done if size > 1 else 0)
                self._read_to[block.index] = offset, match.start(), done
                line_start = source.rfind("\n", 0, place) + 1
                return self.document.line_at(place), place - line_start + 1
            done += size
        return block.line, block.column

    def inside(self, block: Block, extent: Extent) -> bool:
        """Whether a block belongs to the article."""
        return extent.start <= block.index < extent.end and block.region not in OUTSIDE

    def article_blocks(self, extent: Extent) -> list[Block]:
        """The article's blocks in reading order, without navigation, teasers, embeds and comments."""
        return [b for b in self.document.blocks[extent.start : extent.end] if b.region not in OUTSIDE]

    def class_words(self, element: Element) -> str:
        """Class attribute and id of an element in lower case, for hints."""
        return f"{element.attrs.get('class', '')} {element.attrs.get('id', '')}".lower()

    @cached_property
    def main_things(self) -> list[Thing]:
        """Structured-data items that can describe an article of this page, best first."""
        found = [t for t in self.document.things if t.is_a(*ARTICLE_TYPES)]
        found += [t for t in self.document.all_things if t not in found and t.is_a(*ARTICLE_TYPES)
                  and t.is_a("NewsArticle", "Article", "LiveBlogPosting", "BlogPosting") and self._is_main_entity(t)]  # fmt: skip
        return sorted(found, key=lambda t: min((ARTICLE_TYPES.index(n) for n in t.types if n in ARTICLE_TYPES), default=99) >= 16)

    def _is_main_entity(self, thing: Thing) -> bool:
        return any(thing in outer.things(p) for outer in self.document.things for p in ("mainEntity", "mainEntityOfPage"))

    @cached_property
    def lead_pictures(self) -> frozenset[str]:
        """File names of the pictures that the page's data names as those of the article."""
        addresses = [m.content for key in ("og:image", "twitter:image", "og:image:secure_url") for m in self.document.meta.get(key, ())]
        for thing in self.main_things:
            for value in thing.properties.get("image", []):
                addresses.append(value if isinstance(value, str) else value.first("url", "contentUrl"))
        return frozenset(a.split("?")[0].rstrip("/").rsplit("/", 1)[-1] for a in addresses if a)

    @cached_property
    def site_names(self) -> list[str]:
        """Names of the outlet as the page gives them: og:site_name, publisher, title suffix."""
        names = [self.document.meta_content("og:site_name", "application-name", "apple-mobile-web-app-title")]
        for thing in self.main_things:
            names += [p if isinstance(p, str) else p.first("name") for p in thing.properties.get("publisher", [])]
        for thing in self.document.things:
            if thing.is_a("Organization", "NewsMediaOrganization", "WebSite", "Corporation"):
                names.append(thing.first("name"))
        parts = re.split(r"\s[|\-–—:·]\s", self.document.title)
        if len(parts) > 1 and len(parts[-1]) <= 40:
            names.append(parts[-1])
        return list(dict.fromkeys(n.strip() for n in names if n and n.strip() and len(n) < 80))

    @cached_property
    def site_keys(self) -> list[str]:
        """The outlet's names, folded, longest first."""
        return sorted({fold(n) for n in self.site_names}, key=len, reverse=True)

    @cached_property
    def own_address(self) -> str:
        """The page's address as it names it itself, without a slash at its end; '' when it does not."""
        return self.document.meta_content("link:canonical", "og:url").rstrip("/")

    @cached_property
    def linked_blocks(self) -> frozenset[int]:
        """The blocks in which a link begins."""
        return frozenset(link.block for link in self.document.links)

    @cached_property
    def links_by_block(self) -> dict[int, list[Link]]:
        """The links by the block they begin in."""
        found: dict[int, list[Link]] = {}
        for link in self.document.links:
            found.setdefault(link.block, []).append(link)
        return found

    @cached_property
    def picture_blocks(self) -> frozenset[int]:
        """The blocks that an image stands right before."""
        return frozenset(image.block for image in self.document.images)

    @cached_property
    def pictures_by_figure(self) -> dict[int, list[Image]]:
        """The images by the figure they stand in."""
        found: dict[int, list[Image]] = {}
        for image in self.document.images:
            found.setdefault(image.figure, []).append(image)
        return found

    @cached_property
    def spans_by_element(self) -> dict[int, list[tuple[int, int, int]]]:
        """What inline elements cover: block, start and end, by the element; elements that are blocks' own are left out."""
        found: dict[int, list[tuple[int, int, int]]] = {}
        for block in self.document.blocks:
            for span in block.spans:
                if block.element < span.element:
                    found.setdefault(span.element, []).append((block.index, span.start, span.end))
        return found
