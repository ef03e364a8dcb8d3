"""Who stands behind the outlet: what the page says in words, what only a © line or a link hints at.

Sources: JTI clauses 1, 4 and 5; EMFA article 6(1); § 18 MStV; Art. 322 StGB. A © line with a name names a
rights holder, not an owner, so it never counts as a statement.
"""

from __future__ import annotations

import re

from checker.document.model import Block
from checker.evidence.model import Ownership, PolicyLink, Publisher
from checker.evidence.page import Page, seen
from checker.lexicon.phrases import fold

_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|ⓒ|copyright(?![\w-]))\s*(?:©|\(c\))?\s*(?:by\s+)?[\d\s–—\-,.]*(?:by\s+)?([^|•·\n©]{0,100})", re.IGNORECASE
)
_RIGHTS_AFTER = re.compile(r"([^\s|©。，,]{2,24})\s*(?:版权所有|版權所有)")
_HINT = re.compile(r"©|ⓒ|copyright|\(c\)|版权|版權")
_HOME = re.compile(
    r"^(?:home(?:page)?|start(?:seite)?|inicio|início|accueil|главная|首页|首頁|ホーム|トップ|الرئيسية|portada|capa|zur startseite|prima pagina|front page|titelseite|à la une|page d'accueil|página inicial|skip .*)$",
    re.IGNORECASE,
)
_STOP = re.compile(r"[|•·\n;]|\.\s|\.$|,\s(?:all|alle|tous|todos|tutti)\b|\s[–—-]\s", re.IGNORECASE)
_ADDRESS = re.compile(
    r"\b(?!(?:19|20)\d\d\b)\d{4,6}\s+[A-ZÀ-Þ][\w-]+|\b[A-Z]{1,2}\d[\dA-Z]?\s?\d[A-Z]{2}\b|〒\s?\d{3}-\d{4}|\bP\.?\s?O\.?\s?Box\b|\b(?:CEP|CAP)\s*:?\s*\d{5}"
)
_DIGIT = re.compile(r"\d")
_LONGEST = 700
"""A statement stands in a line of at most so many characters."""


def collect_ownership(page: Page, body: frozenset[int], links: list[PolicyLink]) -> list[Ownership]:
    """Statements about the owner and publisher, from the most to the least telling."""
    found: list[Ownership] = []
    for block in page.document.blocks:
        if (
            block.region in ("comments", "embed", "head")
            or len(block.text) > _LONGEST * 3
            or block.kind == "heading"
            and block.level < 3
            and "©" not in block.text
        ):
            continue
        if block.index in body or block.kind == "caption":
            continue
        found += _statements(page, block)
    for image in page.document.images:
        if (
            image.region == "footer"
            and len(image.alt) > 8
            and (match := page.lexicon.search(fold(image.alt), "owner_statement", "publisher_statement"))
        ):
            found.append(Ownership(level="publisher", text=image.alt[:400], entity=_entity(image.alt, match), seen_in="unclear",
                                   where=page.element_where(image.element, image.alt), confidence="medium"))  # fmt: skip
    for item in links:
        if item.purpose in ("imprint", "about", "ownership"):
            found.append(Ownership(level="link", text=item.text, where=item.where, seen_in=item.seen_in))
    for thing in page.document.all_things:
        if thing.is_a("Organization", "NewsMediaOrganization", "Corporation") and (name := thing.first("parentOrganization", "legalName")):
            found.append(Ownership(level="owner", text=name, entity=name, where=page.data_where(thing, name), seen_in=thing.syntax))
    order = ("owner", "publisher", "copyright", "link")
    return sorted(_unique(found), key=lambda o: (o.seen_in != "visible", order.index(o.level)))


def _statements(page: Page, block: Block) -> list[Ownership]:
    folded = page.folded[block.index]
    found: list[Ownership] = []
    story = block.region == "article" and len(block.text) > 200
    for level, group in (("owner", "owner_statement"), ("publisher", "publisher_statement")):
        match = page.lexicon.search(folded, group) if not story else None
        if match is None:
            continue
        entity = _entity(block.text, match)
        if entity is None and "{entity}" in "".join(page.lexicon.phrases(group)[:1]) and match.lastindex:
            continue
        if entity is not None and not _may_be_entity(page, entity):
            continue
        found.append(Ownership(level=level, text=block.text[:400], entity=entity, seen_in=seen(block.visible),
                               where=page.block_where(block, match.start(), match.end()), confidence="high" if entity else "medium"))  # fmt: skip
    if found:
        return found
    numbered = len(block.text) <= _LONGEST and block.region != "article" and _DIGIT.search(folded)
    registered = page.lexicon.search(folded, "register_number") if numbered else None
    legal = page.lexicon.search(folded, "legal_form") if numbered else None
    if registered or legal and _ADDRESS.search(block.text):
        what = registered or legal
        assert what is not None
        return [Ownership(level="owner", text=block.text[:400], entity=_legal_name(block.text, legal.end()) if legal else None,
                          where=page.block_where(block, what.start(), what.end()), seen_in=seen(block.visible),
                          confidence="high" if legal and registered else "medium")]  # fmt: skip
    if block.region == "footer" and len(block.text) < 120 and (form := page.lexicon.search(folded, "legal_form")):
        name = _legal_name(block.text, form.end())
        if name and len(name) > form.end() - form.start() + 2:
            return [Ownership(level="copyright", text=block.text[:400], entity=name, where=page.block_where(block), seen_in=seen(block.visible),
                              confidence="medium")]  # fmt: skip
    if block.region != "article" or len(block.text) < 120:
        match = _COPYRIGHT.search(block.text) if _HINT.search(folded) else None
        name = _rights_holder(page, block.text, match) if match else _rights_words(page, block, folded)
        if name:
            sure = match is not None and block.region in ("footer", "body", "nav")
            return [Ownership(level="copyright", text=block.text[:400], entity=name, seen_in=seen(block.visible),
                              confidence="high" if sure else "medium",
                              where=page.block_where(block, *(match.span() if match else ())))]  # fmt: skip
    return []


def _rights_holder(page: Page, text: str, match: re.Match[str]) -> str:
    """The name behind ©; '' where only 'all rights reserved' follows, in any of the words a language has for it."""
    parts = [match[1], *_STOP.split(match[1].strip(" .,:"))]
    for part in parts[1:]:
        name = part.strip(" .,:-–0123456789")
        rights = page.lexicon.search(fold(name), "copyright")
        rest = name if rights is None else (name[: rights.start()] + name[rights.end() :]).strip(" .,:-–")
        if len(rest) > 1 and any(c.isalpha() for c in rest) and (rights is None or len(rest) > 3):
            return name if rights is None else rest
    return ""


def _rights_words(page: Page, block: Block, folded: str) -> str:
    """A rights line without ©: 'All rights reserved - Example Post 2024', '示例报版权所有'."""
    if len(block.text) > 90 or block.kind in ("heading", "control"):
        return ""
    if ("版" in block.text) and (after := _RIGHTS_AFTER.search(block.text)):
        return after[1]
    rights = page.lexicon.starts(folded, "copyright")
    rest = block.text[rights.end() :].strip(" .,:-–|0123456789©") if rights else ""
    return rest if 2 < len(rest) <= 50 and rest[:1].isupper() else ""


def _entity(text: str, match: re.Match[str]) -> str | None:
    for number in range(1, (match.lastindex or 0) + 1):
        if match[number]:
            raw = text[match.start(number) : match.end(number)]
            name = _STOP.split(raw)[0].strip(' .,:;-–—"“”«»()')
            return name[:90] or None
    return None


def _may_be_entity(page: Page, name: str) -> bool:
    return len(name) >= 2 and (not page.lexicon.spaced or not name.isascii() or any(w[:1].isupper() for w in name.split()[:4]))


def _legal_name(text: str, end: int) -> str | None:
    begin = max((text.rfind(mark, 0, end) for mark in "|•·\n©:;"), default=-1) + 1
    name = text[begin:end].strip(" ,.-–0123456789")
    return name[-90:] or None


def _unique(found: list[Ownership]) -> list[Ownership]:
    known: set[tuple[str, str, str]] = set()
    kept = []
    for item in found:
        key = (item.level, fold(item.text), item.seen_in)
        if key not in known:
            known.add(key)
            kept.append(item)
    return kept


def collect_publishers(page: Page, owners: list[Ownership]) -> list[Publisher]:
    """Names of the publisher: in structured data, as the site's name, and where a reader sees them."""
    found: list[Publisher] = []
    for thing in page.main_things:
        for value in thing.properties.get("publisher", []):
            name = value if isinstance(value, str) else value.first("name", "legalName")
            if name and not name.startswith("http"):
                found.append(Publisher(name=name[:200], part="structured", where=page.data_where(thing, name), seen_in=thing.syntax))
    for thing in page.document.things:
        if thing.is_a("Organization", "NewsMediaOrganization", "Corporation") and (name := thing.first("name", "legalName")):
            found.append(Publisher(name=name[:200], part="structured", where=page.data_where(thing, name), seen_in=thing.syntax))
    for meta in ("og:site_name", "application-name"):
        if site := page.document.meta_content(meta):
            found.append(Publisher(name=site, part="site-name", where=page.meta_where(meta, site), seen_in="meta"))
            break
    for owner in owners:
        if owner.entity and owner.level != "link":
            part = "copyright" if owner.level == "copyright" else "statement"
            found.append(Publisher(name=owner.entity, part=part, where=owner.where, seen_in=owner.seen_in))
    found += _shown_names(page)
    found += _home_links(page)
    for block in page.document.blocks:
        if (
            block.region != "article"
            and len(block.text) < 600
            and _HINT.search(page.folded[block.index])
            and (match := _COPYRIGHT.search(block.text) or _RIGHTS_AFTER.search(block.text))
        ):
            name = _STOP.split(match[1].strip(" .,:"))[0].strip(" .,:-–0123456789")
            if len(name) > 1:
                found.append(Publisher(name=name[:100], part="copyright", where=page.block_where(block, match.start(), match.end()),
                                       seen_in=seen(block.visible), confidence="medium"))  # fmt: skip
    known: set[tuple[str, str]] = set()
    return [p for p in found if (key := (fold(p.name), p.part)) not in known and not known.add(key)]  # type: ignore[func-returns-value]


def _home_links(page: Page) -> list[Publisher]:
    """The outlet's name as text or picture of a link to the front page, at the top of the page."""
    found: list[Publisher] = []
    own = re.match(r"https?://[^/]+", page.document.meta_content("link:canonical", "og:url"))
    roots = {"/", own[0], own[0] + "/"} if own else {"/"}
    for link in page.document.links:
        if link.href not in roots or link.region in ("comments", "embed", "footer") or len(found) > 2:
            continue
        picture = next((i.alt for i in page.document.images if page.document.within(i.element, link.element) and i.alt), "")
        name = (picture or link.text or page.document.elements[link.element].attrs.get("title", "")).strip()
        if 2 <= len(name) <= 50 and not _HOME.match(name):
            found.append(Publisher(name=name, part="masthead", where=page.element_where(link.element, name), seen_in=seen(link.visible),
                                   confidence="medium"))  # fmt: skip
    return found


def _shown_names(page: Page) -> list[Publisher]:
    """The outlet's name where a reader sees it: a logo's alternative text or a short line at the top or foot."""
    names = {fold(n): n for n in page.site_names if len(n) > 1}
    found: list[Publisher] = []
    for image in page.document.images:
        if image.region in ("header", "nav", "footer", "body", "main") and image.visible != "no" and image.alt:
            for key, name in names.items():
                if key in fold(image.alt):
                    part = "footer" if image.region == "footer" else "masthead"
                    found.append(
                        Publisher(name=name, part=part, where=page.element_where(image.element, image.alt), seen_in=seen(image.visible))
                    )
    for block in page.document.blocks:
        if block.region in ("header", "footer", "nav", "body", "main") and len(block.text) < 300:
            for key, name in names.items():
                if key in page.folded[block.index]:
                    part = "footer" if block.region == "footer" else "masthead"
                    found.append(Publisher(name=name, part=part, where=page.block_where(block), seen_in=seen(block.visible)))
    for link in page.document.links:
        label = page.document.elements[link.element].attrs.get("aria-label", "") or page.document.elements[link.element].attrs.get(
            "title", ""
        )
        if label and not link.text and link.region in ("header", "nav", "footer", "body"):
            for key, name in names.items():
                if key in fold(label):
                    found.append(
                        Publisher(name=name, part="masthead", where=page.element_where(link.element, label), seen_in=seen(link.visible))
                    )
    return found[:12]
