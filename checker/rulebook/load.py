"""Loading: YAML files to a checked :class:`RuleBook`. Mistakes are :class:`DataError` with file and line."""

from __future__ import annotations

import contextlib
import difflib
import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from checker.evidence import model as evidence_model
from checker.lexicon import available_languages, load_lexicon
from checker.resources import DataError, cache_get, cache_key, cache_put, line_of, read_bytes, read_yaml, rules_root
from checker.rulebook.check import check_condition, list_names, target_schema, unknown_fields
from checker.rulebook.model import Profile, Rule, RuleBook, Standard

_FOLDERS = ("standards", "profiles", "lexicons", "schemas")


@lru_cache(maxsize=8)
def load_rulebook(folder: Path | None = None) -> RuleBook:
    """The rule book that ships with Masthead, with the rules of ``folder`` (searched deeply) and what stands in its
    ``profiles`` and ``standards`` added to it.

    Files are checked against their JSON Schemas and against the evidence model; a book that was checked
    before, byte for byte, is not checked again. Raises :class:`DataError` for the first mistake.
    """
    root = rules_root()
    files = _files(root, folder)
    raw = [(kind, path, read_bytes(path)) for kind, path in files]
    version = cache_key(*(data for _, _, data in raw))[:16]
    key = cache_key("rulebook", version, _code(), *(str(p) for _, p, _ in raw))
    cached = cache_get(key)
    if cached is not None:
        with contextlib.suppress(ValueError):
            return RuleBook.model_validate(cached)
    book = _build(version, files)
    cache_put(key, book.model_dump(mode="json"))
    return book


def _code() -> str:
    """A hash over the code that checks rule files: what older code let pass is checked again."""
    here = Path(__file__).parent
    return cache_key(read_bytes(Path(evidence_model.__file__)), *(read_bytes(p) for p in sorted(here.glob("*.py"))))


def _files(root: Path, folder: Path | None) -> list[tuple[str, Path]]:
    found: list[tuple[str, Path]] = []
    for kind, where in (("standard", root / "standards"), ("profile", root / "profiles")):
        found += [(kind, p) for p in sorted(where.glob("*.yaml"))]
    for place in [p for p in sorted(root.iterdir()) if p.is_dir() and p.name not in _FOLDERS]:
        found += [("rule", p) for p in sorted(place.glob("*.yaml"))]
    ours = len(found)
    if folder is not None:
        if not _is_folder(folder):
            raise DataError(folder, 0, "is no folder of rules, or none that can be read")
        found += [("standard", p) for p in sorted((folder / "standards").glob("*.yaml"))]
        found += [("profile", p) for p in sorted((folder / "profiles").glob("*.yaml"))]
        rules = sorted(p for ending in ("*.yaml", "*.yml") for p in folder.rglob(ending) if p.parent.name not in _FOLDERS)
        if not rules and len(found) == ours:
            raise DataError(folder, 0, "holds no rule, profile or standard (.yaml)")
        found += [("rule", p) for p in rules]
    return found


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _build(version: str, files: list[tuple[str, Path]]) -> RuleBook:
    standards: dict[str, Standard] = {}
    profiles: dict[str, Profile] = {}
    rules: dict[str, Rule] = {}
    for kind, path in files:
        data = read_yaml(path)
        check_against_schema(path, data, kind)
        if kind == "standard":
            standards[data["id"]] = Standard.model_validate(data)
        elif kind == "profile":
            profiles[data["id"]] = Profile.model_validate(data)
        else:
            rule = Rule.model_validate(data)
            for problem in rule_problems(rule, standards, rules):
                raise DataError(path, line_of(path, problem[0]), problem[1])
            rules[rule.id] = rule
    for kind, path in files:
        if kind == "profile":
            _check_profile(path, profiles[read_yaml(path)["id"]], profiles, rules)
    return RuleBook(version=version, rules=sorted(rules.values(), key=lambda r: r.id), standards=standards, profiles=profiles)


@lru_cache(maxsize=8)
def _validator(kind: str) -> Any:
    from jsonschema import Draft202012Validator

    if kind == "condition":
        return Draft202012Validator(Draft202012Validator.META_SCHEMA)
    schema = json.loads((rules_root() / "schemas" / f"{kind}.schema.json").read_bytes())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def check_against_schema(path: Path, data: Any, kind: str) -> None:
    """Hold a file's data against ``rules/schemas/<kind>.schema.json``; raises :class:`DataError` with the line."""
    errors = sorted(_validator(kind).iter_errors(data), key=lambda e: (len(e.absolute_path), str(e.absolute_path)))
    if not errors:
        return
    error = errors[-1] if errors[-1].absolute_path else errors[0]
    steps = list(error.absolute_path)
    message = error.message
    if error.validator == "additionalProperties":
        known = list(error.schema.get("properties", {}))
        extra = [k for k in error.instance if k not in known]
        steps.append(extra[0])
        close = difflib.get_close_matches(extra[0], known, 1)
        message = f"unknown field '{extra[0]}'" + (f"; did you mean '{close[0]}'?" if close else "")
    elif error.validator == "required":
        message = f"{message.replace(' is a required property', '')} is missing"
    place = ".".join(map(str, steps))
    raise DataError(path, line_of(path, steps), f"{place}: {message}" if place else message)


def rule_problems(rule: Rule, standards: dict[str, Standard], rules: dict[str, Rule]) -> Iterator[tuple[list[str | int], str]]:
    """What is wrong with a rule beyond its form: names that do not exist, conditions that cannot be."""
    taken = {name for r in rules.values() for name in (r.id, *r.aliases)}
    if rule.id in taken:
        yield ["id"], f"there is a rule '{rule.id}' already"
    for at, alias in enumerate(rule.aliases):
        if alias in taken:
            yield ["aliases", at], f"there is a rule '{alias}' already"
    for at, item in enumerate(rule.requirements):
        standard = standards.get(item.standard)
        if standard is None:
            yield ["requirements", at, "standard"], f"there is no standard '{item.standard}'; known: {', '.join(sorted(standards))}"
        elif item.clause not in {c.id for c in standard.clauses}:
            yield ["requirements", at, "clause"], f"{standard.name} has no clause '{item.clause}' in rules/standards/{standard.id}.yaml"
    for at, example in enumerate(rule.examples):
        if example.language not in available_languages():
            yield ["examples", at, "language"], f"there is no lexicon for the language '{example.language}'"
    for at, group in enumerate(rule.marks):
        if group not in _groups():
            yield ["marks", at], f"there is no lexicon group '{group}'"
    if rule.scope == "person":
        return
    target = target_schema(rule.applies_to)
    if target is None:
        close = difflib.get_close_matches(rule.applies_to, list_names(), 1)
        hint = f"; did you mean '{close[0]}'?" if close else f"; possible: {', '.join(list_names())}"
        yield ["applies_to"], f"the evidence has no list '{rule.applies_to}'{hint}"
        return
    if rule.passes_when is None:
        yield ["passes_when"], "a rule that is not for a person needs passes_when"
    for name in ("only_when", "reviews_when", "passes_when"):
        condition = getattr(rule, name)
        if condition is None:
            continue
        malformed = [([name, *e.absolute_path], e.message) for e in _validator("condition").iter_errors(condition)]
        yield from malformed
        if not malformed:
            yield from check_condition(condition, target[0], target[1], [name])
    for name in ("message", "review_message"):
        for field in unknown_fields(getattr(rule, name) or "", *target):
            yield [name], f"the evidence has no field '{field}' that a message could show"


@lru_cache(maxsize=1)
def _groups() -> frozenset[str]:
    schema = json.loads((rules_root() / "schemas" / "lexicon.schema.json").read_bytes())
    return frozenset(schema["properties"]["groups"]["properties"]) & frozenset(load_lexicon("en")._groups)


def _check_profile(path: Path, profile: Profile, profiles: dict[str, Profile], rules: dict[str, Rule]) -> None:
    if profile.extends is not None and profile.extends not in profiles:
        raise DataError(path, line_of(path, ["extends"]), f"there is no profile '{profile.extends}'")
    for name in profile.rules:
        if name not in rules:
            close = difflib.get_close_matches(name, list(rules), 1)
            raise DataError(
                path, line_of(path, ["rules", name]), f"there is no rule '{name}'" + (f"; did you mean '{close[0]}'?" if close else "")
            )
    themes = {r.theme for r in rules.values()}
    for at, name in enumerate(profile.include):
        if name not in rules and not (name.startswith("theme:") and name[6:] in themes):
            raise DataError(path, line_of(path, ["include", at]), f"there is no rule or theme '{name}'")


def selected_rules(book: RuleBook, profile_id: str) -> list[Rule]:
    """The rules of a profile with its severities and weights, in the order of their ids.

    Raises :class:`DataError` when there is no such profile or profiles extend each other in a circle.
    """
    chain: list[Profile] = []
    name: str | None = profile_id
    while name is not None:
        profile = book.profiles.get(name)
        if profile is None:
            close = difflib.get_close_matches(name, list(book.profiles), 1)
            raise DataError("profile", 0, f"there is no profile '{name}'" + (f"; did you mean '{close[0]}'?" if close else ""))
        if profile in chain:
            raise DataError("profile", 0, f"the profile '{profile_id}' extends itself")
        chain.insert(0, profile)
        name = profile.extends
    return [r for rule in book.rules if (r := _apply(rule, chain)) is not None]


def _apply(rule: Rule, chain: Iterable[Profile]) -> Rule | None:
    for profile in chain:
        if profile.include and rule.id not in profile.include and f"theme:{rule.theme}" not in profile.include:
            return None
        setting = profile.rules.get(rule.id)
        if setting is None:
            continue
        if not setting.enabled:
            return None
        changes = {k: v for k, v in (("severity", setting.severity), ("weight", setting.weight)) if v is not None}
        rule = rule.model_copy(update=changes)
    return rule
