"""Template sources: files that a site generator turns into pages, and that are no pages themselves."""

from __future__ import annotations

import re

_CODE = re.compile(r"<!--|<(script|style|template|pre|code|textarea)\b", re.IGNORECASE)
_STATEMENT = re.compile(
    r"\{%-?\s*(?:if|for|else|elif|end\w+|block|extends|include|set|macro|assign|comment|load|url|trans|raw|layout|render|from|import|unless|case)\b"
)
_EXPRESSION = re.compile(r"\{\{.{0,300}?\}\}", re.DOTALL)
_PLACES = re.compile(r"<(?:title|h1)\b[^>]*>[^<]*\{\{|<html\b[^>]*\blang=[\"']?\{\{", re.IGNORECASE)
_FRONT_MATTER = re.compile(r"\A(?:---|\+\+\+)\s*\n.*?\n(?:---|\+\+\+)\s*\n", re.DOTALL)


def template_line(source: str) -> int | None:
    """The 1-based line of the first sign that ``source`` is a template; None when it is a page.

    Statements (``{% if %}``) are a sure sign outside scripts and code samples. Expressions (``{{ title }}``) are
    one in the title, the headline, the page's language, after front matter, or where little text is left beside
    them; elsewhere on a full page they are what scripts of the built site fill in.
    """
    if "{{" not in source and "{%" not in source:
        return None
    text = _without_code(source)
    found = _STATEMENT.search(text) or _PLACES.search(text)
    if found is None and (expression := _EXPRESSION.search(text)):
        rest = re.sub(r"<[^>]*>|\s+", "", _EXPRESSION.sub("", text))
        if _FRONT_MATTER.match(source) or len(rest) < 300:
            found = expression
    return text.count("\n", 0, found.start()) + 1 if found else None


def _without_code(source: str) -> str:
    """The source with comments, scripts and code samples replaced by their line breaks; each character is looked at once."""
    parts: list[str] = []
    at = 0
    while match := _CODE.search(source, at):
        closing = "-->" if match[1] is None else f"</{match[1]}"
        end = source.find(closing, match.end())
        if end < 0:
            break
        parts += (source[at : match.start()], "\n" * source.count("\n", match.start(), end))
        at = end + len(closing)
    return "".join(parts) + source[at:]
