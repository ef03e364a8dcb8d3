"""One language's words, with what all languages share merged in."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from checker.lexicon.phrases import Index, PhraseSet, beginnings_of, fold, words_of
from checker.lexicon.store import language_codes, read_indexes, read_language

SHARED_WITH_ENGLISH = ("link_", "copyright", "contact_link", "credit_label", "label_agency", "register_number")
"""Groups for which English words count on pages of any language: footers and credits are often English."""


class Lexicon:
    """The phrase groups of one language; patterns are compiled when first asked for.

    All text handed in must have gone through :func:`checker.lexicon.phrases.fold`; offsets stay valid.
    """

    def __init__(self, language: str, data: dict[str, Any], shared: list[dict[str, Any]], supported: bool) -> None:
        self.language = language
        self.supported = supported
        self.spaced: bool = data["script"] == "spaced"
        # most of the world writes the day first; only a language's own file says otherwise
        self.date_order: str = data["date_order"] if supported else "dmy"
        self.quotation_marks: list[tuple[str, str]] = [(a, b) for a, b in data["quotation_marks"]]
        self.dialogue_dash: bool = data.get("dialogue_dash", False)
        self.speaker_order: str = data.get("speaker_order", "free")
        self.given_name_endings: dict[str, list[str]] = data.get("given_name_endings", {})
        self.months: dict[str, int] = {fold(n): i + 1 for i, names in enumerate(data["months"]) for n in names}
        self._groups: dict[str, list[str]] = data["groups"]
        self._indexes = [read_indexes(data["language"]), *(read_indexes(o["language"]) for o in shared)]
        self._foreign = [i for i, o in enumerate(shared, 1) if o["language"] != "any"]
        self._sets: dict[tuple[str, ...], PhraseSet] = {}
        self._single: dict[tuple[str, ...], frozenset[str]] = {}
        self._gate = self._build_gate()
        self._possible: dict[str, frozenset[str]] = {}

    def _build_gate(self) -> tuple[dict[str, set[str]], dict[str, set[str]], dict[str, set[str]]]:
        """For every word, beginning of a word and character of the indexes: the groups that have a phrase behind it."""
        words: dict[str, set[str]] = {}
        stems: dict[str, set[str]] = {}
        characters: dict[str, set[str]] = {}
        for at, indexes in enumerate(self._indexes):
            for group, index in indexes.items():
                if at in self._foreign and not group.startswith(SHARED_WITH_ENGLISH):
                    continue
                for keys, table in ((index["words"], words), (index["stems"], stems), (index["characters"], characters)):
                    for key in keys:
                        table.setdefault(key, set()).add(group)
        return words, stems, characters

    def groups_in(self, text: str) -> frozenset[str]:
        """The groups that can have a phrase in folded ``text``; those left out surely have none. Remembered by text,
        because a page's navigation comes back on every page of an outlet."""
        found = self._possible.get(text)
        if found is None:
            words, stems, characters = self._gate
            present = words_of(text)
            groups: set[str] = set(characters.get("", ()))
            for word in words.keys() & present:
                groups |= words[word]
            for stem in stems.keys() & beginnings_of(text) if stems else ():
                groups |= stems[stem]
            for character in characters.keys() & set(text):
                groups |= characters[character]
            if len(self._possible) > 20_000:
                self._possible.clear()
            found = self._possible[text] = frozenset(groups)
        return found

    def phrases(self, group: str) -> list[str]:
        """The phrases of a group as the language's own file has them; [] for a group it leaves empty."""
        return self._groups.get(group, [])

    @property
    def cased(self) -> bool:
        """Whether the script tells names by a capital letter."""
        return self.speaker_order in ("subject_first", "free")

    def single_words(self, *groups: str) -> frozenset[str]:
        """The phrases of ``groups`` that are a single word as it stands, folded: for asking about one word at a time."""
        found = self._single.get(groups)
        if found is None:
            listed = (
                p for index in self._of(groups) for table in (index["words"], index["characters"]) for ps in table.values() for p in ps
            )
            found = self._single[groups] = frozenset(p for p in listed if not p.endswith("*") and " " not in p)
        return found

    def _of(self, groups: tuple[str, ...]) -> list[Index]:
        """The indexes of groups: the language's own, and English where that counts for all languages."""
        return [index[group] for group in groups for at, index in enumerate(self._indexes)
                if group in index and (at not in self._foreign or group.startswith(SHARED_WITH_ENGLISH))]  # fmt: skip

    def pattern(self, *groups: str) -> PhraseSet | None:
        """The phrases of all ``groups`` together; None when they are all empty."""
        found = self._sets.get(groups)
        if found is None:
            found = self._sets[groups] = PhraseSet(self._of(groups), self.spaced)
        return found or None

    def search(self, text: str, *groups: str) -> re.Match[str] | None:
        """The first phrase of ``groups`` anywhere in folded ``text``."""
        if self.groups_in(text).isdisjoint(groups):
            return None
        pattern = self.pattern(*groups)
        return pattern.search(text) if pattern else None

    def starts(self, text: str, *groups: str) -> re.Match[str] | None:
        """The phrase of ``groups`` that folded ``text`` begins with."""
        if self.groups_in(text).isdisjoint(groups):
            return None
        pattern = self.pattern(*groups)
        return pattern.match(text) if pattern else None

    def ends(self, text: str, *groups: str) -> re.Match[str] | None:
        """The phrase of ``groups`` that folded ``text`` ends with."""
        pattern = self.pattern(*groups)
        found = list(pattern.finditer(text)) if pattern else []
        return found[-1] if found and found[-1].end() == len(text) else None

    def is_label(self, text: str, *groups: str) -> re.Match[str] | None:
        """A phrase in a short text: a link's or a label's. Long texts (over 6 words or 18 characters) have none."""
        short = len(text.split()) <= 6 and len(text) <= 60 if self.spaced else len(text) <= 24
        return self.search(text, *groups) if short and text else None

    def is_mostly(self, text: str, *groups: str) -> re.Match[str] | None:
        """A phrase that makes up most of a short text: 'Opinion', but not 'Leave your opinion'."""
        match = self.is_label(text, *groups)
        return match if match and (match.end() - match.start()) >= 0.6 * len(text.strip()) else None


@lru_cache(maxsize=32)
def load_lexicon(language: str) -> Lexicon:
    """The lexicon of a language (ISO 639-1). Without one of its own, English words stand in, ``supported`` is false."""
    supported = language in available_languages()
    data = read_language(language if supported else "en")
    shared = [read_language("any")]
    if data["language"] != "en":
        shared.append(read_language("en"))
    return Lexicon(language, data, shared, supported)


def shared_phrases(group: str) -> list[str]:
    """The phrases of a group that all languages share, such as the names of agencies."""
    found: list[str] = read_language("any")["groups"].get(group, [])
    return found


def available_languages() -> tuple[str, ...]:
    """Codes of the languages that have a lexicon."""
    return tuple(c for c in language_codes() if c != "any")
