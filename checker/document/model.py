"""The flat, typed view of a page that every later room reads. No DOM behind it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

Region = Literal["head", "header", "nav", "article", "aside", "footer", "comments", "embed", "main", "body"]
Visible = Literal["yes", "no", "unknown"]
BlockKind = Literal["heading", "paragraph", "caption", "quote", "list-item", "cell", "address", "control", "text"]
Syntax = Literal["json-ld", "microdata", "rdfa"]


@dataclass(slots=True)
class Element:
    """One start tag. Elements stand in document order; the subtree of element ``i`` is ``i .. end - 1``.

    ``line`` and ``column`` are 1-based; an element that the parser implied has those of its parent.
    """

    index: int
    parent: int
    tag: str
    attrs: dict[str, str]
    region: Region
    visible: Visible
    line: int
    column: int
    end: int = 0


@dataclass(slots=True)
class Span:
    """The part ``start:end`` of a block's text that an inline element covers."""

    start: int
    end: int
    element: int


@dataclass(slots=True)
class Block:
    """A run of text between two block boundaries, white space folded; ``\\n`` stands for a line break.

    ``element`` is the innermost block-level element around it, ``level`` a heading's (else 0),
    ``line`` and ``column`` are those of the start tag the text stands in.
    """

    index: int
    kind: BlockKind
    text: str
    element: int
    line: int
    column: int
    region: Region
    visible: Visible
    level: int = 0
    quoted: bool = False
    spans: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class Link:
    """An ``a`` element with an address. ``block`` is the block its text begins in."""

    element: int
    href: str
    text: str
    block: int
    start: int
    region: Region
    visible: Visible
    line: int
    column: int


@dataclass(slots=True)
class Image:
    """An image element; ``block`` counts the blocks before it (its place in reading order)."""

    element: int
    src: str
    alt: str
    block: int
    figure: int
    region: Region
    visible: Visible
    line: int
    column: int


@dataclass(slots=True)
class TimeMark:
    """A ``time`` element. ``datetime`` is its machine-readable value, ``text`` what a reader sees."""

    element: int
    datetime: str
    text: str
    block: int
    region: Region
    visible: Visible
    line: int
    column: int


@dataclass(slots=True)
class Meta:
    """A ``meta`` or ``link`` element of the page: ``name`` in lower case, ``content`` as written."""

    name: str
    content: str
    line: int


@dataclass(slots=True)
class Thing:
    """One structured-data item. ``properties`` maps a name to its values: strings or other Things."""

    types: tuple[str, ...]
    properties: dict[str, list[str | Thing]]
    syntax: Syntax
    line: int
    id: str = ""
    element: int = -1

    def first(self, *names: str) -> str:
        """The first text value of the first of ``names`` that has one; a nested Thing gives its name or url."""
        for name in names:
            for value in self.properties.get(name, ()):
                text = value if isinstance(value, str) else value.first("name", "@value", "url", "@id")
                if text:
                    return text
        return ""

    def things(self, name: str) -> list[Thing]:
        """The nested Things of a property; bare strings are left out."""
        return [v for v in self.properties.get(name, ()) if isinstance(v, Thing)]

    def is_a(self, *types: str) -> bool:
        """Whether one of the item's types is among ``types`` (local names, such as ``NewsArticle``)."""
        return any(t in types for t in self.types)


@dataclass(slots=True)
class Directive:
    """An HTML comment addressed to Masthead (``masthead-…``), text as written."""

    text: str
    element: int
    region: Region
    line: int


@dataclass(slots=True)
class Problem:
    """Something wrong with the page as data: ``code`` for machines, ``message`` for people."""

    code: str
    message: str
    line: int


@dataclass
class Document:
    """A page: its text in reading order, its elements, links, images, times and metadata.

    ``name`` is the path or address the report shows; ``sha256`` is that of the bytes as read.
    """

    name: str
    sha256: str
    size: int
    encoding: str
    source: str
    elements: list[Element]
    blocks: list[Block]
    links: list[Link]
    images: list[Image]
    times: list[TimeMark]
    metas: list[Meta]
    things: list[Thing]
    directives: list[Directive]
    problems: list[Problem]
    title: str
    declared_language: str
    furniture: bool
    """Whether the source itself has page furniture: an ``html``, ``head`` or ``body`` tag."""

    @cached_property
    def meta(self) -> dict[str, list[Meta]]:
        """The metas by name."""
        found: dict[str, list[Meta]] = {}
        for item in self.metas:
            found.setdefault(item.name, []).append(item)
        return found

    def meta_content(self, *names: str) -> str:
        """Content of the first meta with one of ``names`` that is not empty, else ''."""
        for name in names:
            for item in self.meta.get(name, ()):
                if item.content:
                    return item.content
        return ""

    @cached_property
    def all_things(self) -> list[Thing]:
        """Every Thing of the page, nested ones included, each once, outer ones first."""
        seen: dict[int, Thing] = {}
        queue = list(self.things)
        while queue:
            thing = queue.pop(0)
            if id(thing) in seen:
                continue
            seen[id(thing)] = thing
            for values in thing.properties.values():
                queue.extend(v for v in values if isinstance(v, Thing))
        return list(seen.values())

    def ancestors(self, element: int) -> Iterator[Element]:
        """The element itself, then its ancestors, innermost first."""
        while element >= 0:
            item = self.elements[element]
            yield item
            element = item.parent

    def within(self, element: int, outer: int) -> bool:
        """Whether ``element`` is ``outer`` or stands inside it."""
        return outer <= element < self.elements[outer].end

    def blocks_in(self, element: int) -> list[Block]:
        """The blocks whose container stands inside ``element``, in reading order."""
        places, order = self._block_places
        found = order[bisect_left(places, element) : bisect_left(places, self.elements[element].end)]
        return [self.blocks[i] for i in sorted(found)]

    @cached_property
    def _block_places(self) -> tuple[list[int], list[int]]:
        """The elements of the blocks in rising order, and the block of each."""
        order = sorted(range(len(self.blocks)), key=lambda i: self.blocks[i].element)
        return [self.blocks[i].element for i in order], order

    def links_in(self, element: int) -> list[Link]:
        """The links inside ``element``, in document order."""
        places, order = self._link_places
        return order[bisect_left(places, element) : bisect_left(places, self.elements[element].end)]

    @cached_property
    def _link_places(self) -> tuple[list[int], list[Link]]:
        order = sorted(self.links, key=lambda k: k.element)
        return [k.element for k in order], order

    def text_of(self, element: int) -> str:
        """The text of an element, white space folded."""
        end = self.elements[element].end
        parts: list[str] = []
        for block in self.blocks:
            if element <= block.element < end:
                parts.append(block.text)
            elif block.spans and block.element < element:
                parts.extend(block.text[s.start : s.end] for s in block.spans if s.element == element)
        return " ".join(parts).strip()

    @cached_property
    def line_starts(self) -> list[int]:
        """Offset in ``source`` of the first character of each line."""
        starts = [0]
        at = self.source.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.source.find("\n", at + 1)
        return starts

    def line_start(self, line: int) -> int:
        """Offset of the first character of a 1-based line; of the last line when there is no such line."""
        return self.line_starts[min(max(line, 1), len(self.line_starts)) - 1]

    def line_at(self, offset: int) -> int:
        """The 1-based line that a character of ``source`` stands in."""
        return bisect_right(self.line_starts, offset)

    def path(self, element: int) -> str:
        """The CSS path of an element, from the nearest ancestor with an ``id`` of its own."""
        steps: list[str] = []
        for item in self.ancestors(element):
            name = item.attrs.get("id", "")
            if name and name.replace("-", "").replace("_", "").isalnum() and not name[0].isdigit():
                steps.append(f"#{name}" if name.isascii() else f'[id="{name}"]')
                break
            if item.tag in ("html", "body", "head"):
                steps.append(item.tag)
                break
            place = self._place_among_siblings[item.index]
            steps.append(item.tag if place == 1 else f"{item.tag}:nth-of-type({place})")
        return " > ".join(reversed(steps))

    @cached_property
    def _place_among_siblings(self) -> list[int]:
        counts: dict[tuple[int, str], int] = {}
        places = []
        for item in self.elements:
            key = (item.parent, item.tag)
            counts[key] = counts.get(key, 0) + 1
            places.append(counts[key])
        return places
