"""What a rule, a standard and a profile are made of."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Severity = Literal["error", "warning", "info"]
Stage = Literal["fragment", "built", "live"]
Scope = Literal["article", "outlet", "person"]
Theme = Literal["attribution", "dates", "images", "corrections", "participation", "ownership", "identity", "labels", "ai", "sourcing",
                "policies"]  # fmt: skip
Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
Schema = dict[str, Any]
Date = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]

STAGES: tuple[Stage, ...] = ("fragment", "built", "live")
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Requirement(_Closed):
    """A clause of a standard that a rule bears on. There is no relation "fulfils"."""

    standard: Slug
    clause: str
    relation: Literal["supports", "related"]


class Example(_Closed):
    """A piece of a page body and the outcome it must give; run as a test."""

    outcome: Literal["passed", "failed", "cantTell", "inapplicable"]
    html: str
    language: str = "en"


class Rule(_Closed):
    """One rule, as in its YAML file. The order of the three conditions is fixed in ``docs/writing-rules.md``."""

    id: Slug
    title: str
    theme: Theme
    scope: Scope
    stage: Annotated[Stage, Field(description="The earliest publishing stage at which the rule can fail.")]
    status: Literal["preview", "stable", "deprecated"]
    since: str
    aliases: list[Slug] = []
    applies_from: Date | None = None
    applies_until: Date | None = None
    requirements: list[Requirement] = []
    applies_to: Annotated[str, Field(description="`article`, `page`, or the name of a list in the evidence.")]
    only_when: Schema | None = None
    reviews_when: Schema | None = None
    passes_when: Schema | None = None
    never_fails: Annotated[bool, Field(description="What does not pass needs a person: it is cantTell, never failed.")] = False
    severity: Severity
    weight: Annotated[int, Field(ge=0, le=100)]
    message: Annotated[str, Field(description="Said of a target that failed.")]
    review_message: Annotated[str | None, Field(description="Said of a target that needs a person; else `message` is.")] = None
    question: Annotated[str, Field(description="What a reviewer is asked.")]
    rationale: str
    how_to_fix: str
    limits: str
    examples: list[Example] = []
    marks: Annotated[list[str], Field(description="Lexicon groups whose phrases the rule asks for as `marks`.")] = []


class Clause(_Closed):
    """One clause of a standard, in our own words. ``certainty``: how sure we are of what it says."""

    id: str
    title: str
    asks: str
    checked_on: list[Literal["article", "outlet", "person"]]
    certainty: Literal["verified", "partly", "unverified"]
    source: str | None = None


class Certification(_Closed):
    """How pages claim the scheme, and where its own records are. Patterns are host and path beginnings."""

    scheme: Literal["jti", "trust-project", "newsguard", "ifcn", "press-council", "other"]
    words: list[str]
    registers: list[str] = []
    site: list[str] = []


class Standard(_Closed):
    """A standard and its clauses."""

    id: Slug
    name: str
    edition: str
    publisher: str
    source: str
    note: str | None = None
    certification: Certification | None = None
    clauses: list[Clause]


class RuleSetting(_Closed):
    """What a profile changes about a rule."""

    severity: Severity | None = None
    weight: Annotated[int | None, Field(ge=0, le=100)] = None
    enabled: bool = True


class Profile(_Closed):
    """Which rules run, and how much they count. ``rules`` holds what differs from the rule files."""

    id: Slug
    title: str
    description: str
    extends: Slug | None = None
    include: Annotated[list[str], Field(description="Rule ids or `theme:NAME`; all rules when left out.")] = []
    rules: dict[Slug, RuleSetting] = {}


class RuleBook(BaseModel):
    """Everything that was loaded. ``version`` is a hash over the files, so a report names what judged it."""

    version: str
    rules: list[Rule]
    standards: dict[str, Standard]
    profiles: dict[str, Profile]
