"""Claims of certification and membership, and where their links lead.

Which address is a scheme's own register stands in the standard's file (``rules/standards``), not here:
the caller hands it in as patterns. Source: JTI clause 18, Trust Project, IFCN.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from checker.document.model import Link
from checker.evidence.model import CertificationClaim
from checker.evidence.page import Page, seen
from checker.lexicon.phrases import Index, PhraseSet, fold, index_phrases


@dataclass(frozen=True, slots=True)
class Scheme:
    """A certification scheme: how pages name it, the addresses of its records, and its own site."""

    name: str
    words: tuple[str, ...]
    phrases: PhraseSet
    index: Index = field(compare=False, repr=False)
    register: re.Pattern[str] | None
    site: re.Pattern[str] | None

    def named_in(self, folded: str, spaced: bool) -> tuple[int, int] | None:
        """Where a folded text names the scheme. In Chinese and Japanese nothing parts it from what stands beside it."""
        if spaced:
            match = self.phrases.search(folded)
            return match.span() if match else None
        found = next((w for w in self.words if w in folded), None)
        return (folded.index(found), folded.index(found) + len(found)) if found else None


def compile_scheme(name: str, words: list[str], registers: list[str], site: list[str]) -> Scheme:
    """A scheme from plain words and the beginnings of addresses (host and path, no ``https://``)."""

    def addresses(beginnings: list[str]) -> re.Pattern[str] | None:
        if not beginnings:
            return None
        return re.compile(r"^(?:https?:)?//(?:[\w-]+\.)*(?:" + "|".join(map(re.escape, beginnings)) + ")", re.IGNORECASE)

    index = index_phrases(words, True)
    return Scheme(name, tuple(map(fold, words)), PhraseSet([index], True), index, addresses(registers), addresses(site))


def collect_claims(page: Page, body: frozenset[int], schemes: Mapping[str, Scheme]) -> list[CertificationClaim]:
    """Claims on the page; the words must claim (certified, in compliance …) or link the scheme's own site."""
    found: list[CertificationClaim] = []
    every = _all_words(tuple(schemes.values()))
    for block in page.document.blocks:
        if block.region in ("comments", "embed", "head") or len(block.text) > 400 or block.index in body and len(block.text) > 160:
            continue
        folded = page.folded[block.index]
        if page.lexicon.spaced and not every.possible(folded):
            continue
        for scheme in schemes.values():
            place = scheme.named_in(folded, page.lexicon.spaced)
            if place is None:
                continue
            links = page.links_by_block.get(block.index, [])
            target, kind = _target(links, scheme)
            if not page.lexicon.search(folded, "certification_claim") and kind not in ("register", "scheme"):
                continue
            found.append(
                CertificationClaim(
                    scheme=scheme.name, text=block.text[:300], target=target, target_kind=kind, seen_in=seen(block.visible),
                    where=page.block_where(block, *place), confidence="high" if kind == "register" else "medium",
                )
            )  # fmt: skip
            break
    found += _badges(page, schemes, found)
    return _settle(found)


@lru_cache(maxsize=4)
def _all_words(schemes: tuple[Scheme, ...]) -> PhraseSet:
    return PhraseSet([s.index for s in schemes], True)


def _target(links: list[Link], scheme: Scheme) -> tuple[str | None, str]:
    for link in links:
        if scheme.register and scheme.register.search(link.href):
            return link.href, "register"
    for link in links:
        if scheme.site and scheme.site.search(link.href):
            return link.href, "scheme"
    usable = [link.href for link in links if not link.href.startswith(("#", "javascript:"))]
    return (usable[0], "other") if usable else (None, "none")


def _badges(page: Page, schemes: Mapping[str, Scheme], found: list[CertificationClaim]) -> list[CertificationClaim]:
    """Links to a scheme's register without claiming words: a badge."""
    known = {c.target for c in found}
    badges = []
    registers = [s for s in schemes.values() if s.register is not None]
    for link in page.document.links:
        if link.href[:4] != "http" or link.region in ("comments", "embed") or link.href in known:
            continue
        for scheme in registers:
            if scheme.register and scheme.register.match(link.href):
                picture = next((i.alt for i in page.document.images if page.document.within(i.element, link.element)), "")
                text = link.text or picture or page.document.elements[link.element].attrs.get("title", "") or link.href
                badges.append(CertificationClaim(scheme=scheme.name, text=text[:300], target=link.href, target_kind="register",
                                                 where=page.element_where(link.element, text[:200]), seen_in=seen(link.visible)))  # fmt: skip
    return badges


def _settle(found: list[CertificationClaim]) -> list[CertificationClaim]:
    """A claim without a link is the same claim as one of the same scheme with a link."""
    linked = {c.scheme for c in found if c.target}
    kept: list[CertificationClaim] = []
    for claim in found:
        if claim.target is None and claim.scheme in linked:
            continue
        if not any(k.scheme == claim.scheme and k.target == claim.target and k.seen_in == claim.seen_in for k in kept):
            kept.append(claim)
    return kept
