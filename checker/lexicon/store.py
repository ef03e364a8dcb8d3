"""Lexicon files: found, read and indexed. The tests hold them against their schema."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from checker.lexicon import phrases
from checker.lexicon.phrases import Index, index_phrases
from checker.resources import DataError, cache_get, cache_key, cache_put, read_bytes, read_yaml, rules_root


@lru_cache(maxsize=1)
def language_codes() -> tuple[str, ...]:
    """Codes of all lexicon files, ``any`` among them, in alphabetical order."""
    return tuple(sorted(p.stem for p in lexicon_folder().glob("*.yaml")))


def lexicon_folder() -> Path:
    """The folder of the lexicons that ship with Masthead."""
    return rules_root() / "lexicons"


def read_language(code: str) -> dict[str, Any]:
    """The data of one lexicon; raises :class:`DataError` when it is missing or no mapping."""
    path = lexicon_folder() / f"{code}.yaml"
    data = read_yaml(path)
    if not isinstance(data, dict) or data.get("language") != code:
        raise DataError(path, 1, f"a lexicon that says 'language: {code}' is expected")
    return cast("dict[str, Any]", data)


_INDEX = Index.__annotations__.keys()


def read_indexes(code: str) -> dict[str, Index]:
    """The phrases of a lexicon by group, indexed for matching, by way of the cache."""
    key = cache_key("index", read_bytes(Path(phrases.__file__)), read_bytes(lexicon_folder() / f"{code}.yaml"))
    cached = cache_get(key)
    if cached and isinstance(cached, dict) and all(isinstance(i, dict) and i.keys() == _INDEX for i in cached.values()):
        return cast("dict[str, Index]", cached)
    data = read_language(code)
    indexes = {group: index_phrases(listed, data["script"] == "spaced") for group, listed in data["groups"].items()}
    cache_put(key, indexes)
    return indexes
