"""Names of people in Chinese text, which shows them by nothing but their place and their first character.

A name is a family name with one or two characters, or any two to six behind an office and before a verb, an age in brackets or a
stop ('摊主娜菲莎（51岁）'), or a foreign name with a dot in it. Where the text writes a longer and a shorter one, the one it
uses always wins: '岑远' in '岑远告诉' and '岑远说', not '岑远告'.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from checker.lexicon import Lexicon

_HAN = r"[\u3400-\u9fff]"
_NEAR = 400
"""Characters that a name is looked for backwards."""
_DOTTED = re.compile(rf"{_HAN}{{1,6}}(?:[·•‧・]{_HAN}{{1,8}})+")
_BEHIND_OFFICE = re.compile(rf"({_HAN}{{2,4}})(?=[（(]\d|[（(][一-龥\d]{{1,6}}岁)")
_OPENING = re.compile(r"(?:^|[，。；：！？”」\n\0的])(?=[\u3400-\u9fff])")
_FAMILIAR = re.compile(rf"[小老阿]{_HAN}(?!{_HAN}{{0,1}}[们們])")


class HanNames:
    """The names of one article's people."""

    def __init__(self, lexicon: Lexicon, texts: Iterable[str]) -> None:
        self._surnames = lexicon.single_words("surname")
        self._offices = lexicon.pattern("speaker_noun", "name_title")
        self._verbs = lexicon.pattern("reporting_verb")
        self._after = lexicon.pattern("reporting_verb", "weak_reporting_verb", "preposition", "small_word")
        self._text = "\n".join(texts)
        self._counts: dict[str, int] = {}
        self.names: dict[str, str] = {}
        """Every name and short form, with the name it stands for."""
        self._learn()
        known = sorted(self.names, key=len, reverse=True)
        self.longest = len(known[0]) if known else 0
        self._pattern = re.compile("|".join(map(re.escape, known))) if known else None

    def _learn(self) -> None:
        for match in _DOTTED.finditer(self._text):
            name = self._trimmed(match[0])
            self.names.setdefault(name, name)
            last = re.split(r"[·•‧・]", name)[-1]
            if len(last) > 1:
                self.names.setdefault(last, name)
        for match in self._offices.finditer(self._text) if self._offices else ():
            rest = self._text[match.end() : match.end() + 6]
            found = _BEHIND_OFFICE.match(self._text, match.end())
            name = self.name_at(rest) or (found[1] if found else "")
            if name:
                self.names.setdefault(name, name)

        for match in self._verbs.finditer(self._text) if self._verbs else ():
            name = self._text[max(0, match.start() - 3) : match.start()]
            if self.name_at(name) == name and len(name) > 2:
                self.names.setdefault(name, name)
        for match in _OPENING.finditer(self._text):
            name = self.name_at(self._text[match.end() : match.end() + 4])
            if len(name) > 2 and self._ends_name(self._text[match.end() + len(name) : match.end() + len(name) + 6]):
                self.names.setdefault(name, name)

    def _trimmed(self, name: str) -> str:
        """A foreign name without the office in front: '发言人丹尼尔·霍特'."""
        found = list(self._offices.finditer(name.split("·")[0])) if self._offices else []
        return name[found[-1].end() :] if found and found[-1].end() < len(name.split("·")[0]) else name

    def name_at(self, text: str) -> str:
        """The name by a family name that ``text`` begins with; '' when there is none."""
        size = 2 if text[:2] in self._surnames else 1 if text[:1] in self._surnames else 0
        if not size:
            return text[:2] if _FAMILIAR.match(text) and text[1:2] in self._surnames else ""
        short, long = text[: size + 1], text[: size + 2]
        if len(short) < size + 1 or not re.fullmatch(_HAN + "+", short):
            return ""
        if len(long) < size + 2 or not re.fullmatch(_HAN + "+", long) or self._ends_name(text[size + 1 :]):
            return short
        return long if size > 1 or self._count(long) * 2 > self._count(short) else short

    def _count(self, name: str) -> int:
        known = self._counts.get(name)
        if known is None:
            known = self._counts[name] = self._text.count(name)
        return known

    def _ends_name(self, rest: str) -> bool:
        """Whether a word follows that stands behind names: a verb of saying, a coverb, an adverb."""
        return self._after is not None and self._after.match(rest) is not None

    def last_before(self, text: str, limit: int) -> tuple[int, str] | None:
        """The last person named in ``text[:limit]``: offset and name."""
        found = list(self._pattern.finditer(text, max(0, limit - _NEAR), limit)) if self._pattern else []
        return (found[-1].start(), self.names[found[-1][0]]) if found else None

    def first_in(self, text: str, start: int, end: int) -> tuple[int, int, str] | None:
        """The first person named in ``text[start:end]``: bounds and name."""
        found = self._pattern.search(text, start, end) if self._pattern else None
        return (found.start(), found.end(), self.names[found[0]]) if found else None
