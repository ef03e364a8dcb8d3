"""Ways to reach the outlet: correction routes, complaints, general contact, and invitations to take part.

A correction route must say what it is for (report an error, corrections, complaints). A mail address
without such words is a contact. Sources: JTI clauses 7, 14.1 and 14.3; Trust Project's actionable feedback.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, TypeVar

from checker.document.model import Block, Link
from checker.evidence.model import CorrectionRoute, Participation, PolicyLink, Route
from checker.evidence.page import Page, seen
from checker.lexicon.phrases import fold

_R = TypeVar("_R", bound=Route)
Kind = Literal["email", "form", "phone", "page", "post", "comments", "social", "text"]

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_COMMENTS = re.compile(
    r"(?:^|[\s_-])(?:disqus_thread|comment-form|commentform|respond|comments-form|livefyre|coral|viafoura|openweb|fb-comments)(?:$|[\s_-])"
)


@lru_cache(maxsize=8192)
def _is_comments(words: str) -> bool:
    return len(words) > 6 and _COMMENTS.search(words.lower()) is not None


_COMMENT_LINK = re.compile(
    r"#(?:comments?|comment-?form|disqus_thread|respond|kommentare?|commentaires?|comentarios|comentários|commenti)$", re.IGNORECASE
)
_COMMENT_TAGS = frozenset({"div", "section", "form", "ol", "ul", "aside", "textarea"})
_SHARE = re.compile(r"\?subject=[^&]*&body=|[?&]body=(?:http|.*%3A%2F%2F)|^mailto:\?", re.IGNORECASE)
_PROTECTED = ("/cdn-cgi/l/email-protection#",)
"""A mail address that the delivery network hides from robots; readers see it."""
_LONGEST = 600
"""A longer paragraph is a story, not an invitation, unless a mail address stands in it."""


def _unprotected(href: str) -> str:
    """A protected mail address in clear: hexadecimal bytes, each xor-ed with the first."""
    for prefix in _PROTECTED:
        if href.startswith(prefix):
            try:
                raw = bytes.fromhex(href[len(prefix) :])
            except ValueError:
                return "mailto:?"
            text = bytes(b ^ raw[0] for b in raw[1:]).decode("utf-8", "replace") if raw else ""
            return "mailto:" + (text if "@" in text.split("?")[0] else "?")
    return href


def _target_kind(href: str) -> Kind:
    low = href.lower()
    if low.startswith(("mailto:", *_PROTECTED)):
        return "email"
    if low.startswith("tel:"):
        return "phone"
    return "form" if re.search(r"form|feedback|report", low) else "page"


def _candidates(page: Page, body: frozenset[int]) -> Iterator[Block]:
    """Blocks that can hold an invitation: everything but running text in the middle of the story."""
    for block in page.document.blocks:
        if block.region == "embed" or block.index in body and len(block.text) > _LONGEST or len(block.text) > 3000:
            continue
        yield block


def collect_correction_routes(page: Page, body: frozenset[int], links: list[PolicyLink]) -> list[CorrectionRoute]:
    """Routes for corrections and complaints, each address once."""
    by_block = page.links_by_block
    found: list[CorrectionRoute] = []
    for block in _candidates(page, body):
        folded = page.folded[block.index]
        for purpose, group in (("corrections", "correction_route"), ("complaints", "complaint_route")):
            match = page.lexicon.search(folded, group)
            if match is None or block.index in body and not _addressed(block, by_block.get(block.index, [])) and len(block.text) > 200:
                continue
            if purpose == "complaints" and block.index in body:
                continue
            kind, target = _target(page, block, match.start(), by_block.get(block.index, []))
            if target is None and block.region in ("article", "main", "body") and len(block.text) < 60 and block.kind == "heading":
                continue
            found.append(CorrectionRoute(purpose=purpose, kind=kind, target=target, text=block.text[:400],
                                         where=page.block_where(block, match.start(), match.end()), seen_in=seen(block.visible)))  # fmt: skip
            break
    for item in links:
        if item.purpose in ("corrections", "complaints"):
            found.append(CorrectionRoute(purpose=item.purpose, kind=_target_kind(item.target), target=item.target, text=item.text,
                                         where=item.where, seen_in=item.seen_in, confidence=item.confidence))  # fmt: skip
    return _unique(found)


def _addressed(block: Block, links: list[Link]) -> bool:
    return bool(_EMAIL.search(block.text)) or any(link.href.lower().startswith(("mailto:", "tel:")) for link in links)


def _target(page: Page, block: Block, at: int, links: list[Link]) -> tuple[Kind, str | None]:
    """The address that goes with words at ``at`` of a block: a link around or after them, or a mail address."""
    usable = [link for link in links if not link.href.startswith(("#", "javascript:")) or link.href.startswith("#comment")]
    if usable:
        around = [link for link in usable if link.start <= at < link.start + len(link.text) + 1]
        mail = [link for link in usable if link.href.lower().startswith("mailto:")]
        link = (around or mail or usable)[0]
        return _target_kind(link.href), link.href
    if match := _EMAIL.search(block.text):
        return "email", match[0]
    return "text", None


def collect_contacts(page: Page, body: frozenset[int], links: list[PolicyLink]) -> list[Route]:
    """General ways to reach the outlet: mail and phone links, contact links, mail addresses in the text."""
    found: list[Route] = []
    last = max(body, default=-1)
    for link in page.document.links:
        low = link.href.lower()
        if (
            low.startswith(("mailto:", "tel:", *_PROTECTED))
            and not _SHARE.search(_unprotected(low))
            and link.region not in ("comments", "embed")
        ):
            found.append(Route(kind=_target_kind(low), text=link.text[:200], target=link.href[:500], seen_in=seen(link.visible),
                               where=page.element_where(link.element, link.text[:200])))  # fmt: skip
    for item in links:
        if item.purpose in ("contact", "feedback", "imprint"):
            found.append(Route(kind=_target_kind(item.target), text=item.text, target=item.target, where=item.where, seen_in=item.seen_in,
                               confidence="high" if item.purpose == "contact" else "medium"))  # fmt: skip
    for block in page.document.blocks:
        if (
            block.region not in ("comments", "embed")
            and (block.index not in body or block.index == last)
            and "@" in block.text
            and (match := _EMAIL.search(block.text))
        ):
            found.append(Route(kind="email", text=block.text[:200], target=match[0], where=page.block_where(block, match.start(), match.end()),
                               seen_in=seen(block.visible)))  # fmt: skip
    return _unique(found)


def collect_participation(page: Page, body: frozenset[int]) -> list[Participation]:
    """Invitations to take part: debates, comments, letters, tips."""
    by_block = page.links_by_block
    found: list[Participation] = []
    for block in _candidates(page, body):
        if block.index in body and len(block.text) > 300 and not _addressed(block, by_block.get(block.index, [])):
            continue
        match = page.lexicon.search(page.folded[block.index], "participation", "feedback_purpose")
        if match is None:
            continue
        kind, target = _target(page, block, match.start(), by_block.get(block.index, []))
        if target is None and kind == "text" and block.kind == "heading":
            continue
        found.append(Participation(kind=kind, target=target, text=block.text[:400], seen_in=seen(block.visible),
                                   where=page.block_where(block, match.start(), match.end())))  # fmt: skip
    for link in page.document.links:
        address = link.href.split("#")[0].rstrip("/")
        own = not address or address == page.own_address
        if own and "#" in link.href and _COMMENT_LINK.search(link.href) and link.visible == "yes" and link.region not in ("embed", "head"):
            found.append(Participation(kind="comments", text=link.text[:200] or "comments", target=link.href[:500], seen_in="visible",
                                       where=page.element_where(link.element, link.text[:200])))  # fmt: skip
            break
    for element in page.document.elements:
        if element.tag not in _COMMENT_TAGS or not element.attrs:
            continue
        attrs = element.attrs
        form = element.region == "comments" and element.tag in ("form", "textarea")
        if form or _is_comments(attrs.get("class", "")) or _is_comments(attrs.get("id", "")):
            found.append(Participation(kind="comments", text="comment form", seen_in=seen(element.visible),
                                       where=page.element_where(element.index, "comment form")))  # fmt: skip
            break
    return _unique(found)


def _unique(items: list[_R]) -> list[_R]:
    known: set[tuple[str, str]] = set()
    kept: list[_R] = []
    for item in items:
        key = (fold(item.target or item.text), item.seen_in)
        if key not in known:
            known.add(key)
            kept.append(item)
    return kept
