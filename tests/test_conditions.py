"""Conditions give jsonschema's verdict, plus the one thing that goes beyond it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from checker.rulebook.check import unsafe_pattern
from checker.rulebook.conditions import compile_condition, imply_required, witnesses

NAMES = st.sampled_from(["a", "b", "c"])
SCALARS = st.one_of(st.booleans(), st.integers(-3, 3), st.sampled_from(["", "x", "xy", "yes"]), st.floats(-2, 2).map(lambda f: round(f, 1)))
VALUES = st.recursive(SCALARS, lambda v: st.one_of(st.lists(v, max_size=3), st.dictionaries(NAMES, v, max_size=3)), max_leaves=8)
LEAVES = st.one_of(
    st.builds(lambda v: {"const": v}, VALUES),
    st.builds(lambda v: {"enum": v}, st.lists(SCALARS, min_size=1, max_size=3)),
    st.builds(lambda t: {"type": t}, st.sampled_from(["object", "array", "string", "boolean", "integer", "number"])),
    st.builds(
        lambda k, n: {k: n}, st.sampled_from(["minItems", "maxItems", "minLength", "maxLength", "minimum", "maximum"]), st.integers(0, 2)
    ),
    st.builds(lambda p: {"pattern": p}, st.sampled_from(["x", "^y", "y$"])),
    st.builds(lambda r: {"required": r}, st.lists(NAMES, max_size=2, unique=True)),
)
SCHEMAS: st.SearchStrategy[dict[str, Any]] = st.recursive(
    LEAVES,
    lambda s: st.one_of(
        st.builds(lambda p: {"properties": p}, st.dictionaries(NAMES, s, max_size=2)),
        st.builds(lambda c, n: {"contains": c, "minContains": n}, s, st.integers(0, 2)),
        st.builds(lambda i: {"items": i}, s), st.builds(lambda n: {"not": n}, s),
        st.builds(lambda a: {"allOf": a}, st.lists(s, min_size=1, max_size=2)),
        st.builds(lambda a: {"anyOf": a}, st.lists(s, min_size=1, max_size=2)),
        st.builds(lambda a, b: {**a, **b}, s, s),
    ),
    max_leaves=6,
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(SCHEMAS, VALUES)
def test_same_verdict_as_jsonschema(schema: dict[str, Any], value: Any) -> None:
    assert compile_condition(schema)(value) == Draft202012Validator(schema).is_valid(value)


@pytest.mark.parametrize(
    ("schema", "value", "plain", "implied"),
    [
        ({"properties": {"credit": {"const": 1}}}, {}, True, False),
        ({"properties": {"credit": {"properties": {"low": {"const": True}}}}}, {"credit": {}}, True, False),
        ({"anyOf": [{"properties": {"a": {}}}, {"properties": {"b": {}}}]}, {"b": 1}, True, True),
        ({"contains": {"properties": {"a": {"const": 1}}}}, [{}], True, False),
        ({"not": {"properties": {"a": {"const": 1}}}}, {}, False, True),
    ],
)
def test_a_named_property_is_implied_to_be_required(schema: dict[str, Any], value: Any, plain: bool, implied: bool) -> None:
    assert compile_condition(schema)(value) is plain
    assert compile_condition(imply_required(schema))(value) is implied


def test_witnesses_are_the_items_that_made_it_match() -> None:
    value = {"bylines": [{"seen_in": "meta", "where": 1}, {"seen_in": "visible", "where": 2}]}
    schema = {"properties": {"bylines": {"contains": {"properties": {"seen_in": {"const": "visible"}}}}}}
    assert witnesses(schema, value) == [{"seen_in": "visible", "where": 2}]


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+", "((a+))+$", "a*a*a*b", "(?:(a|a))*$", "(a|(b))+$", "(a?){1,30}$", "(a|b)*c", "(?=x)", r"(a)\1", "[", "a*b*.*.*.*", "(x+y*)+"],
)
def test_patterns_that_could_run_away_are_refused(pattern: str) -> None:
    assert unsafe_pattern(pattern)


@pytest.mark.parametrize("pattern", ["^a", "x{2,5}", r"\d{4}", "[a-z]+$"])
def test_plain_patterns_are_allowed(pattern: str) -> None:
    assert unsafe_pattern(pattern) is None
