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
from measuring.quotations import AnnotatedText, Answer, TrueQuotation, Truth, answers_on_text, judge_quotations, overlap, squeeze  # noqa: E402
from measuring.quotepeers import Passage, ask_quote_peers  # noqa: E402
from measuring.speakers import names_somebody, same_speaker  # noqa: E402

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


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("the mayor, Ana Ruiz", "Ruiz", True),
        ("Mayor Ruiz", "Ana Ruiz", True),
        ("A. Ruiz", "Ana Ruiz", True),
        ("Ana Ruiz", "Eva Ruiz", False),
        ("Ana Ruiz", "Ana Rey", False),
        ("President Lind", "President Ruiz", False),
        ("Mr. Lind", "Mr. Ruiz", False),
        ("a spokesman for Ruiz", "Ruiz", False),
        ("Ruiz's lawyer", "Ruiz", False),
        ("World Corn Council (WCC)", "the WCC", True),
        ("die Stadtwerke", "der Sprecher der Polizei", False),
        ("губернатор Егор Бабич", "Бабича", True),
        ("Анна Бабичева", "Анны Бабичевой", True),
        ("Егор Бабич", "Иван Бабич", False),
        ("田中太郎", "田中さん", True),
        ("田中太郎", "田中花子", False),
        ("王明的母亲", "王明", False),
        ("王", "王明", False),
        ("الرئيس المرزوعي", "سالم المرزوعي", True),
        ("محمد المرزوعي", "سالم المرزوعي", False),
    ],
)
def test_speakers_are_one_by_their_own_words(first: str, second: str, same: bool) -> None:
    assert same_speaker(first, second) is same_speaker(second, first) is same


def test_pronouns_and_slips_name_nobody() -> None:
    assert [names_somebody(s) for s in ("he", "said", "Er", "他", None, "Ruiz")] == [False] * 5 + [True]


@pytest.mark.parametrize(("start", "end", "found"), [(0, 10, True), (5, 15, True), (6, 16, False), (2, 4, True), (10, 20, False)])
def test_an_overlap_is_half_of_the_shorter(start: int, end: int, found: bool) -> None:
    assert overlap(TrueQuotation(0, 10, "", "direct", None, None), Answer(start, end, "")) is found


def test_fragments_are_counted_apart_and_only_where_they_were_annotated() -> None:
    items = [TrueQuotation(0, 30, "This is all we have to say.", "direct", "Ana Ruiz", "explicit")]
    answers = [
        Answer(0, 30, "This is all we have to say.", "direct", "Eva Ruiz", "none", "high"),
        Answer(50, 70, "woven into a text", "partial"),
    ]
    for partials in (True, False):
        judged = [(j.field, j.verdict) for j in judge_quotations(Truth("page", ("all",), items, partials=partials), answers, "en")]
        assert (("partial_quotations", "wrong") in judged) is partials
        assert {("quotations", "right"), ("speakers", "wrong"), ("attribution", "wrong"), ("unattributed", "wrong")} <= set(judged)


def _annotated() -> AnnotatedText:
    filling = "The harbour was closed for the whole of the winter, and the ferries stayed where they were until the ice had gone."
    text = f"{filling}\n\n“We shall open it again in May,” said the harbour master, Ana Ruiz.\n\n{filling}"
    start = text.index("We shall")
    quote = {"start": start, "end": start + 30, "speaker": "Ana Ruiz", "attribution": "explicit", "type": "direct"}
    return AnnotatedText("made", "en", "made", text, {"quotes": [quote], "not_quotes": []})


def test_an_annotated_text_is_found_again_on_its_page() -> None:
    text = _annotated()
    truth, answers = text.truth(), answers_on_text(text, read_page(text.page(), text.id)[1].evidence)
    assert squeeze(text.text)[truth.items[0].start : truth.items[0].end] == "WeshallopenitagaininMay,"
    assert [overlap(truth.items[0], a) for a in answers] == [True]
    peers = ask_quote_peers(Passage(text.text, list(range(len(text.text) + 1)), "fr"), 3)
    assert [a.text for a in peers["naive"]] == ["We shall open it again in May,"]


def test_quotations_are_measured_and_their_speakers_taken_out(tmp_path: Path) -> None:
    text = _annotated()
    record = {"id": text.id, "lang": text.lang, "text": text.text, **text.record}
    (tmp_path / "made.jsonl.gz").write_bytes(gzip.compress(json.dumps(record).encode()))
    out = tmp_path / "figures.json"
    options = ["--quotes", str(tmp_path), "--jobs", "1", "--json", str(out)]
    subprocess.run([sys.executable, str(ROOT / "benchmarks/accuracy.py"), *options], check=True, capture_output=True)
    figures = json.loads(out.read_text())
    assert figures["fields"]["quotations"]["source:made"]["right"] == 1
    assert figures["quoted"]["attribution"][0]["truth"] == "explicit"
    run = subprocess.run([sys.executable, str(ROOT / "benchmarks/mutations.py"), *options], check=True, capture_output=True, text=True)
    assert "high-confidence none is right" in run.stdout
