"""The report as one self-contained page: no script, no outside resource, everything from articles escaped."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from checker.report.model import Report
from checker.report.terminal import clean

_ORDER = ("failed", "cantTell", "untested", "passed", "inapplicable")
WORDS = {"failed": "Failed", "cantTell": "For review", "passed": "Passed", "inapplicable": "Not applicable", "untested": "Untested"}


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    environment.filters["clean"] = lambda value: clean(str(value))
    environment.filters["marked"] = _marked
    return environment


def _marked(excerpt: str, text: str) -> list[tuple[str, bool]]:
    """An excerpt in pieces, the first occurrence of ``text`` set apart (piece, is it the evidence)."""
    at = excerpt.find(text) if text else -1
    if at < 0:
        return [(excerpt, False)]
    return [(excerpt[:at], False), (text, True), (excerpt[at + len(text) :], False)]


def render_html(report: Report) -> str:
    """The whole HTML report."""
    rules = {r.id: r for r in report.rules}
    pages: list[dict[str, Any]] = []
    for page in report.pages:
        groups = [(o, [r for r in page.results if r.outcome == o]) for o in _ORDER]
        pages.append({"page": page, "groups": [(o, g) for o, g in groups if g]})
    return _environment().get_template("report.html.j2").render(report=report, rules=rules, pages=pages, words=WORDS)
