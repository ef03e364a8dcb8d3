"""Links to pages about the outlet: imprint, guidelines, corrections … by text, address, or property.

Sources: schema.org's publishing-policy properties; JTI section A; Google's transparency guidance.
"""

from __future__ import annotations

import re
from functools import lru_cache

from checker.document.model import Link
from checker.evidence.model import PolicyLink, Purpose
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
    "about": r"about(?:-us)?|ueber-uns|uber-uns|qui-sommes-nous|chi-siamo|quienes-somos|quem-somos|a-propos",
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
    found: list[PolicyLink] = []
    known: set[tuple[str, str]] = set()
    for link in page.document.links:
        if link.block in body or link.region in ("embed", "comments", "head") or _ELSEWHERE.match(link.href):
            continue
        purpose = purpose_of(page, link)
        if purpose and (purpose, link.href) not in known:
            known.add((purpose, link.href))
            text = link.text or page.document.elements[link.element].attrs.get("title", "")
            found.append(PolicyLink(purpose=purpose, target=link.href, text=text[:200], seen_in=seen(link.visible),
                                    where=page.element_where(link.element, text[:200])))  # fmt: skip
    for thing in page.document.all_things:
        for name, purpose in _PROPERTIES.items():
            target = thing.first(name) if name in thing.properties else ""
            if target and (purpose, target, name) and (name, target) not in known:
                known.add((name, target))
                found.append(
                    PolicyLink(purpose=purpose, target=target[:2000], text=name, seen_in=thing.syntax, where=page.data_where(thing, target))
                )
    return found


def purpose_of(page: Page, link: Link) -> Purpose | None:
    """What a link is for, by its text (or title), else by the last part of its address."""
    attrs = page.document.elements[link.element].attrs
    text = link.text or attrs.get("title", "") or attrs.get("aria-label", "")
    if text and len(text) <= 90 and (purpose := _by_text(page.lexicon, fold(text))):
        return purpose
    if len(text) <= 40 and link.region in ("footer", "nav", "header", "body", "aside"):
        return address_purpose(link.href)
    return None


@lru_cache(maxsize=16_384)
def _by_text(lexicon: Lexicon, folded: str) -> Purpose | None:
    possible = lexicon.groups_in(folded)
    for group, purpose in _GROUPS.items():
        if group == "link_imprint" and group in possible and lexicon.starts(folded, group):
            return purpose
        if group in possible:
            match = lexicon.is_label(folded, group)
            if match and (group == "contact_link" or (match.end() - match.start()) * 2 >= len(folded.strip())):
                return purpose
    return None


@lru_cache(maxsize=16_384)
def address_purpose(href: str) -> Purpose | None:
    """What a page is for by the last part of its address (``/about-us``), or None."""
    return next((purpose for purpose, pattern in _PATHS.items() if pattern.search(href)), None)
