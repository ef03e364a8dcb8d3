"""Credits that only the data gives: ImageObject properties, attributes made for them, ``title`` and ``alt``."""

from __future__ import annotations

import re

from checker.document.model import Block, Image
from checker.evidence.credits import credit_in_text
from checker.evidence.model import Credit, ImageEvidence
from checker.evidence.page import Page

_MOST = 200
"""Image objects of the data that are looked at, at most."""


def same_picture(src: str) -> str:
    """What tells one picture's addresses from another's: the file's name, or the whole address where that is short."""
    name = src.split("?")[0].rstrip("/").rsplit("/", 1)[-1]
    return name if len(name) > 12 else src


def machine_credits(page: Page, places: list[Image], found: list[ImageEvidence]) -> None:
    """Credits that no reader sees, put into ``found``: attributes first, then ImageObject properties.

    ``places`` are the images that the first of ``found`` were made from; those after them have no element of their own.
    """
    objects = [
        (text, thing, [a for n in ("url", "contentUrl", "@id") if (a := thing.first(n))])
        for thing in page.document.all_things
        if thing.is_a("ImageObject")
        and 0 < len(text := thing.first("creditText", "copyrightHolder", "author", "creator", "copyrightNotice")) < 200
    ][:_MOST]
    for at, item in enumerate(found):
        if item.role != "editorial" or item.credit is not None or item.machine_credit is not None:
            continue
        item.machine_credit = _attribute_credit(page, places[at]) if at < len(places) else None
        for text, thing, addresses in objects if item.machine_credit is None else ():
            if any(_alike(item.src, a) for a in addresses):
                item.machine_credit = Credit(text=text, basis="property", where=page.data_where(thing, text), seen_in=thing.syntax)
                break


_CREDIT_ATTRIBUTE = re.compile(r"credit|copyright|photographer|fotograf|urheber", re.IGNORECASE)


def _attribute_credit(page: Page, image: Image) -> Credit | None:
    """A credit in an attribute made for it, or behind a bar or label at the end of ``title`` or ``alt``."""
    attrs = page.document.elements[image.element].attrs
    for name, value in attrs.items():
        text = " ".join(value.split())
        if not 2 <= len(text) <= 400:
            continue
        if _CREDIT_ATTRIBUTE.search(name) and len(text) <= 120:
            return Credit(text=text, basis="property", where=page.element_where(image.element, text), seen_in="attribute")
        if name in ("title", "alt"):
            block = Block(-1, "caption", text, image.element, image.line, image.column, image.region, image.visible)
            credit = credit_in_text(page, block, 0, len(text))
            if credit is not None and credit.basis in ("label", "mark", "agency"):
                return credit.model_copy(update={"seen_in": "attribute", "confidence": "medium",
                                                 "where": page.element_where(image.element, credit.text)})  # fmt: skip
    return None


def _alike(first: str, second: str) -> bool:
    """Whether two addresses are one picture in two sizes: equal names, or names with a long common beginning."""
    a, b = same_picture(first), same_picture(second)
    if a == b:
        return True
    common = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return common >= 15 and common * 2 >= min(len(a), len(b))
