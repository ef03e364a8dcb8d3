"""The quotations of annotated texts and labelled pages, read and judged in parallel, and the tables of what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from checker.document.model import Document
from checker.evidence.articles import find_articles
from checker.evidence.language import page_language
from checker.evidence.page import Page
from checker.lexicon import load_lexicon
from measuring.figures import Figures, Judgement, interval
from measuring.pages import Case, Reading, Record, load_labelled, read_page
from measuring.quotations import (
    AnnotatedText,
    Answer,
    Truth,
    answers_on_page,
    answers_on_text,
    judge_quotations,
    load_texts,
    page_truth,
    squeeze,
    squeezed_places,
)
from measuring.quotepeers import Passage, ask_quote_peers, missing

Tables = dict[str, dict[str, Figures]]
_LABEL_FILES = ("labels", "quotations")
_FOUND = ("quotations", "partial_quotations", "unattributed")
_SHARES = ("speakers", "speakers_of_all", "attribution")
FIELDS = (*_FOUND, *_SHARES)


def load_quoted(quotes: Path | None, corpus: Path | None, labels: Path | None) -> list[AnnotatedText | Case]:
    """The texts of ``quotes`` and the pages of both label files; the source of a page is the name of its file."""
    texts: list[AnnotatedText | Case] = [*(load_texts(quotes) if quotes is not None else ())]
    for name in _LABEL_FILES if labels is not None else ():
        assert labels is not None
        for record, path in load_labelled(labels, name, corpus):
            texts.append(Case(record["id"], record["lang"], name, path, {}, record))
    return texts


def judge_quoted(texts: list[AnnotatedText | Case], jobs: int, peers: bool = False) -> list[Judgement]:
    """Every judgement about quotations; those about peers have fields that end in ``@`` and the peer's name."""
    with ProcessPoolExecutor(jobs) as pool:
        return [j for found in pool.map(partial(_judge_one, peers=peers), texts, chunksize=8) for j in found]


def _judge_one(text: AnnotatedText | Case, peers: bool) -> list[Judgement]:
    """One text or page, inside a worker: documents stay here."""
    if isinstance(text, AnnotatedText):
        _, reading = read_page(text.page(), text.id)
        truth, answers = text.truth(), answers_on_text(text, reading.evidence)
        passage = Passage(text.text, squeezed_places(text.text), text.lang)
    else:
        document, reading = read_page(text.data(), text.id)
        if document is None:
            return []
        truth, answers = _of_page(text, document, reading)
        passage = _article_text(document, text.lang)
    judgements = list(judge_quotations(truth, answers, text.lang))
    for name, said in ask_quote_peers(passage, truth.least).items() if peers else ():
        found = judge_quotations(truth, said, text.lang, f"@{name}")
        judgements += [j for j in found if any(a.speaker for a in said) or not j.field.startswith("speakers") or name != "naive"]
    return judgements


def _of_page(case: Case, document: Document, reading: Reading) -> tuple[Truth, list[Answer]]:
    seen = squeeze("\n".join(block.text for block in document.blocks))
    return page_truth(case.id, case.groups, case.label, seen), answers_on_page(reading.evidence, seen)


def _article_text(document: Document, lang: str) -> Passage:
    """The article's own blocks, a line each."""
    page = Page(document, load_lexicon(page_language(document)[0]))
    starts, at = [], 0
    for block in document.blocks:
        starts.append(at)
        at += len(squeeze(block.text))
    text, places = "", []
    for extent in find_articles(page):
        for block in page.article_blocks(extent):
            text += block.text + "\n"
            local = squeezed_places(block.text)
            places += [starts[block.index] + place for place in local]
    return Passage(text, [*places, at], lang)


# tables ----------------------------------------------------------------------------------------------------


def _order(group: str) -> tuple[bool, bool, str]:
    return group != "all", group.startswith("source:"), group


def share(figures: Figures) -> tuple[int, int]:
    """How many answers are right, of all that were asked for: a speaker not given counts as much as a wrong one."""
    return figures.right, figures.right + figures.wrong + figures.missed


def print_quoted(figures: Tables, judgements: list[Judgement]) -> None:
    """The fields of quotations, the table of attribution, and what "none, with high confidence" is worth."""
    for name in (f for f in _FOUND if f in figures):
        print(f"\n{name}")
        for group in sorted(figures[name], key=_order):
            print(f"  {group:<26}{figures[name][group].line()}")
    for name in (f for f in _SHARES if f in figures):
        print(f"\n{name}: share right")
        for group in sorted(figures[name], key=_order):
            one = figures[name][group]
            right, n = share(one)
            none = "" if name == "attribution" else f" none given {one.missed}"
            print(f"  {group:<26}{right / n:.3f} {interval(right, n)}  n {n}  wrong {one.wrong}{none}")
        for level, worth in sorted(figures[name]["all"].worth().items()) if name != "speakers_of_all" else ():
            print(f"  confidence {level:<15}right {worth['right']:.3f}, {worth['items']} items")
    table = confusion(judgements)
    if table:
        print("\nattribution: truth → found (confidence); “attributed”: the annotation names a speaker and no more")
        for expected in sorted({e for e, _, _ in table}):
            cells = sorted(((found, level, n) for (e, found, level), n in table.items() if e == expected), key=lambda c: -c[2])
            print(f"  {expected:<12}" + "  ".join(f"{found} ({level}) {n}" for found, level, n in cells))
        print_silence(judgements)


def confusion(judgements: Iterable[Judgement]) -> Counter[tuple[str, str, str]]:
    """How direct quotations that were found are attributed: truth, found, confidence."""
    return Counter((j.expected, j.found.split(" ←")[0], j.confidence) for j in judgements if j.field == "attribution")


def silence(judgements: list[Judgement]) -> Record:
    """What "none, with high confidence" is worth: how often right, what it is wrong about, and how many false alarms 200 quotations bring."""
    called = [j for j in judgements if j.field == "unattributed" and j.verdict != "missed"]
    attributed = sum(1 for j in judgements if j.field == "attribution" and j.expected != "none")
    false = Counter(j.expected for j in called if j.verdict == "wrong")
    alarms = sum(n for expected, n in false.items() if expected != "no quotation")
    return {"called": len(called), "right": sum(j.verdict == "right" for j in called), "false": dict(false), "attributed": attributed,
            "false_per_200_attributed": 200 * alarms / attributed if attributed else 0.0}  # fmt: skip


def print_silence(judgements: list[Judgement]) -> None:
    """The same in words."""
    worth = silence(judgements)
    print(f"\nhigh-confidence none is right: {worth['right']}/{worth['called']} {interval(worth['right'], worth['called'])}")
    if worth["false"]:
        print("  where it is wrong, the truth is: " + ", ".join(f"{name} {n}" for name, n in worth["false"].items()))
    print(f"  attributed quotations called none with high confidence: {worth['false_per_200_attributed']:.2f} per 200")


def print_quote_peers(figures: Tables) -> None:
    """Masthead beside what else there is: F1 (precision, recall) of quotations, and the share of speakers."""
    print("\nQuotations beside other tools, on the same texts" + "".join(f"\n  {line}" for line in missing()))
    for name in ("quotations", "speakers", "speakers_of_all"):
        peers = sorted(key.split("@")[1] for key in figures if key.startswith(f"{name}@"))
        for group in sorted(figures.get(name, {}), key=_order) if peers else ():
            cells = [("masthead", figures[name][group])]
            cells += [(peer, figures[f"{name}@{peer}"][group]) for peer in peers if group in figures[f"{name}@{peer}"]]
            print(f"  {name:<16}{group:<26}" + "  ".join(f"{who} {_cell(name, f)}" for who, f in cells))


def _cell(name: str, figures: Figures) -> str:
    if name == "quotations":
        return f"{figures.f1:.3f} (P {figures.precision:.3f} R {figures.recall:.3f})"
    right, n = share(figures)
    return f"{right / n:.3f} ({n})"


def quoted_json(figures: Tables, judgements: list[Judgement]) -> dict[str, Any]:
    """What the other fields' JSON has no place for."""
    return {
        "shares": {name: {group: share(f) for group, f in figures[name].items()} for name in _SHARES if name in figures},
        "attribution": [{"truth": t, "found": f, "confidence": c, "count": n} for (t, f, c), n in sorted(confusion(judgements).items())],
        "unattributed": silence(judgements),
    }
