"""Bylines in a page's data: the structured item about this article, and the metas that name an author."""

from __future__ import annotations

import re

from checker.evidence.bylinechoice import NAMED
from checker.evidence.bylinetext import strip_roles
from checker.evidence.model import Byline
from checker.evidence.names import classify, clean_name, same_name, split_names
from checker.evidence.page import Extent, Page


def structured_bylines(page: Page, extent: Extent) -> list[Byline]:
    """The authors that the data names, in its order: the article's structured item first, then metas. Names of web addresses
    and of those who made the site are left out.
    """
    found: list[Byline] = []
    thing = extent.thing
    if thing is None or not (thing.properties.get("author") or thing.properties.get("creator")):
        others = [t for t in page.main_things if t.properties.get("author") and not t.is_a("VideoObject", "Review", "ImageGallery")]
        thing = others[0] if others else thing
    for value in (thing.properties.get("author", []) + thing.properties.get("creator", [])) if thing else ():
        name = value if isinstance(value, str) else value.first("name", "alternateName")
        profile = None if isinstance(value, str) else value.first("url", "sameAs") or None
        if not name and not isinstance(value, str) and (slug := _SLUG.search(value.id)):
            name = slug[1]
        name = " ".join((name or "").split())[:300]
        if not name or name.startswith(("http://", "https://")) or len(found) >= _MOST:
            continue
        body = not isinstance(value, str) and value.is_a("Organization", "NewsMediaOrganization", "Corporation")
        for part in [clean_name(name)] if body else split_names(name, tight=True):
            part = part if body else strip_roles(page, part)
            if part and not any(same_name(part, b.name) for b in found) and thing is not None:
                kind = classify(part, page)
                if kind == "person" and body:
                    kind = "outlet"
                found.append(
                    Byline(
                        name=part[:200],
                        kind=kind,
                        where=page.data_where(thing, part),
                        profile=profile,
                        seen_in=thing.syntax,
                        confidence="high" if kind in NAMED else "medium",
                    )  # fmt: skip
                )
    for key in _META_AUTHOR:
        for meta in page.document.meta.get(key, ()):
            if (
                len(found) >= _MOST
                or meta.content.startswith(("http://", "https://", "@"))
                or len(meta.content) > 200
                or _MAKER.match(meta.content)
            ):
                continue
            for part in split_names(meta.content, tight=True):
                part = strip_roles(page, part)
                if any(c.isalpha() for c in part) and not any(same_name(part, b.name) for b in found):
                    found.append(
                        Byline(
                            name=part, kind=classify(part, page), where=page.meta_where(key, part), seen_in="meta", confidence="medium"
                        )  # fmt: skip
                    )
    return found


_MOST = 100
"""Authors read from data, at most."""
_SLUG = re.compile(r"/(?!person/)([a-z][a-z-]{2,30})/?(?:#[a-z]*)?$")
"""The last part of an author's address, where the data names no more than that: an account, not a name."""
_MAKER = re.compile(r"(?:developed|designed|powered|created|built|made) by\b", re.IGNORECASE)
"""Who made the web site is not who wrote the article."""
_META_AUTHOR = ("author", "article:author", "byl", "dc.creator", "citation_author", "parsely-author", "sailthru.author", "authors",
                "cxenseparse:author", "og:article:author")  # fmt: skip
