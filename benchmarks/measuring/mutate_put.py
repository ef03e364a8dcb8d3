"""Mutations that put a piece of evidence into a page that has none, in the page's language, and then spoil it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from bs4 import BeautifulSoup
from bs4.element import Tag

from measuring.mutate import Edit, Mutation, Record, Words
from measuring.mutate_tree import HIDDEN, Page, after_block, headline_of, is_open, last_paragraph, new

_ARTICLE_TYPES = frozenset(
    "Article NewsArticle ReportageNewsArticle AnalysisNewsArticle BackgroundNewsArticle OpinionNewsArticle ReviewNewsArticle BlogPosting".split()
)
_AUTHOR = re.compile("author", re.IGNORECASE)
Place = Callable[[BeautifulSoup, Record, Tag], bool]


def _end_of_article(soup: BeautifulSoup, label: Record, addition: Tag) -> bool:
    last = last_paragraph(soup, [q["start"] for q in label["quotes"]])
    if last is None:
        return False
    last.insert_after(addition)
    return True


def _above_headline(soup: BeautifulSoup, label: Record, addition: Tag) -> bool:
    heading = headline_of(soup, label["headline"])
    if heading is None or heading.name != "h1" or heading.find_parent(["a", "p", "nav", "aside"]) is not None:
        return False
    heading.insert_before(addition)
    return True


def _footer(soup: BeautifulSoup, label: Record, addition: Tag) -> bool:
    """The page's footer; a new one below everything where the page has none."""
    footers = [f for f in soup.find_all("footer") if is_open(f) and f.find_parent(["article", "main", "section", "aside"]) is None]
    if footers:
        footers[-1].append(addition)
        return True
    if soup.body is None:
        return False
    footer = new(soup, "footer")
    footer.append(addition)
    soup.body.append(footer)
    return True


def _put(place: Place, word: str, lacks: Callable[[Record], bool], then: Callable[[Record, str], None], hidden: bool = False,
         declared: str = "", shown: bool = True) -> Edit:  # fmt: skip
    """An edit that puts a sentence of ``inserted.yaml`` somewhere. ``lacks`` says on which pages; ``then`` brings the label up to date."""

    def edit(soup: BeautifulSoup, label: Record, words: Words) -> Record | None:
        if not lacks(label):
            return None
        addition = new(soup, "p", words[word])
        if hidden:
            addition["style"] = HIDDEN
        if shown and not place(soup, label, addition):
            return None
        if declared and not _declare(soup, label, declared):
            return None
        if shown and not hidden:
            then(label, words[word])
        return label

    return edit


def _declare(soup: BeautifulSoup, label: Record, kind: str) -> bool:
    """Give the article a further type in its JSON-LD, or the page a JSON-LD article that has it.

    False where a new article in data would stand beside what other markup says of the authors and dates, or instead of it.
    """
    for script in soup.find_all("script", type="application/ld+json"):
        try:
            data = json.loads(script.string or "", strict=False)
        except ValueError:
            return False
        things = data if isinstance(data, list) else data.get("@graph", [data]) if isinstance(data, dict) else []
        for thing in things if isinstance(things, list) else []:
            types = thing.get("@type") if isinstance(thing, dict) else None
            types = [types] if isinstance(types, str) else types
            if isinstance(types, list) and _ARTICLE_TYPES.intersection(t for t in types if isinstance(t, str)):
                thing["@type"] = [*types, kind]
                script.string = json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
                return True
    if soup.select_one("[itemtype]") or soup.find("meta", attrs={"name": _AUTHOR}) or soup.find("meta", property=_AUTHOR):
        return False
    thing = {"@context": "https://schema.org", "@type": kind, "headline": label["headline"]}
    script = new(soup, "script", json.dumps(thing, ensure_ascii=False).replace("</", "<\\/"), type="application/ld+json")
    (soup.head or soup.body or soup).append(script)
    return True


def _route(label: Record, text: str) -> None:
    address = next(part.strip("。") for part in text.split() if "@" in part)
    label["correction_route"] = {"present": True, "kind": "email", "text": text, "target": f"mailto:{address}"}


def _owner(label: Record, text: str) -> None:
    label["ownership"] = {"level": "owner", "text": text, "entity": None}


def _labelled(kind: str) -> Callable[[Record, str], None]:
    return lambda label, text: label["labels"].append({"kind": kind, "text": text})


def _noted(label: Record, text: str) -> None:
    label["correction_notice"] = {"present": True, "text": text}


def _no_label(kind: str) -> Callable[[Record], bool]:
    return lambda label: all(one["kind"] != kind for one in label["labels"])


def _no_route(label: Record) -> bool:
    return not label["correction_route"]["present"]


def _no_owner(label: Record) -> bool:
    return label["ownership"]["level"] in ("none", "copyright")


def _no_note(label: Record) -> bool:
    return not label["correction_notice"]["present"]


def _update_put(word: str) -> Edit:
    """An edit that puts an update with its label below the date of publication."""

    def edit(soup: BeautifulSoup, label: Record, words: Words) -> Record | None:
        text = label["published"].get("text") or ""
        spans = Page(soup).spans(text)
        if label["updated"]["visible"] or not label["published"]["visible"] or not label["published"].get("date") or len(spans) != 1:
            return None
        if sum(spans[0].around()) > 60 or spans[0].block().name in ("li", "td", "body"):
            return None
        line = words["update"] % words[word]
        after_block(spans[0].pieces[-1].node, new(soup, "p", line))
        label["updated"] = {"visible": True, "text": line, "date": "1999-01-03" if word == "early" else "2038-01-03"}
        return label

    return edit


def speaker_put(soup: BeautifulSoup, label: Record, words: Words) -> Record | None:
    """A quotation whose sentence names its speaker, at the end of the article."""
    if not _end_of_article(soup, label, new(soup, "p", words["said"])):
        return None
    quote = words["said"].strip()
    inside = next(quote.split(a, 1)[1].rsplit(b, 1)[0] for a, b in ("“”", "„“", "«»", "「」", '""') if a in quote and b in quote)
    inside = inside.strip(" \u00a0")
    label["quotes"].append({"start": inside[:30], "end": inside[-20:], "speaker": words["name"], "attribution": "explicit"})
    return label


_FAILED, _OPEN, _PASSED = frozenset({"failed"}), frozenset({"cantTell"}), frozenset({"passed"})
_NAMED = {"publisher-identity": "the sentence names a publisher"}
_REACHED = {"participation-route": "an address to write to is a way to reach the outlet"}

PUT = (
    Mutation("correction-contact", "put in", _put(_end_of_article, "route", _no_route, _route), knock_on=_REACHED),
    Mutation("ownership-disclosure", "put in", _put(_footer, "owner", _no_owner, _owner), knock_on=_NAMED),
    Mutation("updated-date", "put in, earlier", _update_put("early"), _FAILED),
    Mutation("updated-date", "put in, later", _update_put("late"), _PASSED),
    Mutation("sponsored-label", "put in", _put(_above_headline, "sponsored", _no_label("sponsored"), _labelled("sponsored"),
             declared="AdvertiserContentArticle"), _PASSED),
    Mutation("sponsored-label", "only declared", _put(_above_headline, "sponsored", _no_label("sponsored"), _labelled("sponsored"),
             declared="AdvertiserContentArticle", shown=False), _FAILED),
    Mutation("sponsored-label", "declared, hidden", _put(_above_headline, "sponsored", _no_label("sponsored"), _labelled("sponsored"),
             declared="AdvertiserContentArticle", hidden=True), _FAILED),
    Mutation("ai-disclosure", "put in", _put(_end_of_article, "ai", _no_label("ai"), _labelled("ai")), _PASSED),
    Mutation("ai-disclosure", "put in, hidden", _put(_end_of_article, "ai", _no_label("ai"), _labelled("ai"), hidden=True), _FAILED),
    Mutation("opinion-label", "put in", _put(_above_headline, "opinion", _no_label("opinion"), _labelled("opinion")), _PASSED),
    Mutation("opinion-label", "only declared", _put(_above_headline, "opinion", _no_label("opinion"), _labelled("opinion"),
             declared="OpinionNewsArticle", shown=False), _FAILED),
    Mutation("correction-notice", "put in", _put(_end_of_article, "correction", _no_note, _noted), _PASSED),
    Mutation("correction-notice", "bare", _put(_end_of_article, "bare", _no_note, _noted), _OPEN),
    Mutation("correction-notice", "hidden", _put(_end_of_article, "correction", _no_note, _noted, hidden=True), _FAILED),
    Mutation("quotation-attribution", "put in", speaker_put),
)  # fmt: skip
"""Every mutation that puts something in."""
