"""Direct quotations in an article's own text, and who the text says is speaking.

The way of a page through this room: :mod:`passages` reads the running text and blanks out what stands between :mod:`marks`;
:mod:`spans` decides which marked spans are quotations; :mod:`cues` finds what tells that somebody speaks; one of
:mod:`wordorder`, :mod:`verbfirst`, :mod:`clauses`, :mod:`particles` (by the language's ``speaker_order``) finds the subject;
:mod:`memory` leads it back to a name of the :mod:`cast`; :mod:`attribution` asks the places around a quotation in turn, and
:mod:`silence` says how sure it is that none of them tells.
"""

from __future__ import annotations

from checker.evidence.model import Quotation
from checker.evidence.page import Extent, Page, seen
from checker.evidence.speech.attribution import Attribution
from checker.evidence.speech.cues import Cues
from checker.evidence.speech.memory import Told
from checker.evidence.speech.spans import Found, find_quotations, read_passages


def collect_quotations(page: Page, extent: Extent) -> list[Quotation]:
    """The quotations of one article in reading order."""
    passages = read_passages(page, extent)
    cues = Cues(page.lexicon)
    found = find_quotations(page, passages, cues)
    if not found:
        return []
    told = Attribution(page.lexicon, passages, found, cues).run()
    return [_evidence(page, item, answer) for item, answer in zip(found, told, strict=True)]


def _evidence(page: Page, item: Found, told: Told) -> Quotation:
    return Quotation(
        text=item.text, kind=item.kind, attribution=told.attribution, confidence=told.confidence, speaker=told.speaker, cue=told.cue,
        sentence=_sentence(item), seen_in=seen(item.passage.block.visible),
        where=page.block_where(item.passage.block, item.span.open, item.span.close),
    )  # fmt: skip


def _sentence(item: Found) -> str:
    """The quotation with the words of its sentence around it, shortened."""
    begin, end = item.passage.sentence(item.span.open, item.span.close)
    begin, end = max(begin, item.span.open - 160), min(end, item.span.close + 160)
    return " ".join(item.passage.text[begin:end].split())[:600]
