"""Who is mentioned where, in scripts that write names with a capital letter.

A mention is a name, an office or person by a common noun ("the mayor"), a document ("the report") or a pronoun. It is
``governed`` when a preposition stands before it: then it is not what its sentence is about.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from checker.evidence.speech.capitals import Run, bare_name, capital_runs
from checker.evidence.speech.passages import Passage, nouns_have_capitals
from checker.lexicon import Lexicon
from checker.lexicon.phrases import fold

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*['’]?|[^\w\s]")
_STOP = ',;:.!?()–—\0\n«»“”"„'
_OFFICE_OF = re.compile(r"[^\W\d_] [^\W\d_]{2,3} $")
_ARTICLE_BEFORE = re.compile(r"[^\W\d_]{2,}\s$")
_COMPLEMENTS = 6
"""Mentions that an office may govern before the name it belongs to."""
_BEFORE = 50
"""Characters before a mention that are looked at for an article or a preposition."""

Kind = Literal["name", "role", "document", "pronoun"]


@dataclass(slots=True)
class Mention:
    """One mention; ``start:end`` in its passage. ``role``: the words of office that stand beside a name.
    ``definite``: an office or person named before ("the mayor", not "a mayor")."""

    start: int
    end: int
    text: str
    kind: Kind
    governed: bool = False
    role: str = ""
    definite: bool = False


class MentionFinder:
    """Finds the mentions of an article's passages; knows which single words are names because they stand in longer ones."""

    def __init__(self, lexicon: Lexicon, passages: list[Passage]) -> None:
        self._lexicon = lexicon
        self._offices = lexicon.single_words("name_title", "feminine", "masculine")
        self._nouns = lexicon.single_words("speaker_noun", "document_noun")
        self._articles = lexicon.single_words("definite")
        # a word that is both ("a" in Portuguese) is more often the article
        self._prepositions = lexicon.single_words("preposition") - self._articles
        self._small = lexicon.single_words("small_word")
        self._particles = lexicon.single_words("name_particle") - lexicon.single_words("clause_joint")
        self._before_names = lexicon.single_words("reporting_verb", "weak_reporting_verb", "attribution_phrase")
        self._runs = {p.place: capital_runs(p, lexicon) for p in passages}
        self.nouns_have_capitals = nouns_have_capitals(passages)
        if self.nouns_have_capitals:
            self._runs = {p.place: [part for run in self._runs[p.place] for part in self._parted(p, run)] for p in passages}
        self._count = Counter(w for runs in self._runs.values() for r in runs if len(r.words) == 1 for _, _, w in r.words)
        self.full_names: list[tuple[int, int, str]] = []
        """Names of several words in reading order: place of the passage, offset, name."""
        self._inside: set[str] = set()
        for passage in passages:
            for run in self._runs[passage.place]:
                self._learn(passage, run)
        self._words = {w for _, _, name in self.full_names for w in name.split()}

    def _parted(self, passage: Passage, run: Run) -> list[Run]:
        """A run of a text that writes nouns with capitals, cut at small words: 'die Rolle von Ilse Harn' is no name, 'Ilse von Harn' is."""
        parts: list[list[tuple[int, int, str]]] = [[]]
        article = bool(_ARTICLE_BEFORE.search(passage.folded[max(0, run.start - 20) : run.start])) or run.opens
        for word in run.words:
            if word[2][0].islower() and (article or word[2] not in self._particles or len(parts[-1]) > 2):
                parts.append([])
            elif word[2][0].islower() and not parts[-1]:
                continue
            else:
                parts[-1].append(word)
        return [Run(p[0][0], p[-1][1], p, run.opens and p[0][0] == run.start) for p in parts if p]

    def _learn(self, passage: Passage, run: Run) -> None:
        words = self._name_words(run)
        if len(words) > 1 and not (run.opens and len(words) == 2 and self.nouns_have_capitals and words[0][0] == run.start):
            name = bare_name(passage.text[words[0][0] : words[-1][1]])
            if (
                len(words) > 2
                and _OFFICE_OF.search(passage.folded[max(0, words[0][0] - 8) : words[0][0]])
                and self._lexicon.ends(passage.folded[max(0, words[0][0] - 40) : words[0][0] - 4], "speaker_noun")
            ):
                name = " ".join(name.split()[-2:])
            self.full_names.append((passage.place, words[0][0], name))
        if not run.opens or len(run.words) > 1:
            self._inside.update(bare_name(w) for _, _, w in run.words)

    def _name_words(self, run: Run) -> list[tuple[int, int, str]]:
        """The words of a run without offices and titles in front: 'Bundeskanzlerin Angela Merkel'."""
        office = max((i for i, (_, _, w) in enumerate(run.words) if self._is_office(w)), default=-1)
        rest = run.words[office + 1 :]
        if not rest:
            return []
        return rest if rest[0][2][0].isupper() else run.words

    def _is_office(self, word: str) -> bool:
        """Whether a capitalised word is a person's office or title: 'Mayor'; bodies ('Institute') are part of their own names."""
        plain = fold(word)
        return plain in self._offices or plain.rstrip(".") in self._offices

    def mentions(self, passage: Passage) -> list[Mention]:
        """The mentions of a passage in reading order; those of one person side by side ("the mayor, Ilse Harn") are one."""
        found: list[Mention] = []
        runs = self._runs.get(passage.place)
        for run in capital_runs(passage, self._lexicon) if runs is None else runs:
            if (mention := self._name(passage, run)) is not None:
                found.append(mention)
        self._add_nouns(passage, found)
        found.sort(key=lambda m: m.start)
        found = [m for m, after in zip_longest(found, found[1:])
                 if not (m.kind == "pronoun" and after is not None and after.kind != "pronoun" and after.start - m.end == 1)]  # fmt: skip
        for mention in found:
            if mention.kind == "pronoun":
                continue
            before = _WORD.findall(passage.folded[max(0, mention.start - _BEFORE) : mention.start])
            mention.governed = mention.governed or self._is_governed(passage, mention, before)
            mention.definite = mention.kind == "role" and self._is_known(before)
        return self._joined(passage, found)

    def _name(self, passage: Passage, run: Run) -> Mention | None:
        words = self._name_words(run)
        if not words or len(run.words) == 1 and fold(run.words[0][2]) in self._nouns:
            return Mention(run.start, run.end, passage.text[run.start : run.end], "role")
        role = passage.text[run.start : words[0][0]].strip()
        start, end = words[0][0], words[-1][1]
        text = passage.text[start:end]
        bare = bare_name(text)
        if "-" in text and text.rsplit("-", 1)[1][:1].islower():
            return None
        if len(words) == 1 and not role:
            known = bare in self._words or self.nouns_have_capitals and self._stands_alone(passage, start, end)
            known = known or run.opens and self._presented(passage, end)
            if self.nouns_have_capitals and not known or run.opens and not known and bare not in self._inside:
                return Mention(start, end, bare, "name", True) if run.opens is False and not self.nouns_have_capitals else None
        return Mention(run.start if role else start, end, bare, "name", bare != text, role)

    def _stands_alone(self, passage: Passage, start: int, end: int) -> bool:
        """Whether a single word in a text that writes nouns with capitals is a name: a verb of saying beside it, and no article."""
        before = passage.folded[max(0, start - 30) : start].rstrip()
        if before and before[-1] not in _STOP:
            return before.rsplit(" ", 1)[-1] in self._before_names
        after = _WORD.match(passage.folded, end + 1)
        return after is not None and after[0] in self._before_names or self._count[passage.text[start:end]] > 1

    def _presented(self, passage: Passage, end: int) -> bool:
        """Whether words of office follow behind a comma: 'Ilse, baker in Harrow, …'."""
        return (
            passage.folded[end : end + 2] == ", " and self._lexicon.starts(passage.folded[end + 2 : end + 40], "speaker_noun") is not None
        )

    def _add_nouns(self, passage: Passage, found: list[Mention]) -> None:
        taken = bytearray(len(passage.folded))
        for mention in found:
            taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
        lower = self.nouns_have_capitals
        for group, kind in (("pronoun", "pronoun"), ("speaker_noun", "role"), ("document_noun", "document")):
            pattern = self._lexicon.pattern(group)
            for match in pattern.finditer(passage.folded) if pattern else ():
                if lower and kind != "pronoun" and passage.text[match.start()].islower():
                    continue
                start, end = match.span()
                if not any(taken[start:end]):
                    found.append(Mention(match.start(), match.end(), passage.text[match.start() : match.end()], kind))  # type: ignore[arg-type]
                    taken[start:end] = b"\1" * (end - start)

    def is_definite(self, passage: Passage, start: int) -> bool:
        """Whether a word at ``start`` stands behind an article that says it is known, at most two words before it."""
        return self._is_known(_WORD.findall(passage.folded[max(0, start - _BEFORE) : start]))

    def _is_known(self, before: list[str]) -> bool:
        return not self._articles or any(w in self._articles or w.rstrip("'") in self._articles for w in before[-3:])

    def _is_governed(self, passage: Passage, mention: Mention, before: list[str]) -> bool:
        """Whether a preposition stands before a mention, with at most articles and two other words between. ``before``: the words there."""
        window = passage.narration[max(0, mention.start - _BEFORE) : mention.start]
        if window.rfind("(") > window.rfind(")"):
            return True
        others = 0
        determined = False
        for word in reversed(before):
            if word in _STOP:
                return False
            if word in self._prepositions or word.endswith(("'", "’")) and fold(word)[:-1] in ("d", "dell", "all", "dall", "nell", "sull"):
                return True
            if word in self._small or word.endswith(("'", "’")):
                determined = True
                continue
            # an adjective stands between article and noun, what stands before the article is another phrase
            others += 1
            if determined or mention.kind == "name" or others > 2:
                return False
        return False

    def _joined(self, passage: Passage, found: list[Mention]) -> list[Mention]:
        joined: list[Mention] = []
        for mention in found:
            if mention.kind == "name" and (office := self._office_before(passage, joined, mention)):
                del joined[office:]
            last = joined[-1] if joined else None
            if last is not None and last.kind == "role" and mention.kind == "name" and mention.governed and mention.text.count(" ") >= 2 \
                    and len(passage.folded[last.end : mention.start].split()) == 1:  # fmt: skip
                # 'Secretary of State Ilse Harn': the name is the end of what the office governs
                name = " ".join(mention.text.split()[-2:])
                joined[-1] = Mention(
                    last.start, mention.end, name, "name", last.governed, passage.text[last.start : mention.end - len(name)]
                )
                continue
            if last is not None and self._apposition(passage, last, mention):
                person, other = (mention, last) if mention.kind == "name" else (last, mention)
                role = f"{person.role} {passage.text[other.start : other.end]}".strip()
                joined[-1] = Mention(last.start, mention.end, person.text, "name", last.governed, role)
            elif last is not None and last.kind == "name" and mention.kind == "role" and passage.narration[last.end : mention.start] == " ":
                joined[-1] = Mention(last.start, mention.end, passage.text[last.start : mention.end], "role", last.governed)
            else:
                joined.append(mention)
        return joined

    def _office_before(self, passage: Passage, joined: list[Mention], name: Mention) -> int:
        """Where the complement of an office begins that this name follows: 'the president of the *court*, Ilse Harn'. 0: there is none."""
        if name.governed:
            return 0
        at = len(joined)
        while at and len(joined) - at <= _COMPLEMENTS and joined[at - 1].governed and joined[at - 1].kind != "pronoun":
            at -= 1
        if not 0 < at < len(joined) or joined[at - 1].kind != "role":
            return 0
        between = passage.folded[joined[at - 1].end : name.start]
        plain = between.rstrip().rstrip(",")
        if any(c in _STOP for c in plain) or len(plain.split()) > 7:
            return 0
        return at

    def _is_small(self, word: str) -> bool:
        return word in self._small or word in self._prepositions or word in self._before_names

    def _apposition(self, passage: Passage, first: Mention, second: Mention) -> bool:
        """Whether two mentions are one person: 'the mayor Ilse Harn', 'the mayor of Harrow, Ilse Harn,', 'Ilse Harn, the mayor,'."""
        kinds = {first.kind, second.kind}
        if kinds != {"name", "role"}:
            return False
        between = passage.folded[first.end : second.start]
        words = _WORD.findall(between)
        if first.kind == "role":
            if words[-1:] == [","]:
                return not second.governed and len(words) < 8 and not any(w in _STOP for w in words[:-1])
            # one adjective: 'la conseillère communale Ilse Harn'
            adjective = len(words) == 1 and words[0].isalpha() and not self._is_small(words[0])
            return not words or adjective and not self.nouns_have_capitals
        return (
            (not first.governed or " " in first.text)
            and words[:1] == [","]
            and len(words) <= 4
            and not any(w in _STOP for w in words[1:])
            and not second.governed
            and self._lexicon.search(between, "reporting_verb", "weak_reporting_verb") is None
        )
