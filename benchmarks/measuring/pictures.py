"""Editorial images, their captions and credits, held against labels (what a reader sees) or the corpus' annotation.

Where the corpus' annotation gives an image no credit, nothing is judged: it comes from extractors, of which some read none.
Images are matched by the end of their address, else by their captions: saved pages often show a placeholder in the address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from measuring.figures import Judgement, Verdict
from measuring.names import likeness, same_text, words
from measuring.pages import Case, Reading

Item = dict[str, Any]


def judge_credits(case: Case, reading: Reading) -> Iterator[Judgement]:
    """Credits: on labelled pages those a reader sees; else those of the annotation, by whatever way they were found."""
    if case.label:
        yield from _credits(case, reading, case.label["images"], visible_only=True)
    elif case.truth.get("images"):
        yield from _credits(case, reading, case.truth["images"], visible_only=False)


def _credits(case: Case, reading: Reading, wanted: list[Item], visible_only: bool) -> Iterator[Judgement]:
    found = [i for i in reading.article.get("images", []) if i["role"] == "editorial"]
    pairs = _pairs(wanted, found)
    for index, image in enumerate(wanted):
        mine = pairs.get(index)
        credit = _credit(mine, visible_only) if mine else None
        if credit is None and mine is None and image["credit"]:
            # the picture itself is loaded by a script or has another address, but its credit line stands on the page
            credit = next((c for f in found if (c := _credit(f, visible_only)) and same_text(c["text"], image["credit"])), None)
        if credit is not None and image["credit"] and _same_credit(credit["text"], image["credit"]):
            yield _one(case, "right", image["credit"], credit)
            continue
        if credit is not None and (image["credit"] or visible_only):
            yield _one(case, "wrong", image["credit"] or "nothing", credit)
        if image["credit"]:
            yield _one(case, "missed", image["credit"], None)


def _same_credit(found: str, wanted: str) -> bool:
    """Equal but for lead-ins: the annotation leaves ``Photo:`` and © out, or keeps them."""
    once = " ".join(dict.fromkeys(words(wanted)))
    return same_text(found, wanted) or same_text(" ".join(dict.fromkeys(words(found))), once) or _bare(found) == _bare(wanted)


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", re.sub(r"^.{0,25}[:：=]", "", text)).casefold()


def _credit(image: Item, visible_only: bool) -> Item | None:
    credit: Item | None = image.get("credit")
    if credit is not None and (credit["seen_in"] == "visible" or not visible_only):
        return credit
    return None if visible_only else image.get("machine_credit")


def _one(case: Case, verdict: Verdict, expected: str, credit: Item | None, field: str = "image_credit") -> Judgement:
    where = (credit or {}).get("where") or {}
    place = f"line {where['line']} ({(credit or {})['seen_in']}, {(credit or {}).get('basis', '')})" if where else ""
    return Judgement(field, case.id, case.groups, verdict, expected, (credit or {}).get("text", ""), place,
                     (credit or {}).get("confidence", ""))  # fmt: skip


def judge_captions(case: Case, reading: Reading) -> Iterator[Judgement]:
    """Captions on labelled pages, and which images are the article's (field ``images``)."""
    wanted: list[Item] = case.label["images"]
    found = [i for i in reading.article.get("images", []) if i["role"] == "editorial" and i["seen_in"] != "hidden"]
    pairs = _pairs(wanted, found)
    for index, image in enumerate(wanted):
        mine = pairs.get(index)
        caption = (mine or {}).get("caption")
        if caption is not None and caption["seen_in"] != "visible":
            caption = None
        fits = caption is not None and image["caption"] and same_text(caption["text"], image["caption"])
        if fits:
            yield _one(case, "right", image["caption"], caption, "image_caption")
        else:
            if caption is not None:
                yield _one(case, "wrong", image["caption"] or "nothing", caption, "image_caption")
            if image["caption"]:
                yield _one(case, "missed", image["caption"], None, "image_caption")
        yield Judgement(
            "images", case.id, case.groups, "right" if mine else "missed", image["src"], confidence=(mine or {}).get("confidence", "")
        )
    matched = {id(m) for m in pairs.values()}
    for item in found:
        if id(item) not in matched and not _again(item, list(pairs.values())):
            yield Judgement(
                "images", case.id, case.groups, "wrong", "nothing", item["src"][-60:], f"line {item['where']['line']}", item["confidence"]
            )


def _again(item: Item, matched: list[Item]) -> bool:
    """A second copy of a picture that was matched, known by its caption."""
    caption = (item.get("caption") or {}).get("text", "")
    return bool(caption) and any(same_text(caption, (m.get("caption") or {}).get("text", "")) for m in matched)


def _pairs(wanted: list[Item], found: list[Item]) -> dict[int, Item]:
    """Which found image is which wanted one: by address, then by caption, then by credit, each used once."""
    pairs: dict[int, Item] = {}
    left = list(found)
    for fits in (_same_address, _same_caption, _same_line):
        for index, image in enumerate(wanted):
            if index not in pairs and (hit := next((f for f in left if fits(image, f)), None)) is not None:
                pairs[index] = hit
                left = [f for f in left if f is not hit]
    return pairs


def _same_address(image: Item, found: Item) -> bool:
    address = (image.get("src") or image.get("url") or "").strip()
    if not address or address.startswith("data:"):
        return False
    if "url" not in image:
        return (
            found["src"].endswith(address)
            or found["src"].split("?")[0].endswith(address)
            or _name(address) == _name(found["src"])
            and len(_name(address)) > 8
        )
    return _name(address) == _name(found["src"]) and len(_name(address)) > 8


def _name(address: str) -> str:
    return address.split("?")[0].rstrip("/").rsplit("/", 1)[-1]


def _same_caption(image: Item, found: Item) -> bool:
    caption = (found.get("caption") or {}).get("text", "")
    return bool(caption and image["caption"]) and likeness(caption, image["caption"]) >= 0.6


def _same_line(image: Item, found: Item) -> bool:
    credit = (found.get("credit") or {}).get("text", "")
    return bool(credit and image["credit"]) and same_text(credit, image["credit"])
