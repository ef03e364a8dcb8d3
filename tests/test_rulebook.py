"""The book: schemas, mistakes with file and line, house rules, profiles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import ROOT
from jsonschema import Draft202012Validator

from checker.report.model import Report
from checker.resources import DataError, read_yaml, rules_root
from checker.rulebook import load_rulebook
from checker.rulebook.load import check_against_schema, selected_rules
from checker.rulebook.model import Profile, Rule, RuleBook, Standard

GOOD = (ROOT / "rules/images/image-credit.yaml").read_text(encoding="utf-8").replace("id: image-credit", "id: house-credit")


@pytest.mark.parametrize(("name", "model"), [("rule", Rule), ("standard", Standard), ("profile", Profile), ("report", Report)])
def test_published_schemas_are_those_of_the_models(name: str, model: type) -> None:
    published = json.loads((rules_root() / "schemas" / f"{name}.schema.json").read_bytes())
    published.pop("$schema")
    assert published == model.model_json_schema(mode="serialization" if name == "report" else "validation")  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", sorted((rules_root() / "lexicons").glob("*.yaml")), ids=lambda p: p.stem)
def test_lexicons_have_every_group_and_hold_to_the_schema(path: Path) -> None:
    data = read_yaml(path)
    schema = json.loads((rules_root() / "schemas" / "lexicon.schema.json").read_bytes())
    Draft202012Validator(schema).validate(data)
    assert data["language"] == path.stem
    if path.stem != "any":
        assert set(data["groups"]) == set(schema["properties"]["groups"]["properties"])


def test_ten_languages() -> None:
    assert {p.stem for p in (rules_root() / "lexicons").glob("*.yaml")} == {
        "any",
        "en",
        "de",
        "fr",
        "it",
        "es",
        "pt",
        "ru",
        "zh",
        "ja",
        "ar",
    }


def test_jti_has_its_eighteen_clauses() -> None:
    clauses = {c.id for c in load_rulebook().standards["jti"].clauses}
    assert {str(n) for n in range(1, 19)} <= clauses


@pytest.mark.parametrize(
    ("old", "new", "message", "marker"),
    [
        ("severity: error", "severity: eror", "'eror' is not one of", "severity:"),
        ("weight: 8", "wieght: 8", "unknown field 'wieght'; did you mean 'weight'?", "wieght:"),
        ("passes_when: {required: [credit]}", "passes_when: {required: [credt]}", "no field 'credt' here; did you mean 'credit'?", "passes_when:"),
        ("role: {const: editorial}", "role: {const: editorail}", "can never occur here", "only_when:"),
        ("applies_to: images", "applies_to: imags", "no list 'imags'; did you mean 'images'?", "applies_to:"),
        ("standard: iptc", "standard: iptec", "no standard 'iptec'", "  - {standard"),
        ("clause: img-1", "clause: img-9", "no clause 'img-9'", "  - {standard"),
        ("role: {const: editorial}", "role: {pattern: '(a+)+'}", "a repeated group", "only_when:"),
        ("role: {const: editorial}", "role: {format: email}", "not one of the keywords", "only_when:"),
        ("weight: 8", "weight: [8", "is not valid YAML", "message:"),
        ("{caption.text|alt|src|a picture that a script loads} shows", "{captoin.text|alt|src|a picture that a script loads} shows", "no field 'captoin.text'", "message:"),
        ("role: {const: editorial}", "role: {type: strin}", "is not valid under any", "only_when:"),
        ("passes_when: {required: [credit]}", "passes_when: {required: credit}", "is not of type 'array'", "passes_when:"),
        ("passes_when: {required: [credit]}", "passes_when: {anyOf: 3}", "is not of type 'array'", "passes_when:"),
        ("weight: 8", "2: 8", "the key 2 is no text", "2: 8"),
        ("weight: 8", "weight: 8\napplies_from: 2024-01-01", "'2024-01-01' is no plain text", "applies_from:"),
        ("title: Editorial images name their source\n", "", "'title' is missing", "id:"),
        ("language: zh", "language: xx", "no lexicon for the language 'xx'", "    language: xx"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_rule_is_named_with_file_and_line(old: str, new: str, message: str, marker: str, tmp_path: Path) -> None:
    source = GOOD + "  - outcome: passed\n    html: <p>x</p>\n    language: zh\n"
    assert old in source
    path = tmp_path / "house.yaml"
    path.write_text(source.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_rulebook(tmp_path)
    assert message in caught.value.message
    assert caught.value.path == str(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[caught.value.line - 1].startswith(marker), (caught.value.line, lines[caught.value.line - 1])


def test_house_rules_are_added(tmp_path: Path) -> None:
    (tmp_path / "house.yaml").write_text(GOOD, encoding="utf-8")
    assert {r.id for r in load_rulebook(tmp_path).rules} - {r.id for r in load_rulebook().rules} == {"house-credit"}


def test_a_rule_twice_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "again.yaml").write_text(GOOD.replace("house-credit", "image-credit"), encoding="utf-8")
    with pytest.raises(DataError, match="there is a rule 'image-credit' already"):
        load_rulebook(tmp_path)


@pytest.mark.parametrize("kind", ["rule", "profile", "standard"])
def test_a_file_that_is_no_mapping_is_a_mistake(kind: str, tmp_path: Path) -> None:
    with pytest.raises(DataError):
        check_against_schema(tmp_path / "x.yaml", ["no", "mapping"], kind)


def test_profiles_select_extend_and_change() -> None:
    book = load_rulebook()
    base = Profile(id="base", title="t", description="d", include=["theme:images", "byline"])
    house = Profile.model_validate(
        {"id": "house", "title": "t", "description": "d", "extends": "base",
         "rules": {"byline": {"severity": "warning", "weight": 1}, "image-caption": {"enabled": False}}}
    )  # fmt: skip
    book = RuleBook(version="x", rules=book.rules, standards=book.standards, profiles={"base": base, "house": house})
    rules = {r.id: r for r in selected_rules(book, "house")}
    assert set(rules) == {"byline", "image-credit"}
    assert (rules["byline"].severity, rules["byline"].weight) == ("warning", 1)
    with pytest.raises(DataError, match="did you mean 'house'"):
        selected_rules(book, "hause")


def test_profiles_in_a_circle_are_a_mistake() -> None:
    circle = {n: Profile(id=n, title="t", description="d", extends=m) for n, m in (("a", "b"), ("b", "a"))}
    with pytest.raises(DataError, match="extends itself"):
        selected_rules(RuleBook(version="x", rules=[], standards={}, profiles=circle), "a")
