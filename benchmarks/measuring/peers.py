"""What a user would otherwise take: trafilatura, newspaper4k, htmldate and extruct, each where it is installed."""

from __future__ import annotations

import json
import logging
from importlib.util import find_spec
from typing import Any

from checker.document.model import Document
from checker.evidence.language import page_language
from checker.evidence.names import classify
from checker.evidence.page import Page
from checker.lexicon import load_lexicon

PEERS = ("trafilatura", "newspaper4k", "htmldate", "extruct")
_MODULES = {"newspaper4k": "newspaper"}


def installed() -> list[str]:
    """The peers that can be asked."""
    return [p for p in PEERS if find_spec(_MODULES.get(p, p))]


def ask_peers(data: bytes, url: str, document: Document) -> dict[str, dict[str, Any]]:
    """By peer: ``authors`` as pairs of name and whether it is a person's (told as Masthead tells it), and ``published``."""
    logging.disable(logging.CRITICAL)
    page = Page(document, load_lexicon(page_language(document)[0]))
    found: dict[str, dict[str, Any]] = {}
    for name in installed():
        try:
            answer = _ASK[name](document.source, url)
        except Exception as error:  # a peer that falls over has no answer; that is part of what is compared
            answer = {"authors": [], "published": "", "error": repr(error)[:200]}
        if "authors" in answer:
            answer["authors"] = [(n, classify(n, page) in ("person", "unknown", "account")) for n in answer["authors"]]
        found[name] = answer
    return found


def _trafilatura(source: str, url: str) -> dict[str, Any]:
    import trafilatura

    found = trafilatura.extract_metadata(source, default_url=url or None)
    return {"authors": [a.strip() for a in (found.author or "").split(";") if a.strip()], "published": found.date or ""}


def _newspaper(source: str, url: str) -> dict[str, Any]:
    from newspaper import Article

    article = Article(url or "https://example.org/", fetch_images=False)
    article.download(input_html=source)
    article.parse()
    return {"authors": list(article.authors), "published": article.publish_date.isoformat() if article.publish_date else ""}


def _htmldate(source: str, url: str) -> dict[str, Any]:
    from htmldate import find_date

    return {"published": find_date(source, original_date=True, url=url or None) or ""}


def _extruct(source: str, url: str) -> dict[str, Any]:
    import extruct

    found = extruct.extract(source, base_url=url or None, syntaxes=["json-ld", "microdata", "opengraph"], uniform=True, errors="ignore")
    authors: list[str] = []
    published = ""
    for item in found["json-ld"] + found["microdata"]:
        for thing in item.get("@graph", [item]) if isinstance(item, dict) else ():
            if isinstance(thing, dict) and ("author" in thing or "datePublished" in thing):
                value = thing.get("author") or []
                for author in value if isinstance(value, list) else [value]:
                    name = author.get("name") if isinstance(author, dict) else author
                    if isinstance(name, str) and name not in authors:
                        authors.append(name)
                published = published or (thing["datePublished"] if isinstance(thing.get("datePublished"), str) else "")
    published = published or next((str(p.get("article:published_time")) for p in found["opengraph"] if p.get("article:published_time")), "")
    return json.loads(json.dumps({"authors": authors, "published": published}))  # type: ignore[no-any-return]


_ASK = {"trafilatura": _trafilatura, "newspaper4k": _newspaper, "htmldate": _htmldate, "extruct": _extruct}
