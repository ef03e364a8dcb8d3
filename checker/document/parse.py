"""Bytes to :class:`Document`: the one way in."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from checker.document.encoding import Decoded, decode
from checker.document.model import Document, Problem
from checker.document.structured import read_attributes, read_json_ld
from checker.document.tree import MAX_DEPTH, traverse
from checker.document.visibility import InlineSheet
from checker.document.walk import Walker

MAX_BYTES = 50_000_000
"""Largest input that is read, in bytes."""

_MAGIC = {b"%PDF": "a PDF file", b"\x89PNG": "a PNG image", b"\xff\xd8\xff": "a JPEG image", b"GIF8": "a GIF image",
          b"PK\x03\x04": "a ZIP archive", b"\x1f\x8b": "gzip-compressed data", b"RIFF": "a RIFF media file",
          b"\x7fELF": "a program"}  # fmt: skip
_STYLE = re.compile(r"<style\b([^>]{0,500})>", re.IGNORECASE)
_STYLE_END = re.compile(r"</style", re.IGNORECASE)
_FURNITURE = re.compile(r"<(?:!doctype|html|head|body)\b", re.IGNORECASE)


class Unreadable(ValueError):
    """The input is no page that can be checked; ``line`` is where the reason shows (1-based)."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


def parse(data: bytes, name: str = "<input>") -> Document:
    """Read a page.

    Raises :class:`Unreadable` when the bytes are empty, binary, or larger than :data:`MAX_BYTES`.
    """
    _refuse(data)
    decoded = decode(data)
    source = decoded.text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in decoded.text else decoded.text
    walker = new_walker(source)
    deep = traverse(source, walker)
    walker.finish()
    document = _document(data, name, decoded, source, walker)
    if deep is not None:
        message = (
            f"elements are nested more than {MAX_DEPTH} levels deep; what is deeper is read as if it stood at that level, as browsers do"
        )
        document.problems.append(Problem("nesting", message, deep))
    return document


def new_walker(source: str) -> Walker:
    """A walker that knows the page's own style sheets."""
    return Walker(InlineSheet("\n".join(_style_sheets(source))), source)


def _style_sheets(source: str) -> Iterator[str]:
    """The texts of the page's style elements, those for print left out; each character is looked at once."""
    at = 0
    while match := _STYLE.search(source, at):
        end = _STYLE_END.search(source, match.end())
        if end is None:
            return
        if "print" not in match[1].lower():
            yield source[match.end() : end.start()]
        at = end.end()


def _document(data: bytes, name: str, decoded: Decoded, source: str, walker: Walker) -> Document:
    things, broken = read_json_ld(walker.scripts)
    document = Document(
        name=name, sha256=hashlib.sha256(data).hexdigest(), size=len(data), encoding=decoded.encoding, source=source,
        elements=walker.elements, blocks=walker.blocks, links=walker.links, images=walker.images, times=walker.times,
        metas=walker.metas, things=things, directives=walker.directives, problems=[*decoded.problems, *broken],
        title=walker.title, declared_language=_language(walker), furniture=bool(_FURNITURE.search(source[:4000])),
    )  # fmt: skip
    document.things += read_attributes(document)
    if not document.blocks and not document.metas and not document.things:
        document.problems.append(Problem("no-text", "the page has no text", 1))
    return document


def _refuse(data: bytes) -> None:
    if not data.strip(b" \t\r\n\x00"):
        raise Unreadable("the file is empty")
    if len(data) > MAX_BYTES:
        raise Unreadable(f"the file has more than {MAX_BYTES:,} bytes, which is the limit")
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            raise Unreadable(f"not HTML: {kind}")
    head = data[:4096]
    if not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        control = sum(1 for byte in head if byte < 9 or 13 < byte < 32 and byte != 27)
        if control * 20 > len(head):
            raise Unreadable("not HTML: binary data")


def _language(walker: Walker) -> str:
    """The language the page declares, as its primary subtag in lower case, or ''."""
    for element in walker.elements[:3]:
        if element.tag == "html":
            value = element.attrs.get("lang") or element.attrs.get("xml:lang") or ""
            if value.strip():
                return _primary(value)
    for meta in walker.metas:
        if meta.name in ("content-language", "og:locale", "language", "dc.language", "itemprop:inlanguage"):
            return _primary(meta.content)
    return ""


def _primary(tag: str) -> str:
    code = re.split(r"[-_,;\s]", tag.strip().lower())[0]
    return code if 2 <= len(code) <= 3 and code.isalpha() else ""
