"""Quotations held against annotated ones: found or not, by whom, and how attributed.

Two kinds of truth: annotated texts (``--quotes``: gzipped JSON Lines with character offsets, see :func:`load_texts`) and the
labelled pages, whose labels give the beginning and the end of each quotation. Both are laid on the text without white space,
so that places can be compared. What counts as right:

- found: an item covers at least half of the shorter of the two;
- a fragment woven into a sentence ("partial") may be found or not as a quotation of its own; it is counted apart, and only where
  fragments were annotated;
- the speaker: the same name, office or body as ``measuring/speakers.py`` has it; pronouns in the truth are left out;
- how attributed: as annotated; where the annotation only names a speaker, explicit and implicit are both right, and where it
  names none either, nothing is judged: annotators of indirect speech leave speakers out for other reasons too;
- "unattributed" (none, with high confidence): the truth says none. No quotation at all is no right answer to that.
"""

from __future__ import annotations

import gzip
import html
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from measuring.figures import Judgement, Verdict
from measuring.speakers import names_somebody, same_speaker

Record = dict[str, Any]
_LEAST = 3
"""Words (five characters in Chinese and Japanese) that a marked span needs to be in the truth at all."""
_LEAST_ON_PAGES = 4
"""The same (eight characters) on the labelled pages."""
_MARKS = frozenset('"“”„«»‘「」『』')


@dataclass
class TrueQuotation:
    """One annotated quotation, laid on the squeezed text. ``kind``: direct, partial, or other (indirect speech with marks in it)."""

    start: int
    end: int
    text: str
    kind: str
    speaker: str | None
    attribution: str | None


@dataclass
class Answer:
    """One quotation as a tool gives it, laid on the same text."""

    start: int
    end: int
    text: str
    kind: str = "direct"
    speaker: str | None = None
    attribution: str | None = None
    confidence: str = ""
    where: str = ""


@dataclass
class Truth:
    """What a text or page holds. ``complete``: what is not listed, of ``least`` words, is no quotation.

    ``partials``: fragments were annotated too.
    """

    page: str
    groups: tuple[str, ...]
    items: list[TrueQuotation]
    complete: bool = True
    partials: bool = True
    least: int = _LEAST
    not_quotes: list[tuple[int, int, str]] = field(default_factory=list)


def squeeze(text: str) -> str:
    """A text without white space and with one shape of apostrophe."""
    return re.sub(r"[\s\u200b-\u200f\u00ad\ufeff]+", "", text).replace("’", "'")


# annotated texts -------------------------------------------------------------------------------------------


@dataclass
class AnnotatedText:
    """A text with its truth, and the page that is made of it: a paragraph a line."""

    id: str
    lang: str
    source: str
    text: str
    record: Record

    def page(self) -> bytes:
        """A page of one article, a paragraph on every line of its own, so that a line of the page tells the paragraph."""
        lines = [html.escape(line.strip(), quote=False) for line in self.text.split("\n")]
        head = f'<!DOCTYPE html><html lang="{self.lang}"><meta charset="utf-8"><title>Text</title><main><article><h1>Text</h1>'
        return (head + "\n" + "\n".join(f"<p>{line}</p>" if line else "" for line in lines) + "\n</article></main></html>").encode()

    def truth(self) -> Truth:
        """The annotation, laid on the squeezed text."""
        place = squeezed_places(self.text)
        by_hand = "not_quotes" in self.record
        items: list[TrueQuotation] = []
        for quote in self.record["quotes"]:
            for start, end in quote.get("spans") or [[quote["start"], quote["end"]]]:
                inner = self.text[start:end].strip().strip("\"'“”„«»‘’ ")
                kind = _KINDS.get(quote.get("type") or "direct", "other")
                if kind == "direct" and (size_of(inner, self.lang) < _LEAST or not by_hand and not self._marked(start, end)):
                    kind = "other"
                items.append(TrueQuotation(place[start], place[end], inner, kind, quote.get("speaker"), quote.get("attribution")))
        others = [(place[n["start"]], place[n["end"]], n["kind"]) for n in self.record.get("not_quotes", [])]
        return Truth(self.id, ("all", self.lang, f"source:{self.source}"), items, partials=by_hand, not_quotes=others)

    def _marked(self, start: int, end: int) -> bool:
        """Whether marks stand at an end of a span: the types of one set are computed, from marks that do not always pair."""
        return any(c in _MARKS for c in self.text[max(0, start - 2) : start + 2] + self.text[end - 2 : end + 2])


_KINDS = {"direct": "direct", "Direct": "direct", "partial": "partial", "mixed": "other"}


def size_of(text: str, lang: str) -> int:
    """Words of a text; in Chinese and Japanese so many that five characters count as three words, and eight as four."""
    return len(text.split()) if lang not in ("zh", "ja") else len(text) * 3 // 5


def squeezed_places(text: str) -> list[int]:
    """For every character of a text (and its end) how many characters of its squeezed form stand before it."""
    places, at = [], 0
    for character in text:
        places.append(at)
        at += len(squeeze(character))
    return [*places, at]


def load_texts(folder: Path) -> list[AnnotatedText]:
    """Every annotated text of a folder: ``*.jsonl.gz`` with ``id``, ``lang``, ``text`` and ``quotes`` a line."""
    found: list[AnnotatedText] = []
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for record in map(json.loads, file):
                found.append(AnnotatedText(str(record["id"]), record["lang"], path.name.split(".")[0], record["text"], record))
    return found


def answers_on_text(text: AnnotatedText, evidence: Record) -> list[Answer]:
    """The quotations of a made page's evidence, laid on the squeezed text by the line they stand on."""
    lines = text.text.split("\n")
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(squeeze(line))
    found: list[Answer] = []
    used: dict[int, int] = {}
    for item in _items(evidence):
        line = item["where"]["line"] - 2
        if not 0 <= line < len(lines):
            continue
        inner = squeeze(item["text"])
        place = squeeze(lines[line]).find(inner, used.get(line, 0))
        if place >= 0:
            used[line] = place + len(inner)
            found.append(_answer(item, starts[line] + place, inner))
    return found


def _items(evidence: Record) -> Iterator[Record]:
    for article in evidence.get("articles") or []:
        yield from article.get("quotations", [])


def _answer(item: Record, start: int, inner: str) -> Answer:
    where = f"line {item['where']['line']}: {item.get('sentence', '')[:200]!r}"
    return Answer(
        start, start + len(inner), item["text"], item["kind"], item.get("speaker"), item["attribution"], item["confidence"], where
    )


# labelled pages --------------------------------------------------------------------------------------------


def page_truth(page: str, groups: tuple[str, ...], label: Record, text: str) -> Truth:
    """The quotations of a label, laid on the squeezed text of the page; those whose beginning is not there are left out."""
    items: list[TrueQuotation] = []
    at = 0
    for quote in label["quotes"]:
        first, last = squeeze(quote["start"]), squeeze(quote["end"])
        start = text.find(first, at)
        start = start if start >= 0 else text.find(first)
        if start < 0:
            continue
        end = text.find(last, max(start, start + len(first) - len(last)))
        end = end + len(last) if 0 <= end < start + 6000 else start + len(first)
        items.append(TrueQuotation(start, end, text[start:end], "direct", quote.get("speaker"), quote.get("attribution")))
        at = start + 1
    complete = label.get("quotes_complete", True)
    return Truth(page, groups, items, complete, partials=False, least=_LEAST_ON_PAGES)


def answers_on_page(evidence: Record, text: str) -> list[Answer]:
    """The quotations of a page's evidence, laid on its squeezed text in reading order."""
    found: list[Answer] = []
    at = 0
    for item in _items(evidence):
        inner = squeeze(item["text"])
        start = text.find(inner, at)
        start = start if start >= 0 else text.find(inner)
        if start >= 0:
            found.append(_answer(item, start, inner))
            at = start + 1
    return found


# judging ---------------------------------------------------------------------------------------------------


def judge_quotations(truth: Truth, answers: list[Answer], lang: str, suffix: str = "") -> Iterator[Judgement]:
    """Found or not, direct ones and fragments; by whom, and how attributed. ``suffix`` marks a peer's figures (``@name``)."""
    answers = [a for a in answers if a.kind != "partial" or size_of(a.text, lang) >= truth.least]

    def say(name: str, verdict: Verdict, expected: str, found: str, answer: Answer | None) -> Judgement:
        return Judgement(name + suffix, truth.page, truth.groups, verdict, expected, found, answer.where if answer else "",
                         answer.confidence if answer else "")  # fmt: skip

    for item in truth.items:
        if item.kind == "other":
            continue
        answer = _best(item, answers)
        name = "quotations" if item.kind == "direct" else "partial_quotations"
        yield say(name, "right" if answer else "missed", item.text[:90], answer.text[:90] if answer else "", answer)
        if names_somebody(item.speaker):
            yield from _speaker(say, item, answer)
        if item.kind == "direct" and answer is not None and answer.attribution is not None and (expected := expected_of(item)):
            right = answer.attribution == expected or expected == "attributed" and answer.attribution != "none"
            found = f"{answer.attribution} ← {answer.text[:60]}"
            yield say("attribution", "right" if right else "wrong", expected, found, answer)
        if item.kind == "direct" and item.attribution == "none" and not (answer and _unattributed(answer)):
            yield say("unattributed", "missed", "none", f"{answer.attribution if answer else 'not found'} ← {item.text[:60]}", answer)
    for answer in answers:
        fit = [i for i in truth.items if overlap(i, answer)]
        stray = not fit and truth.complete and size_of(answer.text, lang) >= truth.least
        if stray and (answer.kind != "partial" or truth.partials):
            name = "quotations" if answer.kind != "partial" else "partial_quotations"
            yield say(name, "wrong", _not_quote(truth, answer), answer.text[:90], answer)
        if _unattributed(answer) and (fit or stray):
            expected = expected_of(fit[0]) if fit else "no quotation"
            if expected:
                yield say("unattributed", "right" if expected == "none" else "wrong", expected, answer.text[:90], answer)


def _speaker(say: Callable[..., Judgement], item: TrueQuotation, answer: Answer | None) -> Iterator[Judgement]:
    """``speakers``: of what was found. ``speakers_of_all``: of everything, so that finding less is no advantage."""
    named = (answer.speaker or "") if answer else ""
    verdict = "missed" if not named else "right" if same_speaker(item.speaker or "", named) else "wrong"
    found = f"{named or None} ← {answer.text[:60]}" if answer else "not found"
    if answer is not None:
        yield say("speakers", verdict, item.speaker, found, answer)
    yield say("speakers_of_all", verdict, item.speaker, found, answer)


def expected_of(item: TrueQuotation) -> str:
    """The attribution that is right: explicit, implicit, none, "attributed" (either of the first two), or "" when unknown."""
    return item.attribution or ("attributed" if item.speaker else "")


def _unattributed(answer: Answer) -> bool:
    return answer.attribution == "none" and answer.confidence == "high" and answer.kind != "partial"


def _best(item: TrueQuotation, answers: list[Answer]) -> Answer | None:
    fit = [a for a in answers if overlap(item, a)]
    return max(fit, key=lambda a: min(a.end, item.end) - max(a.start, item.start), default=None)


def overlap(item: TrueQuotation, answer: Answer) -> bool:
    """Whether they share at least half of the shorter."""
    common = min(item.end, answer.end) - max(item.start, answer.start)
    return common > 0 and common * 2 >= min(item.end - item.start, answer.end - answer.start)


def _not_quote(truth: Truth, answer: Answer) -> str:
    return next((kind for start, end, kind in truth.not_quotes if start < answer.end and answer.start < end), "")
