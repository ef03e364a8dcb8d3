"""Whether a text is silent about who speaks: what a quotation that nothing attributes is called ``none`` by, and how surely."""

from __future__ import annotations

from checker.evidence.model import Confidence
from checker.evidence.speech.memory import FAR, Memory
from checker.evidence.speech.passages import Passage
from checker.evidence.speech.spans import Found

_MISREAD = 300
"""A marked span longer than this, in characters, may be two quotations whose inner marks were set wrongly."""
_QUESTIONS = 3
"""So many paragraphs that end with a question around a quotation make an interview."""
_INTERVIEW = 12
"""Passages on each side of a quotation that are looked at for questions."""


def silence(memory: Memory, item: Found) -> Confidence:
    """How sure it is that nothing tells who speaks: high for a sentence of its own with no cue and no word for a speaker in its paragraph
    or beside it."""
    passage = item.passage
    if item.loose or item.kind == "block" or not memory.lexicon.supported or passage.block.kind == "list-item":
        return "low"
    begin, end = passage.sentence(item.span.open, item.span.close)
    woven = passage.narrates(begin, end)
    if woven or item.kind == "partial" or item.span.end - item.span.start > _MISREAD or not item.span.closed:
        return "medium"
    places = [(passage, 0, len(passage.text))]
    if passage.place:
        before = memory.passages[passage.place - 1]
        places.append((before, before.ends[-2] if len(before.ends) > 1 else 0, len(before.text)))
    if passage.place + 1 < len(memory.passages):
        after = memory.passages[passage.place + 1]
        places.append((after, 0, after.ends[0]))
    if any(_hints(memory, *place) for place in places):
        return "medium"
    around = memory.passages[max(0, passage.place - _INTERVIEW) : passage.place + _INTERVIEW]
    return "medium" if sum(1 for p in around if p.text.rstrip()[-1:] in ("?", "？", "؟")) >= _QUESTIONS else "high"


def _hints(memory: Memory, passage: Passage, begin: int, end: int) -> bool:
    """Whether a part of a passage has a cue, or a word for somebody who may be speaking."""
    if any(c.kind == "verb" or c.kind == "phrase" and memory.subject(passage, c) for c in memory.cues.within(passage, begin, end)):
        return True
    if memory.lexicon.search(passage.folded[begin:end], "feminine", "masculine", "pronoun"):
        return True
    return memory.finder.topic(passage, begin, end) is not None or memory.finder.person_before(passage, end) is not None


def heard_before(memory: Memory, passage: Passage) -> bool:
    """Whether anybody says anything in the paragraphs before, in marks or out of them."""
    earlier = memory.passages[max(0, passage.place - FAR) : passage.place]
    return any(p.spans or any(c.kind == "verb" for c in memory.cues.of(p)) for p in earlier)
