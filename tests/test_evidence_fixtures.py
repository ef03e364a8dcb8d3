"""Small pages, each for a mistake that real pages brought to light: the evidence they must give is in ``expected.yaml``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import FIXTURES
from ruamel.yaml import YAML

from checker.checking import Settings, checker_for
from checker.document.parse import parse
from checker.evidence.model import ArticleEvidence, ImageEvidence, PageEvidence

FOLDER = FIXTURES / "evidence"
NAMED = ("person", "agency", "desk", "outlet")


def load_expected(path: Path) -> dict[str, dict[str, Any]]:
    """Case → what its page must give."""
    loaded: dict[str, dict[str, Any]] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return loaded


EXPECTED = load_expected(FOLDER / "expected.yaml")


def first_article(page: PageEvidence) -> ArticleEvidence:
    """The article that a case is about: the page's only one."""
    (article,) = page.articles
    return article


def editorial(page: PageEvidence) -> list[ImageEvidence]:
    """The editorial images of the article, in reading order."""
    return [image for image in first_article(page).images if image.role == "editorial"]


def published(page: PageEvidence) -> str | None:
    """The day of the first date of publication."""
    return next(((d.value or "")[:10] for d in first_article(page).dates if d.role == "published"), None)


def updated(page: PageEvidence) -> str | bool:
    """The day of the first visible update; True for one that gives no day, False where there is none."""
    shown = [d for d in first_article(page).dates if d.role == "updated" and d.seen_in == "visible"]
    return (shown[0].value or "")[:10] or True if shown else False


READINGS: dict[str, Callable[[PageEvidence], Any]] = {
    "authors": lambda page: [b.name for b in first_article(page).bylines if b.seen_in == "visible" and b.kind in NAMED],
    "data_authors": lambda page: [b.name for b in first_article(page).bylines if b.seen_in in ("json-ld", "microdata", "rdfa", "meta")],
    "published": published,
    "updated": updated,
    "images": lambda page: len(editorial(page)),
    "seen": lambda page: [i.seen_in for i in editorial(page)],
    "credits": lambda page: [i.credit.text for i in editorial(page) if i.credit and i.credit.seen_in == "visible"],
    "captions": lambda page: [i.caption.text for i in editorial(page) if i.caption],
    "machine_credits": lambda page: [i.machine_credit.text for i in editorial(page) if i.machine_credit],
    "labels": lambda page: [label.kind for label in first_article(page).labels if label.seen_in == "visible"],
    "links": lambda page: sorted({link.purpose for link in page.policy_links if link.seen_in == "visible"}),
    "contacts": lambda page: sum(c.seen_in == "visible" and c.confidence == "high" for c in page.contacts),
    "ownership": lambda page: next((o.level for o in page.ownership if o.seen_in == "visible"), None),
    "kind": lambda page: first_article(page).kind,
}
"""How each key of ``expected.yaml`` is read from a page's evidence; ``quotations`` and ``complete`` are read by :func:`quotations`."""


def quotations(page: PageEvidence, listed: list[dict[str, Any]]) -> tuple[list[Any], list[str]]:
    """What is found of each quotation listed, by its first words and in as much detail as is listed; the direct and block ones left over."""
    left = list(first_article(page).quotations)
    found: list[Any] = []
    for item in listed:
        match = next((q for q in left if q.text.startswith(item["starts"])), None)
        if match is not None:
            left.remove(match)
        found.append({key: item[key] if key == "starts" else getattr(match, key) for key in item} if match else "not found")
    return found, [q.text for q in left if q.kind in ("direct", "block")]


@pytest.mark.parametrize("name", EXPECTED)
def test_page_gives_the_evidence_it_is_there_for(name: str) -> None:
    """Exactly what the case lists is compared; of ``links`` the listed ones must be among those found."""
    expected = {key: value for key, value in EXPECTED[name].items() if key != "why"}
    page = checker_for(Settings()).evidence(parse((FOLDER / f"{name}.html").read_bytes(), f"{name}.html"))
    found = {key: READINGS[key](page) for key in expected if key in READINGS}
    if "quotations" in expected:
        found["quotations"], others = quotations(page, expected["quotations"])
        if "complete" in expected:
            found["complete"] = others or True
    if "links" in expected:
        found["links"] = [purpose for purpose in expected["links"] if purpose in found["links"]]
    assert found == expected, EXPECTED[name]["why"]
