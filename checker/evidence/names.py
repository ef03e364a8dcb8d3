"""Names of people, agencies and desks: split out of a line, and told apart.

A person's name is recognised by shape (two to five capitalised words with particles between; two to four
Chinese characters; Japanese names by length), because no list of names could be complete.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from checker.evidence.page import Page
from checker.lexicon import Lexicon, shared_phrases
from checker.lexicon.phrases import fold

Kind = Literal["person", "agency", "desk", "outlet", "account", "unknown"]

_SPLIT = re.compile(
    r"\s*(?:,|;|/|\||·|•|\n|、|，|；|＆|&|\s[–—-]\s|\s(?:and|und|et|и)\s|\s(?:e|ed|y)\s(?!(?-i:[A-ZÀ-Þ][a-zà-ÿ]+)\s*(?:$|,))|\sو\s?)\s*",
    re.IGNORECASE,
)
_SPLIT_TIGHT = re.compile(
    r"\s*(?:,|;|\n|、|，|；|／|\s[|/·•]\s|&|\s(?:and|und|et|и)\s|\s(?:e|ed|y)\s(?!(?-i:[A-ZÀ-Þ][a-zà-ÿ]+)\s*(?:$|,))|\sو\s?)\s*",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"\S+@\S+|https?://\S+|\(?@\w+\)?")
_BRACKETS = re.compile(r"\s*[(（\[【][^()（）\[\]【】]*[)）\]】]\s*")
_UPPER_WORD = re.compile(r"^[^\W\d_a-zßà-öø-ÿ][\w'’.\-]*$")
_PARTICLES = frozenset("de del della di da do dos das du des la le el al von van der den zu zum zur ten ter af av bin ibn ben "
                       "abu y e und i mac mc st. dr. o' 't".split())  # fmt: skip
_CJK = re.compile(r"^[\u4e00-\u9fff]{2,4}$")
_CJK_ANY = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_JA_NAME = re.compile(
    r"^[\u4e00-\u9fff\u3040-\u30ff々ヶ]{2,10}$|^[\u4e00-\u9fff々]{1,4}[\s　・＝=][\u4e00-\u9fff\u3040-\u30ff々]{1,8}$|^[\u30a0-\u30ff]+(?:[・＝=\s][\u30a0-\u30ff]+){1,3}$"
)
_ARABIC = re.compile(r"^[\u0600-\u06ff]+$")
_STOP_WORDS = frozenset("the a an in on of for to at is are was more read all news today home menu search share video photo photos "
                        "der die das und im am les une der est sur dans nel una per los las uma".split())  # fmt: skip
_DIGIT = re.compile(r"\d")
_DOMAIN = re.compile(r"\.(?:com|org|net|info|[a-z]{2})$")


@lru_cache(maxsize=1)
def agency_names() -> frozenset[str]:
    """Names of agencies, folded: alone they say who wrote, in a byline or a credit; they are no label."""
    return frozenset(fold(name) for name in shared_phrases("label_agency"))


def clean_name(text: str) -> str:
    """A name without addresses, brackets, titles' punctuation and white space around it."""
    text = _EMAIL.sub(" ", text)
    text = _BRACKETS.sub(" ", text)
    return " ".join(text.split()).strip(' .,:;|-–—·•/＝=\u200f\u200e"“”')


def split_names(text: str, tight: bool = False) -> list[str]:
    """The names of a line that lists several; ``tight`` keeps dashes and slashes inside a name."""
    parts = (_SPLIT_TIGHT if tight else _SPLIT).split(_EMAIL.sub(" ", _BRACKETS.sub(" ", text)))
    return [name for part in parts if part and (name := clean_name(part))]


def is_person(name: str, lexicon: Lexicon) -> bool:
    """Whether a text has the shape of a person's full name."""
    if not 2 <= len(name) <= 60 or _DIGIT.search(name):
        return False
    if lexicon.language == "zh" and _CJK_ANY.search(name):
        return bool(_CJK.match(name)) or bool(re.match(r"^[\u4e00-\u9fff]{1,8}[·・•][\u4e00-\u9fff·・•]{1,14}$", name))
    if lexicon.language == "ja" and _CJK_ANY.search(name):
        return bool(_JA_NAME.match(name))
    words = name.split()
    if _ARABIC.match(words[0]):
        return 2 <= len(words) <= 5 and all(_ARABIC.match(w) for w in words)
    if not 2 <= len(words) <= 6:
        return False
    if any(w.lower() in _STOP_WORDS for w in words):
        return False
    particles = lexicon.pattern("name_particle")
    capitals = 0
    for word in words:
        low = word.lower()
        if _UPPER_WORD.match(word):
            capitals += 1
        elif (
            low not in _PARTICLES and not (particles and particles.fullmatch(low)) and not low.startswith(("d'", "d’", "l'", "al-", "el-"))
        ):
            return False
    return capitals >= 2


def classify(name: str, page: Page) -> Kind:
    """What kind of author a name is."""
    folded = fold(name)
    lexicon = page.lexicon
    for site in page.site_names:
        other = fold(site)
        if folded == other or (len(folded) > 4 and (folded in other or other in folded) and not is_person(name, lexicon)):
            return "outlet"
        short = _DOMAIN.sub("", other).strip()
        if " " not in short and len(short) > 1 and folded.startswith(short + " ") and name[: len(short)].isupper():
            return "outlet"
    if _DOMAIN.search(folded) and " " not in folded and len(folded.split(".")[-2]) >= 3 and name.split(".")[-1].islower():
        return "outlet"
    agency = lexicon.search(folded, "label_agency")
    if agency and (agency.end() - agency.start()) * 2 >= len(folded):
        return "agency"
    if lexicon.search(folded, "byline_desk"):
        return "desk"
    if is_person(name, lexicon):
        return "person"
    if " " not in name and (name.islower() or _DIGIT.search(name)) and not _CJK_ANY.search(name) and not _ARABIC.match(name):
        return "account"
    return "unknown"


def same_name(first: str, second: str) -> bool:
    """Whether two spellings name the same author: equal, contained, the same words, or the same first and last word."""
    a, b = _key(first), _key(second)
    if not a or not b:
        return False
    if a == b or (len(a) > 5 and a in b) or (len(b) > 5 and b in a):
        return True
    first_words, second_words = a.split(), b.split()
    ends = len(first_words) > 1 and len(second_words) > 1 and (first_words[0], first_words[-1]) == (second_words[0], second_words[-1])
    return ends or set(first_words) == set(second_words)


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    return " ".join(re.findall(r"\w+", fold(clean_name(name))))
