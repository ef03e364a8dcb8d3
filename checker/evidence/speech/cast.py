"""The people of an article: short names, offices and pronouns led back to the name the article gives."""

from __future__ import annotations

import re

from checker.evidence.speech.mentions import Mention
from checker.lexicon import Lexicon
from checker.lexicon.phrases import fold

_ARTICLE = "ال"
"""The Arabic article, written together with its noun."""
_WORDS = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_Place = tuple[int, int]


class Cast:
    """Names of several words with the places they were read at, and what is known of who bears them.

    Sources: name of several words → its last word, or any other, later in the text; the words of office beside a name →
    that office alone later ("the mayor"); gender from titles, nouns and verb forms (lexicon groups ``feminine``, ``masculine``).
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._by_word: dict[str, list[tuple[_Place, str]]] = {}
        self._roles: dict[str, list[tuple[_Place, str]]] = {}
        self._gender: dict[str, str] = {}
        self._known_for: dict[str, int] = {}
        self._bodies = lexicon.single_words("speaker_noun") - lexicon.single_words("name_title", "feminine", "masculine")
        self._titles = lexicon.single_words("name_title")
        self._offices = lexicon.single_words("name_title", "speaker_noun", "feminine", "masculine")

    def add(self, place: _Place, name: str, role: str = "") -> None:
        """A name of several words read at a place, with the words of office beside it."""
        for word in self._words(name):
            self._by_word.setdefault(word, []).append((place, name))
        self.add_role(place, name, role)

    def add_role(self, place: _Place, name: str, role: str) -> None:
        """Words of office that stand beside a name."""
        if role:
            self.note_speaker(name)
        for word in self._offices & set(_WORDS.findall(fold(role))):
            self._roles.setdefault(word.removeprefix(_ARTICLE), []).append((place, name))
        if gender := self.gender_of(role):
            self._gender.setdefault(name, gender)

    def note_speaker(self, name: str) -> None:
        """Somebody of that name is said to say something."""
        self._known_for[name] = self._known_for.get(name, 0) + 1

    def is_person(self, name: str) -> bool:
        """Whether a name is likely a person's: it has an office, or says something, and is neither a body's nor an abbreviation."""
        words = name.split()
        if any(fold(w) in self._bodies for w in words) or any(w.isupper() and len(w) > 2 for w in words):
            return False
        return len(words) > 1 or self._known_for.get(name, 0) > 0

    def is_single_person(self, noun: str) -> bool:
        """Whether a noun behind a singular article names a person: it is none of the language's bodies; unknown where none are listed."""
        folded = fold(noun)
        known = self._lexicon.pattern("body_noun") is not None and self._lexicon.search(folded, "speaker_noun") is not None
        return known and self._lexicon.search(folded, "body_noun", "document_noun") is None

    def note_gender(self, name: str, gender: str) -> None:
        """What a pronoun or a verb form tells of a person."""
        if gender:
            self._gender.setdefault(name, gender)

    def known_gender(self, name: str) -> str:
        """'f', 'm' or '' of a person of the article: as told, else by the ending of the given name where the language has such."""
        told = self._gender.get(name)
        if told is not None:
            return told
        given = fold(name.split(" ", 1)[0])
        return next((g[0] for g, endings in self._lexicon.given_name_endings.items() if given.endswith(tuple(endings))), "")

    def gender_of(self, words: str) -> str:
        """'f' or 'm' as the words tell; '' when they tell nothing or both."""
        if not words:
            return ""
        folded = fold(words)
        feminine = self._lexicon.search(folded, "feminine") is not None
        masculine = self._lexicon.search(folded, "masculine") is not None
        return "f" if feminine and not masculine else "m" if masculine and not feminine else ""

    def _words(self, name: str) -> list[str]:
        return [w for w in _WORDS.findall(fold(name)) if len(w) > 1 and w not in self._titles]

    def full_name(self, name: str, place: _Place) -> str:
        """The longest form of a name that the article gives, read before ``place`` if there is a choice."""
        words = self._words(name)
        if not words:
            return name
        candidates = self._by_word.get(words[-1]) or self._by_word.get(words[0]) or self._inflected(words[-1])
        fitting = [(at, full) for at, full in candidates if all(self._has(full, w) for w in words)]
        if not fitting:
            return name
        earlier = [c for c in fitting if c[0] <= place]
        chosen = earlier[-1][1] if earlier else fitting[0][1]
        if len(words) > 1 and len(self._words(chosen)) <= len(words):
            return name
        return chosen

    def _inflected(self, word: str) -> list[tuple[_Place, str]]:
        """Names with the same stem: endings of case ('Putins', 'Путина')."""
        if len(word) < 4:
            return []
        for known, places in self._by_word.items():
            if known[:4] == word[:4] and _same_stem(known, word):
                return places
        return []

    def _has(self, full: str, word: str) -> bool:
        return any(w == word or _same_stem(w, word) for w in self._words(full))

    def only_person(self, place: _Place) -> str | None:
        """The one person named up to a place; None where several are, or none."""
        named = {name for places in self._by_word.values() for at, name in places if at <= place}
        return next(iter(named)) if len(named) == 1 else None

    def by_role(self, mention: Mention, place: _Place) -> str | None:
        """The person that an office alone stands for: the last one it stood beside."""
        words = _WORDS.findall(fold(mention.text))
        if len(words) > 2:
            return None
        for word in reversed(words):
            known = [(at, name) for at, name in self._roles.get(word.removeprefix(_ARTICLE), ()) if at < place]
            if known:
                return known[-1][1]
        return None


def _same_stem(first: str, second: str) -> bool:
    """Whether two words differ in an ending of at most two letters after four or more common ones."""
    least = min(len(first), len(second))
    if least < 4 or abs(len(first) - len(second)) > 2:
        return first == second
    common = next((i for i in range(least) if first[i] != second[i]), least)
    return common >= max(4, least - 1)
