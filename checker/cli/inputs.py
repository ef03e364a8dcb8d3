"""What was named on the command line, as a list of pages: files, folders, globs, standard input."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from checker.document.parse import MAX_BYTES
from checker.report.model import SkippedFile

SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")
"""Files of a folder that are pages."""


@dataclass(frozen=True, slots=True)
class Input:
    """One page to check: ``name`` is what the report shows, ``path`` where it is read (None: standard input)."""

    name: str
    path: Path | None


def gather(arguments: Iterable[str], stdin_name: str) -> tuple[list[Input], list[SkippedFile]]:
    """The pages behind the arguments, each once, in the order of their names, and what could not be found or read.

    A folder is searched deeply, hidden folders left out, links to folders not followed. A pattern that the
    shell left alone is resolved here.
    """
    found: dict[str, Input] = {}
    missing: list[SkippedFile] = []
    for argument in arguments:
        if argument == "-":
            found["-"] = Input(printable(stdin_name), None)
            continue
        path = Path(argument)
        if not can_be_named(path):
            missing.append(SkippedFile(name=printable(argument)[:200], kind="unreadable", message="no such file or folder"))
        elif path.is_dir():
            _folder(path, found, missing)
        elif path.exists() or path.is_symlink():
            found[str(path)] = Input(_name(path), path)
        elif any(c in argument for c in "*?["):
            matches = sorted(glob.glob(argument, recursive=True))
            if not matches:
                missing.append(SkippedFile(name=printable(argument), kind="skipped", message="no file matches this pattern"))
            for match in matches:
                if Path(match).is_file():
                    found[match] = Input(_name(Path(match)), Path(match))
        else:
            missing.append(SkippedFile(name=printable(argument), kind="unreadable", message="no such file or folder"))
    return sorted(found.values(), key=lambda i: i.name), missing


def _folder(folder: Path, found: dict[str, Input], missing: list[SkippedFile]) -> None:
    def unreadable(error: OSError) -> None:
        missing.append(SkippedFile(name=_name(Path(error.filename)), kind="unreadable", message=f"cannot be read: {error.strerror}"))

    for place, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for file in sorted(files):
            if file.lower().endswith(SUFFIXES) and not file.startswith("."):
                path = Path(place) / file
                found[str(path)] = Input(_name(path), path)


def can_be_named(path: Path) -> bool:
    """Whether the system can look a path up at all: not too long, no folder on the way that is closed to us."""
    try:
        path.is_dir()
    except (OSError, ValueError):
        return False
    return True


def printable(name: str) -> str:
    """A file's name as text that can be written anywhere; bytes that are no UTF-8 become ``\\xNN``."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _name(path: Path) -> str:
    """The path relative to the working folder where that is possible, with forward slashes."""
    try:
        relative = os.path.relpath(path)
    except ValueError:
        relative = str(path)
    name = relative if not relative.startswith("..") else str(path)
    return printable(name.replace(os.sep, "/"))


def read(item: Input) -> bytes | SkippedFile:
    """The bytes of a page, at most one more than can be checked, or why they cannot be had."""
    try:
        if item.path is None:
            if sys.stdin is None:
                return SkippedFile(name=item.name, kind="unreadable", message="standard input is closed")
            return sys.stdin.buffer.read(MAX_BYTES + 1)
        if not item.path.is_file():
            return SkippedFile(name=item.name, kind="unreadable", message="is no regular file" if item.path.exists() else "leads nowhere")
        with item.path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        return SkippedFile(name=item.name, kind="unreadable", message=f"cannot be read: {error.strerror}")
