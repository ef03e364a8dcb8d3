"""Links to pages about the outlet: imprint, guidelines, corrections … by text, address, or property.

Sources: schema.org's publishing-policy properties; JTI section A; Google's transparency guidance.
"""

from __future__ import annotations

import re
from functools import lru_cache

from checker.document.model import Link
from checker.evidence.model import Confidence, PolicyLink, Purpose
from checker.evidence.page import Page, seen
from checker.lexicon import Lexicon
from checker.lexicon.phrases import fold

_GROUPS: dict[str, Purpose] = {
    "link_corrections": "corrections", "link_complaints": "complaints", "link_imprint": "imprint", "link_guidelines": "guidelines",
    "link_ai_policy": "ai-policy", "link_ownership": "ownership", "link_funding": "funding", "link_masthead": "masthead",
    "link_privacy": "privacy", "link_terms": "terms", "link_advertising": "advertising", "contact_link": "contact", "link_about": "about",
}  # fmt: skip
_WORDS: dict[Purpose, str] = {
    "imprint": r"impressum[\w-]*|imprint|mentions-legales|aviso-legal|note-legali|legal-notice|colophon",
    "about": r"about(?:-us)?|who-?we-?are|ueber-uns|uber-uns|qui-sommes-nous|chi-siamo|quienes-somos|quem-somos|a-propos",
    "contact": r"contact(?:-us)?|kontakt|contacto|contatti|contato|contactez-nous|contacts",
    "privacy": r"privacy(?:-policy|-notice)?|datenschutz\w*|confidentialite|privacidad|privacidade|politica-de-privacidad\w*",
    "guidelines": r"editorial-(?:guidelines|standards|policy|code)|ethics(?:-policy)?|code-of-(?:conduct|ethics)|charte\w*|publishing-principles",
    "corrections": r"corrections?(?:-policy|-and-clarifications)?|errata|korrekturen|rectificati\w*",
    "complaints": r"complaints?(?:-policy|-procedure)?|ombudsman|beschwerde\w*",
    "advertising": r"advertise(?:-with-us)?|mediadaten|media-kit|publicite|publicidad|publicidade|pubblicita",
    "terms": r"terms(?:-of-(?:use|service)|-and-conditions)?|agb|nutzungsbedingungen|cgu|condizioni",
    "ownership": r"ownership|our-owners|eigentuemer",
    "ai-policy": r"ai-(?:policy|guidelines)|ki-(?:richtlinien|leitlinien)",
}
_PATHS = {purpose: re.compile(rf"(?:^|/)(?:{words})(?:\.\w{{2,5}})?/?(?:$|[?#])", re.IGNORECASE) for purpose, words in _WORDS.items()}
_PROPERTIES: dict[str, Purpose] = {
    "publishingPrinciples": "guidelines", "ethicsPolicy": "guidelines", "correctionsPolicy": "corrections", "masthead": "masthead",
    "missionCoveragePrioritiesPolicy": "mission", "diversityPolicy": "diversity", "ownershipFundingInfo": "ownership",
    "verificationFactCheckingPolicy": "verification", "unnamedSourcesPolicy": "unnamed-sources",
    "actionableFeedbackPolicy": "feedback", "noBylinesPolicy": "no-bylines",
}  # fmt: skip
_ELSEWHERE = re.compile(r"^(?:javascript:|#$|data:)", re.IGNORECASE)


def collect_policy_links(page: Page, body: frozenset[int]) -> list[PolicyLink]:
    """Links with a purpose, each purpose and address once, then those that structured data gives.

    ``body`` holds the blocks of running text: a link there belongs to the story, not to the outlet.
    """
    found: dict[tuple[str, str], PolicyLink] = {}
    for link in page.document.links:
        if link.block in body or link.region in ("embed", "comments", "head") or _ELSEWHERE.match(link.href):
            continue
        for purpose in purposes_of(page, link):
            known = found.get((purpose, link.href))
            if known is None or _CLARITY[seen(link.visible)] < _CLARITY[known.seen_in]:
                text = link.text or page.document.elements[link.element].attrs.get("title", "")
                found[purpose, link.href] = PolicyLink(purpose=purpose, target=link.href, text=text[:200], seen_in=seen(link.visible),
                                                       where=page.element_where(link.element, text[:200]),
                                                       confidence=_certainty(page, purpose, text))  # fmt: skip
    for thing in page.document.all_things:
        for name, purpose in _PROPERTIES.items():
            target = thing.first(name) if name in thing.properties else ""
            if target and (name, target) not in found:
                found[name, target] = PolicyLink(purpose=purpose, target=target[:2000], text=name, seen_in=thing.syntax,
                                                 where=page.data_where(thing, target))  # fmt: skip
    return list(found.values())


def _certainty(page: Page, purpose: Purpose, text: str) -> Confidence:
    """High where the link's text says little but its purpose; medium where other words or only the address do."""
    folded = _without_outlet(page, fold(text)) or fold(text)
    groups = [g for g, p in _GROUPS.items() if p == purpose]
    match = page.lexicon.is_label(folded, *groups) if groups else None
    return "high" if match and (match.end() - match.start()) * 4 >= len(folded) * 3 else "medium"


_CLARITY = {"visible": 0, "unclear": 1, "hidden": 2}
"""The same link often stands in a closed menu and in the footer: the one a reader sees counts."""


def purposes_of(page: Page, link: Link) -> tuple[Purpose, ...]:
    """What a link is for, by its text (or title), else by the last part of its address. 'Imprint & contact' is for both."""
    attrs = page.document.elements[link.element].attrs
    text = link.text or attrs.get("title", "") or attrs.get("aria-label", "")
    if text and len(text) <= 90:
        folded = fold(text)
        if found := _by_text(page.lexicon, folded) or _by_text(page.lexicon, _without_outlet(page, folded)):
            return found
    if len(text) > 40 or link.region not in ("footer", "nav", "header", "body", "aside"):
        return ()
    purpose = address_purpose(link.href) or _of_heading(page, link)
    return (purpose,) if purpose else ()


def _of_heading(page: Page, link: Link) -> Purpose | None:
    """What the heading right above says a link is for: 'About the blog' over 'Read more'."""
    if link.region not in ("footer", "aside", "body"):
        return None
    for block in reversed(page.document.blocks[max(0, link.block - 3) : link.block]):
        if block.kind == "heading":
            found = _by_text(page.lexicon, page.folded[block.index]) if len(block.text) <= 40 else ()
            return next((p for p in found if p in ("about", "contact", "imprint")), None)
    return None


def _without_outlet(page: Page, folded: str) -> str:
    """'About Example Post' is 'about': the outlet's own name says nothing of a link's purpose."""
    for name in page.site_keys:
        if len(name) > 1 and name in folded and name != folded:
            return folded.replace(name, " ").strip(" -–—|")
    return ""


@lru_cache(maxsize=16_384)
def _by_text(lexicon: Lexicon, folded: str) -> tuple[Purpose, ...]:
    whole = _purpose(lexicon, folded)
    parts = [p for part in _JOINED.split(folded) if (p := _purpose(lexicon, part.strip()))] if _JOINED.search(folded) else []
    return tuple(dict.fromkeys(([whole] if whole else []) + parts))


_JOINED = re.compile(r"\s*(?:[/&+|·,]|\s(?:and|und|et|e|y|и)\s)\s*")


def _purpose(lexicon: Lexicon, folded: str) -> Purpose | None:
    possible = lexicon.groups_in(folded)
    for group, purpose in _GROUPS.items():
        if group == "link_imprint" and group in possible and lexicon.starts(folded, group):
            return purpose
        if group in possible:
            match = lexicon.is_label(folded, group) or (len(folded.split()) <= 10 and lexicon.starts(folded, group) or None)
            size = match.end() - match.start() if match else 0
            if match and (group == "contact_link" or size * 2 >= len(folded.strip()) or match.start() == 0 and size >= 12):
                return purpose
    return None


@lru_cache(maxsize=16_384)
def address_purpose(href: str) -> Purpose | None:
    """What a page is for by the last part of its address (``/about-us``), or None."""
    return next((purpose for purpose, pattern in _PATHS.items() if pattern.search(href)), None)
