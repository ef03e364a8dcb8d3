"""The page's tree, node by node: the only module that knows which parser there is.

turbohtml builds the tree of the WHATWG standard, with the line and column of every start tag. It is handed on
node by node to a :class:`Sink`: the walker that makes a Document, or BeautifulSoup (:mod:`checker.document.soup`).
What can hold no evidence is left out on the way: scripts other than structured data, style sheets, the innards of
drawings and templates.
"""

from __future__ import annotations

from typing import Any, Protocol

import turbohtml

MAX_DEPTH = 512
"""Levels of nesting that are kept, as in browsers: what is nested deeper is hung in at this level. Real pages stay under 100."""

_EMPTY = frozenset({"svg", "math", "template", "canvas", "object", "iframe", "select", "audio", "video"})
"""Handed on as elements, without what is inside them."""

_STRUCTURED = ("application/ld+json",)
_LEFT_OUT = frozenset({"source", "style", "input", "track", "param", "base", "wbr", "script", "link"})
"""Left out altogether, except structured data and the links that say something about the page."""

_LINKS = frozenset({"canonical", "amphtml", "author", "alternate", "license", "publisher"})
_NO_TEXT = frozenset({"head", "html", "ul", "ol", "dl", "table", "tbody", "thead", "tr", "picture", "figure", "nav", "section",
                      "main", "article", "aside", "footer", "header"})  # fmt: skip
"""White space between the children of these separates nothing."""


class Sink(Protocol):
    """What receives a tree, in document order. Positions are 1-based; an element the parser implied has none."""

    def start(self, name: str, attrs: dict[str, str], line: int | None, column: int | None, node: Any) -> None:
        """An element begins. ``node`` answers ``find(name)``: the first such element inside it, or None."""

    def text(self, data: str) -> None:
        """A run of text."""

    def comment(self, data: str) -> None:
        """A comment that speaks to Masthead."""

    def end(self, name: str) -> None:
        """The element that began last and has not ended ends."""


def traverse(source: str, sink: Sink) -> int | None:
    """Hand the tree of ``source`` to ``sink``, without recursion.

    Returns the line where :data:`MAX_DEPTH` is first reached, None when it never is.
    """
    element_type, text_type, comment_type = turbohtml.Element, turbohtml.Text, turbohtml.Comment
    start, end, text = sink.start, sink.end, sink.text
    stack: list[tuple[Any, str]] = [(iter(turbohtml.parse(source).children), "")]
    line = 1
    deep: int | None = None
    while stack:
        nodes, name = stack[-1]
        for node in nodes:
            kind = type(node)
            if kind is text_type:
                data = node.data
                if name not in _NO_TEXT or not data.isspace():
                    text(data)
            elif kind is element_type:
                tag = node.tag
                attrs = {k: " ".join(v) if type(v) is list else v or "" for k, v in node.attrs.items()}
                if tag in _LEFT_OUT and not _says_something(tag, attrs):
                    continue
                position = node.position
                if position is None:
                    start(tag, attrs, None, None, node)
                else:
                    line = position[0]
                    start(tag, attrs, line, position[1] + 1, node)
                if tag in _EMPTY:
                    end(tag)
                    continue
                stack.append((iter(node.children), tag))
                if deep is None and len(stack) > MAX_DEPTH:
                    deep = line
                break
            elif kind is comment_type and "masthead-" in node.data:
                sink.comment(node.data)
        else:
            stack.pop()
            if name:
                end(name)
    return deep


def _says_something(tag: str, attrs: dict[str, str]) -> bool:
    if tag == "script":
        return attrs.get("type", "").lower() in _STRUCTURED
    return tag == "link" and not _LINKS.isdisjoint(attrs.get("rel", "").lower().split())
