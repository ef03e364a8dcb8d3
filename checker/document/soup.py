"""BeautifulSoup fed by a WHATWG parser: the only module that knows either of them builds the tree.

turbohtml parses (the standard's tree, with the line and column of every start tag); BeautifulSoup's
documented ``TreeBuilder`` extension point receives that tree. What can hold no evidence is left out
while copying: scripts other than structured data, the innards of drawings, templates.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import turbohtml
from bs4 import BeautifulSoup
from bs4.builder import HTMLTreeBuilder
from bs4.element import Comment, NavigableString

MAX_DEPTH = 1_000
"""Deepest nesting that is read. Browsers stop at 512 levels; real pages stay under 100."""

_EMPTY = frozenset({"svg", "math", "template", "canvas", "object", "iframe", "select", "audio", "video"})
"""Kept as elements, without what is inside them."""

_STRUCTURED = ("application/ld+json",)
_LEFT_OUT = frozenset({"source", "style", "input", "track", "param", "base", "wbr", "script", "link"})
"""Left out altogether, except structured data and the links that say something about the page."""

_LINKS = frozenset({"canonical", "amphtml", "author", "alternate", "license", "publisher"})
_NO_TEXT = frozenset({"head", "html", "ul", "ol", "dl", "table", "tbody", "thead", "tr", "picture", "figure", "nav", "section",
                      "main", "article", "aside", "footer", "header"})  # fmt: skip
"""White space between the children of these separates nothing."""


class TooDeep(ValueError):
    """The markup nests deeper than :data:`MAX_DEPTH`; ``line`` is where it does so."""

    def __init__(self, line: int) -> None:
        super().__init__(f"elements are nested more than {MAX_DEPTH} levels deep")
        self.line = line


class TurboTreeBuilder(HTMLTreeBuilder):
    """A BeautifulSoup tree builder that copies turbohtml's tree.

    Tags carry ``sourceline`` (1-based) and ``sourcepos`` (1-based column) of their start tag; elements
    that the parser implied (``html``, ``tbody`` …) carry ``None``.
    """

    NAME = "turbohtml"
    features: Iterable[str] = (NAME, "html")
    TRACKS_LINE_NUMBERS = True

    def __init__(self) -> None:
        super().__init__(multi_valued_attributes=None, store_line_numbers=True)

    def feed(self, markup: Any) -> None:
        """Copy the tree of ``markup`` (str) into the soup; raises :class:`TooDeep`."""
        soup = self.soup
        assert soup is not None
        element_type, text_type, comment_type = turbohtml.Element, turbohtml.Text, turbohtml.Comment
        stack: list[Any] = [(iter(turbohtml.parse(markup).children), None)]
        start, end, data = soup.handle_starttag, soup.handle_endtag, soup.handle_data
        line = 1
        while stack:
            nodes, name = stack[-1]
            for node in nodes:
                kind = type(node)
                if kind is text_type:
                    text = node.data
                    if name not in _NO_TEXT or not text.isspace():
                        data(text)
                elif kind is element_type:
                    tag = node.tag
                    attrs = {k: " ".join(v) if type(v) is list else v or "" for k, v in node.attrs.items()}
                    if tag in _LEFT_OUT and not _says_something(tag, attrs):
                        continue
                    position = node.position
                    if position is None:
                        start(tag, None, None, attrs)
                    else:
                        line = position[0]
                        start(tag, None, None, attrs, line, position[1] + 1)
                    if tag in _EMPTY:
                        end(tag)
                        continue
                    stack.append((iter(node.children), tag))
                    if len(stack) > MAX_DEPTH:
                        raise TooDeep(line)
                    break
                elif kind is comment_type and "masthead-" in (text := node.data):
                    soup.endData()
                    data(text)
                    soup.endData(Comment)
            else:
                stack.pop()
                if name is not None:
                    end(name)


def _says_something(tag: str, attrs: dict[str, str]) -> bool:
    if tag == "script":
        return attrs.get("type", "").lower() in _STRUCTURED
    return tag == "link" and not _LINKS.isdisjoint(attrs.get("rel", "").lower().split())


def build_soup(markup: str) -> BeautifulSoup:
    """The tree of ``markup``; raises :class:`TooDeep` past :data:`MAX_DEPTH` levels."""
    return BeautifulSoup(markup, builder=TurboTreeBuilder())


__all__ = ["MAX_DEPTH", "NavigableString", "TooDeep", "TurboTreeBuilder", "build_soup"]
