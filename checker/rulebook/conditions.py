"""Conditions: the subset of JSON Schema (draft 2020-12) that rules may use, compiled to plain functions.

A compiled condition gives the same verdict as ``jsonschema`` does (a property test holds it to that) and is
several times faster, which matters when every image and quotation of an archive is tried. What goes beyond
JSON Schema is one thing only: :func:`imply_required`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

Test = Callable[[Any], bool]

KEYWORDS = frozenset({"type", "properties", "required", "const", "enum", "contains", "minContains", "maxContains", "items", "minItems",
                      "maxItems", "minLength", "maxLength", "minimum", "maximum", "pattern", "not", "allOf", "anyOf"})  # fmt: skip
"""The keywords that a condition may use."""

_TYPES: dict[str, Test] = {
    "object": lambda v: isinstance(v, dict), "array": lambda v: isinstance(v, list), "string": lambda v: isinstance(v, str),
    "boolean": lambda v: isinstance(v, bool), "null": lambda v: v is None,
    "integer": lambda v: isinstance(v, int) and not isinstance(v, bool) or isinstance(v, float) and v.is_integer(),
    "number": lambda v: isinstance(v, (int, float)) and not isinstance(v, bool),
}  # fmt: skip


def imply_required(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema in which every property that is named is also required, at every level.

    Plain JSON Schema calls ``{properties: {credit: …}}`` a match when there is no credit at all; in
    ``only_when`` and ``reviews_when`` nobody means that.
    """
    result: dict[str, Any] = {}
    for key, value in schema.items():
        if key == "properties":
            result[key] = {k: imply_required(v) for k, v in value.items()}
        elif key in ("contains", "items", "not"):
            result[key] = imply_required(value)
        elif key in ("allOf", "anyOf"):
            result[key] = [imply_required(v) for v in value]
        else:
            result[key] = value
    if "properties" in result:
        result["required"] = sorted({*result.get("required", []), *result["properties"]})
    return result


def equal(first: Any, second: Any) -> bool:
    """Equality as JSON Schema has it: true is not 1."""
    if isinstance(first, bool) or isinstance(second, bool):
        return first is second
    if isinstance(first, list) and isinstance(second, list):
        return len(first) == len(second) and all(map(equal, first, second))
    if isinstance(first, dict) and isinstance(second, dict):
        return first.keys() == second.keys() and all(equal(v, second[k]) for k, v in first.items())
    return bool(first == second) and isinstance(first, str) == isinstance(second, str)


def compile_condition(schema: dict[str, Any]) -> Test:
    """A function that says whether a value matches ``schema``. Raises ``KeyError`` for a keyword outside the subset."""
    tests = [_COMPILERS[key](value, schema) for key, value in schema.items() if key not in ("minContains", "maxContains")]
    if not tests:
        return lambda value: True
    if len(tests) == 1:
        return tests[0]
    return lambda value: all(test(value) for test in tests)


def _properties(value: dict[str, Any], _: Any) -> Test:
    compiled = [(name, compile_condition(sub)) for name, sub in value.items()]
    return lambda v: not isinstance(v, dict) or all(test(v[name]) for name, test in compiled if name in v)


def _required(value: list[str], _: Any) -> Test:
    return lambda v: not isinstance(v, dict) or all(name in v for name in value)


def _type(value: str | list[str], _: Any) -> Test:
    tests = [_TYPES[name] for name in ([value] if isinstance(value, str) else value)]
    return lambda v: any(test(v) for test in tests)


def _contains(value: dict[str, Any], schema: dict[str, Any]) -> Test:
    test = compile_condition(value)
    least, most = schema.get("minContains", 1), schema.get("maxContains")

    def run(v: Any) -> bool:
        if not isinstance(v, list):
            return True
        count = sum(1 for item in v if test(item))
        return count >= least and (most is None or count <= most)

    return run


def _items(value: dict[str, Any], _: Any) -> Test:
    test = compile_condition(value)
    return lambda v: not isinstance(v, list) or all(test(item) for item in v)


def _pattern(value: str, _: Any) -> Test:
    search = re.compile(value).search
    return lambda v: not isinstance(v, str) or search(v) is not None


def _not(value: dict[str, Any], _: Any) -> Test:
    test = compile_condition(value)
    return lambda v: not test(v)


def _all_of(value: list[dict[str, Any]], _: Any) -> Test:
    tests = [compile_condition(sub) for sub in value]
    return lambda v: all(test(v) for test in tests)


def _any_of(value: list[dict[str, Any]], _: Any) -> Test:
    tests = [compile_condition(sub) for sub in value]
    return lambda v: any(test(v) for test in tests)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


_COMPILERS: dict[str, Callable[[Any, dict[str, Any]], Test]] = {
    "type": _type, "properties": _properties, "required": _required, "contains": _contains, "items": _items, "pattern": _pattern,
    "not": _not, "allOf": _all_of, "anyOf": _any_of,
    "const": lambda value, _: lambda v: equal(v, value),
    "enum": lambda value, _: lambda v: any(equal(v, option) for option in value),
    "minItems": lambda value, _: lambda v: not isinstance(v, list) or len(v) >= value,
    "maxItems": lambda value, _: lambda v: not isinstance(v, list) or len(v) <= value,
    "minLength": lambda value, _: lambda v: not isinstance(v, str) or len(v) >= value,
    "maxLength": lambda value, _: lambda v: not isinstance(v, str) or len(v) <= value,
    "minimum": lambda value, _: lambda v: not _is_number(v) or v >= value,
    "maximum": lambda value, _: lambda v: not _is_number(v) or v <= value,
}  # fmt: skip


_KEPT: dict[int, tuple[dict[str, Any], Test]] = {}


def _compiled(schema: dict[str, Any]) -> Test:
    """The compiled form of a schema object, made once; the object is kept so that its identity stays its own."""
    kept = _KEPT.get(id(schema))
    if kept is None or kept[0] is not schema:
        kept = _KEPT[id(schema)] = schema, compile_condition(schema)
    return kept[1]


def witnesses(schema: dict[str, Any], value: Any) -> list[dict[str, Any]]:
    """The items of evidence that make a value match: what ``contains`` found, and the properties that were asked for."""
    found: list[dict[str, Any]] = []
    if not _compiled(schema)(value):
        return found
    for name, sub in schema.get("properties", {}).items():
        if isinstance(value, dict) and name in value:
            found += witnesses(sub, value[name])
            if isinstance(value[name], dict) and "where" in value[name]:
                found.append(value[name])
    for name in schema.get("required", ()):
        inner = value.get(name) if isinstance(value, dict) else None
        if isinstance(inner, dict) and "where" in inner and inner not in found:
            found.append(inner)
    if "contains" in schema and isinstance(value, list):
        test = _compiled(schema["contains"])
        found += [item for item in value if isinstance(item, dict) and test(item)]
    for key in ("allOf", "anyOf"):
        for sub in schema.get(key, ()):
            found += [w for w in witnesses(sub, value) if w not in found]
    return found
