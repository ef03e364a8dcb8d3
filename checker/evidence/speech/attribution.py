"""Who speaks each quotation of an article, and how the text tells.

Quotations are taken in reading order. For each the places that can tell are asked, the nearest first: the words inside
its marks, its sentence after and before it, the quotation before it in the paragraph, the sentences beside it, the paragraph
before. The first that answers decides. Definitions of ``explicit``, ``implicit`` and ``none``: see ``docs/architecture.md``.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from checker.evidence.model import Confidence
from checker.evidence.speech.cast import Cast
from checker.evidence.speech.clauses import Clauses
from checker.evidence.speech.cues import Cue, Cues, Subject, SubjectFinder
from checker.evidence.speech.mentions import Mention, MentionFinder
from checker.evidence.speech.particles import Particles
from checker.evidence.speech.passages import Passage, part_of
from checker.evidence.speech.spans import Found
from checker.evidence.speech.verbfirst import VerbFirst
from checker.evidence.speech.wordorder import WordOrder
from checker.lexicon import Lexicon
from checker.lexicon.phrases import fold

_DASHES = "—–―- "
_NEAR = 2
"""Passages within which a quotation goes on from the one before it."""
_MISREAD = 300
"""A marked span longer than this, in characters, may be two quotations whose inner marks were set wrongly."""
_QUESTIONS = 3
"""So many paragraphs that end with a question around a quotation make an interview."""
_INTRODUCED = 3
"""Passages at the start of an article, which say who is who."""
_FAR = 4
"""Passages that a speaker is looked for backwards."""


@dataclass(slots=True)
class Told:
    """What a place tells of a quotation's speaker."""

    attribution: str
    confidence: Confidence
    speaker: str | None = None
    cue: str | None = None
    named: bool = True


class Attribution:
    """One article being read for its speakers."""

    def __init__(self, lexicon: Lexicon, passages: list[Passage], found: list[Found], cues: Cues) -> None:
        self.lexicon, self.passages, self.found, self.cues = lexicon, passages, found, cues
        self.cast = Cast(self.lexicon)
        self._places = [(item.passage.place, item.span.open) for item in found]
        quoted = {item.passage.place for item in found}
        self._near = [p for p in passages if p.place < _INTRODUCED or any(p.place + n in quoted for n in range(-1, _FAR + 1))]
        """The passages that can tell of a quotation: those before and right behind one, and the first of the article."""
        self.plain_nouns_capital = False
        """Whether the text writes nouns with capitals, as German does, whose words for one man are often those for several."""
        self._subjects: dict[tuple[int, int, int], Subject] = {}
        self.finder: SubjectFinder = self._subject_finder()
        self.told: list[Told] = []

    def _subject_finder(self) -> SubjectFinder:
        order = self.lexicon.speaker_order
        if order == "verb_first":
            verb_first = VerbFirst(self.lexicon, self.passages)
            for place, start, name, office in verb_first.people:
                self.cast.add((place, start), name, office)
            return verb_first
        if order == "particle":
            particles = Particles(self.lexicon, self.passages)
            for name in sorted(particles.people, key=len):
                self.cast.add((0, 0), name)
            return particles
        if order == "clause":
            return Clauses(self.lexicon, self.passages)
        mentions = MentionFinder(self.lexicon, self.passages)
        self.plain_nouns_capital = mentions.nouns_have_capitals
        for place, start, name in mentions.full_names:
            self.cast.add((place, start), name)
        finder = WordOrder(self.lexicon, mentions)
        for passage in self._near:
            for mention in finder.mentions(passage, 0, len(passage.text)):
                if mention.kind == "name" and mention.role:
                    self.cast.add_role(
                        (passage.place, mention.start), self.cast.full_name(mention.text, (passage.place, mention.start)), mention.role
                    )
        return finder

    def run(self) -> list[Told]:
        """What the text tells of every quotation, in their order."""
        self._learn_speakers()
        for at in range(len(self.found)):
            told = self._tell(at)
            told.named = told.named and fold(told.speaker or "") not in self.lexicon.single_words("pronoun")
            self.told.append(told)
        return self.told

    def _learn_speakers(self) -> None:
        """Who says something is somebody; where names have no capitals, those are the cast."""
        for passage in self._near:
            for cue in self.cues.of(passage):
                if cue.kind == "weak":
                    continue
                begin, end = passage.sentence(cue.start, cue.end)
                mention = self._subject(passage, cue, begin, end, None).mention
                if mention is None or mention.kind != "name":
                    continue
                if self.lexicon.cased:
                    self.cast.note_speaker(self.cast.full_name(mention.text, (passage.place, mention.start)))
                else:
                    self.cast.add((passage.place, mention.start), mention.text, mention.role)

    # what passages hold --------------------------------------------------------------------------------------

    def _subject(self, passage: Passage, cue: Cue, begin: int, end: int, quote: tuple[int, int] | None) -> Subject:
        key = (passage.place, cue.start, quote[0] if quote else -1)
        known = self._subjects.get(key)
        if known is None:
            known = self._subjects[key] = self.finder.subject(passage, cue, begin, end, quote)
        return known

    # one quotation -------------------------------------------------------------------------------------------

    def _tell(self, at: int) -> Told:
        item = self.found[at]
        steps = (self._credited, self._inside, self._in_sentence, self._with_previous, self._beside, self._around)
        for step in steps:
            told = step(at, item)
            if told is not None:
                return told
        return Told("none", self._silence(item))

    def _credited(self, at: int, item: Found) -> Told | None:
        """The line under a block quotation: '— Ilse Harn', or a sentence with a verb of saying."""
        if not item.credit:
            return None
        name = item.credit.lstrip(_DASHES).split(",")[0].strip()
        if item.credit[0] in _DASHES or self.cast.is_known(name):
            return Told("explicit", "high", self.cast.full_name(name, (item.passage.place, 0)), item.credit[0])
        line = part_of(item.passage, 0, 0)
        line.text = line.narration = item.credit
        line.folded, line.ends = fold(item.credit), [len(item.credit)]
        for cue in self.cues.of(line):
            mention = self.finder.subject(line, cue, 0, len(line.text), None).mention
            if mention is not None:
                return Told("explicit", "high", self._name(mention, item.passage, 0), cue.text)
        return None

    def _inside(self, at: int, item: Found) -> Told | None:
        """A cue inside the marks, as French and Italian set it: '« Nous avons gardé, a expliqué Anne Roe, le pont »'."""
        for clause in item.inner:
            cue = next((c for c in self.cues.of(clause) if c.kind != "phrase" and c.start <= 2), None)
            mention = self.finder.subject(clause, cue, 0, len(clause.text), None).mention if cue is not None else None
            if cue is not None and mention is not None and mention.start - cue.end < (20 if cue.kind == "verb" else 8):
                if mention.kind == "name" and " " in mention.text:
                    self.cast.add((item.passage.place, item.span.start), mention.text, mention.role)
                return Told("explicit", "high", self._name(mention, item.passage, item.span.start), cue.text)
        return None

    def _in_sentence(self, at: int, item: Found) -> Told | None:
        passage, quote = item.passage, (item.span.open, item.span.close)
        begin, end = passage.sentence(*quote)
        end = min(end, self._tail_ceiling(at, item))
        cues = self.cues.within(passage, begin, end)
        for cue in sorted(cues, key=lambda c: self._rank(passage, c, quote)):
            if not self._reaches(passage, cue, quote):
                continue
            subject = self._subject(passage, cue, begin, end, quote)
            if subject.mention is None and cue.kind == "phrase":
                continue
            if subject.mention is None and cue.kind == "weak" and not self._colon(passage, quote):
                continue
            return self._from_subject(at, item, subject, cue)
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
                m.start() for m in re.finditer("[,，]", lead) if re.search(r"\w", lead[: m.start()])
            ]
            return close + (breaks[-1] if breaks else 0 if len(lead) > 60 else len(lead))
        return following.open

    def _rank(self, passage: Passage, cue: Cue, quote: tuple[int, int]) -> tuple[int, int]:
        """Which cue of a sentence a quotation goes by: one before its colon, right behind it, before it, further behind; weak ones last."""
        if cue.start >= quote[1]:
            gap = passage.narration[quote[1] : cue.start]
            right_behind = not re.search(r"\w", gap) or self.finder.beside(passage, quote[1], cue.start, True) is not None
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

    def _from_subject(self, at: int, item: Found, subject: Subject, cue: Cue) -> Told:
        mention = subject.mention
        gender = self.cast.gender_of(cue.text)
        if mention is None:
            speaker = self._last_speaker(item.passage, cue.start, gender)
        else:
            speaker = self._name(mention, item.passage, mention.start, gender)
            if gender and speaker:
                self.cast.note_gender(speaker, gender)
        confidence: Confidence = "high" if cue.kind in ("verb", "phrase") and (speaker or item.kind == "partial") else "medium"
        named = mention is None or mention.kind == "name" or speaker != mention.text
        return Told("explicit", confidence, speaker, cue.text, named)

    def _beside_marks(self, at: int, item: Found, begin: int, end: int) -> Told | None:
        """No known cue in the sentence: a colon with somebody before it, a name right behind, or the sentence's own subject."""
        passage, quote = item.passage, (item.span.open, item.span.close)
        lead, tail = passage.narration[begin : quote[0]], passage.narration[quote[1] : end]
        if self._colon(passage, quote):
            mention = self.finder.topic(passage, begin, quote[0]) or self.finder.beside(passage, begin, quote[0], False)
            speaker = self._name(mention, passage, mention.start) if mention else self._last_speaker(passage, quote[0])
            if speaker:
                return Told("explicit", "high" if mention else "medium", speaker, ":")
        if item.kind != "partial" and re.match(r"[\s,，、–—-]*[\w]", tail):
            mention = self.finder.beside(passage, quote[1], end, True)
            if mention is not None:
                return Told(
                    "explicit",
                    "medium",
                    self._name(mention, passage, mention.start),
                    passage.text[quote[1] : mention.start].strip(" ,–—") or None,
                )
        if re.search(r"\w", lead):
            mention = self.finder.topic(passage, begin, quote[0]) or (
                None if self.lexicon.spaced else self.finder.beside(passage, begin, quote[0], False)
            )
            if mention is not None:
                return Told("explicit", "medium", self._name(mention, passage, mention.start))
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
            stop = next((e for e in passage.ends if e > end), end)
            if (told := self._sentence_tells(passage, end, stop, "medium", "medium")) is not None:
                return told
        if begin == 0 and passage.place:
            previous = self.passages[passage.place - 1]
            text = previous.narration.rstrip()
            last = previous.sentence(max(0, len(text) - 1), max(0, len(text) - 1))
            if text.endswith((":", "：")):
                told = self._sentence_tells(previous, last[0], last[1], "high", "high")
                return told or Told("explicit", "medium", self._last_speaker(passage, 0), ":")
        return None

    def _sentence_tells(self, passage: Passage, begin: int, end: int, cued: Confidence, named: Confidence) -> Told | None:
        """Who a sentence beside a quotation says is speaking: the subject of its last verb of saying, else who it is about."""
        for cue in reversed([c for c in self.cues.of(passage) if begin <= c.start < end and c.kind != "weak"]):
            mention = self._subject(passage, cue, begin, end, None).mention
            speaker = self._name(mention, passage, mention.start) if mention else self._last_speaker(passage, cue.start)
            if speaker:
                return Told("explicit", cued, speaker, cue.text)
        mention = self.finder.topic(passage, begin, end)
        return Told("explicit", named, self._name(mention, passage, mention.start)) if mention is not None else None

    def _around(self, at: int, item: Found) -> Told | None:
        """Only the context: whoever spoke last, within a few paragraphs, unless everything around the quotation is silent."""
        before = self.found[at - 1] if at else None
        near = before is not None and item.passage.place - before.passage.place <= _NEAR and self.told[at - 1].speaker is not None
        speaker = self._last_speaker(item.passage, item.span.open)
        if speaker is None or near:
            return Told("implicit", "high" if item.passage.alone() else "medium", speaker) if speaker else None
        heard = self._heard_before(item.passage)
        if not heard and (self._silence(item) == "high" or self.lexicon.cased and not self.cast.speaks(speaker)):
            return None
        return Told("implicit", "medium", speaker)

    def _heard_before(self, passage: Passage) -> bool:
        """Whether anybody says anything in the paragraphs before, in marks or out of them."""
        earlier = self.passages[max(0, passage.place - _FAR) : passage.place]
        return any(p.spans or any(c.kind == "verb" for c in self.cues.of(p)) for p in earlier)

    def _silence(self, item: Found) -> Confidence:
        """How sure it is that nothing tells who speaks: high for a sentence of its own with no cue and no word for a speaker in its paragraph
        or beside it."""
        passage = item.passage
        if item.loose or item.kind == "block" or not self.lexicon.supported or passage.block.kind == "list-item":
            return "low"
        begin, end = passage.sentence(item.span.open, item.span.close)
        woven = re.search(r"\w", passage.narration[begin:end]) is not None
        if woven or item.kind == "partial" or item.span.end - item.span.start > _MISREAD or not item.span.closed:
            return "medium"
        places = [(passage, 0, len(passage.text))]
        if passage.place:
            before = self.passages[passage.place - 1]
            places.append((before, before.ends[-2] if len(before.ends) > 1 else 0, len(before.text)))
        if passage.place + 1 < len(self.passages):
            after = self.passages[passage.place + 1]
            places.append((after, 0, after.ends[0]))
        if any(self._hints(*place) for place in places):
            return "medium"
        around = self.passages[max(0, passage.place - 12) : passage.place + 12]
        return "medium" if sum(1 for p in around if p.text.rstrip()[-1:] in ("?", "？", "؟")) >= _QUESTIONS else "high"

    def _hints(self, passage: Passage, begin: int, end: int) -> bool:
        """Whether a part of a passage has a cue, or a word for somebody who may be speaking."""
        if any(
            c.kind == "verb" or c.kind == "phrase" and self._subject(passage, c, begin, end, None).mention
            for c in self.cues.within(passage, begin, end)
        ):
            return True
        if self.lexicon.search(passage.folded[begin:end], "feminine", "masculine", "pronoun"):
            return True
        return self.finder.topic(passage, begin, end) is not None or self.finder.person_before(passage, end) is not None

    # names ---------------------------------------------------------------------------------------------------

    def _name(self, mention: Mention, passage: Passage, offset: int, gender: str = "") -> str | None:
        """A mention as the article names it elsewhere."""
        place = (passage.place, offset)
        if mention.kind == "pronoun":
            return self._last_speaker(passage, offset, self.cast.gender_of(mention.text) or gender) or mention.text
        if mention.kind == "name":
            return self.cast.full_name(mention.text, place)
        if mention.kind == "role":
            return self.cast.by_role(mention, place) or self._described(mention, passage, offset) or mention.text
        return mention.text

    def _described(self, mention: Mention, passage: Passage, offset: int) -> str | None:
        """The person that a description with an article stands for ('the old woman'): who was named last, if of that gender."""
        gender = self.cast.gender_of(mention.text)
        if not mention.definite or self.plain_nouns_capital or not gender and not self.cast.is_single_person(mention.text):
            return None
        for place in range(passage.place, max(-1, passage.place - 3), -1):
            current = self.passages[place]
            limit = offset if current is passage else len(current.text)
            for begin, end in current.sentences_before(limit):
                person = self._quoted_in(current, begin, end, gender) or self._person_in(current, begin, end, gender)
                if person is not None:
                    return person
        return self.cast.only_person((passage.place, offset))

    def _last_speaker(self, passage: Passage, offset: int, gender: str = "") -> str | None:
        """Who spoke, or was spoken of, last before a place, sentence by sentence backwards; an office where no name is found."""
        office: str | None = None
        for place in range(passage.place, max(-1, passage.place - _FAR - 1), -1):
            current = self.passages[place]
            limit = offset if current is passage else len(current.text)
            for begin, end in current.sentences_before(limit):
                for speaker, named in self._spoken_of(current, begin, end, gender):
                    if named:
                        return speaker
                    office = office or speaker
            if (person := self.finder.person_before(current, limit)) is not None:
                return person[1]
        return office

    def _spoken_of(self, passage: Passage, begin: int, end: int, gender: str) -> Iterator[tuple[str, bool]]:
        """Who a sentence gives for the one who speaks next, and whether by name: its quotation, its verbs of saying, its subject."""
        if quoted := self._quoted_in(passage, begin, end, gender):
            yield quoted, True
        for cue in reversed(self.cues.within(passage, begin, end)):
            mention = self._subject(passage, cue, *passage.sentence(cue.start, cue.end), None).mention
            if cue.kind == "weak" and (self.lexicon.cased or mention is None or mention.kind != "name" or " " not in mention.text):
                continue
            if mention is not None and mention.kind in ("name", "role") and mention.end <= end:
                speaker = self._name(mention, passage, mention.start)
                if speaker and self._fits(speaker, mention, gender):
                    yield speaker, mention.kind == "name" or speaker != mention.text
        if person := self._person_in(passage, begin, end, gender):
            yield person, True

    def _person_in(self, passage: Passage, begin: int, end: int, gender: str) -> str | None:
        """The person by name that a sentence is about."""
        mention = self.finder.topic(passage, begin, end)
        if mention is not None and mention.kind == "name":
            speaker = self._name(mention, passage, mention.start)
            if speaker and (not self.lexicon.cased or self.cast.is_person(speaker)) and self._fits(speaker, mention, gender):
                return speaker
        return None

    def _quoted_in(self, passage: Passage, begin: int, end: int, gender: str) -> str | None:
        """The speaker of the last quotation of a sentence."""
        at = bisect_left(self._places, (passage.place, end)) - 1
        if not 0 <= at < len(self.told):
            return None
        item, told = self.found[at], self.told[at]
        if item.passage is not passage or item.span.open < begin or item.span.close > end or not told.speaker or not told.named:
            return None
        known = self.cast.known_gender(told.speaker)
        return told.speaker if not gender or not known or known == gender else None

    def _fits(self, speaker: str, mention: Mention, gender: str) -> bool:
        known = self.cast.known_gender(speaker) or self.cast.gender_of(f"{mention.role} {mention.text if mention.kind != 'name' else ''}")
        return not gender or not known or known == gender
