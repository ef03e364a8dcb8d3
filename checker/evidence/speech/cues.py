"""Cues of speech in narration: verbs of saying, phrases that attribute, colons; and what a subject-finder is."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import Literal, Protocol

from checker.evidence.speech.mentions import Mention
from checker.evidence.speech.passages import Passage
from checker.lexicon import Lexicon

CueKind = Literal["verb", "weak", "phrase"]
_GROUPS: tuple[tuple[str, CueKind], ...] = (
    ("attribution_phrase", "phrase"), ("reporting_verb", "verb"), ("weak_reporting_verb", "weak"),
)  # fmt: skip


@dataclass(slots=True)
class Cue:
    """A cue at ``start:end`` of its passage."""

    start: int
    end: int
    text: str
    kind: CueKind


class SubjectFinder(Protocol):
    """What every order of words has its own way of doing. Bounds are offsets of the passage."""

    def subject(self, passage: Passage, cue: Cue, begin: int, end: int, quote: tuple[int, int] | None) -> Mention | None:
        """Who a cue in the sentence ``begin:end`` says is speaking; None where the language leaves the subject out. ``quote``: the quotation it
        is asked for, marks included."""
        ...

    def topic(self, passage: Passage, begin: int, end: int) -> Mention | None:
        """Who a sentence without a cue is about."""
        ...

    def beside(self, passage: Passage, begin: int, end: int, after: bool) -> Mention | None:
        """Who is named right after (before) a quotation with no known verb: '…", barked Ilse Harn'."""
        ...

    def person_before(self, passage: Passage, limit: int) -> tuple[int, str] | None:
        """The last person named before an offset, where no sentence is about anybody: offset and name."""
        ...


_MOST = 16
"""Cues looked at on one side of a place: a sentence of prose has fewer, one that is only cues must not cost a look for each other."""


class Cues:
    """The cues of an article's passages, found when first asked for."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._known: dict[int, list[Cue]] = {}
        self._starts: dict[int, list[int]] = {}

    def of(self, passage: Passage) -> list[Cue]:
        """The cues of a passage in reading order."""
        if passage.place < 0:
            return find_cues(passage, self._lexicon)
        known = self._known.get(passage.place)
        if known is None:
            known = self._known[passage.place] = find_cues(passage, self._lexicon)
        return known

    def within(self, passage: Passage, begin: int, end: int, at: int | None = None) -> list[Cue]:
        """The cues in a part of a passage; of very many those nearest to ``at``, which is its end where not given."""
        known = self.of(passage)
        starts = self._starts.get(passage.place) if passage.place >= 0 else [c.start for c in known]
        if starts is None:
            starts = self._starts[passage.place] = [c.start for c in known]
        middle = bisect_left(starts, end if at is None else at)
        found = known[max(bisect_left(starts, begin), middle - _MOST) : min(bisect_left(starts, end), middle + _MOST)]
        return found if not found or found[-1].end <= end else found[:-1]


def find_cues(passage: Passage, lexicon: Lexicon) -> list[Cue]:
    """The cues of a passage in reading order; phrases win over the verbs inside them, strong verbs over weak ones."""
    found: list[Cue] = []
    taken = bytearray(len(passage.folded))
    possible = lexicon.groups_in(passage.folded)
    nouns = _nouns(passage, lexicon) if not lexicon.spaced else {}
    for group, kind in _GROUPS:
        pattern = lexicon.pattern(group) if group in possible else None
        for match in pattern.finditer(passage.folded) if pattern else ():
            start, end = match.span()
            if any(taken[start:end]) or kind != "phrase" and _is_noun(passage, start, lexicon):
                continue
            if nouns and any(e - s > end - start for s, e in nouns.get(start, ()) if end <= e):
                continue
            taken[start:end] = b"\1" * (end - start)
            found.append(Cue(start, end, passage.text[start:end], kind))
    return sorted(found, key=lambda c: c.start)


def _nouns(passage: Passage, lexicon: Lexicon) -> dict[int, list[tuple[int, int]]]:
    """Where words are not parted: the nouns that verbs of saying can be parts of ('分析师' holds '分析'), by every place they cover."""
    pattern = lexicon.pattern("speaker_noun", "name_title", "document_noun")
    covered: dict[int, list[tuple[int, int]]] = {}
    for match in pattern.finditer(passage.folded) if pattern else ():
        for place in range(*match.span()):
            covered.setdefault(place, []).append(match.span())
    return covered


def _is_noun(passage: Passage, start: int, lexicon: Lexicon) -> bool:
    """Whether a phrase has a capital inside a sentence: then it is a name or a German noun, not a verb."""
    return lexicon.cased and passage.text[start].isupper() and passage.narration[max(0, start - 9) : start].rstrip(" «»“”\"„—–-\u00a0")[-1:] not in ("", ".", "!", "?", ":", "\0", "\n", "…")  # fmt: skip
