"""The accuracy and mutation benchmarks on two small pages of our own: their figures are what a reader would count by hand."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))

from measuring.expected import expected_outcomes  # noqa: E402
from measuring.figures import wilson  # noqa: E402
from measuring.names import days_of, same_author, same_text  # noqa: E402
from measuring.pages import read_page  # noqa: E402

_LINKS = ("imprint", "about", "contact", "privacy", "terms", "guidelines", "corrections", "advertising", "ownership")


def _label(**changes: Any) -> dict[str, Any]:
    """A label of a page that shows nothing, with ``changes``."""
    nothing = {"visible": False, "text": None, "date": None}
    label: dict[str, Any] = {
        "id": "page", "lang": "en", "page_kind": "news", "headline": "", "byline": {"visible": False, "names": [], "organisations": [], "text": None},
        "published": nothing, "updated": nothing, "images": [], "quotes": [], "anonymous_sources": [],
        "correction_route": {"present": False, "kind": None, "text": None, "target": None},
        "contact": {"present": False, "text": None, "target": None}, "ownership": {"level": "none", "text": None, "entity": None},
        "links": dict.fromkeys(_LINKS, False), "labels": [], "correction_notice": {"present": False, "text": None},
        "certification_claims": [], "unsure": [],
    }  # fmt: skip
    return label | changes


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus of one page with its annotation and its label."""
    page = (ROOT / "fixtures/articles/seed-good.html").read_bytes()
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/page.html.gz").write_bytes(gzip.compress(page))
    reading = read_page(page, "page")[1]
    people = [b["name"] for b in reading.article["bylines"] if b["seen_in"] == "visible"]
    truth = {"id": "page", "path": "pages/page.html.gz", "lang": "en", "source": "own", "url": "", "authors": [*people, "Nobody Atall"],
             "authors_org": [], "published": "1999-01-01", "images": []}  # fmt: skip
    (tmp_path / "truth.jsonl").write_text(json.dumps(truth) + "\n")
    label = _label(path="pages/page.html.gz", source="own", byline={"visible": True, "names": people, "organisations": [], "text": ""})
    (tmp_path / "labels.jsonl").write_text(json.dumps(label) + "\n")
    return tmp_path


def test_accuracy_counts_what_is_right_wrong_and_missed(corpus: Path) -> None:
    out = corpus / "figures.json"
    command = [
        sys.executable,
        str(ROOT / "benchmarks/accuracy.py"),
        "--corpus",
        str(corpus),
        "--labels",
        str(corpus),
        "--json",
        str(out),
        "--jobs",
        "1",
    ]
    run = subprocess.run([*command, "--errors", "authors"], capture_output=True, text=True, check=True)
    fields = json.loads(out.read_text())["fields"]
    authors = fields["authors"]["all"]
    assert (authors["wrong"], authors["missed"]) == (0, 1)
    assert authors["precision"] == 1
    assert 0 < authors["recall"] < 1
    assert fields["authors"]["source:own"] == authors == fields["authors"]["en"]
    assert (fields["published"]["all"]["right"], fields["published"]["all"]["wrong"]) == (0, 1)
    assert fields["byline_visible"]["all"]["f1"] == 1
    assert "missed: expected 'Nobody Atall'" in run.stdout


def test_mutations_run_on_a_labelled_page(corpus: Path) -> None:
    command = [sys.executable, str(ROOT / "benchmarks/mutations.py"), "--corpus", str(corpus), "--labels", str(corpus), "--jobs", "1"]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "changed as they must" in run.stdout


def test_absence_on_a_label_is_a_failure_and_weaker_evidence_a_question() -> None:
    bare = b"<html><body><h1>Headline of a page</h1><p>Text.</p></body></html>"
    reading = read_page(bare, "page")[1]
    nothing = expected_outcomes(_label(), reading)
    assert {nothing[rule] for rule in ("byline", "published-date", "correction-contact", "ownership-disclosure", "policy-links")} == {
        frozenset({"failed"})
    }
    links = dict.fromkeys(_LINKS, False) | {"contact": True}
    asked = expected_outcomes(_label(links=links), reading)
    assert asked["correction-contact"] == asked["policy-links"] == frozenset({"cantTell"})


def test_the_interval_is_wilsons() -> None:
    low, high = wilson(45, 50)
    assert (round(low, 3), round(high, 3)) == (0.786, 0.957)
    assert wilson(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [("Ana Ruiz", "RUIZ Ana", True), ("Ana María Ruiz", "Ana Ruiz", True), ("Ana Ruiz", "Ana Rey", False), ("山田太郎", "山田 太郎", True)],
)
def test_names_are_compared_by_their_words(first: str, second: str, same: bool) -> None:
    assert same_author(first, second) is same


def test_a_time_in_utc_fits_the_days_it_has_on_earth() -> None:
    assert days_of("2020-05-02T02:00:00Z") == {"2020-05-01", "2020-05-02"}
    assert days_of("2020-05-02") == {"2020-05-02"}
    assert same_text("Photo by Jan Brook", "photo by jan brook.")
