"""One page from bytes to report: the way through all rooms in one function."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from checker.document.model import Document
from checker.document.parse import Unreadable, parse
from checker.document.templates import template_line
from checker.engine.evaluate import evaluate
from checker.evidence.claims import Scheme, compile_scheme
from checker.evidence.collect import collect
from checker.evidence.model import PageEvidence
from checker.report.build import page_report
from checker.report.model import PageReport, SkippedFile
from checker.rulebook import Rule, RuleBook, load_rulebook
from checker.rulebook.load import selected_rules
from checker.rulebook.model import Stage


@dataclass(frozen=True)
class Settings:
    """What a run is made with: profile, stage, language (None: the page's own), and a folder of house rules."""

    profile: str = "default"
    stage: Stage = "built"
    language: str | None = None
    rules: Path | None = None


@dataclass
class Checker:
    """Checks pages with the rules of one profile. Raises :class:`checker.resources.DataError` for a bad rule book."""

    settings: Settings
    book: RuleBook = field(init=False)
    rules: list[Rule] = field(init=False)
    schemes: dict[str, Scheme] = field(init=False)

    def __post_init__(self) -> None:
        self.book = load_rulebook(self.settings.rules)
        self.rules = selected_rules(self.book, self.settings.profile)
        self.schemes = {
            s.certification.scheme: compile_scheme(
                s.certification.scheme, s.certification.words, s.certification.registers, s.certification.site
            )
            for s in self.book.standards.values()
            if s.certification is not None
        }

    def evidence(self, document: Document) -> PageEvidence:
        """The evidence of a page, with the marks that the profile's rules ask for."""
        return collect(document, self.settings.language, self.schemes, {m for r in self.rules for m in r.marks})

    def check(self, data: bytes, name: str) -> PageReport | SkippedFile:
        """Check one page. What is no page (template, binary, empty …) is a :class:`SkippedFile`, never an error."""
        with uncollected():
            try:
                document = parse(data, name)
            except Unreadable as error:
                return SkippedFile(name=name, kind="unreadable", message=str(error), line=error.line)
            if (line := template_line(document.source)) is not None:
                return SkippedFile(name=name, kind="skipped", message="a template source, not a page: check the site it builds", line=line)
            evidence = self.evidence(document)
            return page_report(document, evidence, evaluate(evidence, self.rules, self.settings.stage))


@lru_cache(maxsize=4)
def checker_for(settings: Settings) -> Checker:
    """The checker for some settings, built once a process."""
    return Checker(settings)


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the cyclic garbage collector, which would walk the page's many small objects over and over while
    they are made. The caller collects now and then."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
