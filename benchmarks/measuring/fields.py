"""Each field of the accuracy benchmark: what the annotation says against what the evidence says, item by item."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from measuring.expected import expected_outcomes
from measuring.figures import Judgement, Verdict
from measuring.names import days_of, same_author, same_text
from measuring.pages import Case, Reading, Record
from measuring.pictures import judge_captions, judge_credits

Item = dict[str, Any]
_NAMED = ("person", "agency", "desk", "outlet")
_LEVELS = ("high", "medium", "low")


def judge(case: Case, reading: Reading) -> Iterator[Judgement]:
    """Every judgement about one page."""
    if case.truth.get("authors") is not None:
        yield from _authors(case, reading)
        yield from _is_article(case, reading)
    if (case.truth.get("published") or "nan") != "nan":
        yield from _published_day(case, reading)
    yield from judge_credits(case, reading)
    if case.label:
        for field in _OF_LABELS:
            yield from field(case, reading)
        yield from judge_captions(case, reading)
        yield from _outcomes(case, reading)


def one(case: Case, field: str, verdict: Verdict, expected: str, found: Item | None, said: str = "") -> Judgement:
    """A judgement with the place of what was found."""
    where = (found or {}).get("where") or {}
    place = f"line {where['line']}: {where.get('text', '')[:80]!r} ({(found or {}).get('seen_in', '')})" if where else ""
    return Judgement(field, case.id, case.groups, verdict, expected, said, place, (found or {}).get("confidence", ""))


def _visible(items: Iterable[Item]) -> list[Item]:
    return [i for i in items if i["seen_in"] == "visible"]


def _surest(items: list[Item]) -> Item | None:
    return min(items, key=lambda i: _LEVELS.index(i["confidence"]), default=None)


# authors and days, on the annotated corpus -----------------------------------------------------------------


def answered_authors(reading: Reading) -> list[Item]:
    """The authors that Masthead answers with: those shown; where no person is, those of the page's data too, whose
    agencies and outlets always count. What could not be read counts where there is nothing else.
    """
    bylines = [b for b in reading.article.get("bylines", []) if b["seen_in"] != "hidden"]
    shown = [b for b in _visible(bylines) if b["kind"] in _NAMED]
    person = any(b["kind"] == "person" for b in shown)
    for item in bylines:
        if item["seen_in"] != "visible" and item["kind"] in _NAMED and (not person or item["kind"] != "person"):
            if not any(same_author(item["name"], s["name"]) for s in shown):
                shown.append(item)
    return shown or bylines


def _authors(case: Case, reading: Reading) -> Iterator[Judgement]:
    yield from match_authors(
        case, "authors", [(b["name"], b["kind"] in ("person", "unknown", "account"), b) for b in answered_authors(reading)]
    )


def match_authors(case: Case, field: str, answers: list[tuple[str, bool, Item | None]]) -> Iterator[Judgement]:
    """Names against the annotation. ``answers``: name, whether it is a person's, and the evidence.

    An agency, desk or outlet that stands beside the annotated authors is no mistake: annotators name people.
    """
    left = list(case.truth["authors"])
    for name, person, item in answers:
        hit = next((a for a in left if same_author(a, name)), None)
        if hit is not None:
            left.remove(hit)
            yield one(case, field, "right", hit, item, name)
        elif person and not any(same_author(a, name) for a in case.truth["authors"]):
            yield one(case, field, "wrong", ", ".join(case.truth["authors"]), item, name)
    for name in left:
        yield one(case, field, "missed", name, None)


def _published_day(case: Case, reading: Reading) -> Iterator[Judgement]:
    dates = [d for d in reading.article.get("dates", []) if d["role"] == "published" and d.get("value")]
    dates = dates or [d for d in reading.article.get("dates", []) if d["role"] == "updated" and d.get("value")]
    best = next(iter(_visible(dates) or [d for d in dates if d["seen_in"] != "hidden"] or dates), None)
    yield from match_day(case, "published", (best or {}).get("value", ""), best)


def match_day(case: Case, field: str, value: str, item: Item | None) -> Iterator[Judgement]:
    """One answered day against the annotated one."""
    right = value[:10] in days_of(case.truth["published"])
    if value:
        yield one(case, field, "right" if right else "wrong", case.truth["published"], item, value)
    if not right:
        yield one(case, field, "missed", case.truth["published"], None)


def _is_article(case: Case, reading: Reading) -> Iterator[Judgement]:
    if not reading.unread and not case.label:
        kind = reading.article.get("kind", "none")
        if kind in ("listing", "page", "none"):
            yield one(case, "page_kind", "wrong", "article", None, kind)
            yield one(case, "page_kind", "missed", "article", None, kind)
        else:
            yield one(case, "page_kind", "right", "article", None, kind)


# what a reader sees, on the labelled pages ---------------------------------------------------------------------


def _present(case: Case, field: str, there: bool, found: Item | None, fits: bool, expected: str) -> Iterator[Judgement]:
    """A thing that is shown or not: found where it is shown, and then the right one."""
    said = ((found or {}).get("name") or (found or {}).get("text") or (found or {}).get("value") or "shown") if found else ""
    if found and there and fits:
        yield one(case, field, "right", expected, found, str(said))
        return
    if found:
        yield one(case, field, "wrong", expected if there else "nothing", found, str(said))
    if there:
        yield one(case, field, "missed", expected, None)


def _byline(case: Case, reading: Reading) -> Iterator[Judgement]:
    byline = case.label["byline"]
    shown = [b for b in _visible(reading.article.get("bylines", [])) if b["kind"] in _NAMED]
    wanted = (byline.get("names") or []) + (byline.get("organisations") or [])
    hits = [b for b in shown if any(same_author(b["name"], w) for w in wanted)]
    yield from _present(
        case, "byline_visible", byline["visible"], _surest(hits) or _surest(shown), bool(hits) or not wanted, ", ".join(wanted)
    )


def _date(name: str) -> Callable[[Case, Reading], Iterator[Judgement]]:
    def compare(case: Case, reading: Reading) -> Iterator[Judgement]:
        label = case.label[name]
        shown = [d for d in _visible(reading.article.get("dates", [])) if d["role"] == name]
        first = shown[0] if shown else None
        fits = first is not None and (not label["date"] or not first.get("value") or first["value"][:10] == label["date"])
        yield from _present(case, f"{name}_visible", label["visible"], first, fits, f"{label['text']} ({label['date']})")

    return compare


def _route(case: Case, reading: Reading) -> Iterator[Judgement]:
    label = case.label["correction_route"]
    found = _surest(_visible(reading.evidence.get("correction_routes", [])))
    yield from _present(case, "correction_route", label["present"], found, True, label.get("text") or "")


def _contact(case: Case, reading: Reading) -> Iterator[Judgement]:
    label = case.label["contact"]
    found = _surest([c for c in _visible(reading.evidence.get("contacts", [])) if c["confidence"] == "high"])
    yield from _present(case, "contact", label["present"], found, True, label.get("text") or "")


def _owner(case: Case, reading: Reading) -> Iterator[Judgement]:
    label = case.label["ownership"]
    levels = ("owner", "publisher", "copyright")
    shown = [o for o in _visible(reading.evidence.get("ownership", [])) if o["level"] in levels]
    best = min(shown, key=lambda o: levels.index(o["level"]), default=None)
    fits = best is not None and best["level"] == label["level"]
    expected = f"{label['level']}: {label.get('text') or ''}"
    yield from _present(case, "ownership_level", label["level"] != "none", best and {**best, "text": best["level"]}, fits, expected)


def _labels(case: Case, reading: Reading) -> Iterator[Judgement]:
    wanted = {item["kind"]: item["text"] for item in case.label["labels"] if item["kind"] != "other"}
    found: dict[str, Item] = {}
    for item in _visible(reading.article.get("labels", [])):
        found.setdefault(item["kind"].replace("-", "_"), item)
    for kind, item in found.items():
        if kind != "vague_sponsored":
            yield one(case, "labels", "right" if kind in wanted else "wrong", wanted.get(kind, "nothing"), item, kind)
    for kind in wanted.keys() - found.keys():
        yield one(case, "labels", "missed", f"{kind}: {wanted[kind]}", None)


def _anonymous(case: Case, reading: Reading) -> Iterator[Judgement]:
    left = [s["text"] for s in case.label["anonymous_sources"]]
    for item in _visible(reading.article.get("unnamed_sources", [])):
        hit = next((t for t in left if same_text(t, item["phrase"]) or item["phrase"] in t or t in item["sentence"]), None)
        if hit is not None:
            left.remove(hit)
        yield one(case, "anonymous_sources", "right" if hit is not None else "wrong", hit or "nothing", item, item["phrase"])
    for text in left:
        yield one(case, "anonymous_sources", "missed", text, None)


def _links(case: Case, reading: Reading) -> Iterator[Judgement]:
    found: dict[str, Item] = {}
    for item in reading.evidence.get("policy_links", []):
        if item["seen_in"] not in ("visible", "unclear"):
            continue  # a menu that opens counts as on the page
        found.setdefault("corrections" if item["purpose"] == "complaints" else str(item["purpose"]), item)
    for purpose, there in case.label["links"].items():
        if purpose in found:
            yield one(case, "links", "right" if there else "wrong", purpose if there else f"no {purpose}", found[purpose],
                      f"{purpose}: {found[purpose]['text']} → {found[purpose]['target']}")  # fmt: skip
        elif there:
            yield one(case, "links", "missed", purpose, None)


_KINDS = {"interview": ("interview", "article"), "liveblog": ("liveblog",), "gallery": ("gallery",), "video": ("video",),
          "listing": ("listing", "page")}  # fmt: skip


def _kind(case: Case, reading: Reading) -> Iterator[Judgement]:
    label = case.label["page_kind"]
    kind = reading.article.get("kind", "none")
    complete = reading.evidence.get("completeness", "")
    right = complete in ("truncated", "script-rendered") if label == "stub" else kind in _KINDS.get(label, ("article",))
    said = f"{kind}, {complete}"
    yield one(case, "page_kind", "right" if right else "wrong", label, None, said)
    if not right:
        yield one(case, "page_kind", "missed", label, None, said)


def _outcomes(case: Case, reading: Reading) -> Iterator[Judgement]:
    for rule, right in expected_outcomes(case.label, reading).items():
        outcome = reading.outcomes.get(rule, "untested")
        first: Record = next((t for t in reading.targets.get(rule, []) if t["outcome"] == outcome), {})
        place = f"line {first['line']}: {first['message']}" if first else ""
        verdicts: tuple[Verdict, ...] = ("right",) if outcome in right else ("wrong", "missed")
        for verdict in verdicts:
            yield Judgement("outcomes", case.id, case.groups, verdict, f"{rule}: {'/'.join(sorted(right))}", f"{rule}: {outcome}", place)


_OF_LABELS: tuple[Callable[[Case, Reading], Iterator[Judgement]], ...] = (
    _byline,
    _date("published"),
    _date("updated"),
    _route,
    _contact,
    _owner,
    _labels,
    _anonymous,
    _links,
    _kind,
)
