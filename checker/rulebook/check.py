"""Rule files held against what they may say: the evidence model, the subset of JSON Schema, safe patterns."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from checker.evidence.model import ArticleEvidence, PageEvidence
from checker.rulebook.conditions import KEYWORDS

Problem = tuple[list[str | int], str]
"""Where in the file (steps), and what is wrong."""


@lru_cache(maxsize=1)
def page_schema() -> dict[str, Any]:
    """The JSON Schema of the evidence of a page."""
    return PageEvidence.model_json_schema(mode="validation")


@lru_cache(maxsize=1)
def article_schema() -> dict[str, Any]:
    """The JSON Schema of what a rule on an article sees: its evidence, and the page's under ``page``."""
    schema = ArticleEvidence.model_json_schema(mode="validation")
    page = PageEvidence.model_json_schema(mode="validation")
    definitions = {**page.pop("$defs"), **schema["$defs"], "PageEvidence": page}
    properties = {**schema["properties"], "page": {"$ref": "#/$defs/PageEvidence"}}
    return {**schema, "properties": properties, "$defs": definitions}


def target_schema(applies_to: str) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """The schema of one target of ``applies_to`` with the definitions it refers to; None when there is no such list."""
    if applies_to == "article":
        return article_schema(), article_schema()
    if applies_to == "page":
        return page_schema(), page_schema()
    for root in (article_schema(), page_schema()):
        node: dict[str, Any] = root
        for step in applies_to.split("."):
            node = _plain(node, root).get("properties", {}).get(step, {})
        node = _plain(node, root)
        if node.get("type") == "array":
            return _plain(node["items"], root), root
    return None


def list_names() -> list[str]:
    """The names that ``applies_to`` may have."""
    names = ["article", "page"]
    for root in (article_schema(), page_schema()):
        names += [k for k, v in root["properties"].items() if v.get("type") == "array" and k != "articles"]
    return sorted({*names, "relations.declared"})


def _plain(node: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    """A schema node with its reference followed and its null alternative dropped."""
    while True:
        if "$ref" in node:
            node = root["$defs"][node["$ref"].rsplit("/", 1)[-1]]
        elif "anyOf" in node and len(kept := [o for o in node["anyOf"] if o.get("type") != "null"]) == 1:
            node = kept[0]
        elif "allOf" in node and len(node["allOf"]) == 1:
            node = node["allOf"][0]
        else:
            return node


def check_condition(schema: Any, node: dict[str, Any], root: dict[str, Any], steps: list[str | int]) -> Iterator[Problem]:
    """What is wrong with a condition over evidence of schema ``node``."""
    if not isinstance(schema, dict):
        yield steps, "a mapping of JSON Schema keywords is expected"
        return
    node = _plain(node, root)
    for key, value in schema.items():
        here = [*steps, key]
        if key not in KEYWORDS:
            yield here, f"'{key}' is not one of the keywords a condition may use{_suggest(key, KEYWORDS)}"
        elif key == "properties":
            for name, sub in value.items():
                inner = node.get("properties", {}).get(name)
                if inner is None:
                    yield [*here, name], f"the evidence has no field '{name}' here{_suggest(name, node.get('properties', {}))}"
                else:
                    yield from check_condition(sub, inner, root, [*here, name])
        elif key == "required":
            for at, name in enumerate(value):
                if name not in node.get("properties", {}):
                    yield [*here, at], f"the evidence has no field '{name}' here{_suggest(name, node.get('properties', {}))}"
        elif key in ("contains", "items"):
            if node.get("type") != "array":
                yield here, f"'{key}' is for lists, and this is none"
            else:
                yield from check_condition(value, node["items"], root, here)
        elif key == "not":
            yield from check_condition(value, node, root, here)
        elif key in ("allOf", "anyOf"):
            for at, sub in enumerate(value):
                yield from check_condition(sub, node, root, [*here, at])
        elif key in ("const", "enum"):
            yield from _check_values([value] if key == "const" else value, node, here)
        elif key == "pattern" and (reason := unsafe_pattern(value)):
            yield here, reason


def _check_values(values: list[Any], node: dict[str, Any], steps: list[str | int]) -> Iterator[Problem]:
    allowed = node.get("enum") or ([node["const"]] if "const" in node else None)
    for value in values:
        if allowed is not None and value not in allowed:
            yield steps, f"{value!r} can never occur here; possible: {', '.join(map(repr, allowed))}"
        elif node.get("type") == "boolean" and not isinstance(value, bool):
            yield steps, f"true or false is expected, not {value!r}"


def unknown_fields(message: str, node: dict[str, Any], root: dict[str, Any]) -> Iterator[str]:
    """The fields that a message names and the evidence of its target does not have. The last of several alternatives is plain text."""
    for match in re.finditer(r"\{([^{}]+)\}", message):
        alternatives = match[1].split("|")
        for name in alternatives[:-1] if len(alternatives) > 1 else alternatives:
            here = _plain(node, root)
            for step in name.split("."):
                here = _plain(here.get("properties", {}).get(step, {}), root)
                if not here:
                    yield name
                    break


def unsafe_pattern(pattern: str) -> str | None:
    """Why a pattern is not allowed: it is none, or its matching time could run away. None when it is fine."""
    try:
        re.compile(pattern)
    except re.error as error:
        return f"is no regular expression: {error}"
    if re.search(r"\(\?[=!<]|\\[1-9]|\(\?P=", pattern):
        return "look-around and back-references are not allowed in patterns"
    bare = re.sub(r"\\.|\[[^\]]*\]", "x", pattern)
    if re.search(r"\)[*+?{]|[*+?}][*+{]", bare):
        return "a repeated group or repetition is not allowed in patterns: its time could run away"
    if len(re.findall(r"[*+]|\{\d+,\}", bare)) > 2:
        return "at most two open-ended repetitions are allowed in a pattern"
    return None


def _suggest(name: str, known: Any) -> str:
    close = difflib.get_close_matches(name, list(known), 1)
    return f"; did you mean '{close[0]}'?" if close else ""
