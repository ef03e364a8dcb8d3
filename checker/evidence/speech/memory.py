"""What a reader of an article keeps in mind: who is who, and who spoke last.

Names are as the article gives them; a surname, an office, a pronoun or an unsaid subject is resolved to the last person it fits.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from checker.evidence.model import Confidence
from checker.evidence.speech.cast import Cast
from checker.evidence.speech.clauses import Clauses
from checker.evidence.speech.cues import Cue, Cues, SubjectFinder
from checker.evidence.speech.mentions import Mention, MentionFinder
from checker.evidence.speech.particles import Particles
from checker.evidence.speech.passages import Passage
from checker.evidence.speech.spans import Found
from checker.evidence.speech.verbfirst import VerbFirst
from checker.evidence.speech.wordorder import WordOrder
from checker.lexicon import Lexicon

_INTRODUCED = 3
"""Passages at the start of an article, which say who is who."""
FAR = 4
"""Passages that a speaker is looked for backwards."""


@dataclass(slots=True)
class Told:
    """What a place tells of a quotation's speaker."""

    attribution: str
    confidence: Confidence
    speaker: str | None = None
    cue: str | None = None
    named: bool = True


class Memory:
    """One article's people and what they have said so far."""

    def __init__(self, lexicon: Lexicon, passages: list[Passage], found: list[Found], cues: Cues) -> None:
        self.lexicon, self.passages, self.found, self.cues = lexicon, passages, found, cues
        self.told: list[Told] = []
        """What was told of the quotations read so far, one for each of ``found`` from the first."""
        self.cast = Cast(lexicon)
        self._places = [(item.passage.place, item.span.open) for item in found]
        quoted = {item.passage.place for item in found}
        self._near = [p for p in passages if p.place < _INTRODUCED or any(p.place + n in quoted for n in range(-1, FAR + 1))]
        """The passages that can tell of a quotation: those before and right behind one, and the first of the article."""
        self._nouns_capital = False
        """Whether the text writes nouns with capitals, as German does, whose words for one man are often those for several."""
        self._subjects: dict[tuple[int, int], Mention | None] = {}
        self.finder: SubjectFinder = self._subject_finder()
        self._learn_speakers()

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
        self._nouns_capital = mentions.nouns_have_capitals
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

    def _learn_speakers(self) -> None:
        """Who says something is somebody; where names have no capitals, those are the cast."""
        for passage in self._near:
            for cue in self.cues.of(passage):
                if cue.kind == "weak":
                    continue
                mention = self.subject(passage, cue)
                if mention is None or mention.kind != "name":
                    continue
                if self.lexicon.cased:
                    self.cast.note_speaker(self.cast.full_name(mention.text, (passage.place, mention.start)))
                else:
                    self.cast.add((passage.place, mention.start), mention.text, mention.role)

    def subject(self, passage: Passage, cue: Cue) -> Mention | None:
        """The subject of a cue in its sentence, looked up once."""
        key = (passage.place, cue.start)
        if key not in self._subjects:
            self._subjects[key] = self.finder.subject(passage, cue, *passage.sentence(cue.start, cue.end), None)
        return self._subjects[key]

    def name(self, mention: Mention, passage: Passage, offset: int, gender: str = "") -> str | None:
        """A mention as the article names it elsewhere."""
        place = (passage.place, offset)
        if mention.kind == "pronoun":
            return self.last_speaker(passage, offset, self.cast.gender_of(mention.text) or gender) or mention.text
        if mention.kind == "name":
            return self.cast.full_name(mention.text, place)
        if mention.kind == "role":
            return self.cast.by_role(mention, place) or self._described(mention, passage, offset) or mention.text
        return mention.text

    def _described(self, mention: Mention, passage: Passage, offset: int) -> str | None:
        """The person that a description with an article stands for ('the old woman'): who was named last, if of that gender."""
        gender = self.cast.gender_of(mention.text)
        if not mention.definite or self._nouns_capital or not gender and not self.cast.is_single_person(mention.text):
            return None
        for place in range(passage.place, max(-1, passage.place - 3), -1):
            current = self.passages[place]
            limit = offset if current is passage else len(current.text)
            for begin, end in current.sentences_before(limit):
                person = self._quoted_in(current, begin, end, gender) or self._person_in(current, begin, end, gender)
                if person is not None:
                    return person
        return self.cast.only_person((passage.place, offset))

    def last_speaker(self, passage: Passage, offset: int, gender: str = "") -> str | None:
        """Who spoke, or was spoken of, last before a place, sentence by sentence backwards; an office where no name is found."""
        office: str | None = None
        for place in range(passage.place, max(-1, passage.place - FAR - 1), -1):
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
            mention = self.subject(passage, cue)
            if cue.kind == "weak" and (self.lexicon.cased or mention is None or mention.kind != "name" or " " not in mention.text):
                continue
            if mention is not None and mention.kind in ("name", "role") and mention.end <= end:
                speaker = self.name(mention, passage, mention.start)
                if speaker and self._fits(speaker, mention, gender):
                    yield speaker, mention.kind == "name" or speaker != mention.text
        if person := self._person_in(passage, begin, end, gender):
            yield person, True

    def _person_in(self, passage: Passage, begin: int, end: int, gender: str) -> str | None:
        """The person by name that a sentence is about."""
        mention = self.finder.topic(passage, begin, end)
        if mention is not None and mention.kind == "name":
            speaker = self.name(mention, passage, mention.start)
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
