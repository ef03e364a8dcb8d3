"""Bytes to Document: encodings, positions, regions, visibility, structured data, directives, limits."""

from __future__ import annotations

import pytest
from conftest import FIXTURES, document, page

from checker.document.model import Document
from checker.document.parse import MAX_BYTES, Unreadable, new_walker, parse
from checker.document.soup import build_soup, walk_soup
from checker.document.templates import template_line

TEXT = "Der Bürgermeister von Köln grüßt. " * 8


@pytest.mark.parametrize(
    ("data", "encoding", "problem"),
    [
        (f'<meta charset="utf-8"><p>{TEXT}'.encode(), "utf-8", None),
        (f"<p>{TEXT}".encode(), "utf-8", "no encoding is declared"),
        (f'<meta charset="iso-8859-1"><p>{TEXT}'.encode(), "utf-8", "declared as iso-8859-1, but the bytes are UTF-8"),
        (f'<meta charset="iso-8859-1"><p>{TEXT}'.encode("latin-1"), "windows-1252", None),
        (f"<p>{TEXT}".encode("latin-1"), "windows-1252", "no encoding is declared"),
        (f'<meta charset="utf-8"><p>{TEXT}'.encode("latin-1"), "windows-1252", "but the bytes are not"),
        (b"\xef\xbb\xbf" + f"<p>{TEXT}".encode(), "utf-8", None),
        (b"\xff\xfe" + f"<p>{TEXT}".encode("utf-16-le"), "utf-16-le", None),
        ('<meta charset="windows-1251"><p>Мэр города Приозёрска рассказал о мосте.'.encode("cp1251"), "windows-1251", None),
        ('<meta charset="shift_jis"><p>市長は橋の再建について述べた。'.encode("cp932"), "shift_jis", None),
        ('<meta charset="iso-2022-jp"><p>市長は橋の再建について述べた。'.encode("iso-2022-jp"), "iso-2022-jp", None),
        (f'<meta charset="utf-16"><p>{TEXT}'.encode(), "utf-8", None),
        (f'<meta charset="idna"><p>{TEXT}'.encode("latin-1"), "windows-1252", "but the bytes are not"),
        ('<meta charset="gb2312"><p>市长谈到大桥的重建。'.encode("gb18030"), "gb18030", None),
    ],
)
def test_encoding(data: bytes, encoding: str, problem: str | None) -> None:
    found = parse(data)
    assert found.encoding == encoding
    assert "\ufffd" not in found.blocks[0].text
    messages = [p.message for p in found.problems if p.code == "encoding"]
    assert (problem is None) == (not messages)
    assert problem is None or problem in messages[0]


def test_mixed_encoding_is_reported_with_its_line() -> None:
    data = f'<meta charset="utf-8">\n<p>{TEXT * 20}</p>\n<p>'.encode() + "Köln".encode("latin-1")
    (problem,) = parse(data).problems
    assert (problem.code, problem.line) == ("encoding", 3)


def test_positions_are_one_based_and_of_the_start_tag() -> None:
    found = document("<!doctype html>\n<body>\n  <p>One</p><p>Two <b>bold</b></p>\n</body>")
    assert [(b.text, b.line, b.column) for b in found.blocks] == [("One", 3, 3), ("Two bold", 3, 13)]
    bold = next(e for e in found.elements if e.tag == "b")
    assert (bold.line, bold.column) == (3, 20)


def test_paths_name_the_element() -> None:
    found = document("<body><div id=story><p>a<p>b</div></body>")
    assert [found.path(b.element) for b in found.blocks] == ["#story > p", "#story > p:nth-of-type(2)"]


@pytest.mark.parametrize(
    ("html", "region"),
    [
        ("<nav><p>x</p></nav>", "nav"), ("<footer><p>x</p></footer>", "footer"), ("<header><p>x</p></header>", "header"),
        ("<article><header><p>x</p></header></article>", "article"), ("<article><footer><p>x</p></footer></article>", "article"),
        ("<aside><article><p>x</p></article></aside>", "aside"), ('<div class="comments"><p>x</p></div>', "comments"),
        ('<div role="contentinfo"><p>x</p></div>', "footer"), ('<div class="related-articles"><p>x</p></div>', "aside"),
        ('<div class="content-with-sidebar"><h1>y</h1><p>x</p></div>', "body"), ('<blockquote class="twitter-tweet"><p>x</p></blockquote>', "embed"),
        ('<article><h1>y</h1><ul class="nav meta"><li>x</li></ul></article>', "article"), ("<main><p>x</p></main>", "main"),
    ],
)  # fmt: skip
def test_regions(html: str, region: str) -> None:
    assert next(b.region for b in document(page(html)).blocks if b.text == "x") == region


@pytest.mark.parametrize(
    ("html", "visible"),
    [
        ("<p>x</p>", "yes"), ("<p hidden>x</p>", "no"), ('<p style="display: none">x</p>', "no"), ("<div hidden><p>x</p></div>", "no"),
        ('<p class="sr-only">x</p>', "no"), ("<details><summary>s</summary><p>x</p></details>", "unknown"),
        ("<details open><summary>s</summary><p>x</p></details>", "yes"), ("<dialog><p>x</p></dialog>", "no"), ("<noscript><p>x</p></noscript>", "no"),
        ("<style>.a{display:none}</style><p class=a>x</p>", "no"), ("<style>#a{visibility:hidden}</style><p id=a>x</p>", "no"),
        ("<style>.b .a{display: none}</style><div class=b><p class=a>x</p></div>", "no"),
        ("<style>.b .a{display: none}</style><div class=c><p class=a>x</p></div>", "yes"),
        ("<style>.a{display:none}.a.open{display:block}</style><p class=a>x</p>", "unknown"),
        ("<style>@media print{.a{display:none}}</style><p class=a>x</p>", "yes"), ('<style media="print">.a{display:none}</style><p class=a>x</p>', "yes"),
        ('<p class="d-none d-md-block">x</p>', "yes"), ('<p class="hidden md:block">x</p>', "yes"), ('<p class="collapse">x</p>', "unknown"),
        ("<p>shown <span hidden>x</span></p>", "no"),
    ],
)  # fmt: skip
def test_visibility(html: str, visible: str) -> None:
    assert next(b.visible for b in document(page(html)).blocks if b.text == "x") == visible


def test_hidden_words_are_no_part_of_a_shown_line() -> None:
    found = document(page('<p>By <span style="display:none">Jane Roe</span> the desk</p>'))
    assert [(b.text, b.visible) for b in found.blocks] == [("By the desk", "yes"), ("Jane Roe", "no")]


def test_pieces_set_side_by_side_are_words_of_their_own() -> None:
    assert document(page("<p><span>By</span><span>Jane Roe</span></p>")).blocks[0].text == "By Jane Roe"


def test_json_ld_with_graph_references_arrays_and_several_blocks() -> None:
    found = document(
        page("<p>x</p>", '<script type="application/ld+json">{"@graph":[{"@type":["NewsArticle","Article"],"author":[{"@id":"#jr"},"Ann Poe"]}]}</script>'
             '<script type="application/ld+json">[{"@type":"Person","@id":"#jr","name":"Jane Roe"}]</script>')
    )  # fmt: skip
    article = next(t for t in found.things if t.is_a("NewsArticle"))
    assert [a if isinstance(a, str) else a.first("name") for a in article.properties["author"]] == ["Jane Roe", "Ann Poe"]


@pytest.mark.parametrize(
    ("script", "message", "line", "read"),
    [
        ('\n{"@type": "NewsArticle",\n "headline": "a"\n "x": 1}', "broken JSON-LD, not read", 6, False),
        ('{"@type": "NewsArticle", "headline": "a",}', "broken JSON-LD, read all the same", 3, True),
        ('{"@type": "NewsArticle", "headline": "a\tb\n"}', "broken JSON-LD, read all the same", 3, True),
        ("<!-- -->", "is empty", 3, False),
    ],
)
def test_broken_json_ld_is_reported_with_its_line(script: str, message: str, line: int, read: bool) -> None:
    found = document(f'<html>\n<head>\n<script type="application/ld+json">{script}</script>\n</head><body><p>x</p></body></html>')
    (problem,) = [p for p in found.problems if p.code == "json-ld"]
    assert message in problem.message
    assert problem.line == line
    assert any(t.is_a("NewsArticle") for t in found.things) is read


def test_microdata_and_rdfa_nest() -> None:
    found = document(
        page('<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">H</h1>'
             '<span itemprop="author" itemscope itemtype="https://schema.org/Person"><b itemprop="name">Jane Roe</b></span>'
             '<time itemprop="datePublished" datetime="2024-05-01">May</time></div>'
             '<div vocab="https://schema.org/" typeof="Organization"><span property="name">Aldermoor News</span></div>')
    )  # fmt: skip
    item = next(t for t in found.things if t.syntax == "microdata")
    assert (item.first("headline"), item.first("author"), item.first("datePublished")) == ("H", "Jane Roe", "2024-05-01")
    assert next(t for t in found.things if t.syntax == "rdfa").first("name") == "Aldermoor News"


def test_directives_stand_with_their_line_and_region() -> None:
    found = document(page("<article>\n<!-- masthead-disable-next byline -- unsigned by policy -->\n<p>x</p></article>"))
    (directive,) = found.directives
    assert (directive.text, directive.region) == ("masthead-disable-next byline -- unsigned by policy", "article")
    assert found.source.splitlines()[directive.line - 1].startswith("<!-- masthead")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"), (b" \n\t ", "empty"), (b"%PDF-1.7 \x00\x01", "PDF"), (b"\x89PNG\r\n\x1a\n" + bytes(50), "PNG"), (bytes(range(32)) * 40, "binary"),
        (b"\x1f\x8b\x08" + bytes(50), "gzip"), (b"a" * (MAX_BYTES + 1), "limit"),
    ],
)  # fmt: skip
def test_what_is_no_page_is_refused_with_a_reason(data: bytes, message: str) -> None:
    with pytest.raises(Unreadable, match=message):
        parse(data)


@pytest.mark.parametrize("tag", ["<div>", "<b>", "<table><tr><td>", "<ul><li>", "<blockquote>"])
def test_a_hundred_thousand_levels_are_read_and_reported(tag: str) -> None:
    found = document("\n" + tag * 100_000 + "x")
    assert found.blocks[0].text == "x"
    assert [(p.code, p.line) for p in found.problems] == [("nesting", 2)]


def test_fifty_megabytes_of_text_are_read() -> None:
    data = b"<html><body>" + b"<p>The council met again and spoke of the bridge.</p>\n" * 900_000
    assert len(data) < MAX_BYTES
    assert len(parse(data).blocks) == 900_000


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("<html>\n<title>{{ page.title }}</title><h1>{{ page.title }}</h1>", 2), ("<p>x</p>\n{% if a %}\n<p>y</p>{% endif %}", 2),
        ("---\ntitle: x\n---\n<p>{{ content }}</p>", 4), ("<html><p>" + "A long story. " * 60 + "</p><a href='{{ url }}'>x</a>", None),
        ("<script>var a = '{{ x }}'; {% raw %}</script><p>" + "story " * 100, None), ("<p>plain</p>", None),
    ],
)  # fmt: skip
def test_template_sources_are_told_from_pages(source: str, line: int | None) -> None:
    assert template_line(source) == line


def _content(found: Document) -> tuple[object, ...]:
    return found.elements, found.blocks, found.links, found.images, found.times, found.metas, found.directives, found.title


@pytest.mark.parametrize("path", sorted(FIXTURES.rglob("*.html")), ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_beautifulsoup_gives_the_same_document(path) -> None:  # type: ignore[no-untyped-def]
    found = parse(path.read_bytes())
    walker = new_walker(found.source)
    walk_soup(build_soup(found.source), walker)
    walker.finish()
    assert (
        walker.elements,
        walker.blocks,
        walker.links,
        walker.images,
        walker.times,
        walker.metas,
        walker.directives,
        walker.title,
    ) == _content(found)
