"""Direct quotations in an article's own text, and who the text says is speaking.

A quotation is explicit when its sentence, or what stands right beside it, holds a cue (a verb of saying,
"according to", a colon) with a speaker; implicit when only the paragraphs around it tell; none when nothing
found does. ``none`` has high confidence only where the whole neighbourhood is silent, because a false alarm
on a well-attributed quotation costs more than a miss.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from checker.document.model import Block
from checker.evidence.model import Confidence, Quotation
from checker.evidence.page import Extent, Page, seen
from checker.evidence.quotemarks import Marked, find_marked
from checker.evidence.speakers import Cue, find_cue, find_incise, subject_of
from checker.lexicon.phrases import fold

_LEAST_WORDS, _LEAST_CHARACTERS = 4, 8
"""A direct quotation has at least so many words (characters in Chinese and Japanese)."""
_MISREAD = 300
"""A marked span longer than this, in characters, may be two quotations whose inner marks were set wrongly."""
_STOPS = re.compile(r"(?<=[.!?…])[\"”»“’)\]]*\s+(?=[\"“„«»‘(\[A-ZÀ-ÞА-Я¿¡\d]|[\u0600-\u06ff])|(?<=[。！？])|\n")
_TITLE_AFTER = re.compile(r"\s*\((?:19|20)\d\d\)")


@dataclass(slots=True)
class _Found:
    block: Block
    place: int
    marked: Marked
    kind: str
    cue: Cue | None
    sentence: str
    alone: bool


def collect_quotations(page: Page, extent: Extent) -> list[Quotation]:
    """The quotations of one article in reading order."""
    texts = _text_blocks(page, extent)
    found: list[_Found] = []
    for at, block in enumerate(texts):
        found += _in_block(page, block, at)
    return _attributed(page, texts, found)


def _text_blocks(page: Page, extent: Extent) -> list[Block]:
    first, last = extent.first_body, extent.last_body
    return [b for b in page.article_blocks(extent) if first <= b.index <= last and b.visible != "no"
            and b.kind in ("paragraph", "quote", "text", "list-item") and not (b.quoted and b.text[:1] in "—–―")]  # fmt: skip


def _in_block(page: Page, block: Block, place: int) -> list[_Found]:
    found: list[_Found] = []
    spans = find_marked(block.text, page.lexicon)
    for at, marked in enumerate(spans):
        text = block.text[marked.start : marked.end].strip()
        size = len(text.split()) if page.lexicon.spaced else len(text)
        least = _LEAST_WORDS if page.lexicon.spaced else _LEAST_CHARACTERS
        outside = _around(block.text, spans, at)
        cue = find_cue(page, *outside) or (find_incise(page, text) if size >= least else None)
        woven = not _starts_sentence(block.text, marked)
        short = size < least
        kind = "partial" if short or woven and text[:1].islower() and cue is None else "direct"
        if short and (cue is None or size < (2 if page.lexicon.spaced else 5)) or _is_name(page, block, marked, text, size, cue):
            continue
        alone = len(re.sub(r"\W", "", outside[0] + outside[1])) < 3
        found.append(_Found(block, place, marked, kind, cue, _sentence(block.text, marked, outside), alone))
    if not spans and block.quoted and len(block.text) > 40:
        whole = Marked(0, len(block.text), 0, len(block.text), True)
        found.append(_Found(block, place, whole, "block", _credit_line(page, block), block.text[:300], True))
    return found


def _credit_line(page: Page, block: Block) -> Cue | None:
    """The line that names the speaker of a block quotation: its own last line, or the next block inside the same quotation."""
    lines = block.text.rsplit("\n", 1)
    following = page.document.blocks[block.index + 1] if block.index + 1 < len(page.document.blocks) else None
    signed = following is not None and (following.quoted or following.text[:1] in "—–―-" and len(following.text) < 70)
    text = lines[1] if len(lines) > 1 else following.text if following is not None and signed else ""
    if not text or len(text) > 90:
        return None
    name = text.lstrip("—–-― ").strip()
    dash = text[:1] in "—–-―"
    return Cue(text[:1], name, False, "high") if dash and name else find_cue(page, "", text)


def _is_name(page: Page, block: Block, marked: Marked, text: str, size: int, cue: Cue | None) -> bool:
    """Titles of works, names and words as words: told by what leads to them, or by their form."""
    before = page.folded[block.index][max(0, marked.open - 30) : marked.open].rstrip()
    if page.lexicon.ends(before, "not_quotation_lead"):
        return True
    if _TITLE_AFTER.match(block.text, marked.close):
        return True
    words = [w for w in re.findall(r"\w+", text) if not w.isdigit()]
    if page.lexicon.spaced and words and page.lexicon.language not in ("de", "ar") and size < 9:
        capitals = sum(1 for w in words if w[0].isupper())
        return capitals >= max(2, len(words) * 0.7) and text[-1:] not in ".!?…,"
    if page.lexicon.spaced:
        return False
    return cue is None and size < 14 and text[-1:] not in "。！？…" or text.isascii() and size < 60


def _starts_sentence(text: str, marked: Marked) -> bool:
    before = text[: marked.open].rstrip()
    return not before or before[-1] in ".!?:。！？：…\n"


def _around(text: str, spans: list[Marked], at: int) -> tuple[str, str]:
    """The words of the own sentences of quotation ``at`` outside any marks: those before it, and those after it."""
    marked = spans[at]
    begin = spans[at - 1].close if at else 0
    end = spans[at + 1].open if at + 1 < len(spans) else len(text)
    before, after = text[begin : marked.open], text[marked.close : end]
    stops = list(_STOPS.finditer(before))
    inner_end = text[marked.start : marked.end].rstrip()[-1:]
    if stops:
        before = before[stops[-1].end() :]
    first_stop = _STOPS.search(after)
    if first_stop:
        after = after[: first_stop.start()]
    if inner_end in ".!?…。" and after[:1].isspace() and after.strip()[:1].isupper() and not before.strip():
        after = after.strip()
    return before, after


def _sentence(text: str, marked: Marked, outside: tuple[str, str]) -> str:
    before, after = outside
    return " ".join((before[-160:] + text[marked.open : marked.close] + after[:160]).split())[:600]


# attribution -----------------------------------------------------------------------------------------------


def _attributed(page: Page, texts: list[Block], found: list[_Found]) -> list[Quotation]:
    result: list[Quotation] = []
    last_speaker, last_block = None, -99
    for at, item in enumerate(found):
        cue = item.cue
        near = result[-1] if result and item.block.index - found[at - 1].block.index <= 1 else None
        speaker: str | None = None
        attribution, confidence = "none", "medium"
        if cue is not None:
            attribution, confidence = "explicit", cue.confidence
            speaker = cue.speaker
            if cue.pronoun or speaker is None:
                speaker = last_speaker or _last_person(page, texts, item.place) or cue.speaker
        elif near is not None and near.speaker and (same := found[at - 1].block.index == item.block.index or item.alone):
            attribution, confidence, speaker = "explicit" if same and not item.alone else "implicit", "high", near.speaker
        elif item.alone and (told := _beside(page, texts, item)) is not None:
            attribution, confidence, speaker = "explicit" if told.close else "implicit", told.confidence, told.speaker
        elif last_speaker and item.block.index - last_block <= 4:
            attribution, confidence, speaker = "implicit", "medium", last_speaker
        elif item.kind != "partial":
            confidence = _silence(page, texts, item)
        if speaker:
            last_speaker, last_block = speaker, item.block.index
        text = item.block.text[item.marked.start : item.marked.end].strip()
        result.append(
            Quotation(
                text=text, kind=item.kind, attribution=attribution, confidence=confidence, speaker=speaker,
                cue=cue.text if cue else None, sentence=item.sentence, seen_in=seen(item.block.visible),
                where=page.block_where(item.block, item.marked.open, item.marked.close),
            )
        )  # fmt: skip
    return _continued(found, result)


def _continued(found: list[_Found], result: list[Quotation]) -> list[Quotation]:
    """A quotation left open at the end of its paragraph goes on in the next: what tells the speaker there tells it here."""
    for at in range(len(result) - 2, -1, -1):
        here, following = result[at], result[at + 1]
        if not found[at].marked.closed and found[at + 1].block.index == found[at].block.index + 1 and here.attribution != "explicit":
            result[at] = here.model_copy(
                update={"attribution": following.attribution, "speaker": following.speaker, "confidence": following.confidence}
            )
    return result


@dataclass(slots=True)
class _Beside:
    speaker: str | None
    confidence: Confidence
    close: bool


def _neighbours(texts: list[Block], place: int) -> tuple[Block | None, Block | None]:
    return (texts[place - 1] if place else None), (texts[place + 1] if place + 1 < len(texts) else None)


def _beside(page: Page, texts: list[Block], item: _Found) -> _Beside | None:
    """A paragraph that is nothing but a quotation: the paragraph before it may end in a colon or name the speaker."""
    before, after = _neighbours(texts, item.place)
    if before is not None:
        if before.text.rstrip()[-1:] in (":", "："):
            cue = find_cue(page, before.text[-220:], "")
            return _Beside(cue.speaker if cue else subject_of(page, before.text[-220:]), "high", True)
        cue = find_cue(page, _last_sentence(before.text), "")
        if cue is not None and cue.speaker:
            speaker = _last_person(page, texts, item.place - 1) if cue.pronoun else cue.speaker
            return _Beside(speaker or cue.speaker, "high", False)
    if after is not None and len(after.text) < 160:
        cue = find_cue(page, "", after.text)
        if cue is not None and cue.speaker:
            return _Beside(cue.speaker, "medium", False)
    return None


def _last_sentence(text: str) -> str:
    return _STOPS.split(text.strip())[-1][-300:]


def _last_person(page: Page, texts: list[Block], place: int) -> str | None:
    """The last person named up to a block, looking back three blocks."""
    for earlier in reversed(texts[max(0, place - 3) : place + 1]):
        if name := subject_of(page, earlier.text, persons=True):
            return name
    return None


def _silence(page: Page, texts: list[Block], item: _Found) -> Confidence:
    """How sure it is that nothing tells who speaks."""
    if item.marked.end - item.marked.start > _MISREAD:
        return "medium"
    if item.block.kind in ("list-item", "cell") and item.alone:
        return "low"
    if not page.lexicon.supported or item.kind == "block" or len(item.block.text) - (item.marked.end - item.marked.start) > 250:
        return "low"
    before, after = _neighbours(texts, item.place)
    own = item.block.text[: item.marked.open] + " " + item.block.text[item.marked.close :]
    around = " ".join((_last_sentence(before.text) if before else "", own, _STOPS.split(after.text)[0] if after else ""))
    cues = ("attribution_phrase", "speaker_noun")
    more = ("document_noun", "reporting_verb", "weak_reporting_verb") if page.lexicon.spaced else ()
    if page.lexicon.search(fold(around), *cues, *more):
        return "medium"
    near = texts[max(0, item.place - 12) : item.place + 12]
    interview = sum(1 for b in near if b.text.endswith("?"))
    return "medium" if interview >= 3 or subject_of(page, around, persons=True) else "high"
