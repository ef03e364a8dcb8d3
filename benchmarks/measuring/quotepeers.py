"""What a user would otherwise take for quotations: any text between marks, and textacy's direct quotations (English only).

textacy asks for a document that a model of spaCy has parsed; any installed English model is taken
(``python -m spacy download en_core_web_sm``). Where textacy refuses a text because its marks do not pair, it is asked paragraph by
paragraph: that is to its favour.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from typing import Any

from measuring.quotations import Answer, size_of

_PAIRS = re.compile('“[^”\n]*”|„[^“”\n]*[“”]|«[^»\n]*»|»[^«\n]*«|"[^"\n]*"|「[^」\n]*」|『[^』\n]*』')


@dataclass
class Passage:
    """The plain text that peers are given. ``places``: for every character (and the end) its place in the squeezed text."""

    text: str
    places: list[int]
    lang: str

    def answer(self, start: int, end: int, speaker: str | None = None) -> Answer:
        """A span of this text as an answer."""
        return Answer(self.places[start], self.places[end], self.text[start:end], speaker=speaker)


def missing() -> list[str]:
    """Why a peer can't be asked, a line each."""
    if not find_spec("textacy"):
        return ["textacy: not installed (pip install -e '.[peers]')"]
    return [] if _english_model() else ["textacy: no English model of spaCy is installed"]


def ask_quote_peers(passage: Passage, least: int) -> dict[str, list[Answer]]:
    """The quotations of a passage by peer; a peer that has nothing for the language is left out."""
    found = {"naive": list(_between_marks(passage, least))}
    if passage.lang == "en" and not missing():
        found["textacy"] = list(_textacy(passage))
    return found


def _between_marks(passage: Passage, least: int) -> Iterator[Answer]:
    for match in _PAIRS.finditer(passage.text):
        if size_of(match.group()[1:-1], passage.lang) >= least:
            yield passage.answer(match.start() + 1, match.end() - 1)


def _textacy(passage: Passage) -> Iterator[Answer]:
    from textacy.extract.triples import direct_quotations

    nlp = _load()
    try:
        yield from [_spoken(passage, 0, triple) for triple in direct_quotations(nlp(passage.text))]
    except ValueError:
        for line in re.finditer("[^\n]+", passage.text):
            try:
                yield from [_spoken(passage, line.start(), triple) for triple in direct_quotations(nlp(line.group()))]
            except ValueError:  # the marks of this paragraph do not pair either
                continue


def _spoken(passage: Passage, offset: int, triple: Any) -> Answer:
    inner = triple.content[1:-1]
    return passage.answer(offset + inner.start_char, offset + inner.end_char, " ".join(token.text for token in triple.speaker))


def _english_model() -> str | None:
    return min((point.name for point in entry_points(group="spacy_models") if point.name.startswith("en_")), default=None)


@cache
def _load() -> Any:
    import spacy

    return spacy.load(_english_model() or "", disable=["ner"])
