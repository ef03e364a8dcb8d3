"""Shared helpers: made-up pages, and the way from HTML to outcomes."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.checking import Checker, Settings, checker_for
from checker.document.model import Document
from checker.document.parse import parse
from checker.evidence.model import PageEvidence

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "fixtures"
FILLER = (
    "The town council of Aldermoor voted on Tuesday to rebuild the old bridge over the river, which has been closed to "
    "traffic since the floods of the winter before last and is missed by many shops on the far bank. "
)


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The tests neither trust nor fill the cache of the person who runs them."""
    os.environ["MASTHEAD_CACHE_DIR"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def checker() -> Checker:
    return checker_for(Settings())


@pytest.fixture(scope="session")
def outcomes(checker: Checker) -> Callable[[str | bytes], dict[str, str]]:
    """From a page's source to the outcome of every rule."""

    def run(source: str | bytes) -> dict[str, str]:
        data = source.encode() if isinstance(source, str) else source
        page = checker.check(data, "page.html")
        return {r.rule: r.outcome for r in page.results}  # type: ignore[union-attr]

    return run


def document(source: str | bytes) -> Document:
    """A parsed page."""
    return parse(source.encode() if isinstance(source, str) else source, "page.html")


def evidence(source: str | bytes, language: str | None = None) -> PageEvidence:
    """The evidence of a page."""
    return checker_for(Settings(language=language)).evidence(document(source))


def page(body: str, head: str = "", lang: str = "en") -> str:
    """A complete page around a body."""
    return f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n<title>A bridge for Aldermoor</title>\n{head}</head>\n<body>\n{body}\n</body>\n</html>\n'


def article(inside: str = "", head: str = "", foot: str = "") -> str:
    """A complete page with an article of three paragraphs, and ``inside`` before them."""
    text = "".join(f"<p>{FILLER}</p>\n" for _ in range(3))
    return page(f"<main><article>\n<h1>A bridge for Aldermoor</h1>\n{inside}\n{text}</article></main>\n<footer>{foot}</footer>", head)
