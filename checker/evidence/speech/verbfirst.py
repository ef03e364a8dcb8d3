"""The subject of a verb of saying where the verb comes first and no capitals show names: Arabic.

The words after the verb name the speaker up to the first preposition, conjunction or stop; a participle ('adding') has the
subject of the verb before it. Where such a word follows at once, the subject stands before the verb (after 'but', 'as for',
'who'), or is left out: then it is whoever spoke last.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import takewhile

from checker.evidence.speech.cues import Cue
from checker.evidence.speech.mentions import Mention
from checker.evidence.speech.passages import BLANK, Passage
from checker.lexicon import Lexicon

_TOKEN = re.compile(r"[^\W_](?:[^\W_]|[\u064b-\u0652\u0670])*(?:[’'.-][^\W_]+)*|[^\w\s]")
_PARTICIPLE = re.compile(r"(?:ا|اً|ًا|ة|ةً)$")
_ARTICLE = "ال"
_JOINED = ("بال", "لل", "بأن", "بان")
"""Prepositions written together with the article or a conjunction: what they open is no speaker."""
_PREFIXES = ("و", "ب", "ل", "ك", "ف")
"""Letters that join a word to the one before it, or are prepositions."""
_POSSESSED = ("ها", "هم", "هما")
"""Endings of a noun that belongs to somebody: behind the first word of a run another phrase begins with it."""
_CLAUSE_END = re.compile(r"[:،«\"“\0.]|\s(?:أن|إن|ان|بأن|بان)\w*\s")
_LOOK_BACK = 800
"""Characters that a name is looked for backwards."""
_SHORT_SPAN = 30
"""Characters of a name in marks inside a speaker's office ('head of the "Spring" festival Ilse Harn')."""
_LONGEST = 9
"""Words that name a speaker, office and name together."""
Person = tuple[int, int, str, str]


class VerbFirst:
    """Reads runs of words as speakers."""

    def __init__(self, lexicon: Lexicon, passages: Iterable[Passage]) -> None:
        self._prepositions = lexicon.single_words("preposition")
        self._stops = lexicon.single_words("small_word", "preposition", "reporting_verb", "weak_reporting_verb", "attribution_phrase")
        self._pronouns = lexicon.single_words("pronoun")
        self._titles = lexicon.single_words("name_title")
        self._documents = lexicon.single_words("document_noun")
        self._offices = (lexicon.single_words("speaker_noun") | self._titles) - self._documents
        passages = list(passages)
        self._uses = Counter(t for p in passages for t in _TOKEN.findall(p.folded))
        self.people: list[Person] = [person for passage in passages for person in self._people_in(passage)]
        """Names behind an office ('the minister Ilse Harn'): passage, offset, name, office."""
        self._last_names = {name.split()[-1] for _, _, name, _ in self.people}
        known = sorted({name for _, _, name, _ in self.people}, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, known))) if known else None

    def subject(self, passage: Passage, cue: Cue, begin: int, end: int, quote: tuple[int, int] | None) -> Mention | None:
        """See :class:`SubjectFinder`."""
        if cue.kind != "phrase" and _PARTICIPLE.search(cue.text):
            return None
        after = self._run_after(passage, cue.end, end)
        if after is not None:
            return self._named_further_on(passage, after, end) or after
        if cue.kind == "phrase":
            return None
        return self._run_before(passage, cue.start, begin)

    def _named_further_on(self, passage: Passage, office: Mention, end: int) -> Mention | None:
        """The name behind an office with its places: 'professor of physics at the university of Harrow Ilse Harn that …'."""
        if self._known is None or office.role or any(w in self._last_names for w in office.text.split()):
            return None
        if passage.folded[office.start : office.end].split()[0] not in self._offices:
            return None
        stop = _CLAUSE_END.search(passage.folded, office.end, end)
        match = self._known.search(passage.narration, office.end, stop.start() if stop else end)
        return Mention(match.start(), match.end(), match[0], "name", role=office.text) if match else None

    def topic(self, passage: Passage, begin: int, end: int) -> Mention | None:
        """The first person by name that a sentence mentions."""
        match = self._known.search(passage.narration, begin, end) if self._known else None
        return Mention(match.start(), match.end(), match[0], "name") if match else None

    def person_before(self, passage: Passage, limit: int) -> tuple[int, str] | None:
        """See :class:`SubjectFinder`."""
        return passage.last_of(self._known, limit, _LOOK_BACK)

    def beside(self, passage: Passage, begin: int, end: int, after: bool) -> Mention | None:
        """See :class:`SubjectFinder`: only a dash or colon parts them ('Name: "…"')."""
        if after:
            return None
        lead = passage.narration[begin:end].rstrip(" :،-–—")
        last = max((m.end() for m in _TOKEN.finditer(lead) if m[0] in self._prepositions), default=0)
        words = lead[last:].replace(BLANK, " ").split()
        if not 0 < len(words) <= 6 or any(w in self._stops for w in words[:1]):
            return None
        at = begin + lead.index(words[0], last)
        return self._mention(passage, at, begin + len(lead))

    # people --------------------------------------------------------------------------------------------------

    def _people_in(self, passage: Passage) -> Iterator[Person]:
        """Names behind offices: words without the article behind those that have it ('the foreign minister Ilse Harn'), or right behind a
        title. A common noun for a person is believed where the text uses the last name again."""
        tokens = list(_TOKEN.finditer(passage.folded))
        for at, token in enumerate(tokens):
            noun = token[0].removeprefix("و")
            known, definite = noun in self._offices, noun.startswith(_ARTICLE)
            if not known:
                continue
            run = self._open_run(tokens, at)
            skip = next((i for i, t in enumerate(run) if not t[0].startswith(_ARTICLE) and t[0] not in self._offices), len(run))
            name = list(takewhile(lambda t: t[0] not in self._offices, run[skip : skip + 4]))
            if len(name) < 2 or not definite and not skip or name[0][0] in self._documents or skip and name[0][0].startswith(_PREFIXES):
                continue
            if noun in self._titles or self._uses[name[-1][0]] > 1:
                yield passage.place, name[0].start(), passage.text[name[0].start() : name[-1].end()], token[0]

    def _open_run(self, tokens: list[re.Match[str]], at: int) -> list[re.Match[str]]:
        run: list[re.Match[str]] = []
        for token in tokens[at + 1 : at + _LONGEST]:
            if not token[0][0].isalpha() or token[0] in self._stops or self._ends_run(token[0], (run[-1] if run else tokens[at])[0]):
                break
            run.append(token)
        return run

    def _ends_run(self, word: str, before: str) -> bool:
        """Whether a word cannot be part of a speaker: a joined preposition (but 'بالعربي' behind a given name), an adverb."""
        return word.startswith(_JOINED) and before.startswith(_ARTICLE) or word.endswith(("اً", "ًا"))

    # runs of words -------------------------------------------------------------------------------------------

    def _run_after(self, passage: Passage, start: int, end: int, further: bool = True) -> Mention | None:
        """The words right behind a verb, up to what cannot be part of a speaker; ``further``: past one preposition behind an office."""
        first = last = -1
        words: list[str] = []
        for match in _TOKEN.finditer(passage.folded, start, end):
            word = match[0]
            if word == BLANK and words and match.start() - last <= _SHORT_SPAN:
                continue
            if self._stops_at(word, words):
                if further and len(words) == 1 and word in self._prepositions and words[0] in self._offices:
                    longer = self._run_after(passage, match.end(), end, further=False)
                    if longer is not None and len(longer.text.split()) >= 3:
                        return self._mention(passage, first, longer.end)
                break
            first = match.start() if first < 0 else first
            last = match.end()
            words.append(word)
        return self._mention(passage, first, last) if words and self._is_subject(passage, words, last) else None

    def _stops_at(self, word: str, words: list[str]) -> bool:
        if not word[0].isalnum() or word in self._stops or len(words) >= _LONGEST:
            return True
        return self._ends_run(word, words[-1] if words else _ARTICLE) or bool(words) and word.endswith(_POSSESSED)

    def _is_subject(self, passage: Passage, words: list[str], last: int) -> bool:
        """Words without article, office or known name are a subject where a clause, a stop or a quotation follows, else an object."""
        if any(w.startswith(_ARTICLE) or w in self._offices or w in self._last_names for w in words):
            return True
        following = _TOKEN.search(passage.folded, last)
        return following is None or following[0] not in self._prepositions

    def _run_before(self, passage: Passage, start: int, begin: int) -> Mention | None:
        """The words right before the verb, back to the start of the sentence or to a conjunction; none behind a preposition."""
        tokens = list(_TOKEN.finditer(passage.folded, max(begin, start - 120), start))
        if tokens and tokens[-1][0] in ("،", ","):
            tokens.pop()
        elif tokens and tokens[-1][0] in self._stops and tokens[-1][0] not in self._prepositions and tokens[-1][0] not in self._pronouns:
            tokens.pop()
        run: list[re.Match[str]] = []
        for match in reversed(tokens):
            word = match[0]
            if word in self._pronouns and not run:
                return Mention(match.start(), match.end(), match[0], "pronoun")
            if not word[0].isalnum() or word in self._stops:
                opens = run and word not in self._prepositions and word[0].isalnum()
                return self._mention(passage, run[-1].start(), run[0].end()) if opens else None
            run.append(match)
            if len(run) > _LONGEST:
                return None
        return self._mention(passage, run[-1].start(), run[0].end()) if run and run[-1].start() <= begin + 2 else None

    def _mention(self, passage: Passage, start: int, end: int) -> Mention | None:
        text = passage.text[start:end]
        words = passage.folded[start:end].replace(BLANK, " ").split()
        if not words:
            return None
        if len(words) == 1 and words[0] in self._pronouns:
            return Mention(start, end, text, "pronoun")
        known = self._known.search(text) if self._known else None
        if known is not None:
            return Mention(start, end, known[0], "name", role=text[: known.start()].strip())
        if words[0] in self._last_names:
            return Mention(start, start + len(words[0]), text.split()[0], "name")
        if words[0] in self._documents:
            return Mention(start, end, text, "document")
        offices = [w in self._offices or w.removeprefix(_ARTICLE) in self._offices for w in words]
        if all(offices):
            return Mention(start, end, text, "role")
        office = max((i for i, known_office in enumerate(offices[:-1]) if known_office), default=-1)
        rest = words[office + 1 :]
        if office >= 0 and (len(rest) < 2 or rest[0].startswith(_ARTICLE)):
            return Mention(start, end, text, "name" if len(rest) > 1 else "role")
        return Mention(start, end, " ".join(text.split()[office + 1 :]), "name", role=" ".join(text.split()[: office + 1]))
