"""The language of a page: what an option says, else what the text is written in, else what is declared."""

from __future__ import annotations

from typing import Literal

from checker.document.language import written_language
from checker.document.model import Document
from checker.lexicon import available_languages

_LONG = 600
"""Characters of text below which a language without a lexicon is not believed against a declared one that has one."""
_SAMPLE = 1500
"""Characters of running text that are looked at."""

Source = Literal["declared", "text", "option", "unknown"]


def page_language(document: Document, option: str | None = None) -> tuple[str, Source]:
    """ISO 639-1 code and where it comes from. A declaration that the text clearly contradicts is not believed."""
    if option:
        return option, "option"
    declared = document.declared_language
    sample: list[str] = []
    size = 0
    for block in document.blocks:
        if block.kind in ("paragraph", "quote", "text") and block.visible == "yes" and len(block.text) >= 60 and block.region not in (
            "nav", "footer", "comments", "embed",
        ):  # fmt: skip
            sample.append(block.text[:500])
            size += len(sample[-1])
            if size >= _SAMPLE:
                break
    text = " ".join(sample)
    if len(text) >= 200 or not declared and len(text) >= 30:
        code, certainty = written_language(text)
        if code and (certainty >= 0.5 or not declared) and code != declared:
            if declared in available_languages() and code not in available_languages() and (certainty < 0.9 or len(text) < _LONG):
                return declared, "declared"
            return code, "text"
    return (declared, "declared") if declared else ("en", "unknown")
