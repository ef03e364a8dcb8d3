"""What Masthead must say about the article it was born from, its good twin and its bad twin."""

from __future__ import annotations

import pytest
from conftest import FIXTURES, evidence

from checker.checking import Checker

SEED, GOOD, BAD = ((FIXTURES / "articles" / f"{n}.html").read_bytes() for n in ("seed", "seed-good", "seed-bad"))


def results(checker: Checker, data: bytes) -> dict[str, str]:
    return {r.rule: r.outcome for r in checker.check(data, "seed.html").results}  # type: ignore[union-attr]


def test_outcomes_of_the_seed(checker: Checker) -> None:
    assert results(checker, SEED) == {
        "ai-disclosure": "inapplicable", "anonymous-source-reason": "inapplicable", "byline": "failed",
        "byline-agreement": "inapplicable", "certification-claim": "cantTell", "correction-contact": "passed",
        "correction-notice": "inapplicable", "image-caption": "passed", "image-credit": "passed", "opinion-label": "inapplicable",
        "ownership-disclosure": "passed", "participation-route": "passed", "policy-links": "cantTell", "published-date": "failed",
        "publisher-identity": "passed", "quotation-attribution": "passed", "sponsored-label": "inapplicable",
        "updated-date": "inapplicable",
    }  # fmt: skip


def test_the_good_twin_passes_everything(checker: Checker) -> None:
    assert set(results(checker, GOOD).values()) == {"passed", "inapplicable"}


def test_the_bad_twin_fails_exactly_what_was_removed(checker: Checker) -> None:
    found = results(checker, BAD)
    assert {r for r, o in found.items() if o == "failed"} == {"image-credit", "correction-contact", "ownership-disclosure"}


def test_the_credit_is_told_apart() -> None:
    (image,) = [i for i in evidence(SEED).articles[0].images if i.role == "editorial"]
    assert image.credit is not None
    assert (image.credit.text, image.credit.photographer, image.credit.agency) == (
        "Keystone / Denis Balibouse",
        "Denis Balibouse",
        "Keystone",
    )
    assert image.caption is not None
    assert image.caption.text.startswith("Talks between Russia and the US")
    assert "Keystone" not in image.caption.text


def test_routes_owner_claim_and_editions() -> None:
    found = evidence(SEED)
    assert [r.target for r in found.correction_routes if r.purpose == "corrections"] == ["mailto:english@swissinfo.ch"]
    assert "/debates" in [p.target for p in found.participation]
    owner = next(o for o in found.ownership if o.level == "owner")
    assert owner.entity == "Swiss Broadcasting Corporation SRG SSR"
    assert {(c.scheme, c.target_kind) for c in found.certification_claims} == {("jti", "other")}
    assert [e.count for e in found.language_editions] == [10]


@pytest.mark.parametrize(
    ("begin", "speaker", "attribution"),
    [
        ("The conversation was", "Sergei Ryabkov", "explicit"), ("I would say: no", "Sergei Ryabkov", "explicit"),
        ("open and direct", "Wendy Sherman", "explicit"), ("This week Russia will hear", "Wendy Sherman", "implicit"),
        ("no concessions", "Russia", "explicit"),
    ],
)  # fmt: skip
def test_who_speaks(begin: str, speaker: str, attribution: str) -> None:
    quotations = {q.text[:20]: q for q in evidence(SEED).articles[0].quotations}
    found = next(q for text, q in quotations.items() if text.startswith(begin[:20]))
    assert (found.speaker, found.attribution) == (speaker, attribution)


def test_the_word_in_the_caption_is_no_quotation() -> None:
    assert not any(q.text == "professional" for q in evidence(SEED).articles[0].quotations)
    assert len(evidence(SEED).articles[0].quotations) == 5
