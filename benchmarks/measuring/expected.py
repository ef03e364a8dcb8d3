"""The outcomes that ``docs/outcomes.md`` gives for what a label says a reader sees.

A label says nothing of what stands in a page's data; where an outcome hangs on that (an author only in JSON-LD), the data
side is taken from the evidence, which reads it without judgement. Rules the labels say nothing about are left out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from measuring.names import same_author
from measuring.pages import Reading, Record

Outcomes = frozenset[str]
_PASSED, _FAILED, _CANT, _NONE = (frozenset({o}) for o in ("passed", "failed", "cantTell", "inapplicable"))
_DATA = ("json-ld", "microdata", "rdfa", "meta")


def expected_outcomes(label: Record, reading: Reading) -> dict[str, Outcomes]:
    """For each rule the labels speak of, the outcomes that are right for this page."""
    if label["page_kind"] == "listing":
        return dict.fromkeys(_RULES, _NONE)
    found = {rule: right(label, reading) for rule, right in _RULES.items()}
    if label["page_kind"] == "stub":
        return {rule: right - _FAILED | {"untested"} if right & (_FAILED | _NONE) else right for rule, right in found.items()}
    return found


def _items(reading: Reading, name: str, *seen_in: str) -> list[dict[str, Any]]:
    return [i for i in reading.article.get(name, []) if i["seen_in"] in seen_in]


def _byline(label: Record, reading: Reading) -> Outcomes:
    if label["byline"]["visible"]:
        return _PASSED
    return _CANT if _items(reading, "bylines", *_DATA, "hidden", "unclear") else _FAILED


def _agreement(label: Record, reading: Reading) -> Outcomes:
    shown, organisations = label["byline"].get("names") or [], label["byline"].get("organisations") or []
    data = _items(reading, "bylines", *_DATA)
    if not label["byline"]["visible"] or not data or not shown and not organisations:
        return _NONE
    everyone = [b["name"] for b in data]
    if all(any(same_author(n, d) for d in everyone) for n in shown + organisations):
        people = [b["name"] for b in data if b["kind"] == "person"]
        return _PASSED if all(any(same_author(n, s) for s in shown) for n in people) else _CANT
    people = [b["name"] for b in data if b["kind"] == "person"]
    agree = [n for n in people if any(same_author(n, s) for s in shown)]
    if len(agree) == len(people) == len(shown) and people:
        return _PASSED
    if agree or not people or not shown:
        return _CANT if people or shown else _PASSED | _CANT
    return _FAILED


def _published(label: Record, reading: Reading) -> Outcomes:
    data = bool(_items(reading, "dates", *_DATA))
    for name in ("published", "updated"):
        if label[name]["visible"]:
            dated = label[name]["date"] or data
            return _PASSED if dated else _PASSED | _CANT
    return _CANT if data else _FAILED


def _updated(label: Record, reading: Reading) -> Outcomes:
    if label["updated"]["visible"]:
        first, later = label["published"]["date"], label["updated"]["date"]
        return _FAILED if first and later and later < first else _PASSED
    dates = (reading.article.get("relations") or {}).get("dates") or {}
    return _CANT if (dates.get("modified_later") or 0) >= 24 else _NONE


def _quotations(label: Record, reading: Reading) -> Outcomes:
    kinds = {q["attribution"] for q in label["quotes"]}
    if not kinds:
        return _NONE
    if "none" in kinds:
        return _FAILED | _CANT
    return _PASSED if kinds == {"explicit"} else _PASSED | _CANT


def _anonymous(label: Record, reading: Reading) -> Outcomes:
    sources = label["anonymous_sources"]
    return _NONE if not sources else _PASSED if all(s["reason"] for s in sources) else _CANT


def _credit(label: Record, reading: Reading) -> Outcomes:
    images = label["images"]
    if not images:
        return _NONE
    if any(not i["credit"] for i in images):
        return _FAILED
    same = len(images) > 1 and len({i["credit"] for i in images}) == 1
    return _PASSED | _CANT if same else _PASSED


def _caption(label: Record, reading: Reading) -> Outcomes:
    images = label["images"]
    if not images:
        return _NONE
    if any(not i["caption"] and not i["credit"] for i in images):
        return _FAILED
    return _PASSED if all(i["caption"] for i in images) else _CANT


def _correction(label: Record, reading: Reading) -> Outcomes:
    if label["correction_route"]["present"]:
        return _PASSED
    links = label["links"]
    return _CANT if label["contact"]["present"] or any(links[n] for n in ("imprint", "about", "contact", "guidelines")) else _FAILED


def _notice(label: Record, reading: Reading) -> Outcomes:
    return _PASSED | _CANT if label["correction_notice"]["present"] else _NONE


def _ownership(label: Record, reading: Reading) -> Outcomes:
    level = label["ownership"]["level"]
    if level in ("owner", "publisher"):
        return _PASSED
    data = any(o["seen_in"] in _DATA for o in reading.evidence.get("ownership", []))
    linked = any(label["links"][n] for n in ("imprint", "about", "ownership"))
    return _CANT if level == "copyright" or linked or data else _FAILED


def _labelled(kind: str) -> Callable[[Record, Reading], Outcomes]:
    def right(label: Record, reading: Reading) -> Outcomes:
        if any(item["kind"] == kind for item in label["labels"]):
            return _PASSED
        hints = [i for i in _items(reading, "labels", *_DATA, "url", "attribute") if i["kind"] == kind]
        if any(i["position"] == "data" for i in hints):
            return _FAILED
        return _CANT if hints else _NONE

    return right


def _claims(label: Record, reading: Reading) -> Outcomes:
    return _PASSED | _CANT if label["certification_claims"] else _NONE


def _links(label: Record, reading: Reading) -> Outcomes:
    links = label["links"]
    if any(links[n] for n in ("guidelines", "corrections", "ownership", "imprint", "about")):
        shared = ((reading.evidence.get("relations") or {}).get("policies") or {}).get("shared_target")
        return _CANT if shared else _PASSED
    if any(links[n] for n in ("privacy", "terms", "contact", "advertising")):
        return _CANT
    data = any(p["seen_in"] in _DATA for p in reading.evidence.get("policy_links", []))
    return _CANT if data else _FAILED


_RULES: dict[str, Callable[[Record, Reading], Outcomes]] = {
    "byline": _byline,
    "byline-agreement": _agreement,
    "published-date": _published,
    "updated-date": _updated,
    "quotation-attribution": _quotations,
    "anonymous-source-reason": _anonymous,
    "image-credit": _credit,
    "image-caption": _caption,
    "correction-contact": _correction,
    "correction-notice": _notice,
    "ownership-disclosure": _ownership,
    "opinion-label": _labelled("opinion"),
    "sponsored-label": _labelled("sponsored"),
    "ai-disclosure": _labelled("ai"),
    "certification-claim": _claims,
    "policy-links": _links,
}
