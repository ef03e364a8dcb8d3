"""The report as data. Its JSON Schema is ``rules/schemas/report.schema.json``; ``schema_version`` says which."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from checker.engine.outcomes import Outcome
from checker.rulebook.model import Severity

SCHEMA_VERSION = "1.0"
"""Raised in the first place when readers of the old report would break, in the second for additions."""


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ScoreReport(_Closed):
    """A score as an interval of 0-100; null when under half of the rules in play are decided."""

    low: float | None
    high: float | None
    decided: int
    in_play: int


class Finding(_Closed):
    """One target's outcome with its evidence. ``excerpt`` is the source around the place."""

    outcome: Outcome
    message: str
    line: int
    column: int
    path: str
    reason: str | None = None
    excerpt: str | None = None
    evidence: list[dict[str, Any]] = []


class RuleResult(_Closed):
    """One rule's outcome on one page. ``targets`` are all that were tried."""

    rule: str
    outcome: Outcome
    reason: str | None = None
    targets: list[Finding] = []


class ProblemReport(_Closed):
    """Something wrong with the page as data, or with reading it."""

    code: str
    message: str
    line: int


class ArticleReport(_Closed):
    """An article of a page."""

    headline: str | None = None
    kind: str
    first_line: int
    last_line: int
    words: int


class PageReport(_Closed):
    """One page: what it is, what is wrong with it as data, its outcomes and its score."""

    name: str
    sha256: str
    language: str
    language_source: str
    completeness: str
    completeness_reason: str | None = None
    articles: list[ArticleReport]
    problems: list[ProblemReport] = []
    results: list[RuleResult]
    score: ScoreReport
    themes: dict[str, ScoreReport]


class SkippedFile(_Closed):
    """An input that was not checked, and why. ``kind``: skipped on purpose, or could not be read."""

    name: str
    kind: Literal["skipped", "unreadable"]
    message: str
    line: int = 1


class ClauseReference(_Closed):
    """A clause that a rule bears on."""

    standard: str
    standard_name: str
    clause: str
    title: str
    relation: Literal["supports", "related"]
    certainty: str


class RuleReport(_Closed):
    """What a reader of the report needs to know about a rule."""

    id: str
    title: str
    theme: str
    status: str
    severity: Severity
    weight: int
    question: str
    rationale: str
    how_to_fix: str
    limits: str
    clauses: list[ClauseReference]


class Tool(_Closed):
    """What wrote the report."""

    name: Literal["masthead"] = "masthead"
    version: str
    rulebook: str = Field(description="Hash over the rule files that judged.")
    scoring: str
    profile: str
    stage: str


class Summary(_Closed):
    """Counts over all pages: outcomes of rules, and for each rule how often it gave which."""

    pages: int
    outcomes: dict[str, int]
    rules: dict[str, dict[str, int]]
    score: ScoreReport
    themes: dict[str, ScoreReport]


class Report(_Closed):
    """A whole run."""

    schema_version: str = SCHEMA_VERSION
    tool: Tool
    created: str | None = Field(default=None, description="From SOURCE_DATE_EPOCH; absent without it, so that reports repeat.")
    notice: str
    rules: list[RuleReport]
    pages: list[PageReport]
    not_checked: list[SkippedFile] = []
    summary: Summary
