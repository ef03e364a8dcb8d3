"""The speaker where a particle marks the subject: Japanese.

'SUBJECT は「…」と述べた': the noun phrase before は, も or (close by) が in front of the quotation; 'と SUBJECT が' behind it;
'SUBJECT によると'. A phrase that names no person, office or body is what the sentence is about, not who speaks. Without a speaker the
subject is left out: then it is whoever spoke last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from checker.evidence.speech.cues import Cue
from checker.evidence.speech.mentions import Mention
from checker.evidence.speech.passages import Passage
from checker.lexicon import Lexicon

_NOUN = r"[\u3400-\u9fff々〆ヶァ-ヴー・＝A-Za-zＡ-Ｚａ-ｚ0-9０-９]"
_POLITE = r"(?:さん|ちゃん|くん|君|様|氏)"
_MIXED = rf"[\u3400-\u9fff々]{{1,4}}[ぁ-ん]{{1,4}}(?={_POLITE})"
"""A name that ends in hiragana, told by the polite word behind it."""
_AGE = r"(?:[（(][^（()）]{0,30}[）)])?"
_PHRASE = rf"(?:(?:{_NOUN}{{1,20}}の){{0,3}}(?:{_MIXED}|{_NOUN}{{1,24}}){_POLITE}?(?:たち|ら)?{_AGE})"
_TOPIC = re.compile(rf"({_PHRASE})(によりますと|によると|によれば|では|には|からは|は|も|が)")
_AFTER = re.compile(rf"[、，]?(?:などと|と|との|とする|って)?[、，]?({_PHRASE})(?:など)?(?=[。、，\n]|は|が|も|$)")
_PERSON = re.compile(rf"({_MIXED}|{_NOUN}{{1,24}})(?:{_POLITE}|[（(][０-９0-9]{{1,3}}歳?[）)])")
_NUMBER = re.compile(r"[約計\d０-９年月日時分前後午円人回目代]+")
_BRACKET = re.compile(r"[（(][^（()）]*[）)]$")
_LOOK_BACK = 800
"""Characters that a name is looked for backwards."""
_NEAR = 16
"""Characters between が, which marks subjects of side clauses too, and its quotation."""


_LEAD = 300
"""Characters before a quotation, or of a sentence, that a phrase with a particle is looked for in."""


class Particles:
    """Reads noun phrases before particles as speakers."""

    def __init__(self, lexicon: Lexicon, passages: Iterable[Passage]) -> None:
        self._lexicon = lexicon
        self._small = lexicon.single_words("small_word")
        self._pronouns = lexicon.single_words("pronoun")
        self._nouns = lexicon.single_words("speaker_noun")
        self._titles = sorted((t for t in lexicon.single_words("name_title") if len(t) < 6), key=len, reverse=True)
        self.people = self._people(passages)
        """Names that stand before a title, a polite word or an age."""
        self._known = re.compile("|".join(map(re.escape, sorted(self.people, key=len, reverse=True)))) if self.people else None

    def _people(self, passages: Iterable[Passage]) -> frozenset[str]:
        found = set()
        for passage in passages:
            for match in _PERSON.finditer(passage.narration):
                found.add(self._without_title(match[1].rsplit("の", 1)[-1]))
            for match in _TOPIC.finditer(passage.narration):
                noun = _BRACKET.sub("", match[1]).rsplit("の", 1)[-1]
                if (bare := self._without_title(noun)) != noun:
                    found.add(bare)
        return frozenset(n for n in found if 2 <= len(n) <= 12 and n not in self._nouns and not _NUMBER.fullmatch(n))

    def subject(self, passage: Passage, cue: Cue, begin: int, end: int, quote: tuple[int, int] | None) -> Mention | None:
        """See :class:`SubjectFinder`."""
        if quote is None:
            return self.topic(passage, begin, end)
        if cue.kind == "phrase" and (
            match := re.search(rf"({_PHRASE})$", passage.narration[(begin := max(begin, cue.start - _LEAD)) : cue.start])
        ):
            return self._mention(passage, begin + match.start(1), match[1])
        return self._before(passage, begin, quote[0]) or self._behind(passage, quote[1], end)

    def topic(self, passage: Passage, begin: int, end: int) -> Mention | None:
        """The person, office or body before a particle that a sentence names last."""
        return self._before(passage, begin, end, near=False)

    def person_before(self, passage: Passage, limit: int) -> tuple[int, str] | None:
        """See :class:`SubjectFinder`."""
        return passage.last_of(self._known, limit, _LOOK_BACK)

    def beside(self, passage: Passage, begin: int, end: int, after: bool) -> Mention | None:
        """See :class:`SubjectFinder`."""
        return self._behind(passage, begin, end) if after else self._before(passage, begin, end)

    def _before(self, passage: Passage, begin: int, end: int, near: bool = True) -> Mention | None:
        """The last phrase with a particle that can speak; one that ends right before the quotation even if nobody knows it."""
        begin = max(begin, end - _LEAD)
        lead = passage.narration[begin:end]
        best: Mention | None = None
        stranger: Mention | None = None
        for match in _TOPIC.finditer(lead):
            particle, rest = match[2], lead[match.end() :]
            if particle == "が" and near and ("、" in rest or len(rest) > _NEAR):
                continue
            mention = self._mention(passage, begin + match.start(1), match[1])
            if mention is None:
                continue
            if self._speaks(mention, match[1]):
                if best is None or particle != "が" or near and not rest.strip():
                    best = mention
            elif near and (particle in ("は", "も", "が") and not rest.strip() or particle == "は" and rest.startswith("、")):
                stranger = mention
        return stranger if best is None else best

    def _speaks(self, mention: Mention, words: str) -> bool:
        """Whether a phrase names a person, an office, a body or a document."""
        if mention.kind in ("pronoun", "role", "document") or mention.role or mention.text in self.people:
            return True
        return _PERSON.search(words) is not None or any(name in mention.text for name in self.people)

    def _behind(self, passage: Passage, start: int, end: int) -> Mention | None:
        match = _AFTER.match(passage.narration, start, end)
        mention = self._mention(passage, match.start(1), match[1]) if match else None
        return mention if mention is not None and match is not None and self._speaks(mention, match[1]) else None

    def _mention(self, passage: Passage, start: int, words: str) -> Mention | None:
        """A phrase as a speaker: without what stands in brackets, without a date or a number alone."""
        text = _BRACKET.sub("", words)
        text = text.removesuffix("の間")
        if text in self._pronouns:
            return Mention(start, start + len(text), text, "pronoun")
        if text in self._small or _NUMBER.fullmatch(text) or len(text) < 2 and text not in self._nouns:
            return None
        name = text.rsplit("の", 1)[-1]
        role = text[: len(text) - len(name)]
        bare = self._without_title(name)
        if bare and bare != name or bare in self.people or role and self._lexicon.search(role.rstrip("の"), "speaker_noun"):
            if bare not in self._nouns and not self._lexicon.ends(name, "document_noun"):
                return Mention(start, start + len(text), bare or name, "name", role=role + name[len(bare) :])
        if self._lexicon.ends(text, "document_noun"):
            return Mention(start, start + len(text), text, "document")
        return Mention(start, start + len(text), text, "role" if self._lexicon.ends(text, "speaker_noun") else "name")

    def _without_title(self, name: str) -> str:
        for title in self._titles:
            if name.endswith(title) and 2 <= len(name) - len(title) <= 12:
                return name[: -len(title)]
        return name
