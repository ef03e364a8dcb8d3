"""Mutations: copies of a labelled page in which one piece of evidence is another, and the label says so too.

An edit changes a tree and returns the label that is right afterwards, or None where the piece is not found beyond doubt.
:mod:`measuring.mutate_head` and :mod:`measuring.mutate_body` have the edits that take away, hide, move, empty or falsify what is
there, :mod:`measuring.mutate_put` those that put something in. Here is what they share.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import Tag

from measuring.mutate_tree import Page, Span, cut, hide, read_soup, written

Record = dict[str, Any]
Words = dict[str, Any]
Edit = Callable[[BeautifulSoup, Record, Words], Record | None]
Act = Callable[[Span], None]


@dataclass(frozen=True)
class Mutation:
    """One kind of change to the evidence of one rule.

    ``expects`` gives the outcomes that are right afterwards where the label cannot say (a hidden text, a bare note); ``knock_on``
    gives other rules that the change may touch, with the reason.
    """

    rule: str
    kind: str
    edit: Edit
    expects: frozenset[str] | None = None
    knock_on: dict[str, str] = field(default_factory=dict)

    def apply(self, html: str, label: Record, words: Words) -> tuple[str, Record] | None:
        """The changed page and its label, or None where this mutation does not fit the page."""
        soup = read_soup(html)
        after = self.edit(soup, copy.deepcopy(label), words)
        return None if after is None else (written(soup), after)


MOST_COPIES = 6
"""A text that stands on the page more often is not one piece of evidence."""


def each(soup: BeautifulSoup, texts: Iterable[str], act: Act, root: Tag | None = None, fit: Callable[[Span], bool] = lambda _: True) -> int:
    """Do something to every seen occurrence of some texts; how many there were. The page is read anew each time."""
    done = 0
    for text in texts:
        for _ in range(MOST_COPIES):
            span = next((s for s in Page(root or soup).spans(text) if fit(s)), None)
            if span is None:
                break
            act(span)
            done += 1
    return done


def emptied(span: Span) -> None:
    """Take a text away and leave its elements."""
    cut(span, prune=False)


def hider(soup: BeautifulSoup) -> Act:
    """The act that hides a text by CSS."""
    return lambda span: hide(soup, span)


def is_short(span: Span, most: int = 40) -> bool:
    """Whether little else stands in the block of a text."""
    return sum(span.around()) <= most


def cutter(soup: BeautifulSoup) -> Act:
    """The act that takes a text away."""
    return cut


def emptier(soup: BeautifulSoup) -> Act:
    """The act that takes a text away and leaves its elements."""
    return emptied


OPEN = frozenset({"cantTell"})
OPEN_OR_FAILED = frozenset({"cantTell", "failed"})
UNSEEN = frozenset({"cantTell", "failed", "inapplicable"})
"""For a label hidden by CSS: docs/outcomes.md says only that it does not count as shown."""
