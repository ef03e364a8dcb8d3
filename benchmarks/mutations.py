"""Change one piece of evidence on labelled pages, and see whether just that rule's outcome follows.

    python benchmarks/mutations.py --corpus DIR --labels DIR [--quotes DIR] [--jobs N] [--json FILE] [--errors]

A copy is made from each page that a person labelled and for each mutation that fits it. Right are the outcomes that
``docs/outcomes.md`` gives for the changed label. A copy is left out when the outcome before the change was wrong already: then
nothing can be said about the change. Every other rule must keep its outcome, unless the changed label gives another for it too.

``--quotes`` (alone, or with the others) takes the speakers out of annotated texts and tells what their quotations are called then; see
``measuring/mutate_quotes.py``. Beside it stands what "none, with high confidence" is worth on the texts and labelled pages as they are.
"""

from __future__ import annotations

import argparse
import json
import sys
import unicodedata
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from measuring.expected import expected_outcomes
from measuring.figures import interval, wilson
from measuring.mutate import Mutation, Record, Words
from measuring.mutate_body import BODY
from measuring.mutate_head import HEAD
from measuring.mutate_put import PUT
from measuring.mutate_quotes import bared_json, judge_bared, print_bared
from measuring.mutate_tree import read_soup, written
from measuring.pages import LANGUAGES, Case, Reading, load_cases, read_page
from measuring.quotations import load_texts
from measuring.quoted import judge_quoted, load_quoted, print_silence, silence
from ruamel.yaml import YAML

MUTATIONS: tuple[Mutation, ...] = HEAD + BODY + PUT
_INSERTED = Path(__file__).parent / "measuring" / "inserted.yaml"


@dataclass
class Copy:
    """What came of one changed copy. ``must_change``: the outcome before is not right any more."""

    page: str
    lang: str
    rule: str
    kind: str
    before: str
    after: str
    right: list[str]
    left_out: bool
    must_change: bool
    others: int
    disturbed: dict[str, tuple[str, str, list[str]]] = field(default_factory=dict)

    @property
    def followed(self) -> bool:
        """Whether the outcome after the change is a right one."""
        return self.after in self.right


@dataclass
class Sums:
    """Counts over some copies."""

    made: int = 0
    left_out: int = 0
    must: int = 0
    changed: int = 0
    may: int = 0
    right: int = 0
    others: int = 0
    stayed: int = 0

    def add(self, one: Copy) -> None:
        """Count one copy."""
        self.made += 1
        self.others += one.others
        self.stayed += one.others - len(one.disturbed)
        if one.left_out:
            self.left_out += 1
        elif one.must_change:
            self.must += 1
            self.changed += one.followed
        else:
            self.may += 1
            self.right += one.followed

    def line(self) -> str:
        """The counts as a line of a table."""
        return (
            f"{self.made:>5}{self.left_out:>9}{f'{self.changed}/{self.must}':>11} {interval(self.changed, self.must):<12}"
            f"{f'{self.right}/{self.may}':>8}{f'{self.stayed}/{self.others}':>13}"
        )

    def as_json(self) -> Record:
        """The counts for machines, with 95 % intervals."""
        intervals = {"changed_interval": wilson(self.changed, self.must), "stayed_interval": wilson(self.stayed, self.others)}
        return {**asdict(self), **intervals}


@cache
def words_of(lang: str) -> Words:
    """What is put into pages of a language; English where there is nothing for it."""
    words: dict[str, Words] = YAML(typ="safe").load(_INSERTED.read_text(encoding="utf-8"))
    return words.get(lang, words["en"])


def read_html(html: str, name: str) -> Reading:
    """Masthead's reading of a serialised tree. The byte order mark overrules whatever encoding the page names."""
    return read_page(html.encode("utf-8-sig", "replace"), name)[1]


def look(case: Case) -> list[Copy]:
    """Every copy of one page."""
    document, first = read_page(case.data(), case.id)
    if document is None or first.unread:
        return []
    # Serialised twice: the tree that mutations edit is then the tree of the page they are held against.
    html = written(read_soup(written(read_soup(unicodedata.normalize("NFC", document.source)))))
    base = read_html(html, case.id)
    copies = []
    for mutation in MUTATIONS:
        changed = mutation.apply(html, case.label, words_of(case.lang))
        if changed is not None:
            copies.append(judge(case, mutation, base, read_html(changed[0], case.id), changed[1]))
    return copies


def judge(case: Case, mutation: Mutation, base: Reading, reading: Reading, label: Record) -> Copy:
    """Hold the outcomes of a changed copy against those of the page and those that are right."""
    rule = mutation.rule
    was = {r: or_untested(r, o, base) for r, o in expected_outcomes(case.label, base).items()}
    now = {r: or_untested(r, o, reading) for r, o in expected_outcomes(label, reading).items()}
    # What the change does to other rules is taken from the label alone: a wrong reading of the copy must not excuse itself.
    named = expected_outcomes(label, base)
    right = or_untested(rule, mutation.expects, reading) if mutation.expects else now[rule]
    # A rule that was wrong about the page already is no witness either.
    others = sorted(
        r for r in base.outcomes if r != rule and r not in mutation.knock_on and base.outcomes[r] in was.get(r, {base.outcomes[r]})
    )
    disturbed = {}
    for other in others:
        before, after = base.outcomes[other], reading.outcomes.get(other, "")
        follows = other in named and or_untested(other, named[other], base) != was[other]
        # A footer that was empty holds something now: what was out of reach is not any more.
        reached = before == "untested" and after in now.get(other, ())
        if before != after and not reached and not (follows and after in now[other]):
            disturbed[other] = (before, after, sorted(now.get(other, {before})))
    before = base.outcomes[rule]
    return Copy(
        case.id, case.lang, rule, mutation.kind, before, reading.outcomes.get(rule, ""), sorted(right), left_out=before not in was[rule],
        must_change=before not in right, others=len(others), disturbed=disturbed,
    )  # fmt: skip


def or_untested(rule: str, right: Iterable[str], reading: Reading) -> frozenset[str]:
    """The right outcomes, with ``untested`` beside ``failed`` and ``inapplicable`` where the page is incomplete."""
    found = frozenset(right)
    cut = reading.evidence.get("completeness") in ("truncated", "script-rendered") or not reading.evidence.get("furniture_seen", True)
    return found | {"untested"} if cut and found & {"failed", "inapplicable"} else found


def summed(copies: list[Copy], key: Callable[[Copy], Any]) -> dict[Any, Sums]:
    """Counts by some key, in the order it first comes."""
    found: dict[Any, Sums] = {}
    for one in copies:
        found.setdefault(key(one), Sums()).add(one)
    return found


def show(copies: list[Copy], errors: bool) -> None:
    """Print the tables."""
    order = {(m.rule, m.kind): n for n, m in enumerate(MUTATIONS)}
    head = f"{'made':>5}{'left out':>9}{'changed':>11} {'95 %':<12}{'right':>8}{'others stay':>13}"
    print(f"{'rule':<23}{'kind':<21}{head}")
    by_kind = summed(copies, lambda c: (c.rule, c.kind))
    for rule, kind in order:
        print(f"{rule:<23}{kind:<21}{by_kind.get((rule, kind), Sums()).line()}")
    print(f"\n{'language':<44}{head}")
    by_lang = summed(copies, lambda c: c.lang)
    for lang in sorted(by_lang, key=lambda code: LANGUAGES.index(code) if code in LANGUAGES else 99):
        print(f"{lang:<44}{by_lang[lang].line()}")
    total = summed(copies, lambda c: "").get("", Sums())
    print(f"\n{'all':<44}{total.line()}")
    print(f"changed as they must: {total.changed} of {total.must} {interval(total.changed, total.must)}")
    print(f"other rules that stayed: {total.stayed} of {total.others} {interval(total.stayed, total.others)}")
    if errors:
        print()
        for problem in problems(copies):
            print(problem)


def problems(copies: list[Copy]) -> list[str]:
    """Every disagreement as a line: page, mutation, rule, before, after, what is right."""
    lines = []
    for one in copies:
        where = f"{one.page} ({one.lang}) {one.rule}/{one.kind}"
        if not one.left_out and not one.followed:
            lines.append(f"{where}: {one.rule} {one.before} -> {one.after}, right: {' or '.join(one.right)}")
        lines += [f"{where}: other rule {r} {b} -> {a}, right: {' or '.join(e)}" for r, (b, a, e) in one.disturbed.items()]
    return lines


def main() -> int:
    """Run over the labelled pages and print what came of it."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--corpus", type=Path)
    arguments.add_argument("--labels", type=Path)
    arguments.add_argument("--quotes", type=Path)
    arguments.add_argument("--jobs", type=int, default=2)
    arguments.add_argument("--json", type=Path)
    arguments.add_argument("--errors", action="store_true", help="list every disagreement")
    options = arguments.parse_args()
    if not options.quotes and not (options.corpus and options.labels):
        arguments.error("give --corpus and --labels, or --quotes")
    figures: Record = {}
    if options.labels:
        cases = [case for case in load_cases(options.corpus, options.labels) if case.label]
        with ProcessPoolExecutor(options.jobs) as pool:
            copies = [one for found in pool.map(look, cases) for one in found]
        show(copies, options.errors)
        figures |= report(copies)
    if options.quotes:
        figures |= {"quotations": take_speakers_out(options)}
    if options.json:
        options.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


def take_speakers_out(options: argparse.Namespace) -> Record:
    """Print what quotations without speakers are called, and what that is worth where nothing was taken out."""
    bared = judge_bared(load_texts(options.quotes), options.jobs)
    print_bared(bared, options.errors)
    unchanged = judge_quoted(load_quoted(options.quotes, options.corpus, options.labels), options.jobs)
    print_silence(unchanged)
    for one in unchanged if options.errors else ():
        if one.field == "unattributed" and one.verdict == "wrong":
            print(f"{one.page} ({one.groups[1]}): truth {one.expected}, {one.where}")
    return {"bared": bared_json(bared), "unchanged": silence(unchanged)}


def report(copies: list[Copy]) -> Record:
    """Everything for machines."""
    return {
        "total": summed(copies, lambda c: "").get("", Sums()).as_json(),
        "kinds": {f"{rule}/{kind}": sums.as_json() for (rule, kind), sums in summed(copies, lambda c: (c.rule, c.kind)).items()},
        "languages": {lang: sums.as_json() for lang, sums in summed(copies, lambda c: c.lang).items()},
        "disagreements": problems(copies),
        "copies": [{**asdict(one), "followed": one.followed} for one in copies],
    }


if __name__ == "__main__":
    sys.exit(main())
