"""The subject of a verb of saying where the verb comes first and no capitals show names: Arabic.

The words after the verb name the speaker up to the first preposition, conjunction or stop; a participle ('adding') has the
subject of the verb before it. Where such a word follows at
once, the subject stands before the verb (after 'but', 'as for', 'who'), or is left out: then it is whoever spoke last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from checker.evidence.speech.cues import Cue, Subject
from checker.evidence.speech.mentions import Mention
from checker.evidence.speech.passages import Passage
from checker.lexicon import Lexicon

_TOKEN = re.compile(r"[^\W_](?:[^\W_]|[\u064b-\u0652\u0670])*(?:[’'.-][^\W_]+)*|[^\w\s]")
_PARTICIPLE = re.compile(r"(?:ا|اً|ًا|ة|ةً)$")
_JOINED = ("بال", "لل", "كال", "بأن", "بان", "فال")
"""Prepositions written together with the article: what they open is no speaker."""
_POSSESSED = ("ها", "هم", "هما")
_LONGEST = 9
"""Words that name a speaker, office and name together."""


class VerbFirst:
    """Reads runs of words as speakers."""

    def __init__(self, lexicon: Lexicon, passages: Iterable[Passage]) -> None:
        self._lexicon = lexicon
        self._prepositions = lexicon.single_words("preposition")
        self._stops = lexicon.single_words("small_word", "preposition", "reporting_verb", "weak_reporting_verb", "attribution_phrase")
        self._pronouns = lexicon.single_words("pronoun")
        self._documents = lexicon.single_words("document_noun")
        self._offices = lexicon.single_words("speaker_noun", "name_title") - self._documents
        self.people = [named for passage in passages for named in self._people_in(passage)]
        """Names behind an office with the article ('the minister Ilse Harn'): passage, offset, name, office."""
        known = sorted({name for _, _, name, _ in self.people}, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, known))) if known else None

    def subject(self, passage: Passage, cue: Cue, begin: int, end: int, quote: tuple[int, int] | None) -> Subject:
        """See :class:`SubjectFinder`."""
        if cue.kind != "phrase" and _PARTICIPLE.search(cue.text):
            return Subject(None)
        after = self._run_after(passage, cue.end, end)
        if after is not None:
            return Subject(after)
        if cue.kind == "phrase":
            return Subject(None, sure=False)
        return Subject(self._run_before(passage, cue.start, begin))

    def topic(self, passage: Passage, begin: int, end: int) -> Mention | None:
        """The first person by name that a sentence mentions."""
        match = self._known.search(passage.narration, begin, end) if self._known else None
        return Mention(match.start(), match.end(), match[0], "name") if match else None

    def person_before(self, passage: Passage, limit: int) -> tuple[int, str] | None:
        """See :class:`SubjectFinder`."""
        found = list(self._known.finditer(passage.narration, 0, limit)) if self._known else []
        return (found[-1].start(), found[-1][0]) if found else None

    def _people_in(self, passage: Passage) -> Iterable[tuple[int, int, str, str]]:
        tokens = list(_TOKEN.finditer(passage.folded))
        for at, token in enumerate(tokens):
            word = token[0].removeprefix("و")
            if not word.startswith("ال") or word not in self._offices:
                continue
            name = []
            for following in tokens[at + 1 : at + 6]:
                if (
                    not following[0][0].isalpha()
                    or following[0] in self._stops
                    or following[0] in self._offices
                    or self._ends_run(following[0])
                ):
                    break
                name.append(following)
            # words with the article that follow at once are adjectives of the office
            while name and name[0][0].startswith("ال"):
                name = name[1:]
            if 2 <= len(name) <= 4:
                yield passage.place, name[0].start(), passage.text[name[0].start() : name[-1].end()], token[0]

    def _ends_run(self, word: str) -> bool:
        return word.startswith(_JOINED) or word.endswith(("اً", "ًا"))

    def beside(self, passage: Passage, begin: int, end: int, after: bool) -> Mention | None:
        """See :class:`SubjectFinder`: only a dash or colon parts them ('Name: "…"')."""
        if after:
            return None
        lead = passage.narration[begin:end].rstrip(" :،-–—")
        words = lead.split()
        if not 0 < len(words) <= 6 or any(w in self._stops for w in words[:1]):
            return None
        at = begin + passage.narration[begin:end].index(words[0])
        return self._mention(passage, at, begin + len(lead))

    def _run_after(self, passage: Passage, start: int, end: int) -> Mention | None:
        first = last = -1
        words = 0
        for match in _TOKEN.finditer(passage.folded, start, end):
            word = match[0]
            if (
                not word[0].isalnum()
                or word in self._stops
                or words >= _LONGEST
                or self._ends_run(word)
                or words
                and word.endswith(_POSSESSED)
            ):
                if words == 1 and word in self._prepositions and passage.folded[first:last] in self._offices:
                    longer = self._run_after(passage, match.end(), end)
                    if longer is not None and len(longer.text.split()) >= 3:
                        return self._mention(passage, first, longer.end)
                break
            first = match.start() if first < 0 else first
            last = match.end()
            words += 1
        return self._mention(passage, first, last) if words else None

    def _run_before(self, passage: Passage, start: int, begin: int) -> Mention | None:
        """The words right before the verb, back to the start of the sentence or to a conjunction; none behind a preposition."""
        tokens = list(_TOKEN.finditer(passage.folded, max(begin, start - 120), start))
        if tokens and tokens[-1][0] in ("،", ","):
            tokens.pop()
        elif tokens and tokens[-1][0] in self._stops and tokens[-1][0] not in self._prepositions and tokens[-1][0] not in self._pronouns:
            tokens.pop()
        first = last = -1
        words = 0
        for match in reversed(tokens):
            word = match[0]
            if word in self._pronouns and not words:
                return Mention(match.start(), match.end(), match[0], "pronoun")
            if not word[0].isalnum() or word in self._stops:
                return self._mention(passage, first, last) if words and word not in self._prepositions and word[0].isalnum() else None
            first = match.start()
            last = match.end() if last < 0 else last
            words += 1
            if words > _LONGEST:
                return None
        return self._mention(passage, first, last) if words and first <= begin + 2 else None

    def _mention(self, passage: Passage, start: int, end: int) -> Mention:
        text = passage.text[start:end]
        words = passage.folded[start:end].split()
        if len(words) == 1 and words[0] in self._pronouns:
            return Mention(start, end, text, "pronoun")
        known = self._known.search(text) if self._known else None
        if known is not None:
            return Mention(start, end, known[0], "name", role=text[: known.start()].strip())
        if words[0] in self._documents:
            return Mention(start, end, text, "document")
        offices = [w in self._offices or w.removeprefix("ال") in self._offices for w in words]
        if all(offices):
            return Mention(start, end, text, "role")
        office = max((i for i, known_office in enumerate(offices[:-1]) if known_office), default=-1)
        rest = words[office + 1 :]
        if office >= 0 and (len(rest) < 2 or rest[0].startswith("ال")):
            return Mention(start, end, text, "name" if len(rest) > 1 else "role")
        return Mention(start, end, " ".join(text.split()[office + 1 :]), "name", role=" ".join(text.split()[: office + 1]))
