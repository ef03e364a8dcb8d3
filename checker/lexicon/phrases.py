"""Phrases as editors write them, found in text fast.

The syntax is in ``rules/schemas/lexicon.schema.json``. A language has thousands of phrases, so each is
indexed by its longest word, which is likely its rarest: a text without that word cannot hold the phrase. Only the
phrases behind words that are there are compiled, once, to a small expression without nested repetition. Chinese and
Japanese, which have no words to index by, use the first character. All of it works on folded text (:func:`fold`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TypedDict

_APOSTROPHES = re.compile("[’ʼ`´′]")
_ALTERNATIVES = re.compile(r"\(([^()]*)\)")
_WORD = "[^\\W_]"
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef]")


def fold(text: str) -> str:
    """Lower case with plain apostrophes, every character still in its place."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    return lower if lower.isascii() else _APOSTROPHES.sub("'", lower)


def expand(phrase: str) -> list[str]:
    """Write out the ``(a|b)`` alternatives of a phrase."""
    match = _ALTERNATIVES.search(phrase)
    if match is None:
        return [" ".join(phrase.split())]
    return [text for choice in match[1].split("|") for text in expand(phrase[: match.start()] + choice + phrase[match.end() :])]


def _atoms(phrase: str, spaced: bool) -> list[str]:
    gap = r"(?:\s+\S+){0,6}?" if spaced else r".{0,12}?"
    entity = r"([^\n|•·;]{2,90}?)"
    atoms: list[str] = []
    for part in re.split(r"(\{entity\}|[*#…]|\s+)", phrase):
        if not part:
            continue
        if part == "{entity}":
            atoms.append(entity)
        elif part == "*":
            atoms.append(r"\w*")
        elif part == "#":
            atoms.append(r"\d[\d.,]*")
        elif part == "…":
            atoms.append(gap)
        elif part.isspace():
            if not (atoms and atoms[-1] == gap and not spaced):
                atoms.append(r"\s+")
        else:
            atoms.extend(re.escape(c) for c in part)
    if spaced and gap in atoms:
        atoms = [a for a, following in zip(atoms, [*atoms[1:], ""], strict=True) if not (a == r"\s+" and following == gap)]
    if atoms and atoms[-1] == entity:
        atoms[-1] = r"([^\n|•·;]{2,90})"
    if not atoms:
        return atoms
    if re.match(_WORD, phrase) and not _UNSPACED.match(phrase):
        atoms.insert(0, r"(?<![^\W_])")
    if re.search(f"{_WORD}$", phrase) and not _UNSPACED.match(phrase[-1]):
        atoms.append(r"(?![^\W_])")
    return atoms


_Trie = dict[str, "_Trie"]


def _insert(trie: _Trie, atoms: list[str]) -> None:
    for atom in atoms:
        trie = trie.setdefault(atom, {})
    trie[""] = {}


def _write(trie: _Trie) -> str:
    """The expression of a trie; longer alternatives are tried first, the end of a phrase last."""
    options = []
    for atom in sorted((a for a in trie if a), key=lambda a: (a.startswith(("(?!", r"\w*")), a)):
        prefix, below = atom, trie[atom]
        while len(below) == 1 and "" not in below:
            ((key, below_next),) = below.items()
            prefix, below = prefix + key, below_next
        rest = _write(below) if set(below) != {""} else ""
        options.append(prefix + rest)
    if "" in trie and options:
        return f"(?:{'|'.join(options)})?" if len(options) > 1 else f"(?:{options[0]})?"
    return f"(?:{'|'.join(options)})" if len(options) != 1 else options[0]


def compile_phrases(phrases: Iterable[str], spaced: bool) -> re.Pattern[str] | None:
    """One pattern for written-out, folded ``phrases``, or None when there are none."""
    trie: _Trie = {}
    for text in phrases:
        if atoms := _atoms(text, spaced):
            _insert(trie, atoms)
    return re.compile(_write(trie)) if trie else None


class Index(TypedDict):
    """The written-out phrases of a group: by their longest word, by the beginning of their first, by first character."""

    words: dict[str, list[str]]
    stems: dict[str, list[str]]
    characters: dict[str, list[str]]


_FIRST = re.compile(r"[^\W_]+")


def index_phrases(phrases: Iterable[str], spaced: bool) -> Index:
    """The index of a group's phrases."""
    index: Index = {"words": {}, "stems": {}, "characters": {}}
    for phrase in phrases:
        for text in expand(fold(phrase)):
            if not text:
                continue
            whole = [m[0] for m in _WHOLE.finditer(text.replace("{entity}", "{"))] if spaced else []
            stem = _FIRST.match(text) if spaced else None
            if whole:
                index["words"].setdefault(max(whole, key=len), []).append(text)
            elif stem is not None:
                index["stems"].setdefault(stem[0][:_STEM], []).append(text)
            else:
                for first in _DIGITS if text[0] == "#" else [""] if text[0] in "{*…" else [text[0]]:
                    index["characters"].setdefault(first, []).append(text)
    return index


_DIGITS = "0123456789"
_WHOLE = re.compile(r"(?<![*}#…])(?<![^\W_])[^\W_]+(?![*{#…])(?![^\W_])")
"""A word of a phrase that stands as it is, with nothing variable joined to it."""
_STEM = 4
"""Characters of a stem that it is indexed by."""


@lru_cache(maxsize=8192)
def words_of(folded: str) -> frozenset[str]:
    """The words of a folded text."""
    return frozenset(_FIRST.findall(folded))


@lru_cache(maxsize=8192)
def characters_of(folded: str) -> frozenset[str]:
    """The characters of a folded text."""
    return frozenset(folded)


@lru_cache(maxsize=8192)
def beginnings_of(folded: str) -> frozenset[str]:
    """The beginnings of the words of a folded text, of every length that stems are indexed by."""
    return frozenset(w[:n] for w in words_of(folded) for n in range(1, _STEM + 1))


@lru_cache(maxsize=4096)
def _places_of(folded: str) -> dict[str, list[int]]:
    """Where each word of a folded text stands."""
    found: dict[str, list[int]] = {}
    for match in _FIRST.finditer(folded):
        found.setdefault(match[0], []).append(match.start())
    return found


class PhraseSet:
    """The phrases of one or several groups; the methods are those of a compiled pattern.

    Most phrases are a single word: those are looked up, not searched for. Only what is longer or open at its end is compiled.
    """

    def __init__(self, indexes: list[Index], spaced: bool) -> None:
        self._spaced = spaced
        self._words: dict[str, list[str]] = {}
        self._stems: dict[str, list[str]] = {}
        self._characters: dict[str, list[str]] = {}
        for index in indexes:
            for own, other in ((self._words, index["words"]), (self._stems, index["stems"]), (self._characters, index["characters"])):
                for key, phrases in other.items():
                    own[key] = own[key] + phrases if key in own else phrases
        self._single = frozenset(word for word, phrases in self._words.items() if word in phrases and not _UNSPACED.search(word))
        self._anywhere = {""} & self._characters.keys()
        self._compiled: dict[tuple[str, str], re.Pattern[str] | None] = {}

    def __bool__(self) -> bool:
        return bool(self._words or self._stems or self._characters)

    def _patterns(self, text: str) -> Iterator[re.Pattern[str]]:
        """The expressions of the phrases that can be in a text, single words left out."""
        if self._words or self._stems:
            for word in self._words.keys() & words_of(text):
                if (pattern := self._pattern("word", word, self._words[word])) is not None:
                    yield pattern
            if self._stems:
                for stem in self._stems.keys() & beginnings_of(text):
                    if (pattern := self._pattern("stem", stem, self._stems[stem])) is not None:
                        yield pattern
        if self._characters:
            for character in self._characters.keys() & characters_of(text) | self._anywhere:
                if (pattern := self._pattern("character", character, self._characters[character])) is not None:
                    yield pattern

    def _pattern(self, kind: str, key: str, phrases: list[str]) -> re.Pattern[str] | None:
        if (kind, key) not in self._compiled:
            longer = [p for p in phrases if p != key] if kind == "word" and key in self._single else phrases
            self._compiled[kind, key] = compile_phrases(longer, self._spaced)
        return self._compiled[kind, key]

    def _single_words(self, text: str) -> Iterator[re.Match[str]]:
        """The phrases of a single word in a text, in no order."""
        present = self._single & words_of(text)
        if present:
            places = _places_of(text)
            for word in present:
                for place in places[word]:
                    if (match := _FIRST.match(text, place)) is not None:
                        yield match

    def possible(self, text: str) -> bool:
        """Whether ``text`` can hold a phrase at all; cheap."""
        if self._stems or self._anywhere or not self._characters.keys().isdisjoint(characters_of(text)):
            return True
        return not self._words.keys().isdisjoint(words_of(text))

    def search(self, text: str) -> re.Match[str] | None:
        """The first phrase in ``text``; of several at one place the longest."""
        found = [m for p in self._patterns(text) if (m := p.search(text))]
        found += self._single_words(text)
        return min(found, key=lambda m: (m.start(), -m.end()), default=None)

    def match(self, text: str) -> re.Match[str] | None:
        """The longest phrase that ``text`` begins with."""
        found = [m for p in self._patterns(text) if (m := p.match(text))]
        first = _FIRST.match(text)
        if first is not None and first[0] in self._single:
            found.append(first)
        return max(found, key=lambda m: m.end(), default=None)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The phrase that ``text`` is."""
        if text in self._single:
            return _FIRST.fullmatch(text)
        return next((m for p in self._patterns(text) if (m := p.fullmatch(text))), None)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All phrases in ``text`` in order; of those that overlap the first and longest."""
        found = [m for p in self._patterns(text) for m in p.finditer(text)]
        found += self._single_words(text)
        found.sort(key=lambda m: (m.start(), -m.end()))
        last = -1
        for match in found:
            if match.start() >= last:
                yield match
                last = match.end()
