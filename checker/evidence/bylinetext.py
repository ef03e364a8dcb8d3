"""Author lines as text: what is the name in 'By Jane Doe, science editor, 12 May' and in 记者 王小明.

Lines that credit somebody else (photos, translation) give nothing; roles, places, dates and addresses are dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from checker.document.model import Block
from checker.evidence.calendar import find_dates
from checker.evidence.model import Byline, SeenIn
from checker.evidence.names import classify, clean_name, is_person, split_names
from checker.evidence.page import Page, seen
from checker.lexicon.phrases import fold

_HAN = "\u4e00-\u9fff"


@lru_cache(maxsize=2)
def _names_after(language: str) -> re.Pattern[str]:
    """Names after a Chinese or Japanese byline word; compiled when first needed, because such character ranges are slow to compile."""
    if language == "ja":
        name = rf"[{_HAN}々]{{1,4}}[\s　]?[{_HAN}々\u3040-\u30ff]{{1,5}}"
        return re.compile(rf"[\s:：/／｜|・＝=　]*({name}(?:、{name}){{0,4}})(?![{_HAN}\u3040-\u30ff])")
    return re.compile(rf"[\s:：/／｜|]*([{_HAN}·]{{2,4}}(?:[\s、，,　][{_HAN}·]{{2,4}}){{0,4}})(?![{_HAN}])")


_WITH = re.compile(r"\s(?:mit|with|avec|con|com)\s", re.IGNORECASE)
_IN = re.compile(r"\s(?:in|en|em|dans|nella?|nel)\s", re.IGNORECASE)
"""'Jane Doe in Business', 'Jane Doe in London': a section or a place follows."""
LINES = re.compile(r"\n|\s[|•·]\s")
_BRACKETED = re.compile(r"[(/（【\[〔]\s*([^()/（）【】\[\]〔〕]{2,30}?)\s*[)/）】\]〕]")
LONGEST = 160
"""Longest line that can be a byline, in characters."""
_TIMES = re.compile(r"\b\d{1,2}[:.h]\d{2}\b.*|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}.*|\b(?:19|20)\d\d\b.*")


def make_byline(page: Page, block: Block, name: str, seen_in: SeenIn, confidence: str, profile: str | None = None) -> Byline | None:
    """One author, from a name as it stands in a block; None when what is left of it is no name."""
    name = strip_roles(page, name)
    if not 2 <= len(name) <= 80 or not any(c.isalpha() for c in name) or _only_a_role(page, name):
        return None
    kind = classify(name, page)
    start = block.text.find(name)
    where = page.block_where(block, max(start, 0), start + len(name) if start >= 0 else None)
    return Byline(name=name, kind=kind, where=where, seen_in=seen_in, confidence=confidence, profile=profile)


def _only_a_role(page: Page, name: str) -> bool:
    """'Assistant Sports Editor': a job without its holder."""
    role = page.lexicon.search(fold(name), "byline_role") if page.lexicon.spaced else None
    left = len((name[: role.start()] + " " + name[role.end() :]).split()) if role else 0
    return role is not None and (left < 2 or left == 2 and role.end() < len(name)) and (role.end() - role.start()) * 3 >= len(name)


def strip_roles(page: Page, text: str) -> str:
    """A name without byline words before it and roles after it."""
    text = clean_name(text)
    folded = fold(text)
    if lead := page.lexicon.starts(folded, "byline_lead"):
        rest = text[lead.end() :].lstrip(" :：-–—/／・")
        text = rest if rest and (lead.end() < len(text)) and (not rest[:1].islower() or not page.lexicon.spaced) else text
    for _ in range(2):
        folded = fold(text)
        if (
            (role := page.lexicon.starts(folded, "byline_role"))
            and role.end() < len(text) - 1
            and len(text[role.end() :].split()) >= (2 if page.lexicon.spaced else 1)
        ):
            text = text[role.end() :].lstrip(" :：,")
        if trail := page.lexicon.ends(fold(text), "byline_trail", "byline_role"):
            kept = text[: trail.start()].rstrip(" ,/／|")
            text = kept if len(kept) >= 2 else text
    title = page.lexicon.starts(fold(text), "name_title")
    if title and len(text[title.end() :].split()) >= 2:
        text = text[title.end() :].lstrip(". ")
    return clean_name(text)


def before_others(page: Page, text: str) -> str:
    """The line up to words that credit somebody else (photos, translation) or to a date."""
    pattern = page.lexicon.pattern("byline_other", "published_label", "updated_label")
    if pattern and (match := pattern.search(fold(text))) and match.start() > 3:
        text = text[: match.start()]
    dates = find_dates(fold(text), page.lexicon)
    if dates and dates[0].start > 3:
        text = text[: dates[0].start]
    text = _TIMES.sub("", _WITH.split(text)[0])
    section = _IN.split(text, maxsplit=1)
    return section[0] if len(section) > 1 and is_person(strip_roles(page, strip_lead(page, section[0])), page.lexicon) else text


def candidates(page: Page, text: str) -> list[str]:
    """The names of a byline: split at commas and 'and', roles and places dropped."""
    text = strip_lead(page, text)
    parts = split_names(text, tight=True)
    if len(parts) == 1 and not is_person(parts[0], page.lexicon):
        parts = split_names(text)
    return [strip_roles(page, p) for p in parts][:12]


def strip_lead(page: Page, text: str) -> str:
    """A line without the byline word it opens with, or that comes before a name at its end ('All posts by Jane Doe')."""
    folded = fold(text)
    lead = page.lexicon.starts(folded, "byline_lead")
    if lead:
        return text[lead.end() :].lstrip(" :：-–—/／・\n")
    pattern = page.lexicon.pattern("byline_lead") if page.lexicon.spaced and len(text) < 60 else None
    inside = next((m for m in pattern.finditer(folded) if is_person(text[m.end() :].strip(), page.lexicon)), None) if pattern else None
    return text[inside.end() :].strip() if inside else text


def closing_line(page: Page, block: Block) -> Iterator[Byline]:
    """An agency in the dateline that opens the text ('GENEVA (Agency) – …'), or an agency or author in brackets at its end."""
    for text in (block.text[:70], block.text[-40:]):
        for match in _BRACKETED.finditer(text):
            inner = match[1].strip()
            agency = page.lexicon.search(fold(inner), "label_agency")
            if agency and agency.end() - agency.start() >= len(inner) - 2:
                item = make_byline(page, block, inner, seen(block.visible), "medium")
                if item and item.kind in ("agency", "outlet"):
                    yield item
    signed = _SIGNED.search(block.text)
    if (
        signed
        and page.lexicon.spaced
        and is_person(signed[1].strip(), page.lexicon)
        and not page.lexicon.search(fold(signed[1]), "credit_label")
    ):
        item = make_byline(page, block, signed[1].strip(), seen(block.visible), "medium")
        if item and item.kind == "person":
            yield item


_SIGNED = re.compile(r"[.!?»”\"]\s*\(([^()]{5,40})\)[\s+*#■]*$")
"""A name in brackets after the last sentence: who signs the text."""


def led_line(page: Page, block: Block, line: str) -> Iterator[Byline]:
    """The authors of a line that opens with a byline word."""
    folded = fold(line)
    lexicon = page.lexicon
    if not lexicon.spaced:
        found = list(_cjk_inline(page, block, line))
        yield from found
        if found:
            return
    if len(line) > LONGEST or lexicon.starts(folded.lstrip("(（[【〔 "), "byline_other"):
        return
    stripped = line.lstrip("(（[【〔 —–-*")
    lead = lexicon.starts(fold(stripped), "byline_lead")
    if lead and lead.end() < len(stripped):
        rest = before_others(page, stripped[lead.end() :].lstrip(" :：-–—/／・"))
        names = candidates(page, rest)
        for name in names:
            item = make_byline(page, block, name, seen(block.visible), "high")
            if item and item.kind in ("person", "agency", "desk", "outlet"):
                yield item
            elif item and item.kind == "unknown" and len(names) == 1 and _FIRST_NAME.fullmatch(item.name):
                yield item.model_copy(update={"kind": "person", "confidence": "medium"})


_FIRST_NAME = re.compile(r"[A-ZÀ-ÞА-Я][a-zà-ÿа-я]{2,14}")
"""One capitalised word after a byline word: an author who signs with a first name."""


def _cjk_inline(page: Page, block: Block, line: str) -> Iterator[Byline]:
    """Chinese and Japanese bylines inside a line: 记者 王小明, 山田太郎記者."""
    pattern = page.lexicon.pattern("byline_lead")
    for match in pattern.finditer(fold(line)) if pattern else ():
        rest = _names_after(page.lexicon.language).match(line[match.end() :])
        for name in re.split(r"[、，,]" if page.lexicon.language == "ja" else r"[\s、，,　]", rest[1]) if rest else ():
            item = make_byline(page, block, name, seen(block.visible), "medium")
            if item and item.kind == "person":
                yield item
    if len(line) < 60 and (desk := re.match(r"[^\s／/|｜]{2,10}[／/|｜]\s*([\u4e00-\u9fff]{2,4})(?=\s|$|[／/|｜])", line)):
        item = make_byline(page, block, desk[1], seen(block.visible), "medium")
        if item and item.kind == "person":
            yield item
    trail = page.lexicon.pattern("byline_trail")
    for match in trail.finditer(fold(line)) if trail and len(line) < 60 else ():
        before = re.search(r"([\u4e00-\u9fff々]{2,4}(?:[\s　][\u4e00-\u9fff々\u3040-\u30ff]{1,4})?)\s*$", line[: match.start()])
        if before and (item := make_byline(page, block, before[1], seen(block.visible), "medium")) and item.kind == "person":
            yield item
