"""Runs of capitalised words, which names and their parts are in scripts that have capitals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from checker.evidence.speech.passages import Passage
from checker.lexicon import Lexicon
from checker.lexicon.phrases import fold

_CAPITAL = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻŁŃŇŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽА-ЯЁЄІЇҐ]"
_TOKEN = rf"(?:(?:{_CAPITAL}\.){{2,}}|{_CAPITAL}(?:[\w’'-]*\w)?\.?)"
_SPACE = "[ \u00a0\u202f]"
_POSSESSIVE = re.compile(r"['’]s?$")
_LONGEST_NAME = 7
"""Words; longer runs of capitals are headlines."""
_MARKS = 12
"""Characters of marks and spaces that may stand before the first word of a sentence."""


@dataclass(slots=True)
class Run:
    """A run of capitalised words. ``opens``: it stands at the start of a sentence, where the capital of its first word tells nothing."""

    start: int
    end: int
    words: list[tuple[int, int, str]]
    opens: bool


@lru_cache(maxsize=16)
def _run_pattern(particles: frozenset[str]) -> re.Pattern[str]:
    small = "|".join(sorted((re.escape(p) for p in particles if p.isalpha()), key=len, reverse=True)) or "de"
    return re.compile(rf"(?<![\w]){_TOKEN}(?:{_SPACE}(?:(?:{small}){_SPACE}){{0,2}}{_TOKEN}|(?<=[-.]){_TOKEN}){{0,9}}")


def capital_runs(passage: Passage, lexicon: Lexicon) -> list[Run]:
    """The runs of capitalised words of a passage's narration, without small words in front."""
    small = lexicon.single_words("small_word", "preposition", "pronoun", "clause_joint", "attribution_phrase")
    verbs, particles = lexicon.single_words("reporting_verb"), lexicon.single_words("name_particle")
    found: list[Run] = []
    for match in _run_pattern(lexicon.single_words("name_particle")).finditer(passage.narration):
        begin = match.start()
        lead = passage.sentence(begin, begin)[0]
        opens = begin - lead <= _MARKS and not passage.narration[lead:begin].strip(" «»“”\"„—–-\u00a0'‘(")
        words = [(begin + m.start(), begin + m.end(), m[0]) for m in re.finditer(r"\S+", match[0])]
        for part in _split(words, lexicon):
            first = part[0][0] == begin
            while part and _leads(fold(part[0][2]), opens, small, particles, verbs):
                part = part[1:]
                first = False
            while part and not part[-1][2][0].isupper():
                part = part[:-1]
            if part and len(part) <= _LONGEST_NAME:
                found.append(Run(part[0][0], part[-1][1], part, opens and first))
    return found


def _leads(word: str, opens: bool, small: frozenset[str], particles: frozenset[str], verbs: frozenset[str]) -> bool:
    """Whether a capitalised word only leads to a name: 'When Harn …', 'Said Harn'; not an initial, not 'Le' in 'Le Bec'."""
    if word.endswith("."):
        return False
    return word in small and (opens or word not in particles) or opens and word in verbs


def _split(words: list[tuple[int, int, str]], lexicon: Lexicon) -> list[list[tuple[int, int, str]]]:
    """Cut a run where a word ends with a full stop that is no initial's and no title's: a sentence ends there."""
    titles = lexicon.single_words("name_title")
    parts: list[list[tuple[int, int, str]]] = [[]]
    for start, end, word in words:
        if word.endswith("."):
            plain = fold(word[:-1])
            if not (len(plain) == 1 or f"{plain}." in titles or plain in titles or "." in plain):
                parts[-1].append((start, end - 1, word[:-1]))
                parts.append([])
                continue
        parts[-1].append((start, end, word))
        if _POSSESSIVE.search(word) and len(word) > 2:
            parts.append([])
    return [p for p in parts if p]


def bare_name(name: str) -> str:
    """A name without possessive ending and stops at its end."""
    return _POSSESSIVE.sub("", name.rstrip(".")) if len(name) > 2 else name
