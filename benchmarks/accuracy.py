"""How right the evidence is: precision, recall and F1 per field, language and source, with 95 % intervals.

    python benchmarks/accuracy.py [--corpus DIR] [--labels DIR] [--quotes DIR] [--errors FIELD] [--json FILE] [--peers] [--jobs N]

``--corpus`` holds annotated pages (authors, dates, image credits), ``--labels`` what people saw on some of them; see
``measuring/pages.py`` for their shape. ``--quotes`` holds texts with annotated quotations, ``measuring/quotations.py`` says how they
and those of the labels are held against the evidence. What counts as right is said in ``measuring/fields.py``; the outcomes that are right
for a label in ``measuring/expected.py``, after ``docs/outcomes.md``. ``--errors`` lists every disagreement of a field.
``--peers`` asks other tools for the same pages in the same run (``pip install -e '.[peers]'``).
"""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from measuring.expected import expected_outcomes
from measuring.fields import judge, match_authors, match_day
from measuring.figures import Figures, Judgement, interval, tally
from measuring.pages import Case, Reading, load_cases, load_exceptions, read_cases
from measuring.peers import installed
from measuring.quoted import judge_quoted, load_quoted, print_quote_peers, print_quoted, quoted_json

FIELDS = ("authors", "published", "image_credit", "byline_visible", "published_visible", "updated_visible", "image_caption", "images",
          "correction_route", "contact", "ownership_level", "labels", "anonymous_sources", "links", "page_kind", "outcomes")  # fmt: skip
FEWEST = 50
"""A field with fewer cases is not shown to be good by its figures."""
OUTCOMES = ("passed", "failed", "cantTell", "inapplicable", "untested")


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--corpus", type=Path)
    arguments.add_argument("--labels", type=Path)
    arguments.add_argument("--quotes", type=Path)
    arguments.add_argument("--errors", metavar="FIELD", help="list the disagreements of a field ('all': of every field)")
    arguments.add_argument("--json", type=Path)
    arguments.add_argument("--peers", action="store_true")
    arguments.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    arguments.add_argument("--exceptions", type=Path, default=Path(__file__).parent / "measuring/exceptions.yaml")
    options = arguments.parse_args()
    if options.corpus is None and options.labels is None and options.quotes is None:
        arguments.error("give --corpus, --labels or --quotes")
    exceptions = load_exceptions(options.exceptions)
    judgements: list[Judgement] = []
    peers: list[Judgement] = []
    outcomes = OutcomeTable()
    for case, reading, others in read_cases(load_cases(options.corpus, options.labels), options.jobs, options.peers):
        wrong_annotation = exceptions.get(case.id, {})
        judgements += [j for j in judge(case, reading) if not _excepted(j, wrong_annotation)]
        peers += [j for j in _judge_peers(case, others) if j.field.split("@")[0] not in wrong_annotation]
        outcomes.add(case, reading, wrong_annotation)
    quoted = judge_quoted(load_quoted(options.quotes, options.corpus, options.labels), options.jobs, options.peers)
    quoted = [j for j in quoted if not _excepted(j, exceptions.get(j.page, {}))]
    figures, of_quotations = tally(judgements), tally(quoted)
    _print_fields(figures)
    print_quoted(of_quotations, quoted)
    if outcomes.pairs:
        outcomes.print()
    if options.peers:
        if peers:
            _print_peers(figures, tally(peers))
        print_quote_peers(of_quotations)
    if exceptions:
        print(f"\n{sum(map(len, exceptions.values()))} annotations held to be wrong are left out (measuring/exceptions.yaml)")
    if options.errors:
        _print_errors(judgements + quoted, options.errors)
    if options.json:
        fields = figures | {name: groups for name, groups in of_quotations.items() if "@" not in name}
        others = tally(peers) | {name: groups for name, groups in of_quotations.items() if "@" in name}
        report = _as_json(fields, others, outcomes) | {"quoted": quoted_json(of_quotations, quoted)}
        options.json.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _excepted(judgement: Judgement, wrong_annotation: dict[str, str]) -> bool:
    field = judgement.field.split("@")[0].removesuffix("_of_all")
    rule = judgement.expected.split(":")[0] if field == "outcomes" else field
    return field in wrong_annotation or rule in wrong_annotation


def _judge_peers(case: Case, others: dict[str, Any]) -> Iterable[Judgement]:
    for name, answer in others.items():
        if case.truth.get("authors") is not None and "authors" in answer:
            yield from match_authors(case, f"authors@{name}", [(n, person, None) for n, person in answer["authors"]])
        if (case.truth.get("published") or "nan") != "nan":
            yield from match_day(case, f"published@{name}", answer["published"] or "", None)


class OutcomeTable:
    """Outcomes reported against those that are right."""

    def __init__(self) -> None:
        self.pairs: Counter[tuple[str, str, str]] = Counter()

    def add(self, case: Case, reading: Reading, wrong_annotation: dict[str, str]) -> None:
        """Count the rules of one labelled page."""
        if case.label and "outcomes" not in wrong_annotation:
            for rule, right in expected_outcomes(case.label, reading).items():
                if rule not in wrong_annotation:
                    self.pairs[rule, "/".join(o for o in OUTCOMES if o in right), reading.outcomes.get(rule, "untested")] += 1

    def summary(self) -> dict[str, tuple[int, int]]:
        """The shares that count: right pairs; truly absent that is failed; failed that is false; false failed of all pairs."""
        right = sum(n for (_, e, got), n in self.pairs.items() if got in e.split("/"))
        absent = sum(n for (_, e, _), n in self.pairs.items() if e == "failed")
        caught = sum(n for (_, e, got), n in self.pairs.items() if e == got == "failed")
        failed = sum(n for (_, _, got), n in self.pairs.items() if got == "failed")
        false = sum(n for (_, e, got), n in self.pairs.items() if got == "failed" and "failed" not in e.split("/"))
        return {"right": (right, self.pairs.total()), "absent that is failed": (caught, absent), "failed that is false": (false, failed)}

    def print(self) -> None:
        """The table by rule, then what it comes to."""
        print("\nOutcomes on labelled pages: rule, what is right → what was reported")
        for rule in sorted({r for r, _, _ in self.pairs}):
            cells = sorted(((e, got, n) for (r, e, got), n in self.pairs.items() if r == rule), key=lambda c: -c[2])
            text = "  ".join(f"{'' if got in e.split('/') else '!'}{e}→{got} {n}" for e, got, n in cells)
            print(f"  {rule:<24}{text}")
        for name, (hits, n) in self.summary().items():
            print(f"  {name:<24}{hits}/{n} = {hits / n if n else 0:.3f} {interval(hits, n)}")


def _print_fields(figures: dict[str, dict[str, Figures]]) -> None:
    for name in (f for f in FIELDS if f in figures):
        groups = figures[name]
        note = f"   (not shown: fewer than {FEWEST} cases)" if groups["all"].n < FEWEST else ""
        print(f"\n{name}{note}")
        order = sorted(groups, key=lambda g: (g != "all", g.startswith("source:"), g))
        for group in order:
            print(f"  {group:<26}{groups[group].line()}")
        for level, worth in sorted(groups["all"].worth().items()):
            print(
                f"  confidence {level:<15}right {worth['right']:.3f}, covers {worth['covers']:.3f} of what is right, {worth['items']} items"
            )


def _print_peers(figures: dict[str, dict[str, Figures]], peers: dict[str, dict[str, Figures]]) -> None:
    print("\nBeside other tools, on the same pages" + ("" if installed() else ": none is installed (pip install -e '.[peers]')"))
    for name in ("authors", "published"):
        for group in sorted(figures.get(name, {}), key=lambda g: (g != "all", g.startswith("source:"), g)):
            cells = [("masthead", figures[name][group])]
            cells += [(key.split("@")[1], of[group]) for key, of in peers.items() if key.startswith(f"{name}@") and group in of]
            print(f"  {name:<10}{group:<26}" + "  ".join(f"{who} {f.f1:.3f}" for who, f in cells))


def _print_errors(judgements: list[Judgement], wanted: str) -> None:
    for j in sorted((j for j in judgements if wanted in (j.field, "all") and j.verdict != "right"), key=lambda j: (j.field, j.page)):
        print(f"{j.field} {j.groups[1]} {j.page} {j.verdict}: expected {j.expected!r}, found {j.found!r} {j.where} {j.confidence}")


def _as_json(figures: dict[str, dict[str, Figures]], peers: dict[str, dict[str, Figures]], outcomes: OutcomeTable) -> dict[str, Any]:
    return {
        "fields": {name: {group: f.as_json() for group, f in groups.items()} for name, groups in figures.items()},
        "confidence": {name: groups["all"].worth() for name, groups in figures.items()},
        "peers": {name: {group: f.as_json() for group, f in groups.items()} for name, groups in peers.items()},
        "outcomes": {name: {"count": hits, "of": n} for name, (hits, n) in outcomes.summary().items()},
    }


if __name__ == "__main__":
    main()
