"""Evidence: what a page shows, with the place where it shows it. Evidence never judges.

Everything here serialises to JSON; a field that has nothing to say is left out, never null.
The JSON Schema of :class:`PageEvidence` is what rules are checked against when they are loaded.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Confidence = Literal["high", "medium", "low"]
SeenIn = Literal["visible", "unclear", "hidden", "json-ld", "microdata", "rdfa", "meta", "attribute", "url"]
"""Where an item was seen. ``visible``: a reader sees it; ``unclear``: a reader may see it (collapsed parts);
``hidden``: it is in the text, but not shown; the rest is for machines."""

STRUCTURED: frozenset[str] = frozenset({"json-ld", "microdata", "rdfa", "meta"})


class Model(BaseModel):
    """Base of all evidence: closed, and silent about what is absent."""

    model_config = ConfigDict(extra="forbid")

    def model_dump(self, **options: Any) -> dict[str, Any]:
        """As pydantic's, but what is absent is left out unless ``exclude_none=False`` says otherwise."""
        return super().model_dump(**{"exclude_none": True, **options})

    def model_dump_json(self, **options: Any) -> str:
        """As pydantic's, but what is absent is left out unless ``exclude_none=False`` says otherwise."""
        return super().model_dump_json(**{"exclude_none": True, **options})


class Where(Model):
    """A place in the source: 1-based line and column, CSS path, and the exact text there."""

    line: int
    column: int
    path: str
    text: str


class Item(Model):
    """Base of everything that was found on the page."""

    where: Where
    seen_in: SeenIn
    confidence: Confidence = "high"


class Byline(Item):
    """One author as the page names it. ``account``: a user name such as ``admin``."""

    name: str
    kind: Literal["person", "agency", "desk", "outlet", "account", "unknown"]
    profile: Annotated[str | None, Field(description="Address that the name links to.")] = None


class DateEvidence(Item):
    """A date of the article. ``value`` is ISO 8601 as far as known; a relative date has none."""

    role: Literal["published", "updated", "unlabelled"]
    value: str | None = None
    relative: bool = False
    labelled: Annotated[bool, Field(description="A word beside it says which date it is.")] = False


class Caption(Item):
    """The caption of an image, without its credit."""

    text: str


class Credit(Item):
    """The credit of an image. ``basis`` is how it was recognised; ``shared``: one line for several images."""

    text: str
    photographer: str | None = None
    agency: str | None = None
    basis: Literal["label", "agency", "mark", "markup", "position", "list", "property"]
    shared: bool = False


class ImageEvidence(Item):
    """An image of the page. ``credit`` is one a reader sees, ``machine_credit`` one a reader does not."""

    src: str
    role: Literal["editorial", "portrait", "logo", "icon", "teaser", "advert", "tracking"]
    alt: str | None = None
    caption: Caption | None = None
    credit: Credit | None = None
    machine_credit: Credit | None = None


class Quotation(Item):
    """Words set as somebody's own. ``explicit``: the sentence or the one beside it says whose;
    ``implicit``: only the wider context does; ``none``: nothing found says so."""

    text: str
    kind: Literal["direct", "partial", "block"]
    attribution: Literal["explicit", "implicit", "none"]
    speaker: str | None = None
    cue: str | None = None
    sentence: str | None = None


class UnnamedSource(Item):
    """A source that is left unnamed on purpose, and the words near it that say why."""

    phrase: str
    sentence: str
    reason: str | None = None


class CorrectionNotice(Item):
    """A note that the article was changed. ``says_what``: it says what was wrong, not only that something was."""

    kind: Literal["correction", "clarification"]
    text: str
    says_what: bool
    date: str | None = None


class LabelEvidence(Item):
    """What the page says the article is; ``position`` tells how near to the article it says so."""

    kind: Literal["opinion", "analysis", "interview", "live", "satire", "review", "factcheck", "sponsored", "vague-sponsored",
                  "press-release", "premium", "translated", "agency", "ai"]  # fmt: skip
    text: str
    position: Literal["headline", "text", "end", "image", "section", "data", "url"]


class Route(Item):
    """A way to reach somebody. ``target`` is the address it leads to, if it is one."""

    kind: Literal["email", "form", "phone", "page", "post", "comments", "social", "text"]
    text: str
    target: str | None = None


class CorrectionRoute(Route):
    """A way to report an error or to complain."""

    purpose: Literal["corrections", "complaints"]


class Participation(Route):
    """An invitation to take part."""


class Ownership(Item):
    """A statement about who stands behind the outlet. ``link``: a link to such a statement, no statement."""

    level: Literal["owner", "publisher", "copyright", "link"]
    text: str
    entity: str | None = None


class Publisher(Item):
    """The publisher's or outlet's name, and where it stands."""

    name: str
    part: Literal["structured", "site-name", "masthead", "footer", "copyright", "statement"]


Purpose = Literal["imprint", "about", "contact", "privacy", "terms", "guidelines", "corrections", "complaints", "advertising",
                  "ownership", "funding", "masthead", "ai-policy", "mission", "diversity", "verification", "unnamed-sources",
                  "feedback", "no-bylines"]  # fmt: skip


class PolicyLink(Item):
    """A link to a page about the outlet; ``purposes`` by its text, its address, or the property that holds it."""

    purpose: Purpose
    target: str
    text: str


class CertificationClaim(Item):
    """A claim of certification, membership or conformity; ``target_kind`` says where its link leads."""

    scheme: Literal["jti", "trust-project", "newsguard", "ifcn", "press-council", "other"]
    text: str
    target: str | None = None
    target_kind: Literal["register", "scheme", "other", "none"]


class LanguageEditions(Item):
    """Language editions that the page names (``count``) or links as alternates (``languages``)."""

    count: int
    languages: list[str] = []


class Mark(Item):
    """A phrase of a lexicon group that a rule named: for house rules about words nobody collects."""

    group: str
    text: str
    region: str
    heading: str | None = None


class BylineAgreement(Model):
    """The authors that readers see against those in structured data."""

    visible: list[str]
    structured: list[str]
    common: list[str]
    match: Literal["all", "some", "none"]
    comparable: Annotated[bool, Field(description="Both sides name persons.")]
    where: Where


class DateComparison(Model):
    """Dates against each other. ``modified_later``: whole hours by which the machine-readable change is later."""

    modified_later: int | None = None
    update_shown: bool
    updated_before_published: bool
    machine_differs_days: Annotated[int | None, Field(description="Days between the visible and the machine date.")] = None
    where: Where


class Declared(Model):
    """Something declared for machines (type, property, address), and whether readers are told."""

    kind: Literal["opinion", "sponsored", "ai", "correction"]
    declared_in: Literal["json-ld", "microdata", "rdfa", "meta", "attribute", "url"]
    value: str
    strength: Literal["explicit", "hint"]
    shown: bool
    shown_vaguely: bool
    where: Where


class PolicyTargets(Model):
    """How many different addresses the policy links have."""

    purposes: list[str]
    distinct_targets: int
    shared_target: Annotated[str | None, Field(description="An address that three or more purposes share.")] = None
    where: Where


class PublisherAgreement(Model):
    """The publisher in structured data against names a reader sees."""

    structured: str
    seen: bool
    where: Where


class Relations(Model):
    """Comparisons between items of evidence."""

    bylines: BylineAgreement | None = None
    dates: DateComparison | None = None
    declared: list[Declared] = []
    policies: PolicyTargets | None = None
    publisher: PublisherAgreement | None = None
    no_byline_policy: Annotated[Where | None, Field(description="Visible words that say why there are no names.")] = None
    general_contact: Annotated[bool, Field(description="The page shows some general contact.")] = False


class Extent(Model):
    """Which part of the page the article is: an element and its first and last line."""

    path: str
    first_line: int
    last_line: int


ArticleKind = Literal["article", "liveblog", "gallery", "video", "interview", "listing", "page"]
"""``listing``: a front page, section or search page; ``page``: a page about the outlet (about, contact, imprint …)."""
Completeness = Literal["full", "truncated", "script-rendered", "fragment"]


class ArticleEvidence(Model):
    """One article and what belongs to it."""

    kind: ArticleKind
    headline: str | None = None
    where: Where
    extent: Extent
    confidence: Confidence
    words: int
    bylines: list[Byline] = []
    dates: list[DateEvidence] = []
    images: list[ImageEvidence] = []
    quotations: list[Quotation] = []
    unnamed_sources: list[UnnamedSource] = []
    correction_notices: list[CorrectionNotice] = []
    labels: list[LabelEvidence] = []
    relations: Relations


class PageEvidence(Model):
    """Everything a page shows. The routes, owners, links and claims belong to the page, the rest to its articles."""

    name: str
    sha256: str
    language: str
    language_source: Literal["declared", "text", "option", "unknown"]
    language_supported: bool
    completeness: Completeness
    completeness_reason: str | None = None
    furniture_seen: Annotated[bool, Field(description="Header and footer are in the source; false when scripts fill them in.")] = True
    articles: list[ArticleEvidence] = []
    correction_routes: list[CorrectionRoute] = []
    contacts: list[Route] = []
    participation: list[Participation] = []
    ownership: list[Ownership] = []
    publishers: list[Publisher] = []
    policy_links: list[PolicyLink] = []
    certification_claims: list[CertificationClaim] = []
    language_editions: list[LanguageEditions] = []
    marks: list[Mark] = []
    relations: Relations
