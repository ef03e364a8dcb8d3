"""Marked spans of a text: which stretches stand between quotation marks, or are set off as speech by dashes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checker.lexicon import Lexicon
from checker.lexicon.phrases import fold

_AMBIGUOUS = {'"', "'", "’", "”", "“"}
_LONGEST = 4000
"""Longest quotation looked for, in characters; beyond it the opening mark is taken for a stray one."""


_UNCLOSED = 30
"""So many marks of one text that nothing closes: the rest of it is not marked by anybody's rules."""


@dataclass(slots=True)
class Marked:
    """``text[start:end]`` stands between marks; ``open`` and ``close`` are the marks' own places. ``closed``: the
    closing mark is there (a paragraph may leave it out where the quotation goes on in the next). ``dash``: a dash opens it."""

    start: int
    end: int
    open: int
    close: int
    closed: bool
    dash: bool = False


def find_marked(text: str, lexicon: Lexicon, following: str = "") -> list[Marked]:
    """The outermost marked spans of a text in reading order. Apostrophes inside words are no marks.

    ``following``: how the next paragraph begins; a mark that nothing closes is believed where that one opens with marks again.
    """
    pairs: dict[str, list[str]] = {}
    for opening, closing in [*lexicon.quotation_marks, *_UNIVERSAL]:
        if opening in ("'", "‘", "’", "‚") and not lexicon.spaced:
            continue
        closers = pairs.setdefault(opening, [])
        if closing not in closers:
            closers.append(closing)
    found: list[Marked] = []
    at = unclosed = 0
    opener = re.compile("|".join(re.escape(o) for o in sorted(pairs, key=len, reverse=True)))
    while match := opener.search(text, at):
        mark = match[0]
        if not _opens(text, match.start(), mark, lexicon.spaced):
            at = match.end()
            continue
        first = match.start() == 0
        # a paragraph that goes on with a quotation may open with its closing mark
        closers = [*pairs[mark], "»"] if mark == "»" and first else pairs[mark]
        end, size = _closing(text, match.end(), mark, closers)
        if end < 0:
            if mark in "„«「『“»" and (first or following[:1] in ("»", "”", mark)) and len(text) - match.end() > 30:
                found.append(Marked(match.end(), len(text), match.start(), len(text), False))
                break
            at = match.end()
            unclosed += 1
            if unclosed > _UNCLOSED:
                break
            continue
        found.append(Marked(match.end(), end, match.start(), end + size, True))
        at = end + size
    return found


_UNIVERSAL = [("“", "”"), ("„", "“"), ("„", "”"), ("«", "»"), ("»", "«"), ('"', '"'), ("‘", "’"), ("「", "」"), ("『", "』"),
              ('"', "”"), ("“", "“"), ("''", "''")]  # fmt: skip


def _opens(text: str, at: int, mark: str, spaced: bool) -> bool:
    """Whether a mark can open here: after a space, an opening bracket or a dash, and before a character."""
    after = text[at + len(mark) : at + len(mark) + 1]
    if mark in "「『〈《":
        return True
    if not after or (after.isspace() and mark not in "«»"):
        return False
    before = text[at - 1 : at] if at else ""
    if not spaced and mark == "“":
        return True
    if mark in _AMBIGUOUS or mark in "‘‹":
        return not before or not before.isalnum() and before not in ".,!?…"
    return True


def _closing(text: str, at: int, mark: str, closers: list[str]) -> tuple[int, int]:
    """Where the span ends and how long its closing mark is; (-1, 0) when nothing closes it."""
    if len(mark) > 1:
        end = min((e for c in closers if len(c) > 1 and (e := text.find(c, at, at + _LONGEST)) >= 0), default=-1)
        return end, len(mark) if end >= 0 else 0
    depth = 0
    limit = min(len(text), at + _LONGEST)
    place = at
    while place < limit:
        char = text[place]
        if char == mark and mark not in closers:
            depth += 1
        elif char in closers:
            if char in ("'", "’") and text[place + 1 : place + 2].isalpha() and text[place - 1].isalpha():
                place += 1
                continue
            if char == mark == "“" and (text[place - 1].isspace() or text[place + 1 : place + 2].isalnum()):
                # an opening mark that closes too, as some sites set it, stands behind a word and before none
                place += 1
                continue
            if depth == 0:
                return place, 1
            depth -= 1
        place += 1
    return -1, 0


_DASH = re.compile(r"(?:^|(?<=[\s,.!?…:»]))[–—―-](?=[\s\u00a0]|(?<=^.)\S)")
_LONGEST_INQUIT = 220
"""Longest 'says Ilse Harn, who …' between two dashes, in characters."""


def find_dialogue(text: str, lexicon: Lexicon) -> list[Marked]:
    """Speech set off by dashes: '— Five loaves, says Ilse Harn, …', '– Five loaves, – said the baker. – No more.'

    A dash opens speech at the start of a paragraph or behind a colon; a part between dashes that begins with a verb of saying
    close by is the author's. Lines of under four words and lines without a stop at the end are items of a list.
    """
    dashes = list(_DASH.finditer(text))
    opens = next((i for i, m in enumerate(dashes) if not text[: m.start()].strip() or text[: m.start()].rstrip().endswith(":")), None)
    if opens is None or text.rstrip()[-1:] not in '.!?…»”"' or len(text[dashes[opens].end() :].split()) < 4:
        return []
    bounds = [*(m.start() for m in dashes[opens:]), len(text)]
    parts = [(a, a + 1, b) for a, b in zip(bounds, bounds[1:], strict=False)]
    found: list[Marked] = []
    speech = False
    for mark, start, end in parts:
        inquit = bool(found) and end - start <= _LONGEST_INQUIT and _has_verb_of_saying(text[start:end], lexicon)
        if inquit:
            speech = False
            continue
        if speech and found:
            found[-1].end = found[-1].close = end
        else:
            found.append(Marked(start, end, mark, end, True, True))
            speech = True
    for item in found:
        item.start, item.end = _trimmed(text, item.start, item.end, lexicon)
        item.close = item.end
    return [i for i in found if i.end - i.start > 3]


def _trimmed(text: str, start: int, end: int, lexicon: Lexicon) -> tuple[int, int]:
    """Speech without the space and comma around it, and without 'says Ilse Harn' behind its last comma."""
    while start < end and text[start].isspace():
        start += 1
    comma = max(text.rfind(",", start, end), text.rfind("!", start, end - 1), text.rfind("?", start, end - 1))
    if comma > start and end - comma < _LONGEST_INQUIT and _has_verb_of_saying(text[comma + 1 : end], lexicon, 1):
        end = comma if text[comma] == "," else comma + 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    return start, end


def _has_verb_of_saying(text: str, lexicon: Lexicon, within: int = 5) -> bool:
    words = fold(text).strip(" ,.\u00a0").split()
    return lexicon.search(" ".join(words[:within]), "reporting_verb") is not None
