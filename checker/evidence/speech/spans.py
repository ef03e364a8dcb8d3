"""Which marked spans of a text are quotations, and of what kind."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from checker.document.model import Block
from checker.evidence.page import Extent, Page
from checker.evidence.speech.cues import Cues
from checker.evidence.speech.marks import Marked, find_dialogue, find_marked
from checker.evidence.speech.passages import Passage, build_passage, part_of
from checker.lexicon.phrases import fold

_LEAST_WORDS, _LEAST_CHARACTERS = 4, 8
"""A quotation shorter than this is a fragment, in words (in characters in Chinese and Japanese)."""
_FEWEST_WORDS, _FEWEST_CHARACTERS = 2, 5
"""Shorter fragments are words in quotation marks, with a cue or without."""
_FRAGMENT = 3
"""Words of a fragment that nobody is said to say."""
_DIALOGUE = 3
"""Passages between two lines of one dialogue."""
_INTERVIEW = 3
"""Questions that make an interview."""
_CLOSE_BY = 40
"""Characters between a quotation and a verb that belongs to it."""
_LONGEST_TITLE = 12
_TITLE_AFTER = re.compile(r"\s*\((?:19|20)\d\d\)")
_INCISE = re.compile(r"(?:[,–—-]\s*|[!?…]\s+)(?=\w)")
_LONGEST_INCISE = 120


@dataclass(slots=True)
class Found:
    """A quotation before anybody has asked who speaks. ``inner``: clauses inside the marks that may name the speaker.
    ``credit``: the line under a block quotation. ``loose``: set off by a dash, which lists are too."""

    passage: Passage
    span: Marked
    kind: str
    text: str
    inner: list[Passage] = field(default_factory=list)
    inner_cue: bool = False
    credit: str = ""
    loose: bool = False


def read_passages(page: Page, extent: Extent) -> list[Passage]:
    """The running text of an article, with its marked spans."""
    passages: list[Passage] = []
    for block in _text_blocks(page, extent):
        spans = find_marked(block.text, page.lexicon)
        if page.lexicon.dialogue_dash and (spoken := find_dialogue(block.text, page.lexicon)):
            spans = sorted(
                [*spoken, *(s for s in spans if not any(d.open < s.close and s.open < d.close for d in spoken))], key=lambda s: s.open
            )
        passages.append(build_passage(page, block, len(passages), spans))
    return passages


def _text_blocks(page: Page, extent: Extent) -> list[Block]:
    first, last = extent.first_body, extent.last_body
    return [b for b in page.article_blocks(extent) if first <= b.index <= last and b.visible != "no"
            and b.kind in ("paragraph", "quote", "text", "list-item") and not (b.quoted and b.text[:1] in "—–―")]  # fmt: skip


def find_quotations(page: Page, passages: list[Passage], cues: Cues) -> list[Found]:
    """The quotations of an article in reading order."""
    found: list[Found] = []
    for passage in passages:
        for span in passage.spans:
            if (item := _quotation(page, passage, span, cues)) is not None:
                found.append(item)
        if not passage.spans and passage.block.quoted and len(passage.text) > 40:
            whole = Marked(0, len(passage.text), 0, len(passage.text), True)
            found.append(Found(passage, whole, "block", passage.text, credit=_credit_line(page, passage.block)))
    return _without_answers(passages, _without_items(passages, found))


def _without_items(passages: list[Passage], found: list[Found]) -> list[Found]:
    """A line behind a dash with no verb of saying is speech only among other speech, or after a colon: else it is an item of a list."""
    spoken = [i.passage.place for i in found if i.loose]
    return [i for i in found if not (i.loose and i.passage.alone() and not i.inner_cue) or _among(passages, i.passage.place, spoken)]


def _among(passages: list[Passage], place: int, spoken: list[int]) -> bool:
    before = passages[place - 1].text.rstrip()[-1:] if place else ""
    return before in (":", "?") or any(0 < abs(other - place) <= _DIALOGUE for other in spoken)


def _without_answers(passages: list[Passage], found: list[Found]) -> list[Found]:
    """An interview whose answers begin with a dash and whose questions do not: the form says who speaks, the answers are no quotations."""
    answers = [i for i in found if i.loose and i.passage.alone() and i.passage.place and not passages[i.passage.place - 1].spans]
    asked = sum(1 for i in answers if passages[i.passage.place - 1].text.rstrip().endswith("?"))
    return [i for i in found if i not in answers] if asked >= _INTERVIEW else found


def _credit_line(page: Page, block: Block) -> str:
    """The line that names the speaker of a block quotation: its own last line, or the next block inside the same quotation; '' if none."""
    lines = block.text.rsplit("\n", 1)
    following = page.document.blocks[block.index + 1] if block.index + 1 < len(page.document.blocks) else None
    signed = following is not None and (following.quoted or following.text[:1] in "—–―-" and len(following.text) < 70)
    text = lines[1] if len(lines) > 1 else following.text if following is not None and signed else ""
    return text if len(text) <= 90 else ""


def _quotation(page: Page, passage: Passage, span: Marked, cues: Cues) -> Found | None:
    lexicon = page.lexicon
    text = passage.text[span.start : span.end].strip()
    size = len(text.split()) if lexicon.spaced else len(text)
    least, fewest = (_LEAST_WORDS, _FEWEST_WORDS) if lexicon.spaced else (_LEAST_CHARACTERS, _FEWEST_CHARACTERS)
    if size < fewest:
        return None
    inner = _incises(passage, span) if lexicon.cased and size >= least else []
    inner_cue = any(cues.of(clause) for clause in inner)
    if span.dash:
        return Found(passage, span, "direct", text, inner, inner_cue, loose=True)
    begin, end = passage.sentence(span.open, span.close)
    cued = inner_cue or any(c.kind != "weak" for c in cues.within(passage, begin, end))
    if _is_name(page, passage, span, text, size, cued) or not inner_cue and _is_title(page, passage, span, text, cues):
        return None
    woven = not _starts_sentence(passage.narration, span)
    if size < least and (not cued and not woven or not cued and size < _FRAGMENT):
        return None
    if woven and not cued and (size < least or text[:1].islower()):
        return Found(passage, span, "partial", text)
    partial = woven and (text[:1].islower() or size < least) and passage.narration[: span.open].rstrip()[-1:] not in (",", ":", "，", "：")
    return Found(passage, span, "partial" if partial and not _has_inquit(passage, span) else "direct", text, inner, inner_cue)


def _has_inquit(passage: Passage, span: Marked) -> bool:
    """Whether a comma or dash parts the quotation from what follows, as speech is set off."""
    return passage.text[span.close : span.close + 2].strip()[:1] in (",", "–", "—") or passage.text[span.start : span.end].rstrip()[
        -1:
    ] in (",", "!", "?")


def _incises(passage: Passage, span: Marked) -> list[Passage]:
    """The clauses behind commas or dashes inside a quotation, each up to the end of its sentence."""
    text = passage.text[span.start : span.end]
    found = []
    for match in _INCISE.finditer(text):
        stop = re.search(r"[.!?…«»“”\"]", text[match.end() : match.end() + _LONGEST_INCISE])
        end = match.end() + (stop.start() if stop else min(_LONGEST_INCISE, len(text) - match.end()))
        found.append(part_of(passage, span.start + match.end(), span.start + end))
    return found


def _is_name(page: Page, passage: Passage, span: Marked, text: str, size: int, cued: bool) -> bool:
    """Titles of works, names and words as words: told by what leads to them, or by their form."""
    before = fold(passage.narration[max(0, span.open - 30) : span.open]).rstrip()
    if page.lexicon.ends(before, "not_quotation_lead"):
        return True
    if _TITLE_AFTER.match(passage.text, span.close):
        return True
    words = [w for w in re.findall(r"\w+", text) if not w.isdigit()]
    if page.lexicon.cased and words and page.lexicon.language not in ("de",) and size < 9:
        capitals = sum(1 for w in words if w[0].isupper())
        return capitals >= max(2, len(words) * 0.7) and text[-1:] not in ".!?…,"
    if page.lexicon.spaced:
        return False
    return not cued and size < 14 and text[-1:] not in "。！？…" or text.isascii() and size < 60


def _is_title(page: Page, passage: Passage, span: Marked, text: str, cues: Cues) -> bool:
    """A title, name or slogan by its place: woven into the sentence with a capital and no stop, and no verb of saying close by; or behind
    a colon that a word for such things leads to ('the slogan of the campaign: …')."""
    begin, end = passage.sentence(span.open, span.close)
    lead = passage.folded[begin : span.open].rstrip()
    near = any(c.kind != "weak" for c in cues.within(passage, max(begin, span.open - _CLOSE_BY), min(end, span.close + _CLOSE_BY)))
    if lead.endswith((":", "：")):
        return not near and page.lexicon.search(lead[-_CLOSE_BY * 2 :], "not_quotation_lead") is not None
    if not page.lexicon.cased or not lead or lead[-1] in ",.!?;–—" or near:
        return False
    tail = passage.narration[span.close : span.close + 1]
    return text[:1].isupper() and text[-1:] not in ".!?…," and tail not in (",", "–", "—") and len(text.split()) <= _LONGEST_TITLE


def _starts_sentence(narration: str, span: Marked) -> bool:
    before = narration[: span.open].rstrip()
    return not before or before[-1] in ".!?:。！？：…\n\0"
