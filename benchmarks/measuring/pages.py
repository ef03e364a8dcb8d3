"""The pages to measure on, what people wrote down about them, and what Masthead says of them.

A corpus is a folder with ``truth.jsonl``, one JSON object a page: ``id``, ``path`` (of the gzipped page in the folder), ``lang``,
``source``, and, where somebody annotated them, ``authors``, ``authors_org``, ``published`` and ``images``. Labels are a folder
with ``labels.jsonl``: what a reader sees on some of these pages.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from checker.checking import Settings, checker_for, uncollected
from checker.document.model import Document
from checker.document.parse import Unreadable, parse
from checker.engine.evaluate import evaluate

LANGUAGES = ("en", "de", "fr", "it", "es", "pt", "ru", "zh", "ja", "ar")
Record = dict[str, Any]


@dataclass
class Case:
    """One page: its bytes' place, its annotation (``truth``), and its label when a person read it (else empty)."""

    id: str
    lang: str
    source: str
    path: Path
    truth: Record
    label: Record = field(default_factory=dict)

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups whose figures this page counts for."""
        return ("all", self.lang if self.lang in LANGUAGES else "other", f"source:{self.source}")

    def data(self) -> bytes:
        """The page as it was saved."""
        raw = self.path.read_bytes()
        return gzip.decompress(raw) if self.path.suffix == ".gz" else raw


@dataclass
class Reading:
    """What Masthead says of a page: evidence and outcomes as plain data. ``unread`` says why there is none."""

    evidence: Record
    outcomes: dict[str, str]
    targets: dict[str, list[Record]]
    unread: str = ""

    @property
    def article(self) -> Record:
        """The first article, or an empty one."""
        articles: list[Record] = self.evidence.get("articles") or [{}]
        return articles[0]


def load_cases(corpus: Path | None, labels: Path | None) -> list[Case]:
    """The pages of a corpus with their labels, and labelled pages that the corpus does not list. Order: by source and id."""
    cases: dict[str, Case] = {}
    if corpus is not None:
        for record in _lines(corpus / "truth.jsonl"):
            cases[record["id"]] = Case(record["id"], record["lang"], record["source"], corpus / record["path"], record)
    for record, path in load_labelled(labels, "labels", corpus) if labels is not None else ():
        case = cases.get(record["id"])
        if case is None:
            case = cases[record["id"]] = Case(record["id"], record["lang"], record.get("source", "labels"), path, {})
        case.label, case.lang = record, record["lang"]
    return sorted(cases.values(), key=lambda c: (c.source, c.id))


def load_labelled(labels: Path, name: str, corpus: Path | None = None) -> Iterator[tuple[Record, Path]]:
    """The labels of one file of a folder, each with its page; without those whose page is not there."""
    roots = [r for r in (corpus, labels, labels.parent / "corpus") if r is not None]
    for record in _lines(labels / f"{name}.jsonl") if (labels / f"{name}.jsonl").exists() else ():
        found = next((root / record["path"] for root in roots if (root / record["path"]).exists()), None)
        if found is not None:
            yield record, found


def _lines(path: Path) -> Iterator[Record]:
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def load_exceptions(path: Path) -> dict[str, dict[str, str]]:
    """Where the annotation itself is wrong: page id → field or rule → reason. Such pairs are left out of the figures."""
    return {str(page): dict(fields) for page, fields in (YAML(typ="safe").load(path.read_text(encoding="utf-8")) or {}).items()}


def read_page(data: bytes, name: str) -> tuple[Document | None, Reading]:
    """One page through parser, collectors and rules, as ``masthead check --stage built`` does it."""
    checker = checker_for(Settings())
    with uncollected():
        try:
            document = parse(data, name)
        except Unreadable as error:
            return None, Reading({}, {}, {}, str(error))
        evidence = checker.evidence(document)
        results = evaluate(evidence, checker.rules, "built")
    outcomes = {r.rule.id: str(r.outcome) for r in results}
    targets = {r.rule.id: [{"outcome": str(t.outcome), "line": t.line, "message": t.message} for t in r.targets] for r in results}
    return document, Reading(evidence.model_dump(mode="json"), outcomes, targets)


def read_cases(cases: list[Case], jobs: int, peers: bool) -> Iterator[tuple[Case, Reading, Record]]:
    """Every page read, and what the peers say of it (``{}`` unless ``peers``), in the order of ``cases``."""
    with ProcessPoolExecutor(jobs) as pool:
        for case, (reading, others) in zip(cases, pool.map(partial(_read_case, peers=peers), cases, chunksize=4), strict=True):
            yield case, reading, others


def _read_case(case: Case, peers: bool) -> tuple[Reading, Record]:
    data = case.data()
    document, reading = read_page(data, case.id)
    if not peers or document is None:
        return reading, {}
    from measuring.peers import ask_peers

    return reading, ask_peers(data, case.truth.get("url") or case.label.get("url") or "", document)
