"""When two namings of a speaker mean the same: by their own words, independent of how Masthead compares names.

The same are: all words of the shorter naming within the longer (``Ruiz`` and ``the mayor, Ana Ruiz``), an equal family name where
no other given name contradicts (``Mayor Ruiz`` and ``Ana Ruiz``), and most words of an office or body. Articles, titles and
prepositions never make a match; nor does a name that only says whose speaker, relative or report it is (``a spokesman for Ruiz``
is not ``Ruiz``). Case endings are allowed for in Russian, the article in Arabic, and titles after the name in Chinese and
Japanese, where two characters at least must be shared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from measuring.names import words

PRONOUNS = frozenset(
    "he she they it we i you him her his their who one him himself herself er sie es wir ich man ihm ihr seine seiner ihre ihrer dieser "
    "diese il elle ils elles on je nous lui celui-ci lui stesso lei loro egli ella io noi él ella ellos ellas yo nosotros este esta ele ela "
    "eles elas eu nós он она они я мы его ее её их 他 她 他们 她们 他們 她們 我 我们 我們 彼 彼女 私 同氏 هو هي هم نحن انا أنا that which "
    "those these this some others many most both everyone someone people demnach danach dessen deren letzterer him me them another "
    "тот та те".split()
)
_SLIPS = frozenset("said asked here o whic wonach darunter заявил".split())
"""Words that the annotators' tools give as a speaker by mistake: a verb, a place, half a word."""
SMALL = frozenset(
    "mr mrs ms miss dr prof professor sir lord herr herrn frau the a an of for in at from and with to by der die das dem den des ein eine "
    "einer eines einem von vom für im in bei beim zu zum zur und le la les l un une de du des d à au aux et dans pour selon il lo gli i del della "
    "dello dei delle di da per con nel el los las una una en por y e al o os as um uma do dos das no na monsieur madame mme m señor "
    "señora sr sra senhor dom don donna signor signora г господин госпожа в во из на от по и с السيد السيدة الدكتور".split()
)
_BELONGING = frozenset("for of von für de du d di del von от для".split())
_ARTICLES = frozenset("the der die das dem den des le la les el los las il lo gli i o os as a um una uma un une ein eine".split())
ROLE = re.compile(
    r"(?:president|prasident|presidente|minister|ministre|ministro|ministra|premier|kanzler|chancellor|canciller|senator|senador|governor|"
    r"gov|sen|rep|mayor|burgermeister|maire|alcalde|alcaldesa|prefeito|sindaco|sprecher|spokesman|spokeswoman|spokesperson|chef|leiter|trainer|"
    r"coach|direktor|director|directeur|directrice|diretor|direttore|secretary|sekretar|vorsitzende|chairman|chair|chief|general|captain|"
    r"police|sheriff|judge|richter|juge|juez|anwalt|lawyer|manager|analyst|expert|professorin|abgeordnete|deputy|depute|deputado|leader|"
    r"congressman|congresswoman|representative|representatives|speaker|rev|justice|king|queen|fuhrer|forscher|beauftragte|vorstand|mitglied|referent|arzt|prince|princess|pope|papst|pape|papa)(?:in|n|r|s|en|e)?$"
)
_INFLECTION = frozenset(("", *"а у ом ем е ы и ым им ои еи ою ею ого его ому ему ая яя ую юю ии ыи я ю ь ью ию ия ие".split()))
"""Endings of Russian names and offices, spelt without the marks of й and ё as ``names.words`` spells them."""
_CJK = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_CJK_TITLES = re.compile(
    r"(?:氏|さん|様|さま|君|くん|ちゃん|教授|選手|監督|先生|女士|小姐|市長|市长|社長|会長|会长|議員|代表|容疑者|被告|首相|大統領|总统|總統|主席|知事|部长|大臣|局长|院长|校长)$"
)
_CJK_NOISE = re.compile(r"[（(][^）)]*[）)]|[・·•\s「」『』“”\"、]")
_ARABIC_ARTICLE = re.compile("^(?:وال|بال|ال|لل)(?=..)")
_LEAST_STEM, _LEAST_CJK, _LEAST_OVERLAP = 4, 2, 4


def names_somebody(speaker: str | None) -> bool:
    """Whether the truth names more than a pronoun or a slip."""
    plain = [w for w in re.findall(r"[\w-]+", (speaker or "").casefold()) if w not in SMALL]
    return bool(plain) and not all(w in PRONOUNS or w in _SLIPS for w in plain)


def same_speaker(first: str, second: str) -> bool:
    """Whether two namings mean one speaker."""
    if _CJK.search(first) or _CJK.search(second):
        return _same_cjk(first, second)
    return any(_same(a, b) for a in _namings(first) for b in _namings(second))


def _same_cjk(first: str, second: str) -> bool:
    a, b = (_CJK_NOISE.sub("", re.split("[，,。]", x)[0]) for x in (first, second))
    if any(a[-n:] == b[:n] or b[-n:] == a[:n] for n in range(_LEAST_OVERLAP, min(len(a), len(b)) + 1)):
        return True
    a, b = (bare if len(bare := _CJK_TITLES.sub("", x)) >= _LEAST_CJK else x for x in (a, b))
    if a == b:
        return bool(a)
    short, long = sorted((a, b), key=len)
    if len(short) >= _LEAST_CJK and short in long:
        return not re.match("[的のノ]", long[long.index(short) + len(short) :])
    return False


# words ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Word:
    """A word that counts. ``named``: written as a name and no role; ``belonging``: it only says whose speaker this is."""

    text: str
    named: bool
    last: bool
    belonging: bool


@lru_cache(maxsize=20_000)
def _namings(name: str) -> tuple[tuple[_Word, ...], ...]:
    """The naming without brackets and after the last ``:``, and what stands in the brackets (a full name, initials)."""
    inner = re.findall(r"\(([^()]+)\)", name)
    found = (_words(text) for text in (re.sub(r"\([^()]*\)", " ", name), *inner))
    return tuple(w for w in found if w)


def _words(name: str) -> tuple[_Word, ...]:
    """The words that count, with what their neighbours say of them."""
    tokens = list(re.finditer(r"[\w'’.-]+|,", name))
    cased = any(t.group().lower() != t.group().upper() for t in tokens)
    found: list[_Word] = []
    for at, token in enumerate(tokens):
        raw = token.group()
        before = tokens[at - 1].group().casefold() if at else ""
        after = tokens[at + 1].group() if at + 1 < len(tokens) else ""
        possessive = bool(re.search(r"['’]s?$", raw)) and bool(after) and after != ","
        plain = [w for w in words(re.sub(r"['’]s?$", "", raw)) if w not in SMALL]
        for part, text in enumerate(plain):
            # capitals before a role ("Foreign Minister") are no name; an Arabic name may end in a word with the article
            named = _is_name(raw, text, cased) and not (after[:1].isupper() and ROLE.search("".join(words(after))))
            named = named or not cased and found != [] and after in ("", ",")
            goes_on = _is_name(after, "".join(words(after)), cased) if cased else after not in ("", ",")
            ends = part == len(plain) - 1 and (possessive or not goes_on)
            attributive = ends and named and after.islower() and after.casefold() not in SMALL and (not found or not found[-1].named)
            belonging = named and (possessive or attributive or bool(found) and before in _BELONGING and before not in _ARTICLES)
            # the second word of a name after "for" belongs as the first does
            belonging = belonging or bool(found) and found[-1].belonging and not found[-1].last
            found.append(_Word(text, named, ends, belonging))
    return tuple(found)


def _is_name(raw: str, plain: str, cased: bool) -> bool:
    """Whether a word is written as a part of a name. Arabic has no capitals: there titles have the article."""
    if not plain or plain in SMALL or ROLE.search(plain):
        return False
    return raw[:1].isupper() if cased else not raw.startswith("ال")


def _equal(first: str, second: str, least: int = _LEAST_STEM) -> bool:
    """One word but for a Russian case ending (after a stem of ``least`` letters) or an Arabic article."""
    if first == second:
        return True
    if re.match("[а-я]", first):
        stem = next((n for n, (x, y) in enumerate(zip(first, second, strict=False)) if x != y), min(len(first), len(second)))
        return stem >= least and first[stem:] in _INFLECTION and second[stem:] in _INFLECTION
    if re.match("[\u0600-\u06ff]", first):
        return _ARABIC_ARTICLE.sub("", first) == _ARABIC_ARTICLE.sub("", second)
    return False


def _same(first: tuple[_Word, ...], second: tuple[_Word, ...]) -> bool:
    short, long = sorted((first, second), key=len)
    pairs = list(_pairs(short, long))
    if not pairs:
        return False
    if len(pairs) == len(short):
        # "Ruiz" and "a spokesman for Ruiz": the one is not the other
        return len(short) == len(long) or not all(b.belonging and not a.belonging for a, b in pairs)
    if any(a.named and b.named and a.last and b.last and not _contradicts(short, a, long, b) for a, b in pairs):
        return not any(a.belonging != b.belonging for a, b in pairs)
    # a role with one name, and that name somewhere in a longer one ("presidente Ruiz", "Ana Ruiz Rey")
    if any(a.named and b.named and not a.belonging and not b.belonging and 1 in (_names(short), _names(long)) for a, b in pairs):
        return True
    left = [[w for w in side if all(w is not p[n] for p in pairs)] for n, side in ((0, short), (1, long))]
    # an office or body told in slightly other words; never where each side has a name that the other lacks
    return len(pairs) >= 2 and 3 * len(pairs) >= 2 * len(long) and not all(any(w.named for w in side) for side in left)


def _names(side: tuple[_Word, ...]) -> int:
    return sum(1 for w in side if w.named)


def _pairs(short: tuple[_Word, ...], long: tuple[_Word, ...]) -> Iterator[tuple[_Word, _Word]]:
    rest = list(long)
    for word in short:
        hit = next((w for w in rest if _equal(word.text, w.text)), None)
        if hit is not None:
            rest.remove(hit)
            yield word, hit


def _contradicts(first: tuple[_Word, ...], a: _Word, second: tuple[_Word, ...], b: _Word) -> bool:
    """Whether other given names stand before an equal family name; an initial fits every name that begins with it."""
    given, other = _given(first, a), _given(second, b)
    if not given or not other:
        return False
    fits = (_equal(x, y, least=2) or len(x) == 1 and y.startswith(x) or len(y) == 1 and x.startswith(y) for x in given for y in other)
    return not any(fits)


def _given(side: tuple[_Word, ...], family: _Word) -> list[str]:
    """The words of the same name before its family name."""
    at = next(n for n, w in enumerate(side) if w is family)
    found: list[str] = []
    for word in reversed(side[:at]):
        if not word.named or word.last:
            break
        found.append(word.text)
    return found
