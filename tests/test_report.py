"""The report: schema, sameness, safety of every format."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import FIXTURES, article
from jsonschema import Draft202012Validator

from checker.checking import Checker
from checker.report.build import NOTICE, build_report
from checker.report.formats import Look, render
from checker.report.model import PageReport, Report, SkippedFile
from checker.report.terminal import clean
from checker.resources import rules_root

EVIL = "<script>alert(1)</script><b>\x1b[31mred\x1b[0m \u202egnitirw::warning::"


def report(checker: Checker, *sources: tuple[str, bytes]) -> Report:
    pages = [checker.check(data, name) for name, data in sources]
    return build_report(checker.book, checker.rules, "default", "built", [p for p in pages if isinstance(p, PageReport)],
                        [p for p in pages if isinstance(p, SkippedFile)])  # fmt: skip


def seed(name: str = "seed") -> tuple[str, bytes]:
    return f"{name}.html", (FIXTURES / "articles" / f"{name}.html").read_bytes()


def hostile() -> tuple[str, bytes]:
    escaped = EVIL.replace("&", "&amp;").replace("<", "&lt;")
    body = f'<figure><img src="/a.jpg" alt="{escaped}"></figure><p>“{escaped} and some more words of hers”</p>'
    return f"{EVIL}.html", article(body).replace("A bridge", escaped).encode()


def test_json_holds_to_the_published_schema(checker: Checker) -> None:
    schema = json.loads((rules_root() / "schemas" / "report.schema.json").read_bytes())
    text = render(report(checker, seed(), seed("seed-good"), hostile(), ("empty.html", b"")), "json")
    Draft202012Validator(schema).validate(json.loads(text))


@pytest.mark.parametrize("name", ["json", "html", "terminal"])
def test_the_same_input_gives_the_same_bytes_in_any_order(name: str, checker: Checker) -> None:
    first = render(report(checker, seed(), seed("seed-bad")), name)
    assert first == render(report(checker, seed("seed-bad"), seed()), name)


def test_time_comes_from_the_environment_only(checker: Checker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert report(checker, seed()).created is None
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert report(checker, seed()).created == "2023-11-14T22:13:20Z"


def test_html_is_self_contained_and_inert(checker: Checker) -> None:
    text = render(report(checker, seed(), hostile()), "html")
    soup = BeautifulSoup(text, "html.parser")
    assert not soup.find_all(["script", "iframe", "object", "link", "img", "form"])
    assert "default-src 'none'" in soup.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]  # type: ignore[index, operator]
    assert not [a for t in soup.find_all(True) for a in t.attrs if a.startswith("on") or a in ("src", "href", "action")]
    assert "&lt;script&gt;" in text
    assert not re.search(r"[\x00-\x08\x1b\u202e]", text)


def test_html_shows_evidence_in_context(checker: Checker) -> None:
    soup = BeautifulSoup(render(report(checker, seed()), "html"), "html.parser")
    assert "Keystone / Denis Balibouse" in soup.get_text()
    assert any("Journalism Trust Initiative" in mark.get_text() for mark in soup.find_all("mark"))
    assert NOTICE in " ".join(soup.get_text().split())


def test_the_terminal_gets_no_control_characters_from_pages(checker: Checker) -> None:
    text = render(report(checker, hostile()), "terminal", Look(verbose=True))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert clean("a\x1b[2Jb\u2066c\nd") == "a [2Jb c d"


@pytest.mark.parametrize("word", ["JTI score", "trust score", "compliant with JTI", "JTI-certified page"])
def test_no_format_claims_what_masthead_cannot(word: str, checker: Checker) -> None:
    for name in ("json", "html", "terminal"):
        assert word.lower() not in render(report(checker, seed("seed-good")), name).lower()


def test_terminal_says_what_where_and_how(checker: Checker) -> None:
    text = render(report(checker, seed("seed-bad")), "terminal")
    assert re.search(r"seed-bad\.html:\d+:\d+  Talks between Russia", text)
    assert "fix: Add the photographer and the agency" in text
    quiet = render(report(checker, seed("seed-bad")), "terminal", Look(quiet=True))
    assert "masthead explain" in render(report(checker, seed("seed-bad")), "terminal", Look(quiet=True, reasons=("a failure",)))
    assert all(re.match(r"\S+:\d+:\d+: (error|warning|info) [a-z-]+: ", line) for line in quiet.splitlines())
    assert len(quiet.splitlines()) == 3


def test_open_reviews_are_never_called_clean(checker: Checker) -> None:
    assert "nothing failed, nothing is left to review" in render(report(checker, seed("seed-good")), "terminal")
    source = (FIXTURES / "rules/certification-claim").glob("cantTell-*.html")
    text = render(report(checker, ("a.html", next(iter(sorted(source))).read_bytes())), "terminal")
    assert "nothing is left" not in text
    assert "need" in text


def test_templates_ship_with_the_package() -> None:
    assert (Path(__file__).parent.parent / "checker/report/templates/report.html.j2").is_file()
