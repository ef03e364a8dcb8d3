"""When two spellings are the same answer: names, days, credits, sentences. Independent of how Masthead compares them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from datetime import datetime, timedelta, timezone

_WORDS = re.compile(r"\w+")
_CJK = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


def words(text: str) -> list[str]:
    """The words of a text without case, accents and punctuation; single characters for Chinese and Japanese."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = unicodedata.normalize("NFC", "".join(c for c in plain if not unicodedata.category(c).startswith("M") or _CJK.match(c)))
    found = []
    for word in _WORDS.findall(plain):
        found += list(word) if _CJK.search(word) else [word]
    return found


def same_author(first: str, second: str) -> bool:
    """Whether two names are one: the same words in any order, or the same first and last word."""
    a, b = words(first), words(second)
    ends = len(a) > 1 and len(b) > 1 and not _CJK.search(first) and (a[0], a[-1]) == (b[0], b[-1])
    return bool(a) and (sorted(a) == sorted(b) or ends)


def likeness(first: str, second: str) -> float:
    """How much two texts share: twice the common words over all words, 0 to 1."""
    a, b = Counter(words(first)), Counter(words(second))
    total = sum(a.values()) + sum(b.values())
    return 2 * sum((a & b).values()) / total if total else 0.0


def same_text(first: str, second: str) -> bool:
    """Whether two captions or credits say the same, allowing for a word more or less."""
    return likeness(first, second) >= 0.75


def days_of(published: str) -> frozenset[str]:
    """The calendar days that are right for an annotated date; a time in UTC fits the days it has somewhere on earth."""
    day = published[:10]
    if len(published) <= 10 or not published.endswith(("Z", "+00:00")):
        return frozenset({day})
    try:
        moment = datetime.fromisoformat(published.replace("Z", "+00:00")).astimezone(timezone.utc)
    except ValueError:
        return frozenset({day})
    return frozenset((moment + timedelta(hours=h)).strftime("%Y-%m-%d") for h in (-12, 0, 14))
