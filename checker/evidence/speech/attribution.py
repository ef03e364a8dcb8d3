"""Who speaks each quotation of an article, and how the text tells.

Quotations are taken in reading order. For each the places that can tell are asked, the nearest first: the words inside
its marks, its sentence after and before it, the quotation before it in the paragraph, the sentences beside it, the paragraph
before. The first that answers decides. Definitions of ``explicit``, ``implicit`` and ``none``: see ``docs/architecture.md``.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from checker.evidence.model import Confidence
from checker.evidence.speech.cues import Cue, Cues
from checker.evidence.speech.memory import Memory, Told
from checker.evidence.speech.mentions import Mention
from checker.evidence.speech.passages import Passage, line_of
from checker.evidence.speech.silence import heard_before, silence
from checker.evidence.speech.spans import Found
from checker.lexicon import Lexicon
from checker.lexicon.phrases import fold

_DASHES = "—–―- "
_WIDE = 1500
"""Characters of a sentence on each side of a quotation that are read for its speaker."""
_NEAR = 2
"""Passages within which a quotation goes on from the one before it."""


class Attribution:
    """One article being read for its speakers."""

    def __init__(self, lexicon: Lexicon, passages: list[Passage], found: list[Found], cues: Cues) -> None:
        self.lexicon, self.passages, self.found, self.cues = lexicon, passages, found, cues
        self.memory = Memory(lexicon, passages, found, cues)
        self.cast, self.finder, self.told = self.memory.cast, self.memory.finder, self.memory.told

    def run(self) -> list[Told]:
        """What the text tells of every quotation, in their order."""
        for at in range(len(self.found)):
            told = self._tell(at)
            told.named = told.named and fold(told.speaker or "") not in self.lexicon.single_words("pronoun")
            self.told.append(told)
        return self.told

    def _tell(self, at: int) -> Told:
        item = self.found[at]
        steps = (self._credited, self._inside, self._in_sentence, self._with_previous, self._beside, self._around)
        for step in steps:
            told = step(at, item)
            if told is not None:
                return told
        return Told("none", silence(self.memory, item))

    def _credited(self, at: int, item: Found) -> Told | None:
        """The line under a block quotation: '— Ilse Harn', or a sentence with a verb of saying."""
        if not item.credit:
            return None
        name = item.credit.lstrip(_DASHES).split(",")[0].strip()
        if not any(c.isalnum() for c in name):
            return None
        if item.credit[0] in _DASHES or self.cast.is_known(name):
            return Told("explicit", "high", self.cast.full_name(name, (item.passage.place, 0)), item.credit[0])
        line = line_of(item.passage, item.credit)
        for cue in self.cues.of(line):
            mention = self.finder.subject(line, cue, 0, len(line.text), None)
            if mention is not None:
                return Told("explicit", "high", self.memory.name(mention, item.passage, 0), cue.text)
        return None

    def _inside(self, at: int, item: Found) -> Told | None:
        """A cue inside the marks, as French and Italian set it: '« Nous avons gardé, a expliqué Anne Roe, le pont »'."""
        for clause in item.inner:
            cue = next((c for c in self.cues.of(clause) if c.kind != "phrase" and c.start <= 2), None)
            mention = self.finder.subject(clause, cue, 0, len(clause.text), None) if cue is not None else None
            if cue is not None and mention is not None and mention.start - cue.end < (20 if cue.kind == "verb" else 8):
                if mention.kind == "name" and " " in mention.text:
                    self.cast.add((item.passage.place, item.span.start), mention.text, mention.role)
                return Told("explicit", "high", self.memory.name(mention, item.passage, item.span.start), cue.text)
        return None

    def _in_sentence(self, at: int, item: Found) -> Told | None:
        passage, quote = item.passage, (item.span.open, item.span.close)
        begin, end = passage.sentence(*quote)
        begin, end = max(begin, quote[0] - _WIDE), min(end, quote[1] + _WIDE, self._tail_ceiling(at, item))
        cues = self.cues.within(passage, begin, end, quote[0])
        for cue in sorted(cues, key=lambda c: self._rank(passage, c, quote)):
            if not self._reaches(passage, cue, quote):
                continue
            mention = self.finder.subject(passage, cue, begin, end, quote)
            if mention is None and cue.kind == "phrase":
                continue
            if mention is None and cue.kind == "weak" and not self._colon(passage, quote):
                continue
            return self._from_subject(item, mention, cue)
        return self._beside_marks(at, item, begin, end)

    def _tail_ceiling(self, at: int, item: Found) -> int:
        """Where the words that can follow a quotation end: before a colon that leads to the next one, or that one itself."""
        passage, close = item.passage, item.span.close
        at_next = bisect_left(passage.opens, close)
        if at_next == len(passage.spans):
            return len(passage.text)
        following = passage.spans[at_next]
        lead = passage.narration[close : following.open].rstrip()
        if lead.endswith((":", "：")):
            breaks = [m.start() for m in re.finditer(r"[.;!?。！？；]", lead)] or [
                m.start() for m in re.finditer("[,，]", lead) if passage.narrates(close, close + m.start())
            ]
            return close + (breaks[-1] if breaks else 0 if len(lead) > 60 else len(lead))
        return following.open

    def _rank(self, passage: Passage, cue: Cue, quote: tuple[int, int]) -> tuple[int, int]:
        """Which cue of a sentence a quotation goes by: one before its colon, right behind it, before it, further behind; weak ones last."""
        if cue.start >= quote[1]:
            gap = passage.narration[quote[1] : cue.start]
            right_behind = not passage.narrates(quote[1], cue.start) or self.finder.beside(passage, quote[1], cue.start, True) is not None
            if cue.kind == "weak" and not (right_behind and len(gap) < 4):
                return 5, len(gap)
            return (1 if right_behind else 3), len(gap)
        gap = passage.narration[cue.end : quote[0]]
        return (4 if cue.kind == "weak" else 0 if self._colon(passage, quote) else 2), len(gap)

    def _colon(self, passage: Passage, quote: tuple[int, int]) -> bool:
        return passage.narration[max(0, quote[0] - 6) : quote[0]].rstrip()[-1:] in (":", "：")

    def _reaches(self, passage: Passage, cue: Cue, quote: tuple[int, int]) -> bool:
        """Whether a cue belongs to this quotation: no other quotation between them, except where words are joined by 'and'."""
        between = passage.narration[cue.end : quote[0]] if cue.end <= quote[0] else passage.narration[quote[1] : cue.start]
        if "\0" in between:
            gap = between.strip("\0 ")
            return cue.end <= quote[0] and len(gap.replace("\0", "")) < 60
        return self.lexicon.spaced or len(between) <= (90 if cue.end <= quote[0] and cue.kind == "verb" else 30)

    def _from_subject(self, item: Found, mention: Mention | None, cue: Cue) -> Told:
        gender = self.cast.gender_of(cue.text)
        if mention is None:
            speaker = self.memory.last_speaker(item.passage, cue.start, gender)
        else:
            speaker = self.memory.name(mention, item.passage, mention.start, gender)
            if gender and speaker:
                self.cast.note_gender(speaker, gender)
        confidence: Confidence = "high" if cue.kind in ("verb", "phrase") and (speaker or item.kind == "partial") else "medium"
        named = mention is None or mention.kind == "name" or speaker != mention.text
        return Told("explicit", confidence, speaker, cue.text, named)

    def _beside_marks(self, at: int, item: Found, begin: int, end: int) -> Told | None:
        """No known cue in the sentence: a colon with somebody before it, a name right behind, or the sentence's own subject."""
        passage, quote = item.passage, (item.span.open, item.span.close)
        tail = passage.narration[quote[1] : end]
        if self._colon(passage, quote):
            mention = self.finder.topic(passage, begin, quote[0]) or self.finder.beside(passage, begin, quote[0], False)
            speaker = self.memory.name(mention, passage, mention.start) if mention else self.memory.last_speaker(passage, quote[0])
            if speaker:
                return Told("explicit", "high" if mention else "medium", speaker, ":")
        if item.kind != "partial" and re.match(r"[\s,，、–—-]*[\w]", tail):
            mention = self.finder.beside(passage, quote[1], end, True)
            if mention is not None:
                return Told(
                    "explicit",
                    "medium",
                    self.memory.name(mention, passage, mention.start),
                    passage.text[quote[1] : mention.start].strip(" ,–—") or None,
                )
        if passage.narrates(begin, quote[0]):
            mention = self.finder.topic(passage, begin, quote[0]) or (
                None if self.lexicon.spaced else self.finder.beside(passage, begin, quote[0], False)
            )
            if mention is not None:
                return Told("explicit", "medium", self.memory.name(mention, passage, mention.start))
        return None

    def _with_previous(self, at: int, item: Found) -> Told | None:
        """Words that go on: a quotation before it in the same paragraph, or one left open in the paragraph before."""
        if not at:
            return None
        before, told = self.found[at - 1], self.told[at - 1]
        if told.attribution == "none" or not told.speaker:
            return None
        if before.passage is item.passage:
            if (told_between := self._told_between(item, before.span.close)) is not None:
                return told_between
            between = item.passage.narration[before.span.close : item.span.open]
            ends = item.passage.ends
            sentences = bisect_right(ends, item.span.open) - bisect_right(ends, before.span.close)
            if told.attribution == "explicit":
                return Told("explicit" if sentences <= 1 else "implicit", "high" if len(between) < 200 else "medium", told.speaker)
            return Told("implicit", told.confidence, told.speaker)
        if not before.span.closed and item.passage.place == before.passage.place + 1:
            return Told("implicit", "high", told.speaker)
        return None

    def _told_between(self, item: Found, close: int) -> Told | None:
        """A sentence between two quotations that has a verb of saying of its own."""
        begin = item.passage.sentence(item.span.open, item.span.close)[0]
        start = item.passage.sentence(max(0, begin - 1), max(0, begin - 1))[0]
        if start < close or not any(c.kind != "weak" for c in self.cues.within(item.passage, start, begin)):
            return None
        return self._sentence_tells(item.passage, start, begin, "high", "medium")

    def _beside(self, at: int, item: Found) -> Told | None:
        """The sentences beside it: the one before, in its paragraph or at the end of the one before, and the one after."""
        passage = item.passage
        begin, end = passage.sentence(item.span.open, item.span.close)
        words_from, words_to = passage.told
        if 0 <= words_from < begin:
            start = passage.sentence(max(0, begin - 1), max(0, begin - 1))[0]
            if (told := self._sentence_tells(passage, start, begin, "high", "medium")) is not None:
                return told
        if words_to > end:
            after = bisect_right(passage.ends, end)
            stop = passage.ends[after] if after < len(passage.ends) else end
            if (told := self._sentence_tells(passage, end, stop, "medium", "medium")) is not None:
                return told
        if begin == 0 and passage.place:
            previous = self.passages[passage.place - 1]
            text = previous.narration.rstrip()
            last = previous.sentence(max(0, len(text) - 1), max(0, len(text) - 1))
            if text.endswith((":", "：")):
                told = self._sentence_tells(previous, last[0], last[1], "high", "high")
                return told or Told("explicit", "medium", self.memory.last_speaker(passage, 0), ":")
        return None

    def _sentence_tells(self, passage: Passage, begin: int, end: int, cued: Confidence, named: Confidence) -> Told | None:
        """Who a sentence beside a quotation says is speaking: the subject of its last verb of saying, else who it is about."""
        for cue in reversed([c for c in self.cues.within(passage, begin, end) if c.kind != "weak"]):
            mention = self.memory.subject(passage, cue)
            speaker = self.memory.name(mention, passage, mention.start) if mention else self.memory.last_speaker(passage, cue.start)
            if speaker:
                return Told("explicit", cued, speaker, cue.text)
        mention = self.finder.topic(passage, begin, end)
        return Told("explicit", named, self.memory.name(mention, passage, mention.start)) if mention is not None else None

    def _around(self, at: int, item: Found) -> Told | None:
        """Only the context: whoever spoke last, within a few paragraphs, unless everything around the quotation is silent."""
        before = self.found[at - 1] if at else None
        near = before is not None and item.passage.place - before.passage.place <= _NEAR and self.told[at - 1].speaker is not None
        speaker = self.memory.last_speaker(item.passage, item.span.open)
        if speaker is None or near:
            return Told("implicit", "high" if item.passage.alone() else "medium", speaker) if speaker else None
        heard = heard_before(self.memory, item.passage)
        if not heard and (silence(self.memory, item) == "high" or self.lexicon.cased and not self.cast.speaks(speaker)):
            return None
        return Told("implicit", "medium", speaker)
