"""Structured data: JSON-LD, microdata and RDFa Lite, all as :class:`Thing` items.

JSON-LD is read as publishers write it: arrays, ``@graph``, several blocks, ``@id`` references between
blocks. Broken JSON is reported with its line; what can be mended safely (comments, control characters,
trailing commas) is read all the same, and still reported.
"""

from __future__ import annotations

import html
import json
import re
from typing import Any

from checker.document.model import Document, Problem, Syntax, Thing

MAX_DEPTH = 60
"""Nesting of JSON-LD below which values are dropped."""

_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*;?\s*$"
)
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")


def read_json_ld(scripts: list[tuple[str, int]]) -> tuple[list[Thing], list[Problem]]:
    """Items and problems of the page's JSON-LD blocks; ``scripts`` are (text, line of the start tag)."""
    problems: list[Problem] = []
    things: list[Thing] = []
    by_id: dict[str, Thing] = {}
    for text, line in scripts:
        value = _load(text, line, problems)
        things += _items(value, line, text, by_id, 0)
    _resolve(things, by_id)
    return things, problems


def _load(text: str, line: int, problems: list[Problem]) -> Any:
    body = _WRAPPING.sub("", text)
    if not body.strip():
        problems.append(Problem("json-ld", "the JSON-LD block is empty", line))
        return None
    try:
        return json.loads(body)
    except RecursionError:
        problems.append(Problem("json-ld", "the JSON-LD is nested too deeply to read", line))
        return None
    except ValueError as error:
        where = getattr(error, "lineno", 1)
        reason = getattr(error, "msg", "a number that is too long").lower()
        offset = text.find(body[:40]) if body != text else 0
        at = line + where - 1 + text.count("\n", 0, max(offset, 0))
    try:
        value = json.loads(_TRAILING_COMMA.sub("", body), strict=False)
    except (ValueError, RecursionError):
        problems.append(Problem("json-ld", f"broken JSON-LD, not read: {reason}", at))
        return None
    problems.append(Problem("json-ld", f"broken JSON-LD, read all the same: {reason}", at))
    return value


def _items(value: Any, line: int, text: str, by_id: dict[str, Thing], depth: int) -> list[Thing]:
    if depth > MAX_DEPTH:
        return []
    if isinstance(value, list):
        return [t for v in value for t in _items(v, line, text, by_id, depth + 1)]
    if not isinstance(value, dict):
        return []
    graph = value.get("@graph")
    found = _items(graph, line, text, by_id, depth + 1) if isinstance(graph, (list, dict)) else []
    if len(value) > (2 if "@context" in value else 1) or graph is None:
        found.insert(0, _thing(value, line, by_id, depth))
    return [t for t in found if t.types or t.properties]


def _thing(value: dict[str, Any], line: int, by_id: dict[str, Thing], depth: int) -> Thing:
    types = value.get("@type", value.get("type", ()))
    names = [types] if isinstance(types, str) else types if isinstance(types, list) else []
    ident = value.get("@id", "")
    thing = Thing(tuple(_local(n) for n in names if isinstance(n, str)), {}, "json-ld", line,
                  ident if isinstance(ident, str) else "")  # fmt: skip
    for key, raw in value.items():
        if key in ("@type", "@context", "@graph", "@id") or depth > MAX_DEPTH:
            continue
        values = [_value(v, line, by_id, depth + 1) for v in (raw if isinstance(raw, list) else [raw])]
        kept = [v for v in values if v is not None]
        if kept:
            thing.properties[_local(str(key))] = kept
    if thing.id and (thing.types or thing.properties):
        known = by_id.get(thing.id)
        if known is None or len(known.properties) < len(thing.properties):
            by_id[thing.id] = thing
    return thing


def _value(raw: Any, line: int, by_id: dict[str, Thing], depth: int) -> str | Thing | None:
    if isinstance(raw, str):
        # publishers leave HTML references in JSON, where nothing reads them: 'H&#233;ctor'
        return (html.unescape(raw) if "&" in raw else raw).strip() or None
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, (int, float)):
        return str(raw)
    if isinstance(raw, list):
        nested = [_value(v, line, by_id, depth + 1) for v in raw] if depth <= MAX_DEPTH else []
        return next((v for v in nested if v is not None), None)
    if isinstance(raw, dict) and depth <= MAX_DEPTH:
        if set(raw) <= {"@value", "@language", "@type"} and "@value" in raw:
            return str(raw["@value"]).strip() or None
        return _thing(raw, line, by_id, depth)
    return None


def _resolve(things: list[Thing], by_id: dict[str, Thing]) -> None:
    """Replace bare ``{"@id": …}`` references by the items they name."""
    queue, seen = list(things), set()
    while queue:
        thing = queue.pop()
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        for key, values in thing.properties.items():
            for at, value in enumerate(values):
                if not isinstance(value, Thing):
                    continue
                if not value.properties and value.id in by_id:
                    thing.properties[key][at] = value = by_id[value.id]
                queue.append(value)


def _local(name: str) -> str:
    return re.split(r"[/#:]", name.strip())[-1] if name[:1] != "@" else name


def read_attributes(document: Document) -> list[Thing]:
    """Microdata and RDFa Lite items of the elements, nested as the page nests them, outermost first."""
    roots: list[Thing] = []
    open_items: list[tuple[int, Thing]] = []
    for element in document.elements:
        attrs = element.attrs
        scope = "itemscope" in attrs or "typeof" in attrs
        prop = attrs.get("itemprop") or (attrs.get("property") if ("typeof" in attrs or open_items) else None)
        if not scope and not prop:
            continue
        while open_items and element.index >= document.elements[open_items[-1][0]].end:
            open_items.pop()
        owner = open_items[-1][1] if open_items else None
        value: str | Thing
        if scope:
            syntax: Syntax = "microdata" if "itemscope" in attrs else "rdfa"
            kinds = tuple(_local(k.rstrip("/")) for k in (attrs.get("itemtype") or attrs.get("typeof") or "").split())
            value = Thing(kinds, {}, syntax, element.line, attrs.get("itemid") or attrs.get("resource") or "", element.index)
        else:
            value = _content(document, element.index)
        if prop and owner is not None and value:
            for name in prop.split():
                owner.properties.setdefault(_local(name), []).append(value)
        if isinstance(value, Thing):
            if owner is None or not prop:
                roots.append(value)
            open_items.append((element.index, value))
    return [t for t in roots if t.types or t.properties]


_ADDRESS = {"a": "href", "link": "href", "area": "href", "img": "src", "source": "src", "iframe": "src", "time": "datetime",
            "meta": "content", "data": "value", "object": "data"}  # fmt: skip


def _content(document: Document, index: int) -> str:
    element = document.elements[index]
    attrs = element.attrs
    if attrs.get("content"):
        return attrs["content"].strip()
    key = _ADDRESS.get(element.tag)
    if key and attrs.get(key):
        return attrs[key].strip()
    return document.text_of(index)[:5000]
