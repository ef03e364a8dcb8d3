"""Annotated texts whose speaker is taken out, so that a reader can't tell who speaks; and what Masthead says of such a quotation.

The quotation is left bare in its paragraph. Outwards from it, until three paragraphs on either side have something left, every sentence
goes that could tell: one that holds a word of any annotated speaker, a verb of saying of the language (from the annotation, not from Masthead's
lexicon), marks, a pronoun, two capitals in a row, an office or another word for a person, a dash at its beginning or a colon at its end.
Where too little of a text is left, paragraphs of others that tell nothing are put before and after it. Left out are quotations that
name their speaker between their own marks or begin within a sentence.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial

from measuring.figures import interval
from measuring.names import words
from measuring.pages import LANGUAGES, Record, read_page
from measuring.quotations import AnnotatedText, Answer, answers_on_text, overlap, size_of
from measuring.speakers import PRONOUNS, ROLE, SMALL

KINDS = ("none, high", "none, lower", "implicit", "explicit", "not found")
_OPEN, _CLOSE, _ALL = '"“„«»「『', '"”“»«」』', '"“”„«»「」『』'
_STOPS = re.compile(r"(?<=[.!?…])(?<!\d\.)[\"”»“’)\]]*\s+(?![a-zа-я])|(?<=[。！？])[」』”]*")
_WINDOW, _PER_TEXT, _LEAST_WORDS, _LEFT = 3, 4, 5, 80
"""Cleaned paragraphs that must stand on either side (or the end of the text); quotations taken from a text; words of a quotation (and of what is left
of a paragraph); words that must be left beside it."""
_POOL, _FILLING = 60, 15
"""Paragraphs that are kept of a language to fill texts up; words of such a paragraph."""
_CAPITALS = re.compile(r"\b[A-ZÀ-ÞА-ЯЁ][\w’'-]+\s+(?:(?:de|von|van|di|al|el|la|bin)\s+)?[A-ZÀ-ÞА-ЯЁ][\w’'.-]*")
_PERSON = re.compile("氏|さん|先生|女士|市長|市长|社長|会長|会长|教授|记者|記者|書記|书记|局长|主任|代表|رئيس|وزير|مدير|المتحدث|المدرب|الطالب|الدكتور|الكاتب|الأكاديمي|"
                     "الشيخ|السيد|الباحث|الخبير|جانبه|جهته|يرى|كشف|لافت|مشير|مؤكد|أوضح|أضاف|أكد|أعلن|اعلن|اكد|اوضح|صرح|رأى|بين أن|بيّن|"
                     r"\b(?:advogad|avocat|abogad|avvocat|pensionat|femme|homme|enfant|donna|uomo|mujer|hombre|mulher|homem|jugador|jogador|militar|"
                     r"institut(?:eur|rice)|insegnant|clientes?\b|client[ei]?\b|mann\b|frau\b|landwirt|мужчин|женщин|задержан|man\b|woman\b|men\b|"
                     r"players?\b|voters?\b|bangers?\b|local\b|жител|habl|relat)", re.IGNORECASE)  # fmt: skip


@dataclass
class Language:
    """What is known of a language from its annotated texts: verbs of saying, and paragraphs (with their text's id) that tell nothing of any speaker."""

    verbs: frozenset[str]
    paragraphs: list[tuple[str, str]]


@dataclass
class Bared:
    """One quotation whose speaker was taken out, and what it is called. ``around``: the paragraphs that a reader would look at."""

    page: str
    lang: str
    kind: str
    speaker: str
    around: str


def verbs_of_saying(texts: Iterable[AnnotatedText]) -> dict[str, frozenset[str]]:
    """By language the annotated cues of direct quotations that are one word; those of the large sets must come twice."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for quote in text.record["quotes"]:
            cue = (quote.get("cue") or "").casefold().strip()
            if (quote.get("type") or "direct").casefold() in ("direct", "partial") and re.search(r"\w", cue):
                plain = [cue] if text.lang in ("zh", "ja") else [w for w in words(cue) if w not in SMALL]
                seen[text.lang].update(plain if len(plain) == 1 else [])
    return {lang: frozenset(w for w, n in found.items() if n > 1 or lang not in ("en", "de")) for lang, found in seen.items()}


def languages_of(texts: list[AnnotatedText]) -> dict[str, Language]:
    """Both for every language of the texts."""
    found = {lang: Language(verbs, []) for lang, verbs in verbs_of_saying(texts).items()}
    for text in texts:
        language = found.setdefault(text.lang, Language(frozenset(), []))
        for line in text.text.split("\n") if len(language.paragraphs) < _POOL else ():
            left = _cleaner(text, language.verbs)(_STOPS.split(line))
            if size_of(left, text.lang) >= _FILLING:
                language.paragraphs.append((text.id, left))
    return found


def bare_texts(text: AnnotatedText, language: Language) -> Iterator[tuple[AnnotatedText, Record, str]]:
    """Copies of a text with one quotation bared each: the copy, the quotation, and the paragraphs around it."""
    made = 0
    for quote in text.record["quotes"]:
        span = _marked(text, quote)
        if span is not None and made < _PER_TEXT:
            copy = _bare(text, span, (quote.get("cue") or "").casefold(), language)
            if copy is not None:
                made += 1
                yield copy[0], quote, copy[1]


def _marked(text: AnnotatedText, quote: Record) -> tuple[int, int] | None:
    """Where an explicit direct quotation stands, with its marks; None when it is not between one pair of them."""
    attributed = quote.get("attribution") == "explicit" or quote.get("attribution") is None and quote.get("speaker")
    spans = quote.get("spans") or [[quote["start"], quote["end"]]]
    if (quote.get("type") or "direct").casefold() != "direct" or not attributed or len(spans) > 1:
        return None
    start, end = spans[0]
    if text.text[start] not in _OPEN:
        start = len(text.text[:start].rstrip()) - 1
    if text.text[end - 1] not in _CLOSE:
        end += re.match(r"[\s,.;!?…]*", text.text[end:]).end() + 1  # type: ignore[union-attr]
    whole = text.text[max(start, 0) : end]
    inner = whole[1:-1]
    fits = start >= 0 and whole[:1] in _OPEN and whole[-1:] in _CLOSE and not any(c in inner for c in _ALL + "\n")
    return (start, end) if fits and size_of(inner, text.lang) >= _LEAST_WORDS and not inner.strip()[:1].islower() else None


def _bare(text: AnnotatedText, span: tuple[int, int], cue: str, language: Language) -> tuple[AnnotatedText, str] | None:
    whole = re.sub(r"[,，]\s*(?=[\"”»“」]$)", "." if text.lang not in ("zh", "ja") else "。", text.text[span[0] : span[1]])
    if _tells(whole[1:-1], _names(text), language.verbs, text.lang, inside=True) or cue and cue in whole.casefold():
        return None
    lines: list[str] = []
    at, own = 0, -1
    for line in text.text.split("\n"):
        if line.strip():
            if at <= span[0] < at + len(line):
                own = len(lines)
            lines.append(line)
        at += len(line) + 1
    if own < 0:
        return None
    clean = _cleaner(text, language.verbs)
    earlier = _cleaned(reversed(lines[:own]), clean, text.lang)[::-1]
    later = _cleaned(lines[own + 1 :], clean, text.lang)
    fill = [paragraph for page, paragraph in language.paragraphs if page != text.id and clean([paragraph])]
    at = span[0] % max(1, len(fill) - 4)
    while size_of("\n".join(earlier + later), text.lang) < _LEFT and at < len(fill):
        earlier, later = ([fill[at], *earlier], later) if len(earlier) <= len(later) else (earlier, [*later, fill[at]])
        at += 1
    kept, place = [*earlier, whole, *later], len(earlier)
    rest = "\n".join(line for n, line in enumerate(kept) if n != place)
    if size_of(rest, text.lang) < _LEFT:
        return None
    changed = "\n\n".join(kept)
    start = changed.index(whole)
    record = {"quotes": [{"start": start + 1, "end": start + len(whole) - 1, "speaker": None, "attribution": "none", "type": "direct"}],
              "not_quotes": []}  # fmt: skip
    around = " ¶ ".join(line if len(line) < 400 else line[:200] + " … " + line[-200:] for line in kept[max(0, place - 2) : place + 3])
    return AnnotatedText(text.id, text.lang, text.source, changed, record), around


def _cleaner(text: AnnotatedText, verbs: frozenset[str]) -> Callable[[Iterable[str]], str]:
    """What takes the telling sentences of a text out."""
    names = _names(text)
    between = "" if text.lang in ("zh", "ja") else " "
    return lambda sentences: between.join(s for s in sentences if not _tells(s, names, verbs, text.lang)).strip()


def _cleaned(lines: Iterable[str], clean: Callable[[Iterable[str]], str], lang: str) -> list[str]:
    """Paragraphs going away from the quotation: cleaned until enough of them have something left, then as they are."""
    kept: list[str] = []
    for line in lines:
        left = line if len(kept) >= _WINDOW else clean(_STOPS.split(line))
        if size_of(left, lang) >= _LEAST_WORDS:
            kept.append(left)
    return kept


def _names(text: AnnotatedText) -> frozenset[str]:
    """The words of every speaker of a text; in Chinese and Japanese also the beginning of the name."""
    found: set[str] = set()
    for quote in text.record["quotes"]:
        speaker = quote.get("speaker") or ""
        if text.lang in ("zh", "ja"):
            found |= {part for part in re.split(r"[\W（）]+", speaker) for part in (part, part[:2], part[-2:]) if len(part) > 1}
        else:
            found |= {w for w in words(speaker) if len(w) > 2 and w not in SMALL}
    return frozenset(found)


def _tells(sentence: str, names: frozenset[str], verbs: frozenset[str], lang: str, inside: bool = False) -> bool:
    """Whether a sentence could tell who speaks. ``inside``: it is the quotation, which may speak of people."""
    if lang in ("zh", "ja"):
        tells = any(n in sentence for n in names) or not inside and any(v in sentence for v in verbs | PRONOUNS)
    else:
        plain = words(sentence)
        # Arabic writes "and" with the word, and the feminine as an ending
        plain += [re.sub("^[وف]|ت$", "", w) for w in plain] if lang == "ar" else []
        # a stem of five letters stands for the word's other forms
        tells = any(w in names or w[:5] in {n[:5] for n in names if len(n) > 4} for w in plain) or any(w in verbs for w in plain)
        tells = tells or not inside and any(w in PRONOUNS or ROLE.search(w) for w in plain)
    marks = any(c in sentence for c in _ALL) or sentence.rstrip()[-1:] in (":", "：") or sentence.lstrip()[:1] in ("—", "–", "-", ",", ";")
    return tells or not inside and (marks or bool(_CAPITALS.search(sentence) or _PERSON.search(sentence)))


# what comes of it ------------------------------------------------------------------------------------------


def judge_bared(texts: list[AnnotatedText], jobs: int) -> list[Bared]:
    """Every bared quotation of some texts, as Masthead calls it."""
    languages = languages_of(texts)
    with ProcessPoolExecutor(jobs) as pool:
        return [one for found in pool.map(partial(_look, languages=languages), texts, chunksize=8) for one in found]


def _look(text: AnnotatedText, languages: dict[str, Language]) -> list[Bared]:
    found = []
    for copy, quote, around in bare_texts(text, languages[text.lang]):
        answers = answers_on_text(copy, read_page(copy.page(), copy.id)[1].evidence)
        answer = next((a for a in answers if overlap(copy.truth().items[0], a)), None)
        found.append(Bared(text.id, text.lang, _kind(answer), quote.get("speaker") or "", around))
    return found


def _kind(answer: Answer | None) -> str:
    if answer is None:
        return "not found"
    if answer.attribution != "none":
        return str(answer.attribution)
    return "none, high" if answer.confidence == "high" else "none, lower"


def print_bared(bared: list[Bared], errors: bool) -> None:
    """A line a language: what quotations are called whose speaker was taken out."""
    print(
        f"\nspeaker taken out of annotated texts: what the quotation is called\n{'language':<12}{'made':>6}"
        + "".join(f"{k:>13}" for k in KINDS)
    )
    for lang in (*(code for code in LANGUAGES if any(b.lang == code for b in bared)), "all"):
        some = [b for b in bared if lang in (b.lang, "all")]
        counts = Counter(b.kind for b in some)
        high = counts["none, high"]
        print(
            f"{lang:<12}{len(some):>6}"
            + "".join(f"{counts[k]:>13}" for k in KINDS)
            + f"  high {high / max(1, len(some)):.3f} {interval(high, len(some))}"
        )
    for one in bared if errors else ():
        if one.kind != "none, high":
            print(f"{one.page} ({one.lang}) {one.kind}, was {one.speaker!r}: {one.around}")


def bared_json(bared: list[Bared]) -> Record:
    """The same for machines."""
    return {lang: dict(Counter(b.kind for b in bared if lang in (b.lang, "all"))) for lang in sorted({b.lang for b in bared} | {"all"})}
