"""All collectors in one pass: :class:`Document` in, :class:`PageEvidence` out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from checker.document.model import Document
from checker.evidence.articles import completeness, find_articles, furniture_seen
from checker.evidence.bylines import collect_bylines
from checker.evidence.claims import Scheme, collect_claims
from checker.evidence.contacts import collect_contacts, collect_correction_routes, collect_participation
from checker.evidence.dates import collect_dates
from checker.evidence.editions import collect_editions
from checker.evidence.images import collect_images
from checker.evidence.labels import collect_labels
from checker.evidence.language import page_language
from checker.evidence.links import collect_policy_links
from checker.evidence.marks import collect_marks
from checker.evidence.model import ArticleEvidence, PageEvidence, Where
from checker.evidence.model import Extent as ExtentEvidence
from checker.evidence.notices import collect_notices
from checker.evidence.ownership import collect_ownership, collect_publishers
from checker.evidence.page import Extent, Page
from checker.evidence.relations import article_relations, page_relations
from checker.evidence.sources import collect_unnamed_sources
from checker.evidence.speech import collect_quotations
from checker.lexicon import load_lexicon


def collect(
    document: Document, language: str | None = None, schemes: Mapping[str, Scheme] | None = None, marks: Iterable[str] = ()
) -> PageEvidence:
    """Everything a page shows.

    ``language`` overrides what the page says (ISO 639-1); ``schemes`` are the certification schemes of the
    standards' files; ``marks`` names lexicon groups whose phrases rules ask for.
    """
    code, source = page_language(document, language)
    lexicon = load_lexicon(code)
    page = Page(document, lexicon)
    extents = find_articles(page)
    complete, reason = completeness(page, extents)
    body = frozenset(i for e in extents for i in e.body)
    links = collect_policy_links(page, body)
    routes = collect_correction_routes(page, body, links)
    contacts = collect_contacts(page, body, links)
    # without a headline the body may reach into the footer, whose lines must not be lost
    owners = collect_ownership(page, body if any(e.headline >= 0 for e in extents) else frozenset(), links)
    publishers = collect_publishers(page, owners)
    return PageEvidence(
        name=document.name, sha256=document.sha256, language=code, language_source=source, language_supported=lexicon.supported,
        completeness=complete, completeness_reason=reason, furniture_seen=furniture_seen(document), articles=[_article(page, e) for e in extents],
        correction_routes=routes, contacts=contacts, participation=collect_participation(page, body), ownership=owners,
        publishers=publishers, policy_links=links, certification_claims=collect_claims(page, body, schemes or {}),
        language_editions=collect_editions(page, body), marks=collect_marks(page, marks),
        relations=page_relations(page, links, publishers, contacts),
    )  # fmt: skip


def _article(page: Page, extent: Extent) -> ArticleEvidence:
    document = page.document
    where, headline = _headline(page, extent)
    listing = extent.kind in ("listing", "page")
    bylines = [] if listing else collect_bylines(page, extent)
    dates = [] if listing else collect_dates(page, extent)
    labels = [] if listing else collect_labels(page, extent)
    notices = [] if listing else collect_notices(page, extent)
    if extent.kind == "article" and any(item.kind == "live" and item.seen_in == "visible" for item in labels):
        extent.kind = "liveblog"
    blocks = document.blocks[extent.start : extent.end]
    text = [document.blocks[i].text for i in extent.body]
    return ArticleEvidence(
        kind=extent.kind, headline=headline, where=where, confidence=extent.confidence,
        extent=ExtentEvidence(path=document.path(extent.element) if document.elements else "", first_line=blocks[0].line if blocks else 1,
                              last_line=blocks[-1].line if blocks else 1),
        words=sum(len(t.split()) for t in text) if page.lexicon.spaced else sum(map(len, text)) // 2,
        bylines=bylines, dates=dates, images=[] if listing else collect_images(page, extent),
        quotations=[] if listing else collect_quotations(page, extent),
        unnamed_sources=[] if listing else collect_unnamed_sources(page, extent), correction_notices=notices, labels=labels,
        relations=article_relations(page, bylines, dates, labels, notices),
    )  # fmt: skip


def _headline(page: Page, extent: Extent) -> tuple[Where, str | None]:
    if extent.headline >= 0:
        block = page.document.blocks[extent.headline]
        return page.block_where(block), block.text
    return Where(line=1, column=1, path="html", text=page.document.title[:200]), page.document.title or None
