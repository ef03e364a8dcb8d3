"""Comparisons between items of evidence: facts for rules to judge, no judgements."""

from __future__ import annotations

import re

from checker.evidence.calendar import parse_moment
from checker.evidence.model import (
    STRUCTURED,
    Byline,
    BylineAgreement,
    CorrectionNotice,
    DateComparison,
    DateEvidence,
    Declared,
    LabelEvidence,
    PolicyLink,
    PolicyTargets,
    Publisher,
    PublisherAgreement,
    Relations,
    Route,
    Where,
)
from checker.evidence.names import same_name
from checker.evidence.page import Page
from checker.lexicon.phrases import fold

_SHARED_LEAST = 3
"""So many purposes behind one address are worth a look."""


def article_relations(
    page: Page, bylines: list[Byline], dates: list[DateEvidence], labels: list[LabelEvidence], notices: list[CorrectionNotice]
) -> Relations:
    """The comparisons that belong to one article."""
    return Relations(
        bylines=_bylines(bylines), dates=_dates(dates), declared=_declared(labels, notices), no_byline_policy=_no_byline_policy(page)
    )


def page_relations(page: Page, links: list[PolicyLink], publishers: list[Publisher], contacts: list[Route]) -> Relations:
    """The comparisons that belong to the page."""
    return Relations(
        policies=_policies(links), publisher=_publisher(page, publishers),
        general_contact=any(c.seen_in == "visible" and c.confidence == "high" for c in contacts),
    )  # fmt: skip


def _bylines(bylines: list[Byline]) -> BylineAgreement | None:
    shown = [b for b in bylines if b.seen_in == "visible" and b.confidence != "low"]
    data = [b for b in bylines if b.seen_in in STRUCTURED]
    if not shown or not data:
        return None
    common = [d.name for d in data if any(same_name(d.name, s.name) for s in shown)]
    people = [b.name for b in data if b.kind == "person"]
    people_shown = [b.name for b in shown if b.kind == "person"]
    missing = [n for n in people if n not in common]
    unmatched = [n for n in people_shown if not any(same_name(n, d.name) for d in data)]
    match = "all" if common and not missing and not unmatched else "some" if common else "none"
    return BylineAgreement(
        visible=[b.name for b in shown], structured=[b.name for b in data], common=common, match=match,
        comparable=bool(people and people_shown), where=shown[0].where,
    )  # fmt: skip


def _dates(dates: list[DateEvidence]) -> DateComparison | None:
    published = next((d for d in dates if d.role == "published" and d.seen_in in STRUCTURED and d.value), None)
    updated = next((d for d in dates if d.role == "updated" and d.seen_in in STRUCTURED and d.value), None)
    shown = next((d for d in dates if d.role == "published" and d.seen_in == "visible"), None)
    shown_update = next((d for d in dates if d.role == "updated" and d.seen_in == "visible"), None)
    place = shown_update or updated or shown or published
    if place is None:
        return None
    later = _hours(published, updated)
    before = bool(shown and shown_update and shown.value and shown_update.value and shown_update.value[:10] < shown.value[:10])
    return DateComparison(
        modified_later=later if later is not None and later > 0 else None, update_shown=shown_update is not None,
        updated_before_published=before, machine_differs_days=_days(shown, published), where=place.where,
    )  # fmt: skip


def _hours(first: DateEvidence | None, second: DateEvidence | None) -> int | None:
    if first is None or second is None or len(first.value or "") < 11 or len(second.value or "") < 11:
        days = _days(first, second)
        return None if days is None else days * 24
    a, b = parse_moment(first.value or ""), parse_moment(second.value or "")
    return int((b - a).total_seconds() // 3600) if a and b else None


def _days(first: DateEvidence | None, second: DateEvidence | None) -> int | None:
    if first is None or second is None or not first.value or not second.value:
        return None
    a, b = parse_moment(first.value[:10]), parse_moment(second.value[:10])
    return (b - a).days if a and b else None


def _declared(labels: list[LabelEvidence], notices: list[CorrectionNotice]) -> list[Declared]:
    found: list[Declared] = []
    for label in labels:
        if label.kind not in ("opinion", "sponsored", "ai") or label.seen_in in ("visible", "unclear", "hidden"):
            continue
        same = [o for o in labels if o.kind == label.kind and o.seen_in == "visible"]
        vague = [o for o in labels if label.kind == "sponsored" and o.kind == "vague-sponsored" and o.seen_in == "visible"]
        found.append(
            Declared(
                kind=label.kind,
                declared_in=label.seen_in,
                value=label.text,
                where=label.where,
                shown=bool(same),
                strength="explicit" if label.position == "data" else "hint",
                shown_vaguely=bool(vague),
            )  # fmt: skip
        )
    for notice in notices:
        if notice.seen_in in STRUCTURED:
            shown = any(n.seen_in == "visible" for n in notices)
            found.append(Declared(kind="correction", declared_in=notice.seen_in, value=notice.text[:120], where=notice.where,
                                  strength="explicit", shown=shown, shown_vaguely=False))  # fmt: skip
    return found


def _no_byline_policy(page: Page) -> Where | None:
    for block in page.document.blocks:
        if (
            block.visible == "yes"
            and len(block.text) < 600
            and (match := page.lexicon.search(page.folded[block.index], "no_byline_policy"))
        ):
            return page.block_where(block, match.start(), match.end())
    return None


def _policies(links: list[PolicyLink]) -> PolicyTargets | None:
    if not links:
        return None
    by_target: dict[str, set[str]] = {}
    for link in links:
        by_target.setdefault(re.sub(r"^https?://(?:www\.)?[^/]+", "", link.target).rstrip("/"), set()).add(
            link.text if link.seen_in in STRUCTURED else link.purpose
        )
    shared = next((t for t, purposes in by_target.items() if len(purposes) >= _SHARED_LEAST and "#" not in t), None)
    return PolicyTargets(
        purposes=sorted({p.purpose for p in links}), distinct_targets=len(by_target), shared_target=shared, where=links[0].where
    )


def _publisher(page: Page, publishers: list[Publisher]) -> PublisherAgreement | None:
    structured = next((p for p in publishers if p.part == "structured"), None)
    if structured is None:
        return None
    key = fold(structured.name)
    shown = [p for p in publishers if p.seen_in == "visible"]
    return PublisherAgreement(structured=structured.name, where=structured.where,
                              seen=any(fold(p.name) in key or key in fold(p.name) for p in shown))  # fmt: skip
