"""Which part of the page an element belongs to.

HTML's sectioning elements and ARIA landmark roles decide; where a page uses plain ``div``, the common
words in class names and ids do (``comments``, ``related``, ``footer`` …), as whole tokens only.
"""

from __future__ import annotations

import re
from functools import lru_cache

from checker.document.model import Region

_BY_TAG: dict[str, Region] = {
    "head": "head", "nav": "nav", "aside": "aside", "footer": "footer", "header": "header",
    "article": "article", "main": "main",
}  # fmt: skip
_BY_ROLE: dict[str, Region] = {
    "navigation": "nav", "complementary": "aside", "contentinfo": "footer", "banner": "header",
    "article": "article", "main": "main", "menu": "nav", "menubar": "nav",
}  # fmt: skip
STICKY: frozenset[Region] = frozenset({"nav", "aside", "footer", "comments", "embed", "head"})
"""Regions that what stands inside them cannot leave: an ``article`` in an ``aside`` is a teaser."""

_WORDS: dict[Region, str] = {
    "embed": "twitter-tweet|twitter-video|instagram-media|tiktok-embed|fb-post|bluesky-embed|embedded-post",
    "comments": "comments|comment-list|commentlist|comment-section|disqus|disqus_thread|livefyre|respond",
    "aside": "related|recommended|recommendations|most-read|mostread|most-popular|trending|newsletter|sidebar|outbrain|taboola"
    "|read-more|readmore|more-stories|more-news|promo|teaser|teasers|cookie|cookies|consent|gdpr",
    "footer": "footer|site-footer|page-footer|colophon",
    "nav": "nav|navbar|navigation|breadcrumb|breadcrumbs|menu|main-menu|mega-menu|megamenu",
}
_BY_WORD = {
    region: re.compile(rf"(?:^|\s)(?:[a-z0-9]+[-_]+){{0,3}}(?:{words})(?:[-_]+[a-z0-9]+){{0,2}}(?=\s|$)")
    for region, words in _WORDS.items()
}
_WORD_TAGS = frozenset({"div", "section", "ul", "ol", "table", "td"}) | {"blockquote", "form"}
_META_WORDS = re.compile(r"meta|byline|author|date|info", re.IGNORECASE)
_STRUCTURAL = re.compile(r"(?:^|[\s_-])(?:with|has|no|page|layout|wrapper|wrap|container|grid|row|content|body)(?:$|[\s_-])")


@lru_cache(maxsize=8192)
def region_by_words(classes: str) -> Region | None:
    """The region that a class attribute and id (joined by a space) name, if any."""
    text = classes.lower()
    for region, pattern in _BY_WORD.items():
        if match := pattern.search(text):
            return None if _STRUCTURAL.search(match[0]) else region
    return None


def region_of(tag: str, attrs: dict[str, str], outer: Region) -> tuple[Region, bool]:
    """The region of an element inside ``outer``, and whether only words in its class or id say so."""
    if outer in STICKY:
        if tag == "div" and outer in ("aside", "footer", "nav") and region_by_words(_words(attrs)) == "comments":
            return "comments", True
        return outer, False
    found = _BY_TAG.get(tag)
    if found is None and attrs:
        found = _BY_ROLE.get(attrs["role"]) if "role" in attrs else None
        found = found or _article_markup(attrs)
    if found is None:
        words = _words(attrs) if attrs and tag in _WORD_TAGS else ""
        found = region_by_words(words) if words else None
        if found is None or found == "nav" and _META_WORDS.search(words):
            return outer, False
        if outer == "article" and found == "footer":
            return outer, False
        return found, True
    if outer == "article" and found in ("header", "footer", "main"):
        return "article", False
    if outer == "main" and found == "main":
        return outer, False
    return found, False


def _article_markup(attrs: dict[str, str]) -> Region | None:
    if attrs.get("itemprop") == "articleBody" or attrs.get("property") in ("articleBody", "schema:articleBody"):
        return "article"
    kind = attrs.get("itemtype") or attrs.get("typeof")
    if not kind:
        return None
    return "article" if kind.rstrip("/").endswith(("Article", "BlogPosting", "Posting")) else None


def _words(attrs: dict[str, str]) -> str:
    classes, name = attrs.get("class", ""), attrs.get("id", "")
    return f"{classes} {name}" if classes and name else classes or name
