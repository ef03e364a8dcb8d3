"""Which marked spans of a text are quotations, and of what kind."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import zip_longest

from checker.document.model import Block
from checker.evidence.calendar import find_dates
from checker.evidence.page import Extent, Page
from checker.evidence.speech.cues import Cues
from checker.evidence.speech.marks import Marked, find_dialogue, find_marked
from checker.evidence.speech.passages import Passage, build_passage, nouns_have_capitals, part_of
from checker.lexicon.phrases import fold

_LEAST_WORDS, _LEAST_CHARACTERS = 4, 8
"""A quotation shorter than this is a fragment, in words (in characters in Chinese and Japanese)."""
_FEWEST_WORDS, _FEWEST_CHARACTERS = 2, 5
"""Shorter fragments are words in quotation marks, with a cue or without."""
_LONGEST_SIGNATURE = 10
"""Words of a date line."""
_FRAGMENT = 3
"""Words of a fragment that nobody is said to say."""
_DIALOGUE = 3
"""Passages between two lines of one dialogue."""
_INTERVIEW = 3
"""Questions that make an interview."""
_CLOSE_BY = 40
"""Characters between a quotation and a verb that belongs to it."""
_LONGEST_TITLE, _LONGEST_SLOGAN = 12, 8
_TITLE_AFTER = re.compile(r"\s*\((?:19|20)\d\d\)")
_ADJECTIVE = re.compile("e[mnrs]?$")
_INCISE = re.compile(r"(?:[,–—-]\s*|[!?…]\s+)(?=\w)")
_LONGEST_INCISE = 120


@dataclass(slots=True)
class Found:
    """A quotation before anybody has asked who speaks. ``inner``: clauses inside the marks that may name the speaker.
    ``credit``: the line under a block quotation. ``loose``: set off by a dash, which lists are too."""

    passage: Passage
    span: Marked
    kind: str
    text: str
    inner: list[Passage] = field(default_factory=list)
    inner_cue: bool = False
    credit: str = ""
    loose: bool = False


def read_passages(page: Page, extent: Extent) -> list[Passage]:
    """The running text of an article, with its marked spans."""
    passages: list[Passage] = []
    blocks = _text_blocks(page, extent)
    for block, following in zip_longest(blocks, blocks[1:]):
        spans = find_marked(block.text, page.lexicon, following.text[:1] if following is not None else "")
        if page.lexicon.dialogue_dash and (spoken := find_dialogue(block.text, page.lexicon)):
            spans = sorted(
                [*spoken, *(s for s in spans if not any(d.open < s.close and s.open < d.close for d in spoken))], key=lambda s: s.open
            )
        passages.append(build_passage(page, block, len(passages), spans))
    return passages


def _text_blocks(page: Page, extent: Extent) -> list[Block]:
    first, last = extent.first_body, extent.last_body
    return [b for b in page.article_blocks(extent) if first <= b.index <= last and b.visible != "no"
            and b.kind in ("paragraph", "quote", "text", "list-item") and not (b.quoted and b.text[:1] in "—–―")]  # fmt: skip


def find_quotations(page: Page, passages: list[Passage], cues: Cues) -> list[Found]:
    """The quotations of an article in reading order."""
    found: list[Found] = []
    capitals_tell = page.lexicon.cased and any(p.spans for p in passages) and not nouns_have_capitals(passages)
    for passage in passages:
        named: Marked | None = None
        for span in passage.spans:
            reading = _Reading(page, passage, span, cues, capitals_tell)
            if reading.is_name() or named is not None and reading.goes_on_from(named):
                named = span
            elif (item := reading.quotation()) is not None:
                item.credit = _credit_line(page, passage.block) if passage.block.quoted and passage.alone() else ""
                found.append(item)
        if not passage.spans and passage.block.quoted and len(passage.text) > 40:
            whole = Marked(0, len(passage.text), 0, len(passage.text), True)
            found.append(Found(passage, whole, "block", passage.text, credit=_credit_line(page, passage.block)))
    return _without_answers(passages, _without_items(passages, found))


def _without_items(passages: list[Passage], found: list[Found]) -> list[Found]:
    """A line behind a dash with no verb of saying is speech only among other speech, or after a colon: else it is an item of a list."""
    spoken = [i.passage.place for i in found if i.loose]
    return [i for i in found if not (i.loose and i.passage.alone() and not i.inner_cue) or _among(passages, i.passage.place, spoken)]


def _among(passages: list[Passage], place: int, spoken: list[int]) -> bool:
    before = passages[place - 1].text.rstrip()[-1:] if place else ""
    near = spoken[bisect_left(spoken, place - _DIALOGUE) : bisect_right(spoken, place + _DIALOGUE)]
    return before in (":", "?") or any(other != place for other in near)


def _without_answers(passages: list[Passage], found: list[Found]) -> list[Found]:
    """An interview whose answers begin with a dash and whose questions do not: the form says who speaks, the answers are no quotations."""
    answers = [i for i in found if i.loose and i.passage.alone() and i.passage.place and not passages[i.passage.place - 1].spans]
    asked = sum(1 for i in answers if passages[i.passage.place - 1].text.rstrip().endswith("?"))
    dropped = {id(i) for i in answers}
    return [i for i in found if id(i) not in dropped] if asked >= _INTERVIEW else found


def _credit_line(page: Page, block: Block) -> str:
    """The line that names the speaker of a block quotation: its own last line, the next block inside the same quotation, or a short line
    behind a dash under it; '' if none."""
    lines = block.text.rsplit("\n", 1)
    following = page.document.blocks[block.index + 1] if block.index + 1 < len(page.document.blocks) else None
    text = lines[1] if len(lines) > 1 else following.text if following is not None and _signs(page, block, following) else ""
    return text if len(text) <= 90 else ""


def _signs(page: Page, block: Block, following: Block) -> bool:
    """Whether the block behind a block quotation is its signature."""
    if following.quoted:
        return _quoting(page, block) == _quoting(page, following)
    name = following.text[1:].lstrip()
    begins = name[:1].isupper() if page.lexicon.cased else name[:1].isalpha()
    return following.text[:1] in "—–―-" and begins and len(following.text) < 70 and ":" not in name


def _quoting(page: Page, block: Block) -> int:
    """The innermost block quotation that a block stands in."""
    return next((e.index for e in page.document.ancestors(block.element) if e.tag == "blockquote"), -1)


class _Reading:
    """One marked span: what its words, its place and its sentence say of it."""

    def __init__(self, page: Page, passage: Passage, span: Marked, cues: Cues, capitals_tell: bool) -> None:
        self.lexicon, self.passage, self.span, self.capitals_tell = page.lexicon, passage, span, capitals_tell
        self.text = passage.text[span.start : span.end].strip()
        self.size = len(self.text.split()) if self.lexicon.spaced else len(self.text)
        self.least, self.fewest = (_LEAST_WORDS, _FEWEST_WORDS) if self.lexicon.spaced else (_LEAST_CHARACTERS, _FEWEST_CHARACTERS)
        self.inner = _incises(passage, span) if self.lexicon.cased and self.size >= self.least else []
        self.inner_cue = any(cues.of(clause) for clause in self.inner)
        begin, end = passage.sentence(span.open, span.close)
        self.lead = passage.folded[begin : span.open].rstrip()
        self.cued = self.inner_cue or any(c.kind != "weak" for c in cues.within(passage, begin, end))
        near = cues.within(passage, max(begin, span.open - _CLOSE_BY), min(end, span.close + _CLOSE_BY))
        self.cued_near = self.inner_cue or any(c.kind != "weak" for c in near)

    def quotation(self) -> Found | None:
        """The span as a quotation, or None when it is too short to be anybody's words."""
        if self.size < self.fewest:
            return None
        if self.span.dash:
            if self._signature():
                return None
            return Found(self.passage, self.span, "direct", self.text, self.inner, self.inner_cue, loose=True)
        woven = bool(self.lead) and self.lead[-1] not in ".!?:。！？：…\n\0"
        if self.size < self.least and not self.cued and (not woven or self.size < _FRAGMENT):
            return None
        low = self.text[:1].islower()
        if woven and not self.cued and (self.size < self.least or low):
            return Found(self.passage, self.span, "partial", self.text)
        partial = woven and (low or self.size < self.least) and self.lead[-1] not in ",:，：" and not self._set_off()
        return Found(self.passage, self.span, "partial" if partial else "direct", self.text, self.inner, self.inner_cue)

    def _signature(self) -> bool:
        """A short line behind a dash that begins with a date: the date line or signature of a letter or comment."""
        dates = find_dates(fold(self.text), self.lexicon) if self.size < _LONGEST_SIGNATURE and not self.inner_cue else []
        return bool(dates) and dates[0].start < 8

    def _set_off(self) -> bool:
        """Whether a comma or dash parts the quotation from what follows, as speech is set off."""
        return self._after(2).strip()[:1] in (",", "–", "—") or self.text[-1:] in (",", "!", "?")

    def _after(self, size: int) -> str:
        return self.passage.narration[self.span.close : self.span.close + size]

    def is_name(self) -> bool:
        """Titles of works, names, slogans and words as words: told by what leads to them, by their form, or by their place."""
        if self.span.dash:
            return False
        if self.lexicon.ends(self.lead[-30:], "not_quotation_lead") or _TITLE_AFTER.match(self.passage.text, self.span.close):
            return True
        return self._capitals() or self._noun_phrase() or self._unspaced_name() or self._named_by_place()

    def _capitals(self) -> bool:
        """Nearly every word has a capital, and no stop ends it."""
        words = [w for w in re.findall(r"\w+", self.text) if not w.isdigit()]
        if not self.lexicon.cased or not words or self.size >= 9 or self.text[-1:] in ".!?…,":
            return False
        capitals = sum(1 for w in words if w[0].isupper())
        return capitals >= max(2, len(words) * 0.7) and (self.capitals_tell or "," not in self.text)

    def _noun_phrase(self) -> bool:
        """Where common nouns have capitals: no word that can be a verb, as verbs have none ('Kampagne für ein freies Tibet')."""
        if (
            self.cued
            or not self.text[:1].isupper()
            or self.capitals_tell
            or not self.lexicon.cased
            or self.text[-1:] in ".!?…,"
            or self.lead[-1:] in ("", ":")
        ):
            return False
        closed = self.lexicon.single_words("preposition", "small_word", "clause_joint") - self.lexicon.single_words("pronoun")
        words = re.findall(r"\w+", self.text)
        return all(
            word in closed or not word[0].islower() or _ADJECTIVE.search(word) and following[:1].isupper() and not before[0].isupper()
            for before, word, following in zip(words, words[1:], [*words[2:], ""], strict=False)
        )

    def _unspaced_name(self) -> bool:
        """A short marked word in Chinese or Japanese text that nobody is said to say, or one in Latin letters."""
        if self.lexicon.spaced:
            return False
        return not self.cued and self.size < 14 and self.text[-1:] not in "。！？…" or self.text.isascii() and self.size < 60

    def _named_by_place(self) -> bool:
        """Woven into the sentence with a capital and no stop, and no verb of saying close by; or behind a colon that a word for such
        things leads to ('the slogan of the campaign: …')."""
        if self.cued_near or not self.lead:
            return False
        if self.lead[-1] in ":：":
            return self.size <= _LONGEST_SLOGAN and self.lexicon.search(self.lead[-2 * _CLOSE_BY :], "not_quotation_lead") is not None
        if not self.capitals_tell or self.lead[-1] in ",.!?;–—\0" or self._after(1) in (",", "–", "—"):
            return False
        return self.text[:1].isupper() and self.text[-1:] not in ".!?…," and self.size <= _LONGEST_TITLE

    def goes_on_from(self, named: Marked) -> bool:
        """Whether this is the next of a row of names: nothing but a comma or a word between, and no stop at its end."""
        gap = self.passage.narration[named.close : min(self.span.open, named.close + 10)]
        return len(gap) < 10 and len(gap.split()) <= 2 and "." not in gap and self.text[-1:] not in ".!?…" and not self.inner_cue


def _incises(passage: Passage, span: Marked) -> list[Passage]:
    """The clauses behind commas or dashes inside a quotation, each up to the end of its sentence."""
    text = passage.text[span.start : span.end]
    found = []
    for match in _INCISE.finditer(text):
        stop = re.search(r"[.!?…«»“”\"]", text[match.end() : match.end() + _LONGEST_INCISE])
        end = match.end() + (stop.start() if stop else min(_LONGEST_INCISE, len(text) - match.end()))
        found.append(part_of(passage, span.start + match.end(), span.start + end))
    return found
