"""Cues of speech and the speaker that goes with them: verbs of saying, "according to", colons."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checker.evidence.model import Confidence
from checker.evidence.page import Page
from checker.lexicon.phrases import fold

_WORD = r"[^\W\d_]"
_NAME = re.compile(
    r"(?<![\w])(?:[A-ZÀ-ÖØ-ÞА-ЯЁ](?:[\w’'.-]*\w)?)(?:[ \u00a0](?:(?:de|del|della|di|da|do|dos|van|von|der|den|la|le|el|al|bin|ibn|of|the|for|du|des|zu|ter|ten)[ \u00a0]){0,2}"
    r"(?:[A-ZÀ-ÖØ-ÞА-ЯЁ](?:[\w’'.-]*\w)?)){0,5}"
)
_SENTENCE_WORDS = frozenset(
    "the a an but and so in on at as it this that these those when while after before if he she they we i you his her their there what "
    "der die das ein eine aber und so im in am als es dies wenn nach vor er sie wir ich man le la les un une mais et il elle ils elles on "
    "ce cette ces dans pour selon en el los las una pero y lo su sus para il lo gli i un una ma e nel nella per o os a as um uma mas e no na "
    "но и в на он она они это как что я мы по для с".split()
)
_CJK_SUBJECT = re.compile(r"(?:^|[，。；：、！？\s“”「」])([^，。；：、！？\s“”「」]{2,24})$")
_JA_SUBJECT = re.compile(r"([^、。「」『』\s（）]{2,24}?)(?:（[^（）]*）)?(?:は|が|も)(?:[、，]|[^、。]{0,14}$|$)")


@dataclass(slots=True)
class Cue:
    """What tells that somebody speaks: the cue's words, the speaker beside it, whether that is a pronoun."""

    text: str
    speaker: str | None
    pronoun: bool
    confidence: Confidence


def find_cue(page: Page, before: str, after: str) -> Cue | None:
    """The cue in the words before and after a quotation, within its sentence; None when there is none."""
    best: tuple[int, Cue] | None = None
    for text, is_after in ((after, True), (before, False)):
        if not text.strip():
            continue
        for group, confidence, cost in _GROUPS:
            cue = _in_text(page, text, group, confidence, is_after)
            if cue is not None:
                cost += 0 if cue.speaker else 4
                if best is None or cost < best[0]:
                    best = cost, cue
    if best is not None:
        return best[1]
    return _colon(page, before)


_GROUPS: tuple[tuple[str, Confidence, int], ...] = (
    ("reporting_verb", "high", 0), ("attribution_phrase", "high", 1), ("weak_reporting_verb", "medium", 3),
)  # fmt: skip


def _in_text(page: Page, text: str, group: str, confidence: Confidence, is_after: bool) -> Cue | None:
    pattern = page.lexicon.pattern(group)
    folded = fold(text)
    matches = [m for m in pattern.finditer(folded) if _is_cue(page, text, m, group, is_after)] if pattern else []
    if not matches:
        return None
    match = matches[0] if is_after else matches[-1]
    speaker, pronoun = _speaker_near(page, text, match.start(), match.end(), group == "attribution_phrase")
    return Cue(text[match.start() : match.end()], speaker, pronoun, confidence)


_REACH = 14
"""In Chinese and Japanese, where many verbs of saying are also nouns, a cue stands at most so far from the marks."""


def _is_cue(page: Page, text: str, match: re.Match[str], group: str, is_after: bool) -> bool:
    """Whether a phrase is used as a cue: a German verb is not capitalised inside a sentence, a Chinese one stands close by."""
    if page.lexicon.language == "de" and group != "attribution_phrase" and match.start() > 1 and text[match.start()].isupper():
        return False
    if page.lexicon.spaced or group == "attribution_phrase":
        return True
    return match.start() <= _REACH if is_after else len(text) - match.end() <= _REACH // 2


_INCISE = re.compile(r"[,–—-]\s*([^,–—“”«»\"]{4,90}?)\s*(?=[,–—.!?]|$)")


def find_incise(page: Page, text: str) -> Cue | None:
    """A cue inside the marks, as French and Italian set it: '« Nous avons gardé, a expliqué Anne Roe, le pont »'."""
    verbs = page.lexicon.pattern("reporting_verb")
    for match in _INCISE.finditer(text) if verbs else ():
        verb = verbs.match(fold(match[1])) if verbs else None
        if verb is None:
            continue
        subject = _first_subject(page, match[1][verb.end() :])
        if subject is not None and subject[1] <= 3:
            return Cue(match[1][: verb.end()], subject[0], subject[2], "high")
    return None


def _colon(page: Page, before: str) -> Cue | None:
    stripped = before.rstrip()
    if stripped[-1:] not in (":", "："):
        return None
    lead = stripped[:-1]
    speaker = subject_of(page, lead[-160:])
    if speaker is None and len(lead) > 80:
        return None
    return Cue(":", speaker or lead.strip()[-60:] or None, False, "high" if speaker else "medium")


def _speaker_near(page: Page, text: str, start: int, end: int, follows: bool) -> tuple[str | None, bool]:
    if not page.lexicon.spaced:
        return _cjk_speaker(page, text, start, end, follows), False
    left, right = text[:start], text[end:]
    after = _first_subject(page, right)
    before = _last_subject(page, left)
    if follows:
        chosen = after or before
    elif before and before[1] <= 2 or not after:
        chosen = before or after
    else:
        chosen = after if after[1] <= 3 or before is None or before[1] > 6 else before
    return (chosen[0], chosen[2]) if chosen else (None, False)


def _subjects(page: Page, text: str) -> list[tuple[int, int, str, bool]]:
    """What can be a speaker in a text: (start, end, words, is a pronoun), in reading order."""
    found: list[tuple[int, int, str, bool]] = []
    if page.lexicon.language != "ar":
        for match in _NAME.finditer(text):
            words = match[0].split()
            start = match.start()
            while words and words[0].lower().strip(".,") in _SENTENCE_WORDS:
                start += len(words[0]) + 1
                words = words[1:]
            if words and (page.lexicon.language != "de" or len(words) > 1 or _known_name(page, words[0]) or match.start() <= 1):
                found.append((start, match.end(), " ".join(words), False))
    folded = fold(text)
    for group, pronoun in (("pronoun", True), ("speaker_noun", False), ("document_noun", False)):
        pattern = page.lexicon.pattern(group)
        for match in pattern.finditer(folded) if pattern else ():
            if not any(s <= match.start() < e for s, e, _, _ in found):
                found.append((match.start(), match.end(), text[match.start() : match.end()], pronoun))
    if page.lexicon.language == "ar":
        found += [(m.start(1), m.end(1), m[1], False) for m in re.finditer(r"^\s*((?:[\u0600-\u06ff]+\s?){1,4})", text) if not found]
    return sorted(found)


def _known_name(page: Page, word: str) -> bool:
    """Whether a single German word is a name: one of a name of several words elsewhere on the page, not just any noun."""
    return word in page.name_words


def _last_subject(page: Page, text: str) -> tuple[str, int, bool] | None:
    found = _subjects(page, text[-200:])
    if not found:
        return None
    best = found[-1]
    gap = len(text[-200:][best[1] :].split())
    if not best[3] and len(found) > 1 and best[2][:1].islower() and not found[-2][3] and best[0] - found[-2][1] < 4:
        best = found[-2]
    return best[2], gap, best[3]


def _first_subject(page: Page, text: str) -> tuple[str, int, bool] | None:
    found = _subjects(page, text[:120])
    if not found:
        return None
    best = found[0]
    if best[2][:1].islower() and not best[3] and len(found) > 1 and found[1][0] - best[1] < 25 and found[1][2][:1].isupper():
        best = found[1]
    return best[2], len(text[: found[0][0]].split()), best[3]


def _cjk_speaker(page: Page, text: str, start: int, end: int, follows: bool) -> str | None:
    if follows and (match := re.match(r"([^，。、「」“”\s]{2,24})", text[end:])):
        return match[1]
    left = text[:start]
    if page.lexicon.language == "ja":
        found = list(_JA_SUBJECT.finditer(left)) or list(_JA_SUBJECT.finditer(text))
        return found[-1][1] if found else None
    match = _CJK_SUBJECT.search(left)
    return match[1] if match else None


def subject_of(page: Page, text: str, persons: bool = False) -> str | None:
    """The last name (with ``persons``: the last of two or more words) that a text mentions, or None."""
    if not page.lexicon.spaced:
        found = list(_JA_SUBJECT.finditer(text)) if page.lexicon.language == "ja" else []
        return found[-1][1] if found else None
    names = [s for s in _subjects(page, text[-400:]) if not s[3]]
    if persons:
        names = [s for s in names if len(s[2].split()) > 1 and s[2][0].isupper()]
    return names[-1][2] if names else None
