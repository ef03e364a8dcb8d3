"""Language editions that the page names ("in 10 languages") or links as alternates."""

from __future__ import annotations

import re

from checker.evidence.model import LanguageEditions
from checker.evidence.page import Page, seen


def collect_editions(page: Page, body: frozenset[int]) -> list[LanguageEditions]:
    """Evidence of editions in other languages; no rule judges it."""
    found: list[LanguageEditions] = []
    for block in page.document.blocks:
        if block.index in body or block.region in ("comments", "embed") or len(block.text) > 120:
            continue
        match = page.lexicon.search(page.folded[block.index], "language_editions")
        number = re.search(r"\d{1,3}", match[0]) if match else None
        if match and number and 1 < int(number[0]) < 200:
            found.append(LanguageEditions(count=int(number[0]), where=page.block_where(block, match.start(), match.end()),
                                          seen_in=seen(block.visible)))  # fmt: skip
            break
    codes = {}
    for name, items in page.document.meta.items():
        if name.startswith("link:alternate:") and not name.endswith("x-default"):
            codes[name.rsplit(":", 1)[1].split("-")[0]] = items[0]
    if len(codes) > 1:
        first = next(iter(codes.values()))
        found.append(LanguageEditions(count=len(codes), languages=sorted(codes), seen_in="meta",
                                      where=page.meta_where(first.name, first.content)))  # fmt: skip
    return found
