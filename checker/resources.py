"""Files that are knowledge, not code: where they are, and how YAML becomes data.

YAML is read as 1.2 by ruamel.yaml, which is exact but slow, so the parsed data is kept in a cache folder
(``MASTHEAD_CACHE_DIR``, else ``$XDG_CACHE_HOME/masthead``, else ``~/.cache/masthead``) under the hash of the
file's bytes. A cache that cannot be read or written costs time, nothing else.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from checker import __version__


class DataError(ValueError):
    """A rule, lexicon, standard, profile or schema file with a mistake. ``line`` is 1-based, 0 if unknown."""

    def __init__(self, path: Path | str, line: int, message: str) -> None:
        self.path, self.line, self.message = str(path), line, message
        super().__init__(f"{path}:{line}: {message}" if line else f"{path}: {message}")


def rules_root() -> Path:
    """The folder of the rules that ship with the package (in a source tree, ``rules/`` beside ``checker/``)."""
    package = Path(__file__).resolve().parent
    shipped = package / "_rules"
    return shipped if shipped.is_dir() else package.parent / "rules"


def _cache_root() -> Path:
    named = os.environ.get("MASTHEAD_CACHE_DIR")
    if named:
        return Path(named)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "masthead"


def cache_key(*parts: bytes | str) -> str:
    """A key over the parts and the version of Masthead."""
    digest = hashlib.sha256(__version__.encode())
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


def cache_get(key: str) -> Any:
    """The value stored under ``key``, or None."""
    try:
        return json.loads((_cache_root() / f"{key}.json").read_bytes())
    except (OSError, ValueError, RuntimeError):
        return None


def cache_put(key: str, value: Any) -> None:
    """Store a JSON value; written beside and renamed, so a reader never sees half of it."""
    temporary = None
    try:
        root = _cache_root()
        root.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=root, delete=False, encoding="utf-8") as file:
            temporary = file.name
            json.dump(value, file, ensure_ascii=False)
        os.replace(temporary, root / f"{key}.json")
    except (OSError, RuntimeError):
        if temporary:
            Path(temporary).unlink(missing_ok=True)


def read_bytes(path: Path) -> bytes:
    """The bytes of a data file; raises :class:`DataError` when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise DataError(path, 0, f"cannot be read: {error.strerror}") from None


def read_yaml(path: Path) -> Any:
    """The data of a YAML file, by way of the cache. Raises :class:`DataError` with the line of a mistake."""
    raw = read_bytes(path)
    key = cache_key("yaml 2", raw)
    cached = cache_get(key)
    if isinstance(cached, dict) and "data" in cached:
        return cached["data"]
    data = _parse(path, raw, "safe")
    for steps, message in _odd(data, []):
        raise DataError(path, line_of(path, steps), message)
    cache_put(key, {"data": data})
    return data


def _odd(value: Any, steps: list[str | int]) -> Iterator[tuple[list[str | int], str]]:
    """What no rule file may hold: keys that are no text (``1:``), values such as dates that JSON does not know."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, str):
                yield [*steps, key], f"the key {key!r} is no text; put it into quotes"
            else:
                yield from _odd(inner, [*steps, key])
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _odd(inner, [*steps, at])
    elif not isinstance(value, (str, int, float, type(None))):
        yield steps, f"'{value}' is no plain text, number, list or mapping; put it into quotes"


def _parse(path: Path, raw: bytes, kind: str) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    yaml = YAML(typ=kind, pure=True)
    try:
        return yaml.load(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise DataError(path, raw.count(b"\n", 0, error.start) + 1, "is not valid UTF-8") from None
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line = mark.line + 1 if mark else 0
        raise DataError(path, line, f"is not valid YAML: {getattr(error, 'problem', None) or error}") from None
    except (ValueError, RecursionError) as error:
        raise DataError(path, 0, f"is not valid YAML: {error}") from None


def line_of(path: Path, steps: Sequence[str | int]) -> int:
    """The 1-based line where the value at ``steps`` of a YAML file stands; as near as the steps lead."""
    try:
        node = _parse(path, read_bytes(path), "rt")
    except DataError as error:
        return error.line
    line = 1
    for step in steps:
        marks = getattr(node, "lc", None)
        try:
            if marks is not None:
                line = (marks.key(step) if isinstance(node, dict) else marks.item(step))[0] + 1
            node = node[step]
        except (KeyError, IndexError, TypeError, AttributeError):
            break
    return line
