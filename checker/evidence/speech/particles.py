"""The speaker where a particle marks the subject: Japanese.

'SUBJECT は「…」と述べた': the noun phrase before は, も or (close by) が in front of the quotation; 'と SUBJECT' behind it;
'SUBJECT によると'. Without one the subject is left out: then it is whoever spoke last.
"""

from __future__ import annotations

import re

from checker.evidence.speech.cues import Cue, Subject
from checker.evidence.speech.mentions import Mention
from checker.evidence.speech.passages import Passage
from checker.lexicon import Lexicon

_NOUN = r"[\u3400-\u9fff々〆ヶァ-ヴー・＝A-Za-zＡ-Ｚａ-ｚ0-9０-９]"
_PHRASE = rf"(?:{_NOUN}+(?:の{_NOUN}+)*(?:さん|ちゃん|くん|たち|ら|氏ら)?(?:[（(][^（()）]{{0,30}}[）)])?)"
_TOPIC = re.compile(rf"({_PHRASE})(?:によりますと|によると|によれば|では|には|からは|は|も|が)")
_AFTER = re.compile(rf"[、，]?(?:などと|と|との|とする|って)?[、，]?({_PHRASE})(?=[。、，\n]|は|が|も|$)")
_NEAR = 16
"""Characters between が, which marks subjects of side clauses too, and its quotation."""
_BRACKET = re.compile(r"[（(][^（()）]*[）)]$")


class Particles:
    """Reads noun phrases before particles as speakers."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._small = lexicon.single_words("small_word")
        self._pronouns = lexicon.single_words("pronoun")
        self._titles = sorted((t for t in lexicon.single_words("name_title") if len(t) < 6), key=len, reverse=True)

    def subject(self, passage: Passage, cue: Cue, begin: int, end: int, quote: tuple[int, int] | None) -> Subject:
        """See :class:`SubjectFinder`."""
        if quote is None:
            return Subject(self.topic(passage, begin, end))
        if cue.kind == "phrase" and (match := re.search(rf"({_PHRASE})$", passage.narration[begin : cue.start])):
            return Subject(self._mention(passage, begin + match.start(1), match[1]))
        return Subject(self._before(passage, begin, quote[0]) or self._behind(passage, quote[1], end))

    def topic(self, passage: Passage, begin: int, end: int) -> Mention | None:
        """The phrase before the last は of a sentence, else before another particle."""
        return self._before(passage, begin, end, near=False)

    def person_before(self, passage: Passage, limit: int) -> tuple[int, str] | None:
        """See :class:`SubjectFinder`: nobody besides those whom sentences are about."""
        return None

    def beside(self, passage: Passage, begin: int, end: int, after: bool) -> Mention | None:
        """See :class:`SubjectFinder`."""
        return self._behind(passage, begin, end) if after else self._before(passage, begin, end)

    def _before(self, passage: Passage, begin: int, end: int, near: bool = True) -> Mention | None:
        lead = passage.narration[begin:end]
        best: Mention | None = None
        for match in _TOPIC.finditer(lead):
            particle = lead[match.end(1) : match.end()]
            rest = lead[match.end() :]
            if particle == "が" and near and ("、" in rest or len(rest) > _NEAR) or particle in ("には", "では") and "、" in rest:
                continue
            mention = self._mention(passage, begin + match.start(1), match[1])
            if mention is not None and (best is None or particle != "が" or best.kind != "name"):
                best = mention
        return best

    def _behind(self, passage: Passage, start: int, end: int) -> Mention | None:
        match = _AFTER.match(passage.narration, start, end)
        return self._mention(passage, match.start(1), match[1]) if match else None

    def _mention(self, passage: Passage, start: int, words: str) -> Mention | None:
        """A phrase as a speaker: without what stands in brackets, without a date or a number alone."""
        text = _BRACKET.sub("", words)
        office = text.rsplit("の", 1)
        if text in self._small or re.fullmatch(r"[\d０-９年月日時分前後午円人回目]+", text) or len(text) < 2 and text not in self._pronouns:
            return None
        if text in self._pronouns:
            return Mention(start, start + len(text), text, "pronoun")
        name = office[-1]
        role = text[: len(text) - len(name)]
        bare = self._without_title(name)
        if bare and bare != name or role and self._lexicon.search(role.rstrip("の"), "speaker_noun"):
            return Mention(start, start + len(text), bare or name, "name", role=role + name[len(bare) :])
        kind = "document" if self._lexicon.ends(text, "document_noun") else "role" if self._lexicon.ends(text, "speaker_noun") else "name"
        return Mention(start, start + len(text), text, kind)  # type: ignore[arg-type]

    def _without_title(self, name: str) -> str:
        for title in self._titles:
            if name.endswith(title) and 2 <= len(name) - len(title) <= 12:
                return name[: -len(title)]
        return name
