"""The people of an article: short names, offices and pronouns led back to the name the article gives."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from itertools import islice

from checker.evidence.speech.mentions import Mention
from checker.lexicon import Lexicon
from checker.lexicon.phrases import fold

_ARTICLE = "ال"
"""The Arabic article, written together with its noun."""
_WORDS = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_Place = tuple[int, int]
_STEM = 4
"""Letters that two forms of a name have in common."""
_LOOKED_AT = 20
"""Names with the same word that are looked at before a place, and behind it."""


class Cast:
    """Names of several words with the places they were read at, and what is known of who bears them.

    Sources: name of several words → its last word, or any other, later in the text; the words of office beside a name →
    that office alone later ("the mayor"); gender from titles, nouns and verb forms (lexicon groups ``feminine``, ``masculine``).
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._by_word: dict[str, list[tuple[_Place, str]]] = {}
        self._by_stem: dict[str, list[str]] = {}
        self._first: dict[str, _Place] = {}
        self._by_beginning: dict[str, list[str]] = {}
        self._split: dict[str, list[str]] = {}
        self._roles: dict[str, list[tuple[_Place, str]]] = {}
        self._gender: dict[str, str] = {}
        self._known_for: dict[str, int] = {}
        self._bodies = lexicon.single_words("speaker_noun") - lexicon.single_words("name_title", "feminine", "masculine")
        self._titles = lexicon.single_words("name_title")
        self._offices = lexicon.single_words("name_title", "speaker_noun", "feminine", "masculine")

    def add(self, place: _Place, name: str, role: str = "") -> None:
        """A name of several words read at a place, with the words of office beside it."""
        if name not in self._first:
            self._first[name] = place
            self._by_beginning.setdefault(name[:2], []).append(name)
        for word in self._words(name):
            known = self._by_word.get(word)
            if known is None:
                known = self._by_word[word] = []
                self._by_stem.setdefault(word[:_STEM], []).append(word)
            _enter(known, place, name)
        self.add_role(place, name, role)

    def add_role(self, place: _Place, name: str, role: str) -> None:
        """Words of office that stand beside a name."""
        if role:
            self.note_speaker(name)
        for word in self._offices & set(_WORDS.findall(fold(role))):
            _enter(self._roles.setdefault(word.removeprefix(_ARTICLE), []), place, name)
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
        return len(words) > 1 or self.speaks(name)

    def speaks(self, name: str) -> bool:
        """Whether the article gives somebody of that name an office, or says that they say something."""
        return self._known_for.get(name, 0) > 0

    def is_known(self, name: str) -> bool:
        """Whether the article has this name of several words."""
        return name in self._first

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
        known = self._split.get(name)
        if known is None:
            known = self._split[name] = [w for w in _WORDS.findall(fold(name)) if len(w) > 1 and w not in self._titles]
        return known

    def full_name(self, name: str, place: _Place) -> str:
        """The longest form of a name that the article gives, read before ``place`` if there is a choice."""
        words = self._words(name)
        if not self._lexicon.spaced:
            return self._longer(name)
        if not words:
            return name
        candidates = self._by_word.get(words[-1]) or self._by_word.get(words[0]) or self._inflected(words[-1])
        chosen = self._nearest(candidates, words, place)
        if chosen is None or len(words) > 1 and len(self._words(chosen)) <= len(words):
            return name
        return chosen

    def _longer(self, name: str) -> str:
        """Where words are not parted: the name that begins with a family name of two characters or more."""
        longer = self._by_beginning.get(name[:2], ()) if len(name) > 1 else ()
        return next((n for n in longer if len(n) > len(name) and n.startswith(name)), name)

    def _nearest(self, candidates: list[tuple[_Place, str]], words: list[str], place: _Place) -> str | None:
        """The last name before a place that has all the words, else the first one behind it; looking at so many names each way."""
        at = bisect_right(candidates, place, key=lambda c: c[0])
        around = [*reversed(candidates[max(0, at - _LOOKED_AT) : at]), *candidates[at : at + _LOOKED_AT]]
        return next((full for _, full in around if all(self._has(full, w) for w in words)), None)

    def _inflected(self, word: str) -> list[tuple[_Place, str]]:
        """Names with the same stem: endings of case ('Putins', 'Путина')."""
        known = next((k for k in self._by_stem.get(word[:_STEM], ()) if _same_stem(k, word)), None) if len(word) >= _STEM else None
        return self._by_word[known] if known is not None else []

    def _has(self, full: str, word: str) -> bool:
        return any(w == word or _same_stem(w, word) for w in self._words(full))

    def only_person(self, place: _Place) -> str | None:
        """The one person named up to a place; None where several are, or none."""
        named = list(islice((name for name, first in self._first.items() if first <= place), 2))
        return named[0] if len(named) == 1 else None

    def by_role(self, mention: Mention, place: _Place) -> str | None:
        """The person that an office alone stands for: the last one it stood beside."""
        words = _WORDS.findall(fold(mention.text))
        if len(words) > 2:
            return None
        for word in reversed(words):
            known = self._roles.get(word.removeprefix(_ARTICLE), [])
            at = bisect_left(known, place, key=lambda k: k[0])
            if at:
                return known[at - 1][1]
        return None


def _enter(known: list[tuple[_Place, str]], place: _Place, name: str) -> None:
    """Put a name into a list in reading order; one that goes on being the last needs no second entry."""
    if not known or known[-1][0] <= place:
        if not known or known[-1][1] != name:
            known.append((place, name))
    else:
        insort(known, (place, name))


def _same_stem(first: str, second: str) -> bool:
    """Whether two words differ in an ending of at most two letters after four or more common ones."""
    least = min(len(first), len(second))
    if least < _STEM or abs(len(first) - len(second)) > 2:
        return first == second
    common = next((i for i in range(least) if first[i] != second[i]), least)
    return common >= max(_STEM, least - 1)
