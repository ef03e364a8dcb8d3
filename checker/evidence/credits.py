"""Credit lines: found in a text, and split into photographer and agency."""

from __future__ import annotations

import re
import unicodedata

from checker.document.model import Block
from checker.evidence.calendar import find_dates
from checker.evidence.model import Confidence, Credit
from checker.evidence.names import is_person
from checker.evidence.page import Page, seen
from checker.lexicon.phrases import fold

_MARK = re.compile(r"(?:©|[(（][cｃ][)）]|ⓒ|℗)\s*", re.IGNORECASE)
_BY = re.compile(r"(?:by|von|par|di|de|por|от)\s+", re.IGNORECASE)
_LICENCE = re.compile(
    r"(?:^|\s)cc[ -](?:by|0|zero|\w+)|creative commons|flic\.kr|flickr\.com|wikimedia commons|commons\.wikimedia|public domain"
)
"""Names of free licences and of the places such pictures come from: what follows or surrounds them is a credit."""
_BRACKETED = re.compile(r"[(\[（【]([^()\[\]（）【】]{2,120})[)\]）】]\.?\s*$")
_ORGANISATIONS = re.compile(
    r"[A-ZÀ-Þ][\w.&-]{1,20}(?: [A-ZÀ-Þ][\w.&-]{1,20}){0,2}(?:/[A-ZÀ-Þ][\w.&-]{1,20}(?: [A-ZÀ-Þ][\w.&-]{1,20}){0,2}){1,3}"
)
"""'NASA/JPL-Caltech/ASU': capitalised names with slashes between."""
_SENTENCE_END = re.compile(r"[.!?。！？…»”\"]\s+(?=[^.!?。！？]{2,90}$)")
_PARTS = re.compile(r"\s*(?:/|\||,|;|\bvia\b|\bfor\b|\bfür\b|\bpour\b|\bpara\b|\bper\b|–|—| - |·|・|／)\s*")
_CORE = re.compile(r"[\s:：=＝/／|.,،;؛\-–—()\[\]（）【】]*")


def make_credit(
    page: Page, block: Block, start: int, end: int, basis: str, confidence: Confidence = "high", whole: bool = False
) -> Credit | None:
    """A credit from ``text[start:end]`` of a block, without lead-in label and ornaments; None if nothing is left.

    ``whole``: the label stands elsewhere, all of the text is the credit.
    """
    raw = block.text[start:end].strip()
    text = raw if whole else _core(page, raw)
    if not 2 <= len(text) <= 200 or _only_rights(page, text) or _only_a_date(page, text) or _only_a_lead(page, raw, text):
        return None
    photographer, agency = split_credit(page, text)
    at = block.text.find(raw, max(start - 1, 0))
    where = page.block_where(block, max(at, 0), max(at, 0) + len(raw))
    return Credit(text=text, photographer=photographer, agency=agency, basis=basis, where=where,
                  seen_in=seen(block.visible), confidence=confidence)  # fmt: skip


def _only_a_lead(page: Page, raw: str, text: str) -> bool:
    """'Photo:' and 'By' with nobody behind them."""
    folded = fold(text)
    label = page.lexicon.starts(folded, "credit_label") if raw[-1:] in ":：" else None
    lead = label or (page.lexicon.starts(folded, "byline_lead") if len(folded) < 12 else None)
    return lead is not None and lead.end() >= len(folded)


def _only_a_date(page: Page, text: str) -> bool:
    """A date line in the place of a credit names nobody either."""
    return sum(d.end - d.start for d in find_dates(fold(text), page.lexicon)) >= 0.5 * len(text)


def _only_rights(page: Page, text: str) -> bool:
    """'All rights reserved' names nobody."""
    bare = _MARK.sub("", fold(text)).strip()
    found = page.lexicon.search(bare, "copyright")
    return found is not None and found.end() - found.start() >= 0.7 * len(bare)


def _core(page: Page, raw: str) -> str:
    text = raw.strip(" \n()[]（）【】|")
    for _ in range(3):
        folded = fold(text)
        label = page.lexicon.starts(folded, "credit_label", "credit_list")
        if label and label.end() < len(text) and not _of_agency(page, folded, 0, label.end()):
            rest = text[label.end() :]
            told = label[0][-1] in ":：=＝" or rest.lstrip()[:1] in (":", "：", "=", "＝")
            cut = _CORE.match(rest)
            text = rest[cut.end() if cut else 0 :]
            by = _BY.match(text)
            text = text[by.end() if by else 0 :]
            if told:
                break
        else:
            break
    rights = page.lexicon.search(fold(text), "copyright")
    if rights and rights.start() > 3 and not _MARK.match(text):
        text = text[: rights.start()]
    halves = text.split(" | ")
    text = halves[0] if len(halves) == 2 and fold(halves[0]) == fold(halves[1]) else text
    return text.strip(" \n()[]（）【】|:;,،؛-–—/")


def _of_agency(page: Page, folded: str, start: int, end: int) -> bool:
    """Whether the label word is part of an agency's name: 'Getty Images', 'AP Photo'."""
    pattern = page.lexicon.pattern("label_agency")
    near = folded[max(0, start - 30) : end + 30]
    at = max(0, start - 30)
    return any(m.start() + at <= start and end <= m.end() + at + 1 and m.end() - m.start() > end - start - 1
               for m in (pattern.finditer(near) if pattern else ()))  # fmt: skip


def split_credit(page: Page, text: str) -> tuple[str | None, str | None]:
    """Photographer and agency of a credit text; either may be missing."""
    photographer = agency = None
    for part in _PARTS.split(_MARK.sub("", text)):
        part = part.strip(" ()[]")
        if not part:
            continue
        if page.lexicon.search(fold(part), "label_agency"):
            agency = f"{agency}/{part}" if agency else part
        elif photographer is None and is_person(part, page.lexicon):
            photographer = part
        elif agency is None and photographer is not None:
            agency = part
    return photographer, agency


def credit_in_text(page: Page, block: Block, start: int, end: int) -> Credit | None:
    """The credit inside a caption: after a label, after ©, in closing brackets, or as its last part."""
    text = block.text[start:end]
    folded = fold(text)
    mark = _MARK.search(text)
    label = page.lexicon.ends(folded[: mark.start()].rstrip(" :："), "credit_label") if mark else None
    if mark and len(text) - mark.start() <= 140 and label is None:
        return make_credit(page, block, start + mark.start(), end, "mark")
    if found := _after_label(page, block, text, folded, start, end):
        return found
    if mark and len(text) - mark.start() <= 140:
        return make_credit(page, block, start + mark.start(), end, "mark")
    if bracket := _BRACKETED.search(text):
        inner = bracket[1]
        if (
            _names_source(page, inner)
            or _is_outlet(page, inner)
            or _ORGANISATIONS.fullmatch(inner)
            or "/" in inner
            and _slashed(page, inner)
            or _ends_in_label(page, inner)
        ):
            return make_credit(page, block, start + bracket.start(), start + bracket.end(), "agency")
    if len(text) <= 200 and (free := _LICENCE.search(folded)):
        begin = max((m.end() for m in _SENTENCE_END.finditer(text[: free.start()])), default=0)
        return make_credit(page, block, start + begin, end, "mark", "medium")
    tail_at = max((m.end() for m in _SENTENCE_END.finditer(text)), default=0)
    lines = text.rsplit("\n", 1)
    if len(lines) > 1 and len(lines[1]) < 100:
        tail_at = len(lines[0]) + 1
    elif not tail_at and (dash := re.search(r"\s[|–—-]\s(?=[^|–—-]{2,50}$)", text)):
        tail_at = dash.end()
    if not page.lexicon.spaced and (part := re.search(r"[、，＝=\s]([^、，＝=\s]{2,14})$", text)) and _ends_in_label(page, part[1]):
        tail_at = part.start(1)
    tail = text[tail_at:]
    if not tail_at and len(text) < 40 and _is_outlet(page, text):
        return make_credit(page, block, start, end, "agency", "medium")
    if tail_at and _is_outlet(page, tail):
        return make_credit(page, block, start + tail_at, end, "agency")
    for span in block.spans:
        apart = block.text[span.start : span.end].strip()
        if span.end >= end - 1 and span.start > start + 10 and len(apart) <= 80 and (_names_source(page, apart) or _slashed(page, apart)):
            return make_credit(page, block, span.start, end, "position", "medium")
    if not tail_at and "/" in text and len(text) < 70 and _slashed(page, text):
        return make_credit(page, block, start, end, "position", "medium")
    if 2 <= len(tail) <= 100 and (
        _names_source(page, tail) or tail_at and (_slashed(page, tail) or _ends_in_label(page, tail.rstrip("。.")))
    ):
        return make_credit(page, block, start + tail_at, end, "agency")
    return None


def _after_label(page: Page, block: Block, text: str, folded: str, start: int, end: int) -> Credit | None:
    pattern = page.lexicon.pattern("credit_label")
    for match in pattern.finditer(folded) if pattern else ():
        before, after = text[: match.start()].rstrip(), text[match.end() :]
        opened = not before or before[-1] in '.!?。！？…»”"|/(（[【)\n–—-,;：:' or text[match.start() - 1 : match.start()] == "\n"
        marked = bool(re.match(r"\s*[:：=＝/／|©]", after)) or folded[match.end() - 1] in ":：=＝/"
        rest = _core(page, after)
        if not rest or _of_agency(page, folded, match.start(), match.end()):
            continue
        stop = re.search(r"[)\]）】\n]|(?<=[a-zà-ÿ]{3})[.!?]\s+(?=\S)", after)
        close = match.end() + (stop.start() if stop else len(after))
        length = close - match.end()
        if length > 120:
            continue
        capital = (
            rest[0].isupper() or not page.lexicon.spaced or rest[0] in "©@" or not rest[0].isalpha() or rest[0].lower() == rest[0].upper()
        )
        if marked and (opened or length < 60) or opened and capital and length < 90 and (match.start() > 0 or length < 60):
            return make_credit(page, block, start + match.start(), start + close, "label", "high" if marked else "medium")
    return None


def _is_outlet(page: Page, text: str) -> bool:
    """Whether a text is the outlet's own name and nothing else."""
    key = _plain(text.strip(" .()"))
    return len(key) > 1 and any(key == _plain(name) for name in page.site_names)


def _plain(name: str) -> str:
    """A name without case, accents and the end of a domain."""
    letters = unicodedata.normalize("NFD", fold(name))
    return re.sub(r"\.[a-z]{2,3}$", "", "".join(c for c in letters if not unicodedata.combining(c)))


def _names_source(page: Page, text: str) -> bool:
    """Whether a short text is a credit by itself: it holds an agency's name and little else."""
    match = page.lexicon.search(fold(text), "label_agency")
    return match is not None and len(text) <= 100 and len(text.split()) <= 12


def _ends_in_label(page: Page, text: str) -> bool:
    """'警視庁提供', '山田太郎撮影': the label stands after the name."""
    return len(text) <= 40 and page.lexicon.ends(fold(text), "credit_label") is not None


def _slashed(page: Page, text: str) -> bool:
    """'Jane Doe/Agency' or a person's name alone, after the caption's last sentence."""
    parts = [p for p in re.split(r"\s*[/／|]\s*", text.strip(" .")) if p]
    return any(is_person(p, page.lexicon) for p in parts) and len(text.split()) <= 7


def label_before(page: Page, block: Block) -> bool:
    """Whether the block before is nothing but a credit label: 'Photo' | 'Jane Doe'."""
    if block.index <= 0 or len(block.text) > 100:
        return False
    before = page.folded[block.index - 1].strip(" :：")
    match = page.lexicon.starts(before, "credit_label", "credit_list")
    return match is not None and match.end() >= len(before) - 1


def is_credit_only(page: Page, block: Block) -> bool:
    """Whether a short line of its own is a credit: it opens with a label and a colon or ©, or names an agency."""
    text, folded = block.text, page.folded[block.index]
    if len(text) > 160:
        return False
    label = page.lexicon.starts(folded, "credit_label", "credit_list")
    if label and (label[0][-1] in ":：=＝/" or re.match(r"\s*[:：=＝/／©]", folded[label.end() :])):
        return True
    return bool(re.match(r"\s*(?:©|\(c\))\s*\S", folded)) and len(text) < 90 or _names_source(page, text) and len(text) < 50
