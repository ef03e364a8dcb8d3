"""The speaker where words are not parted and the subject opens its clause: Chinese.

'SUBJECT + adverbs, places + verb of saying + quotation': the clause of the verb is cut at the first coverb or adverb; a clause that
begins with one takes its subject from the clauses before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from checker.evidence.speech.cues import Cue
from checker.evidence.speech.hannames import HanNames
from checker.evidence.speech.mentions import Mention
from checker.evidence.speech.passages import Passage
from checker.lexicon import Lexicon

_BREAKS = "，。；：！？\n\0“”「」『』,;:!? （）()"
_HAN = re.compile(r"[\u3400-\u9fff·•‧・A-Za-z]+")
_LONGEST_CLAUSE = 90
"""Characters of a clause that are looked at, and clauses before a verb that its subject may stand in."""
_MOST_CLAUSES = 6
_LONGEST = 26
"""Characters of a speaker with offices in front."""


class Clauses:
    """Reads the head of a clause as the speaker."""

    def __init__(self, lexicon: Lexicon, passages: Iterable[Passage]) -> None:
        self._lexicon = lexicon
        self._cuts = lexicon.pattern("preposition", "small_word")
        self._verbs = lexicon.pattern("reporting_verb")
        self._prepositions = lexicon.single_words("preposition")
        self._pronouns = sorted(lexicon.single_words("pronoun"), key=len, reverse=True)
        self._offices = lexicon.pattern("speaker_noun", "name_title")
        self.people = HanNames(lexicon, [p.narration for p in passages])

    def subject(self, passage: Passage, cue: Cue, begin: int, end: int, quote: tuple[int, int] | None) -> Mention | None:
        """See :class:`SubjectFinder`."""
        floor = quote[1] if quote is not None and quote[1] <= cue.start else begin
        if cue.kind == "phrase" and len(cue.text) > 3 and (inside := self._of_phrase(passage, cue)):
            return inside
        start = self._before_bracket(passage, cue.start, floor)
        first = True
        for _ in range(_MOST_CLAUSES):
            if start <= floor:
                break
            clause = self._clause_start(passage, start, floor)
            mention = self._head(passage, clause, start, tight=first and cue.kind == "verb")
            if mention is not None:
                return mention
            start = clause - 1 if clause > floor else floor
            first = False
        return None

    def _before_bracket(self, passage: Passage, at: int, floor: int) -> int:
        """Where a name ends whose other spelling or age stands in brackets behind it: '霍特(Huot)称'."""
        if passage.narration[at - 1 : at] in (")", "）"):
            opened = max(passage.narration.rfind("(", floor, at), passage.narration.rfind("（", floor, at))
            return opened if opened > floor else at
        return at

    def topic(self, passage: Passage, begin: int, end: int) -> Mention | None:
        """The person or pronoun that a sentence names first."""
        start = begin
        while start < end and passage.narration[start] in _BREAKS:
            start += 1
        stop = next((i for i in range(start, end) if passage.narration[i] in _BREAKS), end)
        head = self._head(passage, start, stop)
        if head is not None and head.kind in ("pronoun", "name"):
            return head
        named = self.people.first_in(passage.narration, begin, end)
        return Mention(*named, "name") if named is not None else head if head is not None and head.kind == "role" else None

    def beside(self, passage: Passage, begin: int, end: int, after: bool) -> Mention | None:
        """See :class:`SubjectFinder`: the clause before the quotation ('小姑娘低头：“…”'), else the one that opens the sentence."""
        if after:
            return None
        clause = self._clause_start(passage, end, begin)
        return self._head(passage, clause, end) or self.topic(passage, begin, end)

    def person_before(self, passage: Passage, limit: int) -> tuple[int, str] | None:
        """See :class:`SubjectFinder`."""
        return self.people.last_before(passage.narration, limit)

    def _clause_start(self, passage: Passage, at: int, floor: int) -> int:
        floor = max(floor, at - _LONGEST_CLAUSE)
        at -= 1
        while at > floor and passage.narration[at] in _BREAKS:
            at -= 1
        while at >= floor and passage.narration[at] not in _BREAKS:
            at -= 1
        return max(at + 1, floor)

    def _of_phrase(self, passage: Passage, cue: Cue) -> Mention | None:
        """The name inside '据…介绍', '在…看来'."""
        inner = cue.text
        head = next((p for p in sorted(self._prepositions, key=len, reverse=True) if inner.startswith(p)), inner[:1])
        verb = self._lexicon.ends(inner, "reporting_verb", "weak_reporting_verb")
        stop = verb.start() if verb else len(inner) - 2
        return self._head(passage, cue.start + len(head), cue.start + stop, tight=True) if stop > len(head) else None

    def _head(self, passage: Passage, start: int, end: int, tight: bool = False) -> Mention | None:
        """What a clause begins with up to the first coverb or adverb. ``tight``: a verb of saying follows the clause."""
        while start < end and passage.narration[start] in _BREAKS:
            start += 1
        text = passage.narration[start:end]
        if "的" in text[1:-2]:
            cut = text.rindex("的", 0, -2) + 1
            start, text = start + cut, text[cut:]
        while self._cuts and text and (lead := self._cuts.match(text)):
            if (
                self._offices
                and (office := self._offices.match(text))
                and office.end() > lead.end()
                or self.people.name_at(text) in self.people.names
                or lead[0] in self._prepositions
                and len(lead[0]) == 1
                and len(text) < 4
            ):
                break
            if lead[0] in self._prepositions:
                return None
            start, text = start + lead.end(), text[lead.end() :]
        for pronoun in self._pronouns:
            if text.startswith(pronoun):
                return Mention(start, start + len(pronoun), pronoun, "pronoun")
        nouns = [m.span() for m in self._offices.finditer(text)] if self._offices else []
        verbs = self._verbs.finditer(text) if self._verbs else ()
        verb = next((m.start() for m in verbs if m.start() >= 2 and not any(s <= m.start() < e for s, e in nouns)), 0)
        if verb and not self._in_name(text, verb):
            text, tight = text[:verb], True
        for match in self._cuts.finditer(text) if self._cuts else ():
            if match.start() >= 2 and not self._in_name(text, match.start()):
                return self._speaker(start, text[: match.start()], False) or self._named_at_end(start, text)
        return self._speaker(start, text, tight)

    def _named_at_end(self, start: int, text: str) -> Mention | None:
        """A name behind the last office of a long clause: '来自北方大学的学生安可'."""
        for office in reversed(list(self._offices.finditer(text)) if self._offices else []):
            rest = text[office.end() :]
            name = self.people.name_at(rest)
            if name and (name == rest or name in self.people.names):
                return Mention(start, start + office.end() + len(name), name, "name", role=office[0])
        return None

    def _in_name(self, text: str, at: int) -> bool:
        """Whether a small word at ``at`` is a character of a name the article uses."""
        longest = self.people.longest
        return any(text[i:j] in self.people.names for i in range(max(0, at - longest + 1), at + 1) for j in range(at + 1, i + longest + 1))

    def _speaker(self, start: int, text: str, tight: bool) -> Mention | None:
        run = _HAN.match(text)
        if run is None or not 2 <= len(run[0]) <= _LONGEST:
            return None
        text, end = run[0], start + len(run[0])
        named = self.people.last_before(text, len(text))
        if named is not None:
            return Mention(start, end, named[1], "name", role=text[: named[0]])
        offices = list(self._offices.finditer(text)) if self._offices else []
        last = offices[-1] if offices else None
        rest = text[last.end() :] if last else ""
        if last is not None and rest and (self.people.name_at(rest) == rest or tight and 2 <= len(rest) <= 6):
            return Mention(start, end, rest, "name", role=text[: last.end()])
        if last is not None and not rest and last.start() and self.people.name_at(text) == text[: last.start()]:
            return Mention(start, end, text, "name", role=last[0])
        if tight and len(text) > 4 and self.people.name_at(text[-3:]) == text[-3:]:
            return Mention(start, end, text[-3:], "name", role=text[:-3])
        if tight and self.people.name_at(text) == text:
            return Mention(start, end, text, "name")
        if last is not None:
            return Mention(start, end, text[: last.end()], "role")
        if self._lexicon.ends(text, "document_noun") or tight and len(text) <= 8:
            return Mention(start, end, text, "document")
        return None
