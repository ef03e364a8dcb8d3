"""The running text of an article as narration with holes: paragraphs, the marked spans in them, sentences around those.

Everything that looks for cues and speakers works on a passage's ``narration``, in which the words between quotation marks
are blanked out: whoever is named inside a quotation does not speak it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from checker.document.model import Block
from checker.evidence.page import Page
from checker.evidence.speech.marks import Marked
from checker.lexicon import Lexicon
from checker.lexicon.phrases import fold

BLANK = "\0"
"""Stands for every character of a marked span in the narration."""
_ENDER = re.compile(r"(?<![.!?…])[.!?…]++[)\]]*+(?=\s|\0|$)|[。！？]+|\n|؟")
_INITIAL = re.compile(r"(?:^|[\s(.\0])(?:[^\W\d_]|\d{1,2}|[^\W\d_]\.[^\W\d_])$")
_LAST_WORD = re.compile(r"[\w.’'-]+$")
_LONE_CAPITAL = re.compile(r"(?<=[^\W\d_A-Z] )[A-ZÄÖÜ][\w-]+(?=[ ,.;][^A-ZÄÖÜ]|$)")
_FEW_WORDS = 40
_REMEMBERED = 30
"""Sentences of one paragraph that a speaker is looked for backwards."""
_INNER_END = ".!?…。！？؟"


@dataclass
class Passage:
    """One block of running text. ``place``: its position among the article's passages, -1 for a part that stands for itself;
    offsets are those of ``text``."""

    block: Block
    place: int
    text: str
    spans: list[Marked]
    narration: str
    folded: str
    lexicon: Lexicon | None = None
    """That of the text, for its sentences; a part that stands for itself is one sentence and has none."""

    @cached_property
    def ends(self) -> list[int]:
        """Where sentences of the narration end, in order; the last is the end of the text."""
        return _sentence_ends(self, self.lexicon) if self.lexicon is not None else [len(self.text)]

    @cached_property
    def opens(self) -> list[int]:
        """Where the marked spans open, in order."""
        return [span.open for span in self.spans]

    def sentences_before(self, offset: int) -> Iterator[tuple[int, int]]:
        """The sentences that begin before an offset, the last first: at most as many as anybody remembers."""
        last = bisect_left(self.ends, offset)
        for at in range(min(last, len(self.ends) - 1), max(-1, last - _REMEMBERED), -1):
            begin = self.ends[at - 1] if at else 0
            if begin < offset:
                yield begin, min(self.ends[at], offset)

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The bounds of the sentence, or sentences, that ``start:end`` lies in."""
        before, after = bisect_right(self.ends, start), bisect_left(self.ends, end)
        return (self.ends[before - 1] if before else 0), (self.ends[after] if after < len(self.ends) else len(self.text))

    def last_of(self, names: re.Pattern[str] | None, limit: int, reach: int) -> tuple[int, str] | None:
        """The last of ``names`` within ``reach`` characters before a place: offset and name."""
        found = list(names.finditer(self.narration, max(0, limit - reach), limit)) if names is not None else []
        return (found[-1].start(), found[-1][0]) if found else None

    def alone(self) -> bool:
        """Whether the passage is nothing but quotation."""
        return self.told[0] < 0

    @cached_property
    def told(self) -> tuple[int, int]:
        """Where the narration's first and last words begin and end; (-1, -1) where there is none."""
        starts, ends = self._words
        return (starts[0], ends[-1]) if starts else (-1, -1)

    @cached_property
    def _words(self) -> tuple[list[int], list[int]]:
        """Where the words of the narration begin and end."""
        words = [m.span() for m in re.finditer(r"\w+", self.narration)]
        return [w[0] for w in words], [w[1] for w in words]

    def narrates(self, begin: int, end: int) -> bool:
        """Whether a part of the narration has a word."""
        starts, ends = self._words
        at = bisect_right(ends, begin)
        return at < len(starts) and starts[at] < end


def nouns_have_capitals(passages: list[Passage]) -> bool:
    """Whether a text writes common nouns with a capital, as German does: more than one word in six stands alone with one inside a
    sentence. A text of few words does not show it."""
    words = sum(p.narration.count(" ") for p in passages)
    return words > _FEW_WORDS and sum(len(_LONE_CAPITAL.findall(p.narration)) for p in passages) * 6 > words


def build_passage(page: Page, block: Block, place: int, spans: list[Marked]) -> Passage:
    """A passage with its narration."""
    parts, at = [], 0
    for span in spans:
        parts += [block.text[at : span.open], BLANK * (span.close - span.open)]
        at = span.close
    parts.append(block.text[at:])
    narration = "".join(parts)
    folded = fold(narration) if spans else page.folded[block.index]
    return Passage(block, place, block.text, spans, narration, folded, page.lexicon)


def part_of(passage: Passage, start: int, end: int) -> Passage:
    """A part of a passage's text, as a passage that stands for itself: a clause inside quotation marks."""
    return line_of(passage, passage.text[start:end])


def line_of(passage: Passage, text: str) -> Passage:
    """A line that belongs to a passage, read for itself."""
    return Passage(passage.block, -1, text, [], text, fold(text))


def _sentence_ends(passage: Passage, lexicon: Lexicon) -> list[int]:
    narration = passage.narration
    ends: list[int] = []
    for match in _ENDER.finditer(narration):
        if match[0] == "\n" or match[0][0] in "。！？؟" or not _abbreviated(passage, match, lexicon):
            ends.append(match.end())
    for span in passage.spans:
        inner = passage.text[span.start : span.end].rstrip()
        if inner[-1:] and inner[-1] in _INNER_END and _ends_sentence(passage, span, inner[-1], lexicon):
            ends.append(span.close)
    return sorted({*ends, len(narration)})


def _abbreviated(passage: Passage, match: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether a full stop belongs to an initial, an abbreviation or a number, or a small letter follows it."""
    narration = passage.narration
    following = narration[match.end() : match.end() + 60].lstrip()[:1]
    if match[0][0] != ".":
        return following.islower()
    if following.islower():
        return True
    before = narration[max(0, match.start() - 24) : match.start()]
    if _INITIAL.search(before):
        word = _LAST_WORD.search(before)
        return not (word and word[0].isdigit() and following == BLANK)
    word = _LAST_WORD.search(before)
    if word is None:
        return False
    plain = fold(word[0])
    titles = lexicon.single_words("name_title")
    return f"{plain}." in titles or len(plain) <= 5 and plain in titles or "." in plain


def _ends_sentence(passage: Passage, span: Marked, last: str, lexicon: Lexicon) -> bool:
    """Whether a quotation that ends like a sentence also ends the sentence it stands in.

    A full stop inside the marks does, unless a small letter, a comma or a dash follows. After other stops, and in scripts without
    capitals, what follows is looked at: a clause with a verb of saying close by belongs to the quotation.
    """
    rest = passage.folded[span.close : span.close + 90]
    following = passage.narration[span.close : span.close + 8].lstrip()[:1]
    if not following:
        return True
    if following.islower() or following in ",;–—-،，、(（":
        return False
    if following == BLANK:
        return True
    if last in ".…" and lexicon.cased:
        return True
    before = passage.narration[max(0, span.open - 12) : span.open].rstrip()
    if before[-1:] in (":", "："):
        return True
    clause = re.split(r"[,.;:，。；：\0!?！？]", rest.lstrip(" ,，"))[0]
    reach = clause if lexicon.spaced else clause[:40]
    return lexicon.search(" ".join(reach.split()[:7]) if lexicon.spaced else reach, "reporting_verb") is None
