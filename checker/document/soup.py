"""BeautifulSoup on the same tree: for selectors and plug-ins, and as the second way to the same Document.

The tree reaches BeautifulSoup through its documented ``TreeBuilder`` extension point. Building a soup costs
more than making the Document (``benchmarks/speed.py`` measures both), so the Document is made from the
parser's nodes directly, and a soup only where somebody asks for one. Both ways give the same Document: the tests
hold them to it on every fixture, the benchmark on every page of a corpus.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bs4 import BeautifulSoup
from bs4.builder import HTMLTreeBuilder
from bs4.element import Comment, NavigableString, Tag

from checker.document.tree import Sink, traverse


class TurboTreeBuilder(HTMLTreeBuilder):
    """A BeautifulSoup tree builder fed by turbohtml's tree.

    Tags carry ``sourceline`` (1-based) and ``sourcepos`` (1-based column) of their start tag; elements
    that the parser implied (``html``, ``tbody`` …) carry ``None``.
    """

    NAME = "turbohtml"
    features: Iterable[str] = (NAME, "html")
    TRACKS_LINE_NUMBERS = True

    def __init__(self) -> None:
        super().__init__(multi_valued_attributes={}, store_line_numbers=True)

    def feed(self, markup: Any) -> None:
        """Copy the tree of ``markup`` (str) into the soup."""
        assert self.soup is not None
        traverse(markup, _SoupSink(self.soup))


class _SoupSink:
    def __init__(self, soup: BeautifulSoup) -> None:
        self.soup = soup

    def start(self, name: str, attrs: dict[str, str], line: int | None, column: int | None, node: Any) -> None:
        self.soup.handle_starttag(name, None, None, attrs, line, column)

    def text(self, data: str) -> None:
        self.soup.handle_data(data)

    def comment(self, data: str) -> None:
        self.soup.endData()
        self.soup.handle_data(data)
        self.soup.endData(Comment)

    def end(self, name: str) -> None:
        self.soup.handle_endtag(name)


def build_soup(markup: str) -> BeautifulSoup:
    """The tree of ``markup``."""
    return BeautifulSoup(markup, builder=TurboTreeBuilder())


def walk_soup(soup: BeautifulSoup, sink: Sink) -> None:
    """Hand the tree of any soup (of this builder or another) to ``sink``, without recursion."""
    stack: list[tuple[Any, str]] = [(iter(soup.contents), "")]
    while stack:
        nodes, name = stack[-1]
        for node in nodes:
            if isinstance(node, Tag):
                attrs = {k: v if isinstance(v, str) else " ".join(v) for k, v in node.attrs.items()}
                sink.start(node.name, attrs, node.sourceline, node.sourcepos, node)
                stack.append((iter(node.contents), node.name))
                break
            if type(node) is NavigableString or node.__class__.__name__ in ("Script", "Stylesheet"):
                sink.text(str(node))
            elif isinstance(node, Comment) and "masthead-" in node:
                sink.comment(str(node))
        else:
            stack.pop()
            if name:
                sink.end(name)
