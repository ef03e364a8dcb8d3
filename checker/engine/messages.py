"""Messages with fields: ``{caption.text|alt|src} shows no credit``."""

from __future__ import annotations

import re
from typing import Any

_FIELD = re.compile(r"\{([^{}]+)\}")
_LONGEST = 160
"""Longest text that a field is given in a message, in characters."""


def fill(template: str, target: dict[str, Any]) -> str:
    """The message for a target. Of the alternatives between ``|`` the first that the evidence has is taken, else
    the last as it stands; long texts are cut, addresses to their last part."""
    return _FIELD.sub(lambda match: _value(match[1].split("|"), target), template)


def _value(alternatives: list[str], target: dict[str, Any]) -> str:
    for name in alternatives:
        value: Any = target
        for step in name.split("."):
            value = value.get(step) if isinstance(value, dict) else None
        if isinstance(value, list):
            value = ", ".join(map(str, value))
        if value not in (None, ""):
            text = " ".join(str(value).split()).rstrip(" .")
            if re.match(r"(?:https?:)?//|/", text) and " " not in text:
                text = text.split("?")[0].rstrip("/").rsplit("/", 1)[-1] or text
            return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return alternatives[-1]
