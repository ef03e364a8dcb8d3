"""The subject of a verb of saying in languages with capital letters, by the order of words.

Subjects stand beside their verb, or open their clause; what a preposition governs is no subject. In English the
subject follows the verb only after a quotation, in the other languages wherever the clause opens with something else.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from checker.evidence.speech.cues import Cue
from checker.evidence.speech.mentions import Mention, MentionFinder
from checker.evidence.speech.passages import Passage
from checker.lexicon import Lexicon

_BREAK = re.compile(r"[,;:()–—\0\n]")
_WINDOW = 2000
"""Characters around a verb that its subject is looked for in, quotations included."""
_SHORT = 120
"""Characters before a verb that words no list knows are looked for in."""
_BRACKET = re.compile(r"\s?\([^()]{0,40}\)")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*['’]?")


class WordOrder:
    """Finds subjects among the mentions of a sentence."""

    def __init__(self, lexicon: Lexicon, finder: MentionFinder) -> None:
        self._lexicon = lexicon
        self._finder = finder
        self._small = lexicon.single_words("small_word")
        self._joins = lexicon.single_words("clause_joint")
        self._relatives = lexicon.single_words("relative")
        self._prepositions = lexicon.single_words("preposition")
        self._mentions: dict[int, list[Mention]] = {}

    def mentions(self, passage: Passage, begin: int, end: int) -> list[Mention]:
        """The mentions of a part of a passage."""
        known = self._mentions.get(passage.place)
        if known is None:
            known = self._finder.mentions(passage)
            if passage.place >= 0:
                self._mentions[passage.place] = known
        first = bisect_left(known, begin, key=lambda m: m.start)
        found = known[first : bisect_left(known, end, lo=first, key=lambda m: m.start)]
        return found if not found or found[-1].end <= end else found[:-1]

    def subject(self, passage: Passage, cue: Cue, begin: int, end: int, quote: tuple[int, int] | None) -> Mention | None:
        """See :class:`SubjectFinder`."""
        begin, end = max(begin, cue.start - _WINDOW), min(end, cue.end + _WINDOW)
        around = [m for m in self.mentions(passage, begin, end) if m.end <= cue.start or m.start >= cue.end]
        inside = next((m for m in self.mentions(passage, cue.start, cue.end) if m.kind == "pronoun"), None)
        if inside is not None:
            return inside
        if cue.kind == "phrase":
            return self._of_phrase(passage, cue, around)
        if (antecedent := self._antecedent(passage, around, cue)) is not None:
            return antecedent
        free = [m for m in around if not m.governed or self._beside_verb(passage, m, cue)]
        left = [m for m in free if m.end <= cue.start]
        right = next((m for m in free if m.start >= cue.end), None)
        after_quote = quote is not None and quote[1] <= cue.start
        if left and self._at_verb(passage, left[-1], cue) and not self._object_first(passage, left[-1], cue, right):
            return left[-1]
        near_right = right is not None and self._adjacent(passage, cue.end, right.start, 4)
        at_quote = after_quote and quote is not None and self._words(passage, quote[1], cue.start) <= 1 \
            and self._joins.isdisjoint(passage.folded[quote[1] : cue.start].split())  # fmt: skip
        if right is not None and near_right and (not left or at_quote or self._inverted(passage, right, quote)):
            return self._last_of_chain(passage, right, free)
        if at_quote and (unknown := self._words_behind(passage, cue, end)) is not None:
            return unknown
        if left:
            return self._opening(passage, left, cue, quote)
        return right if near_right else self._words_before(passage, cue, begin)

    def _object_first(self, passage: Passage, left: Mention, cue: Cue, right: Mention | None) -> bool:
        """'Der Zeitung sagte Ilse Harn: …': a name right behind the verb and before a stop is the subject, the office before it is not."""
        if self._lexicon.speaker_order != "free" or right is None or right.kind != "name" or left.kind not in ("role", "document"):
            return False
        return right.start - cue.end <= 1 and passage.narration[right.end : right.end + 1] in (":", ",")

    def _words_before(self, passage: Passage, cue: Cue, begin: int) -> Mention | None:
        """Words that no list knows, in front of the verb and opening the clause: 'Ein Porschesprecher erklärte', 'Una voce grida'."""
        begin = max(begin, cue.start - _SHORT)
        stop = [m.end() for m in _BREAK.finditer(passage.narration, begin, cue.start)]
        words = list(_WORD.finditer(passage.folded, stop[-1] if stop else begin, cue.start))
        if not words or words[0][0] in self._prepositions or len(words) > 5:
            return None
        words = [w for w in words if w[0] not in self._small]
        if self._finder.nouns_have_capitals:
            words = [w for w in words if passage.text[w.start()].isupper()]
        if not words or any(w[0] in self._prepositions for w in words):
            return None
        start, last = words[0].start(), words[-1].end()
        return Mention(start, last, passage.text[start:last], "role", definite=self._finder.is_definite(passage, start))

    def _words_behind(self, passage: Passage, cue: Cue, end: int) -> Mention | None:
        """Words that no list knows, behind the verb that follows a quotation: '…", sighed the potter'."""
        stop = _BREAK.search(passage.narration, cue.end, end)
        words = list(_WORD.finditer(passage.folded, cue.end, stop.start() if stop else end))
        while words and words[0][0] in self._small:
            words = words[1:]
        kept = []
        for word in words[:5]:
            if word[0] in self._prepositions or word[0] in self._small:
                break
            kept.append(word)
        if not kept or kept[0].start() - cue.end > 12:
            return None
        start, last = kept[0].start(), kept[-1].end()
        beside = self.mentions(passage, last + 2, end) if passage.narration[last : last + 2] == ", " else []
        if beside and beside[0].kind == "name" and beside[0].start == last + 2:
            return Mention(start, beside[0].end, beside[0].text, "name", role=passage.text[start:last])
        return Mention(start, last, passage.text[start:last], "role", definite=self._finder.is_definite(passage, start))

    def _inverted(self, passage: Passage, right: Mention, quote: tuple[int, int] | None) -> bool:
        """Whether the subject stands behind its verb though somebody stands before it: 'Als Roe ging, sagte Harn: „…“'. Without a stop
        between it and the quotation it is the subject of the quoted clause."""
        if self._lexicon.speaker_order != "free":
            return False
        return quote is None or quote[0] < right.start or re.search(r"[:,]", passage.narration[right.end : quote[0]]) is not None

    def _antecedent(self, passage: Passage, around: list[Mention], cue: Cue) -> Mention | None:
        """Whom a relative pronoun behind a comma stands for: 'launched by the union, which calls it …'."""
        before = next((m for m in reversed(around) if m.end <= cue.start and m.kind != "pronoun"), None)
        if before is None:
            return None
        gap = passage.folded[before.end : cue.start].strip()
        words = gap.lstrip(", ").split()
        if not gap.startswith(",") or not words or words[0] not in self._relatives or any(w not in self._small for w in words[1:]):
            return None
        return before

    def _at_verb(self, passage: Passage, mention: Mention, cue: Cue) -> bool:
        """Whether at most one word and nothing that joins clauses stands between a mention and a verb behind it."""
        gap = _BRACKET.sub("", passage.folded[mention.end : cue.start])
        return not _BREAK.search(gap) and self._count(gap) <= 1 and self._joins.isdisjoint(gap.split())

    def _beside_verb(self, passage: Passage, mention: Mention, cue: Cue) -> bool:
        """Whether a name right before the verb is its subject after all: 'with Roe calling for talks and Harn saying …'."""
        if mention.kind != "name" or mention.end + 1 != cue.start or cue.kind != "verb":
            return False
        before = _WORD.findall(passage.folded[max(0, mention.start - 30) : mention.start])
        return bool(before) and before[-1] not in self._prepositions

    def _last_of_chain(self, passage: Passage, first: Mention, free: list[Mention]) -> Mention:
        """The name that words of office lead to: 'former state chairman Ilse Harn'."""
        for mention in free:
            if mention.start < first.end or first.kind == "pronoun":
                continue
            gap = passage.narration[first.end : mention.start]
            near = len(gap.split()) <= (1 if first.kind == "name" else 3)
            if (
                _BREAK.search(gap)
                or not near
                or mention.kind != "name"
                and gap.strip()
                or first.kind == "name"
                and gap != " "
                and first.role
            ):
                break
            if self._lexicon.search(passage.folded[first.end : mention.start], "reporting_verb", "preposition"):
                break
            first = mention
        return first

    def _of_phrase(self, passage: Passage, cue: Cue, around: list[Mention]) -> Mention | None:
        """'According to the mayor'; 'dem Sprecher zufolge'; with nobody beside it the phrase says where, not who."""
        if self._lexicon.search(passage.folded[cue.start : cue.end], "feminine", "masculine"):
            return Mention(cue.start, cue.end, cue.text, "pronoun")
        after = next((m for m in around if m.start >= cue.end), None)
        if after is not None and self._adjacent(passage, cue.end, after.start, 3):
            return after
        before = next((m for m in reversed(around) if m.end <= cue.start), None)
        if before is not None and not before.governed and not passage.narration[before.end : cue.start].strip():
            return before
        free = [m for m in around if not m.governed and m.end <= cue.start]
        return free[0] if free else None

    def _opening(self, passage: Passage, left: list[Mention], cue: Cue, quote: tuple[int, int] | None) -> Mention:
        """The mention that opens the clause of a verb further on: the first one after the last full break of the sentence."""
        begin = max((passage.narration.rfind(mark, left[0].start, cue.start) for mark in ";:\0"), default=-1)
        if quote is not None and quote[1] <= cue.start:
            begin = min(begin, quote[0])
        inner = [m for m in left if m.start > begin] or left
        last = inner[-1]
        if last.kind == "name" and inner[0].kind == "role" and passage.narration[last.end : cue.start].strip() == "," \
                and passage.narration[max(0, last.start - 8) : last.start].rstrip().endswith(","):  # fmt: skip
            return last
        return inner[0]

    def _adjacent(self, passage: Passage, start: int, end: int, most: int = 2) -> bool:
        between = passage.folded[start:end]
        return not _BREAK.search(between) and self._words(passage, start, end) <= most and self._joins.isdisjoint(between.split())

    def _words(self, passage: Passage, start: int, end: int) -> int:
        return self._count(passage.folded[start:end])

    def _count(self, folded: str) -> int:
        """Words that count: no articles, auxiliaries, adverbs."""
        return sum(1 for w in _WORD.findall(folded) if w not in self._small and not w.endswith(("'", "’")))

    def topic(self, passage: Passage, begin: int, end: int) -> Mention | None:
        """The first name or office of a sentence that nothing governs; a governed name only where there is no other."""
        known = [m for m in self.mentions(passage, begin, end) if m.kind in ("name", "role", "pronoun")]
        if (
            known
            and known[0].governed
            and known[0].kind == "name"
            and " " in known[0].text
            and self._words(passage, begin, known[0].start) <= 1
        ):
            # 'For Ilse Harn, the plan is …'
            return known[0]
        free = [m for m in known if not m.governed]
        chosen = free or [m for m in known if m.kind == "name" and " " in m.text]
        return chosen[0] if chosen else None

    def person_before(self, passage: Passage, limit: int) -> tuple[int, str] | None:
        """See :class:`SubjectFinder`: nobody besides those whom sentences are about."""
        return None

    def beside(self, passage: Passage, begin: int, end: int, after: bool) -> Mention | None:
        """See :class:`SubjectFinder`: at most two small words and one other between the quotation and the mention."""
        free = [m for m in self.mentions(passage, begin, end) if not m.governed and m.kind != "document"]
        mention = (free[0] if after else free[-1]) if free else None
        if mention is None:
            return None
        between = (begin, mention.start) if after else (mention.end, end)
        gap = passage.narration[between[0] : between[1]].lstrip(" ,–—-")
        return mention if not _BREAK.search(gap) and len(gap.split()) <= 4 and self._words(passage, *between) <= 2 else None
