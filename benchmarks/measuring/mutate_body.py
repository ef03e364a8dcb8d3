"""Mutations of images, routes, owners, labels and speakers that are on the page."""

from __future__ import annotations

import re
from collections.abc import Callable

from bs4 import BeautifulSoup
from bs4.element import Comment, Tag

from measuring.mutate import (
    MOST_COPIES,
    OPEN_OR_FAILED,
    UNSEEN,
    Act,
    Edit,
    Mutation,
    Record,
    Words,
    cutter,
    each,
    emptier,
    hider,
    is_short,
)
from measuring.mutate_tree import (
    Page,
    Span,
    attribute,
    cut,
    is_seen,
    new,
    seen_strings,
    seen_text,
    squeezed,
)

_CREDIT_LEAD = re.compile(
    r"[\s(\[（【〔/|–—,-]*(?:(?:image|photo|picture|foto|bild|imagem|imagen|фото)?\s*(?:source|credit|credits|crédit|photo|photos|foto|fotos"
    r"|photograph by|photo by|bild|quelle|fonte|fuente|crédito|créditos|фото|источник|写真|撮影|提供|图|图片|来源|來源|تصوير|المصدر|©)"
    r"\s*(?:by)?\s*[:：,]?\s*)*$",
    re.IGNORECASE,
)
_ROUTE_WORDS = re.compile(
    r"correct|corrig|complain|for the record|report (?:an )?error|mistake|typo|readers.? editor|ombuds|korrektur|fehler|beschwerde|médiat"
    r"|erreur|coquille|reclam|correzion|errori|segnala|erro\b|correcç|correç|provedor|ошибк|опечатк|訂正|おわび|更正|纠错|勘误|更正|تصحيح|خطأ|شكاو",
    re.IGNORECASE,
)
_REGISTERED = re.compile(
    r"registrat|registro|regist(?:er|ered|rar)|immatricul|iscrizione|iscritt|p\.?iva|cnpj|hrb|зарегистр|регистрац|огрн|备案|許可|许可|法人番号|السجل",
    re.IGNORECASE,
)


# Images


def _scope(soup: BeautifulSoup, label: Record, image: Record, wanted: str) -> Tag | None:
    """The smallest element with this image and a text, and no other image of the label."""
    source = image.get("src") or ""
    if len(source) < 5:
        return None
    found = [i for i in soup.find_all(["img", "source"]) if any(source in attribute(i, a) for a in i.attrs)]
    others = [o["src"] for o in label["images"] if o.get("src") and o["src"] != source]
    for tag in found:
        for parent in tag.parents:
            if parent.name in ("body", "html") or any(
                any(o in attribute(i, a) for a in i.attrs for o in others) for i in parent.find_all(["img", "source"])
            ):
                break
            if squeezed(wanted) in seen_text(parent):
                return parent if len(seen_text(parent)) < 800 or parent.name == "figure" else None
    return None


def _credited(soup: BeautifulSoup, label: Record) -> tuple[Record, Tag] | None:
    for image in label["images"]:
        if image.get("credit") and len(squeezed(image["credit"])) >= 2:
            scope = _scope(soup, label, image, image["credit"])
            if scope is not None and 0 < len(Page(scope).spans(image["credit"])) <= 2:
                return image, scope
    return None


def _with_lead(span: Span, credit: str) -> Span:
    """The span of a credit, with the lead-in before it in the same text node."""
    first = span.pieces[0]
    match = _CREDIT_LEAD.search(first.node[: first.start])
    start = match.start() if match else first.start
    return Span([type(first)(first.node, start, first.end), *span.pieces[1:]], span.start, span.end)


def _credit_edit(act: Callable[[BeautifulSoup], Act], moved: bool = False, lead: bool = True) -> Edit:
    def edit(soup: BeautifulSoup, label: Record, words: Words) -> Record | None:
        found = _credited(soup, label)
        if found is None:
            return None
        image, scope = found
        credit = image["credit"]
        do = act(soup)
        if not each(soup, [credit], lambda s: do(_with_lead(s, credit) if lead else s), scope):
            return None
        if moved:
            footer = next((f for f in reversed(soup.find_all("footer")) if isinstance(f, Tag)), None)
            if footer is None:
                return None
            footer.append(new(soup, "p", credit))
        image["credit"] = None
        return label

    return edit


def caption_removed(soup: BeautifulSoup, label: Record, words: Words) -> Record | None:
    """An image keeps its credit and loses its caption."""
    for image in label["images"]:
        if image.get("caption") and image.get("credit"):
            scope = _scope(soup, label, image, image["caption"])
            if scope is not None and len(Page(scope).spans(image["caption"])) == 1 and each(soup, [image["caption"]], cut, scope):
                image["caption"] = None
                return label
    return None


# Routes and owners


def _route_edit(act: Callable[[BeautifulSoup], Act]) -> Edit:
    def edit(soup: BeautifulSoup, label: Record, words: Words) -> Record | None:
        route = label["correction_route"]
        text = route.get("text") or ""
        if not route["present"] or not 0 < len(Page(soup).spans(text)) <= MOST_COPIES:
            return None
        # Every other link with that purpose goes too: one that is left would be a route.
        links = [a for a in soup.find_all(["a", "button"]) if is_seen(a) and _ROUTE_WORDS.search(" ".join(seen_strings(a)))]
        others = {t for a in links if 0 < len(t := " ".join("".join(seen_strings(a)).split())) <= 60}
        each(soup, [text, *sorted(others - {text})], act(soup), fit=lambda s: is_short(s, 200))
        if Page(soup).spans(text) or _ROUTE_WORDS.search(" ".join(t for a in soup.find_all("a") for t in seen_strings(a) if is_seen(a))):
            return None
        label["correction_route"] = {"present": False, "kind": None, "text": None, "target": None}
        label["links"]["corrections"] = False
        return label

    return edit


def _commenter(soup: BeautifulSoup) -> Act:
    def act(span: Span) -> None:
        element = span.whole()
        if element is not None:
            element.replace_with(Comment(f" {str(element).replace('--', '-')} "))
        else:
            cut(span)

    return act


def _owner_edit(act: Callable[[BeautifulSoup], Act]) -> Edit:
    def edit(soup: BeautifulSoup, label: Record, words: Words) -> Record | None:
        owner = label["ownership"]
        if owner["level"] not in ("owner", "publisher") or not 0 < len(Page(soup).spans(owner["text"])) <= 2:
            return None
        each(soup, [owner["text"]], act(soup))
        rest = Page(soup).text
        entity = squeezed(owner.get("entity") or "")
        left = re.search(r"©|copyright", rest, re.IGNORECASE)
        if _REGISTERED.search(rest) or entity and entity in rest and not left:
            return None
        label["ownership"] = {"level": "copyright" if left else "none", "text": "©" if left else None, "entity": None}
        label["contact"]["present"] = label["contact"]["present"] and label["contact"].get("text") != owner["text"]
        return label

    return edit


# Labels and speakers


def _opinion_edit(act: Callable[[BeautifulSoup], Act]) -> Edit:
    def edit(soup: BeautifulSoup, label: Record, words: Words) -> Record | None:
        texts = [one["text"] for one in label["labels"] if one["kind"] == "opinion"]
        if not texts:
            return None
        spans = [s for t in texts for s in Page(soup).spans(t) if not _in_furniture(s)]
        if not spans or not all(_is_label(s) for s in spans):
            return None
        each(soup, texts, act(soup), fit=_is_label)
        label["labels"] = [one for one in label["labels"] if one["kind"] != "opinion"]
        return label

    return edit


def _is_label(span: Span) -> bool:
    """A short line, or the first or last words of a longer one."""
    return not _in_furniture(span) and (is_short(span, 60) or min(span.around()) <= 1)


def _in_furniture(span: Span) -> bool:
    return span.first.find_parent(["nav", "footer", "aside"]) is not None


def speaker_removed(soup: BeautifulSoup, label: Record, words: Words) -> Record | None:
    """A quotation stands bare in a paragraph of its own, between two paragraphs without a person."""
    starts = [squeezed(q["start"]) for q in label["quotes"]]
    for quote in reversed(label["quotes"]):
        if quote["attribution"] != "explicit":
            continue
        start, end = squeezed(quote["start"]), squeezed(quote["end"])
        for p in soup.find_all("p"):
            text = seen_text(p)
            if start not in text or sum(s in text for s in starts) != 1 or not is_seen(p):
                continue
            bare = _bare_quotation("".join(seen_strings(p)), start, end)
            if bare is None:
                break
            p.clear()
            p.string = bare
            p.insert_before(new(soup, "p", words["plain"][0]))
            p.insert_after(new(soup, "p", words["plain"][1]))
            quote.update(speaker=None, attribution="none")
            return label
    return None


def _bare_quotation(text: str, start: str, end: str) -> str | None:
    """The quotation with its marks; None when it is short or its marks are not right beside it."""
    kept = [(at, c) for at, c in enumerate(text) if squeezed(c)]
    tight = "".join(c for _, c in kept)
    first = tight.find(start)
    last = tight.find(end, first)
    if first < 1 or last < 0 or tight[first - 1] not in "\"“”„«»‹「『'‘’‚":
        return None
    close = last + len(end)
    while close < len(tight) and tight[close] in ".,!?;…。，！？،":
        close += 1
    if close >= len(tight) or tight[close] not in "\"“”«»›」』'’‘" or close - first < (20 if ord(tight[first]) > 0x2E80 else 50):
        return None
    return text[kept[first - 1][0] : kept[close][0] + 1]


BODY = (
    Mutation("image-credit", "removed", _credit_edit(cutter)),
    Mutation("image-credit", "hidden", _credit_edit(hider)),
    Mutation("image-credit", "moved to the footer", _credit_edit(cutter, moved=True)),
    Mutation("image-credit", "emptied", _credit_edit(emptier, lead=False)),
    Mutation("image-caption", "removed", caption_removed),
    Mutation("correction-contact", "removed", _route_edit(cutter)),
    Mutation("correction-contact", "hidden", _route_edit(hider)),
    Mutation("correction-contact", "in an HTML comment", _route_edit(_commenter)),
    Mutation("ownership-disclosure", "removed", _owner_edit(cutter)),
    Mutation("ownership-disclosure", "hidden", _owner_edit(hider), OPEN_OR_FAILED),
    Mutation("opinion-label", "removed", _opinion_edit(cutter)),
    Mutation("opinion-label", "hidden", _opinion_edit(hider), UNSEEN),
    Mutation("quotation-attribution", "speaker removed", speaker_removed),
)
"""Every mutation of what else is there."""
