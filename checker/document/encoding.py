"""Bytes to text the way browsers do it: byte-order mark, declaration, then detection."""

from __future__ import annotations

import re
from dataclasses import dataclass

from turbohtml.detect import detect

from checker.document.model import Problem

_DECLARED = re.compile(rb"""<meta[^>]+?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_PRESCAN = 16_384
"""Bytes searched for a declaration. Browsers read 1,024 but re-parse on a later one."""

_ALIASES = {"utf-16": "utf-8", "utf-16le": "utf-8", "utf-16be": "utf-8", "csiso2022jp": "iso-2022-jp",
            "utf8": "utf-8", "latin1": "windows-1252", "iso-8859-1": "windows-1252", "ascii": "windows-1252",
            "us-ascii": "windows-1252", "latin-1": "windows-1252", "iso8859-1": "windows-1252",
            "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "shift-jis": "shift_jis", "sjis": "shift_jis",
            "x-sjis": "shift_jis", "windows-31j": "shift_jis", "ks_c_5601-1987": "euc-kr", "iso-8859-9": "windows-1254",
            "cp1251": "windows-1251", "cp1252": "windows-1252", "win-1251": "windows-1251", "big5-hkscs": "big5"}  # fmt: skip
"""Labels that the WHATWG Encoding Standard maps to another encoding (the ones news pages use)."""


_SEVEN_BIT = ("iso-2022-jp",)
"""Encodings that look like ASCII and are not."""


@dataclass(slots=True)
class Decoded:
    """Text, the encoding it was read in (WHATWG name, lower case), and what was wrong."""

    text: str
    encoding: str
    problems: list[Problem]


def _decode(data: bytes, encoding: str) -> str | None:
    """The text in an encoding of the WHATWG standard; None for every other name, so that a page cannot ask for any codec."""
    try:
        return data.decode(f"whatwg-{encoding}", "replace")
    except (LookupError, UnicodeError, ValueError):
        return None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def decode(data: bytes) -> Decoded:
    """Decode a page. Never raises: undecodable bytes become U+FFFD and are reported."""
    problems: list[Problem] = []
    for mark, name in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return Decoded(data[len(mark) :].decode(name, "replace"), name, problems)
    match = _DECLARED.search(data[:_PRESCAN])
    label = match[1].decode("ascii", "replace").lower() if match else ""
    line = data.count(b"\n", 0, match.start()) + 1 if match else 1
    declared = _ALIASES.get(label, label)
    if data.isascii() and not (declared in _SEVEN_BIT and b"\x1b" in data):
        return Decoded(data.decode("ascii"), "utf-8" if not declared else declared, problems)
    if _is_utf8(data) and declared not in _SEVEN_BIT:
        if declared and declared != "utf-8":
            problems.append(Problem("encoding", f"declared as {label}, but the bytes are UTF-8: read as UTF-8", line))
        elif not declared:
            problems.append(Problem("encoding", "no encoding is declared: read as UTF-8", 1))
        return Decoded(data.decode("utf-8"), "utf-8", problems)
    if declared and declared != "utf-8" and (text := _decode(data, declared)) is not None:
        return Decoded(text, declared, problems)
    return _undeclared(data, label, line, problems)


def _undeclared(data: bytes, label: str, line: int, problems: list[Problem]) -> Decoded:
    """Bytes that are not UTF-8, under a declaration that is missing, unknown or says UTF-8."""
    text = data.decode("utf-8", "replace")
    broken = text.count("�")
    first = text.find("�")
    where = text.count("\n", 0, first) + 1
    non_ascii = sum(1 for byte in data if byte > 0x7F)
    if label in ("utf-8", "utf8") and broken * 20 < non_ascii:
        problems.append(Problem("encoding", f"{broken} byte sequences are not valid UTF-8", where))
        return Decoded(text, "utf-8", problems)
    found = detect(data)
    name = (found.encoding or "windows-1252").lower()
    if name.startswith("utf-8") or found.codec is None:
        name = "windows-1252"
    decoded = _decode(data, name)
    reason = f"declared as {label}, but the bytes are not" if label else "no encoding is declared"
    problems.append(Problem("encoding", f"{reason}: read as {name}", line if label else where))
    return Decoded(text if decoded is None else decoded, name, problems)
