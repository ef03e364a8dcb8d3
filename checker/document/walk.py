"""One walk over the tree: every element once, text folded into blocks in reading order."""

from __future__ import annotations

from typing import Any

from checker.document.model import (
    Block,
    BlockKind,
    Directive,
    Element,
    Image,
    Link,
    Meta,
    Span,
    TimeMark,
)
from checker.document.regions import region_of
from checker.document.visibility import InlineSheet, element_visibility, worse

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_KINDS: dict[str, BlockKind] = {
    **dict.fromkeys(_HEADINGS, "heading"), "p": "paragraph", "figcaption": "caption", "caption": "caption",
    "li": "list-item", "dt": "list-item", "dd": "list-item", "td": "cell", "th": "cell", "address": "address",
    "button": "control", "option": "control", "label": "control", "legend": "control", "textarea": "control",
}  # fmt: skip
_BLOCKS = frozenset(_KINDS) | frozenset(
    "html head body title div section article aside nav header footer main blockquote figure pre ul ol dl table thead tbody tfoot "
    "tr form fieldset hr details summary dialog hgroup search center noscript amp-img amp-carousel amp-accordion".split()
)
_SILENT = frozenset({"style", "script", "title"})
"""Elements whose text is no text of the page."""
_DROPPED = dict.fromkeys(map(ord, "\u00ad\u200b\ufeff\u2060"))
_DIRECTIVE = "masthead-"


class Walker:
    """A :class:`~checker.document.tree.Sink` that builds the flat lists of a Document.

    Read the results from its attributes after :meth:`finish`.
    """

    def __init__(self, sheet: InlineSheet, source: str) -> None:
        self.sheet = sheet
        self.source = source
        self.elements: list[Element] = []
        self.blocks: list[Block] = []
        self.links: list[Link] = []
        self.images: list[Image] = []
        self.times: list[TimeMark] = []
        self.metas: list[Meta] = []
        self.directives: list[Directive] = []
        self.scripts: list[tuple[str, int]] = []
        self.title = ""
        self._parts: list[str] = []
        self._length = 0
        self._spans: list[Span] = []
        self._first = -1
        self._containers: list[int] = []
        self._kinds: list[tuple[BlockKind, int]] = [("text", 0)]
        self._quotes = 0
        self._figures: list[int] = []
        self._comment_from = 0
        self._apart: list[tuple[str, int]] = []
        self._stack: list[Element] = []
        self._marks: list[tuple[int, int]] = []
        self._just_ended = False

    # what a tree hands over (checker.document.tree.Sink) ----------------------------------------------

    def start(self, name: str, attrs: dict[str, str], line: int | None, column: int | None, node: Any) -> None:
        """An element begins."""
        outer = self._stack[-1] if self._stack else None
        index = len(self.elements)
        if outer is None:
            element = Element(index, -1, name, attrs, "body", "yes", line or 1, column or 1)
        else:
            region, visible = outer.region, outer.visible
            if attrs or name not in _INLINE:
                region, by_words = region_of(name, attrs, region)
                if by_words and region != "comments" and region != outer.region and node.find("h1") is not None:
                    region = outer.region
                if visible != "no" and (attrs or name in ("noscript", "dialog")):
                    own = element_visibility(name, attrs, self.sheet, self._stack)
                    visible = visible if own == "yes" else worse(visible, own)
            if outer.tag == "details" and name != "summary" and "open" not in outer.attrs:
                visible = worse(visible, "unknown")
            element = Element(index, outer.index, name, attrs, region, visible, line or outer.line, column or outer.column)
        if self._just_ended and name in _APART and self._length and not self._ends_in_space():
            self._add(" ")
        self._just_ended = False
        self.elements.append(element)
        self._stack.append(element)
        if name in _BLOCKS:
            self._flush()
            self._enter_block(name, index)
        elif name in _OPENERS:
            self._opener(name, element)
        self._marks.append((len(self.blocks), self._length))

    def end(self, name: str) -> None:
        """The innermost open element ends."""
        element = self._stack.pop()
        element.end = len(self.elements)
        self._close(element, self._marks.pop())
        self._just_ended = name in _APART

    def comment(self, data: str) -> None:
        """A comment that may be a directive."""
        body = data.strip()
        if not body.startswith(_DIRECTIVE):
            return
        at = max(self.source.find(data, self._comment_from), 0)
        self._comment_from = at
        parent = self._stack[-1] if self._stack else None
        self.directives.append(
            Directive(body, parent.index if parent else -1, parent.region if parent else "body", self.source.count("\n", 0, at) + 1)
        )

    def finish(self) -> None:
        """Everything was handed over."""
        self._flush()

    # elements ---------------------------------------------------------------------------------------

    def _enter_block(self, name: str, index: int) -> None:
        self._containers.append(index)
        kind, level = self._kinds[-1]
        if name in _KINDS and kind != "caption":
            kind, level = _KINDS[name], _HEADINGS.get(name, 0)
        self._kinds.append((kind, level))
        if name == "blockquote":
            self._quotes += 1
        elif name == "figure":
            self._figures.append(index)
        elif name == "amp-img":
            self._image(self.elements[index])

    def _opener(self, name: str, element: Element) -> None:
        if name == "br":
            self._break()
        elif name in ("img", "amp-img"):
            self._image(element)
        elif name == "meta":
            self._meta(element)
        elif name == "link":
            attrs = element.attrs
            for rel in attrs.get("rel", "").lower().split() if attrs.get("href") else ():
                language = f":{attrs['hreflang'].lower()}" if rel == "alternate" and attrs.get("hreflang") else ""
                self.metas.append(Meta(f"link:{rel}{language}", attrs["href"].strip(), element.line))

    def _meta(self, element: Element) -> None:
        attrs = element.attrs
        content = (attrs.get("content") or attrs.get("value") or "").strip()
        for key in ("name", "property", "http-equiv", "itemprop"):
            if attrs.get(key) and content:
                name = attrs[key].strip().lower()
                self.metas.append(Meta(f"itemprop:{name}" if key == "itemprop" else name, content, element.line))

    def _image(self, element: Element) -> None:
        attrs = element.attrs
        src = next((attrs[k] for k in _SOURCES if attrs.get(k) and not attrs[k].startswith("data:")), "")
        if not src:
            src = self._lazy_source(element) or attrs.get("src", "")
        figure = self._figures[-1] if self._figures else -1
        self.images.append(
            Image(
                element.index,
                src[:2000],
                " ".join(attrs.get("alt", "").split()),
                len(self.blocks),
                figure,
                element.region,
                element.visible,
                element.line,
                element.column,
            )  # fmt: skip
        )

    def _lazy_source(self, element: Element) -> str:
        """The address a lazy image will have: of its own ``…src…`` attributes, or of the ``source`` elements beside it."""
        beside = element.index - 1
        while beside > element.parent and self.elements[beside].tag == "source":
            beside -= 1
        for item in (element, *self.elements[beside + 1 : element.index]):
            for key, value in item.attrs.items():
                first = value.split(",")[0].strip().split(" ")[0] if "src" in key else ""
                if first and not first.startswith(("data:", "{")) and ("/" in first or "." in first):
                    return first
        return ""

    def _close(self, element: Element, mark: tuple[int, int]) -> None:
        index = element.index
        name = element.tag
        if name in _BLOCKS:
            self._flush()
            if self._containers and self._containers[-1] == index:
                self._containers.pop()
                self._kinds.pop()
            if name == "blockquote":
                self._quotes -= 1
            elif name == "figure":
                self._figures.pop()
        if name == "a" and element.attrs.get("href"):
            self._link(element, mark)
        elif name == "time":
            text = self._since(mark)
            self.times.append(
                TimeMark(
                    index,
                    element.attrs.get("datetime", "").strip(),
                    text,
                    mark[0],
                    element.region,
                    element.visible,
                    element.line,
                    element.column,
                )  # fmt: skip
            )
        if name not in _BLOCKS and mark[0] == len(self.blocks) and self._length > mark[1]:
            start = mark[1] + 1 if self._joined(mark[1]) else mark[1]
            self._spans.append(Span(start, self._length, index))

    def _joined(self, at: int) -> bool:
        text = "".join(self._parts)
        self._parts = [text]
        return text[at : at + 1] in (" ", "\n")

    def _link(self, element: Element, mark: tuple[int, int]) -> None:
        self.links.append(
            Link(
                element.index,
                element.attrs["href"].strip(),
                self._since(mark),
                mark[0],
                mark[1],
                element.region,
                element.visible,
                element.line,
                element.column,
            )  # fmt: skip
        )

    def _since(self, mark: tuple[int, int]) -> str:
        blocks, length = mark
        here = "".join(self._parts)
        if blocks == len(self.blocks):
            return here[length:].strip()
        texts = [self.blocks[blocks].text[length:]] + [b.text for b in self.blocks[blocks + 1 :]] + [here]
        return " ".join(t.strip() for t in texts if t.strip())

    # text -------------------------------------------------------------------------------------------

    def text(self, data: str) -> None:
        """A run of text: white space is folded, joined to what stands before it in the same block."""
        words = data.split()
        self._just_ended = False
        if not words:
            if self._length and not self._ends_in_space():
                self._add(" ")
            return
        parent = self._stack[-1] if self._stack else None
        if parent is not None and parent.tag in _SILENT:
            self._silent(parent, data)
            return
        text = " ".join(words)
        if not text.isascii():
            text = text.translate(_DROPPED)
        if parent is not None and self._containers and parent.visible != self.elements[self._containers[-1]].visible:
            self._set_apart(text, parent.index, data)
            return
        if data[0].isspace() and self._length and not self._ends_in_space():
            text = " " + text
        if data[-1].isspace():
            text += " "
        if not self._length:
            text = text.lstrip()
            self._first = parent.index if parent is not None else -1
        elif text[:1] == " " and self._ends_in_space():
            text = text[1:]
        self._add(text)

    def _set_apart(self, text: str, element: int, data: str) -> None:
        """Keep what an inline element hides for a block of its own; runs of text of one element are one."""
        if self._apart and self._apart[-1][1] == element:
            before = self._apart.pop()[0]
            text = f"{before} {text}" if data[0].isspace() or before[-1:] == " " else before + text
        self._apart.append((text + " " if data[-1].isspace() else text, element))

    def _silent(self, parent: Element, data: str) -> None:
        if parent.tag == "title" and not self.title:
            self.title = " ".join(data.split())
        elif parent.tag == "script":
            self.scripts.append((data, parent.line))

    def _add(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self._length += len(text)

    def _ends_in_space(self) -> bool:
        return bool(self._parts) and self._parts[-1][-1] in " \n"

    def _break(self) -> None:
        if not self._length:
            return
        if self._parts[-1][-1] == "\n":
            self._flush()
            return
        if self._parts[-1][-1] == " ":
            self._parts[-1] = self._parts[-1][:-1] + "\n"
        else:
            self._add("\n")

    def _flush(self) -> None:
        if self._length:
            text = "".join(self._parts).rstrip()
            if text:
                self._emit(text, self._first)
        self._parts = []
        self._length = 0
        self._spans = []
        if self._apart:
            for text, element in self._apart:
                self._emit(text.rstrip(), element)
            self._apart = []

    def _emit(self, text: str, first: int) -> None:
        """Make a block. Text that an inline element hides in a shown block comes as a block of its own, after it."""
        container = self._containers[-1] if self._containers else max(first, 0)
        element = self.elements[first if first >= 0 else container]
        kind, level = self._kinds[-1]
        if kind in ("text", "paragraph") and self._quotes:
            kind = "quote"
        spans = [s for s in self._spans if s.start < len(text)]
        for span in spans:
            span.end = min(span.end, len(text))
        self.blocks.append(
            Block(
                len(self.blocks),
                kind,
                text,
                container,
                element.line,
                element.column,
                element.region,
                element.visible,
                level,
                self._quotes > 0,
                spans,
            )  # fmt: skip
        )


_SOURCES = ("data-src", "data-original", "data-lazy-src", "data-lazy", "src")
_INLINE = frozenset("a span b i em strong u s small sub sup br img abbr cite code q mark font bdi bdo wbr time".split())
_APART = frozenset({"span", "a", "time", "cite"})
"""Inline elements that pages set side by side as separate pieces ('By' 'Jane Roe'), with only a style sheet between."""
_OPENERS = frozenset({"br", "img", "meta", "link"})
