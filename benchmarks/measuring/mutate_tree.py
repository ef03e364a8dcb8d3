"""Finding a piece of text on a page and changing just that piece: the hands of the mutations.

A page is a BeautifulSoup tree. Texts are compared without white space and in Unicode NFC, because labels fold both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from bs4 import BeautifulSoup
from bs4.element import Comment, Declaration, Doctype, NavigableString, PageElement, PreformattedString, Tag

from checker.document.visibility import InlineSheet, class_visibility

_UNSEEN_TAGS = frozenset("head script style template noscript title svg iframe object select textarea audio video canvas".split())
_UNSEEN_CLASSES = frozenset("sr-only visually-hidden visuallyhidden screen-reader-text d-none".split())
_UNSEEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLOCKS = frozenset(
    "address article aside blockquote body button dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr"
    " html li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_SPACE = re.compile(r"[\s\u200b\u200e\u200f\u00ad\ufeff\u2060]+")
_WORDS = re.compile(r"\w")
HIDDEN = "display:none"


def squeezed(text: str) -> str:
    """A text in NFC without white space, as texts are compared here."""
    return _SPACE.sub("", unicodedata.normalize("NFC", text))


def attribute(tag: Tag, name: str) -> str:
    """An attribute as one string; '' when it is not there."""
    value = tag.get(name)
    return "" if value is None else value if isinstance(value, str) else " ".join(value)


def read_soup(html: str) -> BeautifulSoup:
    """The tree that mutations edit."""
    return BeautifulSoup(html, "lxml")


def written(soup: BeautifulSoup) -> str:
    """The tree as HTML again."""
    return str(soup.decode(formatter="minimal"))


def block_of(node: PageElement) -> Tag:
    """The innermost block element that holds a node."""
    for parent in node.parents:
        if parent.name in _BLOCKS:
            return parent
    assert isinstance(node.parent, Tag)
    return node.parent


def is_seen(node: PageElement) -> bool:
    """Whether nothing in the page itself hides a node. Style sheets are not read: what only they hide is found out by the base reading."""
    for tag in (node, *node.parents):
        if isinstance(tag, BeautifulSoup) or not isinstance(tag, Tag):
            continue
        classes = attribute(tag, "class").split()
        if tag.name in _UNSEEN_TAGS or tag.has_attr("hidden") or _UNSEEN_STYLE.search(attribute(tag, "style")):
            return False
        if _UNSEEN_CLASSES.intersection(classes):
            return False
    return True


def is_open(node: PageElement) -> bool:
    """Whether a node is seen, and stands in no part that a click must open."""
    around = [t for t in (node, *node.parents) if isinstance(t, Tag) and not isinstance(t, BeautifulSoup)]
    css = "\n".join(s.get_text() for s in around[-1].find_all("style") if "print" not in attribute(s, "media"))
    sheet = InlineSheet(css)
    return is_seen(node) and all(
        class_visibility(attribute(t, "class")) == "yes" and sheet.of(t.name, attribute(t, "class"), attribute(t, "id"), ()) == "yes"
        for t in around
    )


@dataclass(frozen=True)
class Piece:
    """A part of one text node."""

    node: NavigableString
    start: int
    end: int


@dataclass
class Span:
    """One occurrence of a text on the page: its pieces in order, and its place among all squeezed text."""

    pieces: list[Piece]
    start: int
    end: int

    @property
    def first(self) -> NavigableString:
        """The text node it begins in."""
        return self.pieces[0].node

    def block(self) -> Tag:
        """The innermost block that holds all of it."""
        tag = block_of(self.first)
        while not all(tag in p.node.parents for p in self.pieces):
            tag = block_of(tag)
        return tag

    def whole(self) -> Tag | None:
        """The outermost element that shows this text and nothing else, if there is one."""
        found: Tag | None = None
        mine = "".join(squeezed(p.node[p.start : p.end]) for p in self.pieces)
        for parent in self.first.parents:
            if not isinstance(parent, Tag) or parent.name in ("body", "html") or seen_text(parent) != mine:
                break
            if parent.find(["img", "picture", "video"]) is not None:
                break
            found = parent
        return found

    def around(self) -> tuple[int, int]:
        """How many squeezed characters of its block stand before and after it."""
        block = self.block()
        text = seen_text(block)
        mine = "".join(squeezed(p.node[p.start : p.end]) for p in self.pieces)
        before = 0
        for node in seen_strings(block):
            if node is self.first:
                before += len(squeezed(node[: self.pieces[0].start]))
                break
            before += len(squeezed(node))
        return before, len(text) - before - len(mine)


@dataclass
class Page:
    """The seen text of a tree, squeezed, with the way back to its nodes. Read anew after every edit."""

    root: Tag
    text: str = ""
    places: list[tuple[NavigableString, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        parts: list[str] = []
        for node in seen_strings(self.root):
            for at, char in enumerate(node):
                if not _SPACE.match(char):
                    parts.append(char)
                    self.places.append((node, at))
        self.text = "".join(parts)

    def spans(self, wanted: str) -> list[Span]:
        """Every occurrence of a text, in page order; one inside a longer word does not count."""
        needle = squeezed(wanted)
        found: list[Span] = []
        at = self.text.find(needle) if needle else -1
        while at >= 0:
            end = at + len(needle)
            if not self._cuts_word(at, end):
                found.append(Span(self._pieces(at, end), at, end))
            at = self.text.find(needle, end)
        return found

    def _cuts_word(self, at: int, end: int) -> bool:
        for edge in (at, end):
            if 0 < edge < len(self.text) and self.places[edge - 1][0] is self.places[edge][0]:
                near = self.places[edge - 1][1] + 1 == self.places[edge][1]
                left, right = self.text[edge - 1], self.text[edge]
                if near and left.isalnum() and right.isalnum() and ord(left) < 0x2E80 and ord(right) < 0x2E80:
                    return True
        return False

    def _pieces(self, at: int, end: int) -> list[Piece]:
        pieces: list[Piece] = []
        for node, offset in self.places[at:end]:
            if pieces and pieces[-1].node is node:
                pieces[-1] = Piece(node, pieces[-1].start, offset + 1)
            else:
                pieces.append(Piece(node, offset, offset + 1))
        return pieces


def seen_strings(root: Tag) -> list[NavigableString]:
    """The text nodes that a reader sees below an element."""
    found: list[NavigableString] = []
    stack: list[PageElement] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, Tag):
            if isinstance(node, BeautifulSoup) or node is root or _own_seen(node):
                stack.extend(reversed(node.contents))
        elif isinstance(node, NavigableString) and not isinstance(node, (Comment, Declaration, Doctype, PreformattedString)):
            found.append(node)
    return found


def _own_seen(tag: Tag) -> bool:
    if tag.name in _UNSEEN_TAGS or tag.has_attr("hidden") or _UNSEEN_STYLE.search(attribute(tag, "style")):
        return False
    return not _UNSEEN_CLASSES.intersection(attribute(tag, "class").split())


def seen_text(tag: Tag) -> str:
    """The squeezed text that a reader sees in an element."""
    return squeezed("".join(seen_strings(tag)))


def cut(span: Span, prune: bool = True) -> None:
    """Take a text away. ``prune`` takes away the elements that held nothing else as well."""
    for piece in reversed(span.pieces):
        parent = piece.node.parent
        rest = piece.node[: piece.start] + piece.node[piece.end :]
        piece.node.replace_with(NavigableString(rest))
        while prune and isinstance(parent, Tag) and parent.name not in ("body", "html", "td") and _is_bare(parent):
            outer = parent.parent
            parent.decompose()
            parent = outer


def _is_bare(tag: Tag) -> bool:
    return not _WORDS.search(tag.get_text()) and tag.find(["img", "picture", "video", "iframe", "script", "style", "input", "svg"]) is None


def hide(soup: BeautifulSoup, span: Span) -> None:
    """Hide a text by CSS: on its own element where it has one, else in a new one around it."""
    element = span.whole()
    if element is not None:
        element["style"] = HIDDEN
        return
    for piece in span.pieces:
        parts: list[PageElement] = []
        if piece.start:
            parts.append(NavigableString(piece.node[: piece.start]))
        parts.append(new(soup, "span", piece.node[piece.start : piece.end], style=HIDDEN))
        if piece.end < len(piece.node):
            parts.append(NavigableString(piece.node[piece.end :]))
        piece.node.replace_with(*parts)


def replace(span: Span, text: str) -> None:
    """Put another text in the place of this one."""
    for number, piece in reversed(list(enumerate(span.pieces))):
        middle = "" if number else text
        piece.node.replace_with(NavigableString(piece.node[: piece.start] + middle + piece.node[piece.end :]))


def new(soup: BeautifulSoup, name: str, text: str = "", **attributes: str) -> Tag:
    """A new element with a text. ``class_`` stands for ``class``."""
    tag = soup.new_tag(name, attrs={k.rstrip("_"): v for k, v in attributes.items()})
    if text:
        tag.string = text
    return tag


def after_block(node: PageElement, addition: Tag) -> None:
    """Put an element after the block that holds a node."""
    block_of(node).insert_after(addition)


def at_end(soup: BeautifulSoup, addition: Tag) -> bool:
    """Put an element below everything, but before the page's footer. False when the page has no body."""
    footers = [f for f in soup.find_all("footer") if is_open(f) and f.find_parent(["article", "main", "section"]) is None]
    if footers:
        footers[-1].insert_before(addition)
    elif soup.body is not None:
        soup.body.append(addition)
    return bool(footers) or soup.body is not None


def headline_of(soup: BeautifulSoup, headline: str) -> Tag | None:
    """The heading that shows the article's headline; the first ``h1`` where several do."""
    wanted = squeezed(headline)
    found = [h for h in soup.find_all(["h1", "h2", "h3"]) if is_seen(h) and wanted and wanted in seen_text(h)]
    return next((h for h in found if h.name == "h1"), found[0] if found else None)


def last_paragraph(soup: BeautifulSoup, starts: Iterable[str]) -> Tag | None:
    """The last paragraph of the article's text: of the element with most text in ``p`` children of its own, if that is beyond doubt."""
    weight: dict[int, tuple[int, Tag, list[Tag]]] = {}
    for p in soup.find_all("p"):
        parent = p.parent
        if not isinstance(parent, Tag) or not is_seen(p):
            continue
        size = len(seen_text(p))
        had = weight.get(id(parent), (0, parent, []))
        weight[id(parent)] = (had[0] + size, parent, [*had[2], p])
    ranked = sorted(weight.values(), key=lambda w: -w[0])
    if not ranked or len(ranked[0][2]) < 2 or (len(ranked) > 1 and ranked[1][0] * 2 > ranked[0][0]):
        return None
    _, parent, paragraphs = ranked[0]
    if parent.find_parent(["footer", "aside", "nav"]) is not None or parent.name in ("footer", "aside", "nav") or not is_open(parent):
        return None
    # Quotations of the label must stand in it: else the longest text is another one (comments, terms of use).
    text, known = seen_text(parent), [squeezed(s) for s in starts]
    if known and sum(k in text for k in known) * 2 < len(known):
        return None
    return next((p for p in reversed(paragraphs) if len(seen_text(p)) >= 20), None)
