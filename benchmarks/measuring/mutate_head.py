"""Mutations of the author line and the dates: what stands at the head of an article."""

from __future__ import annotations

import re
from collections.abc import Callable

from bs4 import BeautifulSoup
from bs4.element import Tag

from measuring.mutate import (
    MOST_COPIES,
    OPEN,
    Act,
    Edit,
    Mutation,
    Record,
    Words,
    cutter,
    each,
    emptied,
    emptier,
    hider,
    is_short,
)
from measuring.mutate_tree import (
    Page,
    Span,
    at_end,
    attribute,
    block_of,
    cut,
    headline_of,
    new,
    replace,
    seen_text,
    squeezed,
)

_AUTHOR_ADDRESS = re.compile(r"author|autor|auteur|redac|profil", re.IGNORECASE)


# Authors


def _author_texts(soup: BeautifulSoup, label: Record, whole: bool = True) -> list[str] | None:
    """What must go for the page to show no author: the line, and the names in author boxes. None when a name also stands elsewhere.
    ``whole``: the line goes with all its words, which must then say nothing but the author."""
    line = label["byline"]
    text = line.get("text") or ""
    dates = [squeezed(label[k].get("text") or "") for k in ("published", "updated")]
    if not line["visible"] or not squeezed(text) or any(d and d in squeezed(text) for d in dates):
        return None
    page = Page(soup)
    spans = page.spans(text)
    if not 0 < len(spans) <= MOST_COPIES or not all(_is_author_line(page, s, text) for s in spans):
        return None
    if any(name not in text or _in_author_box(page, spans, name) for name in line["organisations"]):
        return None
    labels = [one for one in label["labels"] if squeezed(one["text"]) in squeezed(text)]
    if whole and labels or any(one["kind"] == "agency" and one not in labels for one in label["labels"]):
        return None
    credits = "".join(squeezed(i.get("credit") or "") for i in label["images"])
    texts = [text]
    for name in line["names"]:
        rest = [s for s in page.spans(name) if not any(o.start <= s.start and s.end <= o.end for o in spans)]
        if squeezed(name) in credits or not all(is_short(s, 30) for s in rest) or len(rest) > MOST_COPIES:
            return None
        texts += [name] if rest else []
    return texts


def _in_author_box(page: Page, spans: list[Span], name: str) -> bool:
    """Whether an outlet's name also stands as the link of an author box, which is no part of the line."""
    rest = [s for s in page.spans(name) if not any(o.start <= s.start and s.end <= o.end for o in spans)]
    links = [s.first.find_parent("a") for s in rest]
    return any(isinstance(a, Tag) and _AUTHOR_ADDRESS.search(attribute(a, "href")) for a in links)


def _is_author_line(page: Page, span: Span, text: str) -> bool:
    """A line of its own, or a note in brackets or dashes at the edge of a paragraph: no name in running text."""
    before, after = span.around()
    if before + after <= 60:
        return True
    opened = page.text[max(span.start - 1, 0)] in "(（〔[【" or text[0] in "(（〔[【-–—/"
    return opened and (before <= 30 or after <= 3)


def _without_author(label: Record) -> Record:
    label["byline"] = {"visible": False, "names": [], "organisations": [], "text": None}
    return label


def byline_removed(soup: BeautifulSoup, label: Record, words: Words) -> Record | None:
    """The author line is taken away. Data keeps the author."""
    texts = _author_texts(soup, label)
    return _without_author(label) if texts and each(soup, texts, cut) else None


def byline_hidden(soup: BeautifulSoup, label: Record, words: Words) -> Record | None:
    """The author line is hidden by CSS."""
    texts = _author_texts(soup, label)
    return _without_author(label) if texts and each(soup, texts, hider(soup)) else None


def byline_moved(soup: BeautifulSoup, label: Record, words: Words) -> Record | None:
    """The author line stands in the teaser of another article below the text."""
    texts = _author_texts(soup, label)
    if not texts or not each(soup, texts, cut):
        return None
    box = new(soup, "aside", class_="related")
    link = new(soup, "a", href="/another-article")
    link.append(new(soup, "h3", words["teaser"]))
    box.append(link)
    box.append(new(soup, "p", texts[0], class_="byline"))
    return _without_author(label) if at_end(soup, box) else None


def byline_emptied(soup: BeautifulSoup, label: Record, words: Words) -> Record | None:
    """The author line keeps its elements and its lead-in, but names nobody."""
    texts = _author_texts(soup, label, whole=False)
    names = [*label["byline"]["names"], *label["byline"]["organisations"]]
    if not texts or not names:
        return None
    done = each(soup, names, emptied, fit=lambda s: is_short(s, 60))
    return _without_author(label) if done else None


def byline_falsified(soup: BeautifulSoup, label: Record, words: Words) -> Record | None:
    """The one person in the author line is another than in the data."""
    line = label["byline"]
    if len(line["names"]) != 1 or line["organisations"] or not _author_texts(soup, label, whole=False):
        return None
    if not each(soup, line["names"], lambda s: replace(s, words["name"])):
        return None
    line["text"] = line["text"].replace(line["names"][0], words["name"])
    line["names"] = [words["name"]]
    return label


# Dates


def _date_edit(act: Callable[[BeautifulSoup], Act]) -> Edit:
    def edit(soup: BeautifulSoup, label: Record, words: Words) -> Record | None:
        texts = [label[k]["text"] for k in ("updated", "published") if label[k]["visible"] and label[k].get("text")]
        if not label["published"]["visible"] or len(texts) != label["updated"]["visible"] + 1:
            return None
        spans = [s for t in texts for s in Page(soup).spans(t)]
        if not 0 < len(spans) <= MOST_COPIES or not all(is_short(s, 80) for s in spans):
            return None
        if any(squeezed(t) in squeezed(label["byline"].get("text") or "") for t in texts):
            return None
        each(soup, texts, act(soup))
        if _date_left(soup, label):
            return None
        for key in ("published", "updated"):
            label[key] = {"visible": False, "text": None, "date": None}
        return label

    return edit


def _date_left(soup: BeautifulSoup, label: Record) -> bool:
    """Whether the date stands somewhere else in figures, or any date near the headline: perhaps this one in another form."""
    page = Page(soup)
    spans = page.spans(label["headline"])
    if not spans or headline_of(soup, label["headline"]) is None:
        return True
    year, month, day = (label["published"].get("date") or "0-0-0").split("-")
    if re.search(rf"{year}[-/.]{month}[-/.]{day}|{day}[-/.]{month}[-/.]{year}", page.text):
        return True
    near = "".join(page.text[max(0, s.start - 150) : s.start] + " " + page.text[s.end : s.end + 150] for s in spans)
    return bool(re.search(r"(?:19|20)\d\d|\d\d?[:.]\d\d|\d\d?/\d\d?/\d\d|\d月\d\d?日", near))


def update_falsified(soup: BeautifulSoup, label: Record, words: Words) -> Record | None:
    """The year of the update shown is long before the publication."""
    date, text = label["updated"].get("date") or "", label["updated"].get("text") or ""
    year = date[:4]
    if not label["updated"]["visible"] or not label["published"].get("date") or text.count(year or "?") != 1:
        return None
    if text == label["published"]["text"] or len(Page(soup).spans(text)) != 1:
        return None
    span = Page(soup).spans(text)[0]
    for tag in [t for t in (span.first.parent, *block_of(span.first).find_all("time")) if isinstance(t, Tag) and t.name == "time"]:
        if squeezed(text) in seen_text(tag) or seen_text(tag) in squeezed(text):
            tag["datetime"] = attribute(tag, "datetime").replace(year, "1999")
    replace(span, text.replace(year, "1999"))
    label["updated"].update(text=text.replace(year, "1999"), date="1999" + date[4:])
    return label


HEAD = (
    Mutation("byline", "removed", byline_removed),
    Mutation("byline", "hidden", byline_hidden, OPEN),
    Mutation("byline", "moved to a teaser", byline_moved),
    Mutation("byline", "emptied", byline_emptied),
    Mutation("byline-agreement", "falsified", byline_falsified),
    Mutation("published-date", "removed", _date_edit(cutter)),
    Mutation("published-date", "hidden", _date_edit(hider), OPEN),
    Mutation("published-date", "emptied", _date_edit(emptier)),
    Mutation("updated-date", "falsified", update_falsified),
)
"""Every mutation of author lines and dates that are there."""
