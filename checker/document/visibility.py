"""Whether a reader sees an element: what its own tag, attributes and the page's inline CSS say.

Sources: the HTML standard's ``hidden`` attribute and closed ``details``/``dialog``; the class names that
the common CSS frameworks use for text meant for screen readers only, and for collapsed parts. Style
sheets that are not in the page are out of reach, so what only they hide counts as seen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from checker.document.model import Element, Visible

_STYLE_HIDES = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)"
    r"|font-size\s*:\s*0(?:px|em|rem)?\s*(?:;|!|$)|clip\s*:\s*rect\(\s*[01](?:px)?[ ,]"
    r"|(?:left|top|text-indent)\s*:\s*-\d{3,})",
    re.IGNORECASE,
)
_HIDING_TOKENS = frozenset(
    "sr-only visually-hidden visuallyhidden screen-reader-text screen-reader-only screenreader-only assistive-text "
    "element-invisible is-visually-hidden u-visually-hidden d-none is-hidden u-hidden print-only visible-print "
    "visible-print-block a11y-hidden".split()
)
_MAYBE_TOKENS = frozenset("hidden hide collapse collapsed modal tab-pane offcanvas".split())
_SHOWN_AGAIN = re.compile(
    r"(?:^|\s)(?:d-(?:sm|md|lg|xl|xxl)-(?:block|flex|inline|inline-block|grid|table)"
    r"|(?:sm|md|lg|xl|2xl):(?:block|flex|inline|inline-block|inline-flex|grid|table)|active|show|in|open)(?:\s|$)"
)


@lru_cache(maxsize=4096)
def class_visibility(classes: str) -> Visible:
    """What the class attribute says by the conventions of common frameworks."""
    tokens = classes.lower().split()
    if not any(t in _HIDING_TOKENS or t in _MAYBE_TOKENS for t in tokens):
        return "yes"
    if _SHOWN_AGAIN.search(classes.lower()):
        return "yes"
    return "no" if any(t in _HIDING_TOKENS for t in tokens) else "unknown"


_SIMPLE = re.compile(r"[a-z0-9]*(?:[.#][A-Za-z_][\w-]*)?")
_HIDES = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_PSEUDO = re.compile(r"[:\[>+~*@%]")


class InlineSheet:
    """The page's own style sheets, asked for the classes and ids that they hide.

    Only top-level rules count, and only selectors of simple parts (``.name``, ``figcaption .name``). A name that
    another rule gives a ``display`` is undecided, because which rule wins depends on the page's state.
    """

    def __init__(self, css: str) -> None:
        self._css = css
        self._hidden: dict[str, list[list[str]]] = {}
        for selector in _hidden_selectors(css) if css else ():
            parts = selector.split()
            self._hidden.setdefault(parts[-1], []).append(parts[:-1])
        self._verdicts: dict[str, Visible] = {}
        self.hides = bool(self._hidden)
        """Whether the sheets hide anything at all."""

    def of(self, tag: str, classes: str, name: str, ancestors: Sequence[Element]) -> Visible:
        """What the sheets say of an element with this tag, class attribute, id and ancestors (outermost first)."""
        worst: Visible = "yes"
        for selector in _selectors(tag, classes, name):
            outer = self._hidden.get(selector)
            if outer is not None and any(_inside(parts, ancestors) for parts in outer):
                verdict = self._verdict(selector)
                if verdict == "no":
                    return "no"
                worst = verdict
        return worst

    def _verdict(self, selector: str) -> Visible:
        if selector not in self._verdicts:
            at = max(selector.find("."), selector.find("#"), 0)
            bare = re.escape(selector[at:])
            shown = re.compile(bare + r"(?![\w-])[^{}]{0,200}\{[^{}]{0,2000}?(?:display\s*:(?!\s*none)|visibility\s*:\s*visible)")
            self._verdicts[selector] = "unknown" if at + 1 and selector[at] in ".#" and shown.search(self._css) else "no"
        return self._verdicts[selector]


def _selectors(tag: str, classes: str, name: str) -> list[str]:
    found = [f"#{name}", f"{tag}#{name}"] if name else []
    for token in classes.split():
        found += (f".{token}", f"{tag}.{token}")
    return found


def _inside(parts: list[str], ancestors: Sequence[Element]) -> bool:
    """Whether the ancestors hold the outer parts of a selector, in their order."""
    if not parts:
        return True
    wanted = list(parts)
    for element in reversed(ancestors):
        if wanted[-1] == element.tag or wanted[-1] in _selectors(element.tag, element.attrs.get("class", ""), element.attrs.get("id", "")):
            wanted.pop()
            if not wanted:
                return True
    return False


def _hidden_selectors(css: str) -> list[str]:
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    found: list[str] = []
    depth = last = 0
    for match in _HIDES.finditer(css):
        brace = css.rfind("{", 0, match.start())
        if brace < last:
            continue
        depth += css.count("{", last, brace) - css.count("}", last, brace)
        last = brace
        if depth != 0:
            continue
        begin = max(css.rfind("}", 0, brace), css.rfind("{", 0, brace), css.rfind(";", 0, brace)) + 1
        for part in css[begin:brace].split(","):
            steps = part.split()
            if (
                steps
                and len(steps) <= 4
                and not _PSEUDO.search(part)
                and all(_SIMPLE.fullmatch(s) for s in steps)
                and re.search(r"[.#]", steps[-1])
            ):
                found.append(" ".join(steps))
    return found


def element_visibility(tag: str, attrs: dict[str, str], sheet: InlineSheet, ancestors: Sequence[Element] = ()) -> Visible:
    """What one element says about itself. ``ancestors`` (outermost first) serve selectors; that they may be hidden
    themselves is the caller's business."""
    if not attrs.keys() & _LOOKED_AT and tag not in ("noscript", "dialog"):
        return "yes"
    if "hidden" in attrs and attrs["hidden"].lower() != "false":
        return "unknown" if attrs["hidden"].lower() == "until-found" else "no"
    if tag == "noscript" or (tag == "dialog" and "open" not in attrs):
        return "no"
    if (style := attrs.get("style")) and _STYLE_HIDES.search(style):
        return "no"
    classes, name = attrs.get("class", ""), attrs.get("id", "")
    if not classes and not name:
        return "yes"
    verdict = class_visibility(classes) if classes else "yes"
    if verdict == "no" or not sheet.hides or tag in _WHOLE or name in _WHOLE_IDS:
        return verdict
    return worse(verdict, sheet.of(tag, classes, name, ancestors))


_WHOLE = frozenset({"html", "body", "main", "article"})
"""The whole text is never hidden for good by the page's own style sheet: a script shows it once the page is ready."""
_WHOLE_IDS = frozenset({"main", "page", "content", "wrapper", "container", "main-container", "main-content", "app", "root"})
_LOOKED_AT = {"hidden", "style", "class", "id"}
_ORDER = {"yes": 0, "unknown": 1, "no": 2}


def worse(first: Visible, second: Visible) -> Visible:
    """The less visible of two."""
    return first if _ORDER[first] >= _ORDER[second] else second
