"""Whatever a page holds, it is checked or refused with a reason: nothing crashes, nothing runs away."""

from __future__ import annotations

import time

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from checker.checking import Settings, checker_for
from checker.document.parse import parse
from checker.document.structured import read_json_ld
from checker.evidence.calendar import find_dates, iso_date
from checker.evidence.collect import collect
from checker.evidence.speech.marks import find_marked
from checker.lexicon import available_languages, load_lexicon
from checker.lexicon.phrases import fold

PIECES = st.sampled_from(
    ["<p>", "</p>", "<div hidden>", "</div>", "<article>", "</article>", "<h1>", "</h1>", "<table><td>", "<li>", "<a href='/x'>", "<a href=mailto:a@b.example>", "</a>",
     "<img src=x alt='By Jane'>", "<figure>", "<figcaption>", "</figure>", "<time datetime=2024-01-01>", "<br>", "<blockquote>", "“", "”", '"', "«", "»", "„", "「", "」",
     "said Jane Roe", "By Jane Roe", "Photo: ", "©", "2024-13-45", "31 February 2024", "sagte", "说", "قال", "on condition of anonymity because", "\x00", "\u202e",
     "<script type=application/ld+json>", "</script>", '{"@type":"NewsArticle","author":', "[[[", "}", "<style>.a{display:none}", "</style>", "<!--masthead-disable x",
     "-->", "<svg>", "<template>", "<noscript>", "&#0;", "&bogus;", "a" * 300, "Word " * 30, "<footer>", "part of the Example Group"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from(["utf-8", "latin-1", "utf-16"]))
def test_any_mixture_of_markup_is_checked(source: str, encoding: str) -> None:
    checker_for(Settings()).check(source.encode(encoding, "replace"), "x.html")


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_checked_or_refused(data: bytes) -> None:
    checker_for(Settings()).check(data, "x.html")


@settings(max_examples=200, deadline=None)
@given(st.recursive(st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8)),
                    lambda v: st.one_of(st.lists(v, max_size=4), st.dictionaries(st.sampled_from(["@type", "@id", "@graph", "author", "name", "url"]), v, max_size=4)),
                    max_leaves=20))  # fmt: skip
def test_any_json_is_read_as_structured_data(value: object) -> None:
    import json

    things, problems = read_json_ld([(json.dumps(value), 1)])
    assert isinstance(things, list)
    assert not problems


def test_json_ld_that_refers_to_itself_ends() -> None:
    things, _ = read_json_ld([('{"@id": "#a", "@type": "NewsArticle", "author": {"@id": "#a"}}', 1)])
    assert things[0].first("headline") == ""
    assert checker_for(Settings()).check(
        b'<html><script type="application/ld+json">{"@id":"#a","@type":"NewsArticle","author":{"@id":"#a"},"publisher":{"@id":"#a"}}</script><p>x',
        "x",
    )


@settings(deadline=None)
@given(st.text(max_size=80), st.sampled_from(available_languages()))
def test_any_text_is_searched_for_dates_and_marks(text: str, language: str) -> None:
    lexicon = load_lexicon(language)
    folded = fold(text)
    assert all(0 <= f.start <= f.end <= len(text) for f in find_dates(folded, lexicon))
    assert all(m.open <= m.start <= m.end <= m.close <= len(text) for m in find_marked(text, lexicon))
    iso_date(text)


@pytest.mark.parametrize(
    "source",
    ['"' * 200_000, "“" * 200_000, "“said he” " * 20_000, "<style>.a{}" * 20_000, "<style " * 30_000, "{{" + "<pre " * 40_000, "<!--" * 50_000,
     "<p>“One more thing of hers” she said. " * 6_000, "By Jane Roe and " * 12_000, "© " * 100_000, "<a href=/x>About us</a>" * 8_000,
     "<img src=/a.jpg alt=x>" * 8_000, '<div itemscope itemprop="a">' * 5_000, '<script type="application/ld+json">[' * 5_000],
    ids=lambda s: s[:18],
)  # fmt: skip
def test_two_hundred_thousand_characters_of_anything_are_done_in_time(source: str) -> None:
    page = (
        f"<!doctype html><html lang=en><body><main><article><h1>A bridge for Aldermoor</h1><p>{source}</p></article></main></body></html>"
    )
    start = time.perf_counter()
    checker_for(Settings()).check(page.encode(), "x.html")
    assert time.perf_counter() - start < 20


_TEXT = "<p>" + "This is running text of an article, long enough to count as such. " * 3 + "</p>"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("".join(f'<figure><a href="/p{i}"><img src="/picture-number-{i}.jpg"></a><figcaption>Caption {i} of it</figcaption></figure>'
                             for i in range(3000)), id="linked figures"),
        pytest.param("".join(f'<a href="/t{i}">Team {i}</a> ' for i in range(10000)), id="links"),
        pytest.param('<div class="author">Jane Doe</div>' * 3000, id="marked authors"),
        pytest.param("<p>" + "<time datetime=2020-01-01>1 January 2020</time> " * 2000 + "</p>", id="times in one block"),
        pytest.param("<img src=data:x><noscript><img src=/picture.jpg></noscript>" * 3000, id="lazy copies"),
        pytest.param('<script type="application/ld+json">{"@type":"NewsArticle","author":{"name":"Jane' + " " * 30000 + 'Doe"}}</script>', id="a wide name"),
        pytest.param("<article></article><footer>x</footer>" * 2000, id="footers and articles"),
    ],
)  # fmt: skip
def test_pages_with_thousands_of_one_thing_are_done_in_time(body: str) -> None:
    page = f"<html lang=en><title>A headline that is long enough</title><article><h1>A headline that is long enough</h1>{_TEXT}{body}{_TEXT}</article>"
    start = time.perf_counter()
    checker_for(Settings()).check(page.encode(), "x.html")
    assert time.perf_counter() - start < 10


_MARKS = st.lists(
    st.sampled_from([*"“”„«»‹›\"'‘’‚「」『』〈《—–―:：,.。!?？؟", " ", "\n", "<p>", "<blockquote>", "</blockquote>", "oui", "Ann Roe", " said ", " sagte Ada Vogt ",
                     "说", "さんは", "と述べた", "قال الوزير ", " заявил ", "the mayor "]),
    min_size=1, max_size=8,
).map("".join)  # fmt: skip


@settings(max_examples=40, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(_MARKS, st.sampled_from(available_languages()))
@example("“”", "en")
@example("：’‘『قال الوزير と述べた‚!？", "zh")
@example("“』 заявил ‹?:", "ar")
@example("»«", "de")
@example("「", "ja")
@example("说", "zh")
@example("— oui — ", "fr")
def test_a_hundred_thousand_marks_in_any_order_are_done_in_time(piece: str, language: str) -> None:
    """Bounded work for every mark, word and cue: about a second for 100,000 characters on a machine of 2026, where a step that looked at
    every mark once for every other would need hours."""
    body = piece * (100_000 // len(piece))
    document = parse(f"<html lang={language}><article><h1>A headline that is long enough</h1>{_TEXT}<p>{body}</article>".encode(), "x")
    start = time.perf_counter()
    evidence = collect(document)
    assert time.perf_counter() - start < 20
    for article in evidence.articles:
        assert all(q.text.strip() for q in article.quotations)


@pytest.mark.parametrize(
    ("language", "body"),
    [
        pytest.param("ar", "<p>«هدا»: «هذا لن يتكرر مرة أخرى»</p>", id="nothing but a quotation before the colon"),
        pytest.param("ar", "<p>قال " + "وزير في " * 1000 + "«هذا لن يتكرر مرة أخرى».</p>", id="offices one in the other"),
        pytest.param("en", "<blockquote><p>We will all of us go there again and not come back to the town.</p><p>—</p></blockquote>", id="a dash for a credit"),
        pytest.param("ja", "<p>" + "田中さんは述べた、" * 2000 + "「もう二度とそこへは行かない」</p>", id="a sentence of cues"),
        pytest.param("en", "<p>" + "“We will all go there again now.” " * 3000 + "Later a", id="quotations and one word"),
        pytest.param("en", "<p>" + "." * 100_000 + "a", id="stops"),
        pytest.param("en", "<p>" + "He spoke on condition of anonymity because it was late. " * 2000, id="unnamed sources"),
        pytest.param("zh", "".join(f"<p>“我们再也不会去那里了。”市长王{chr(0x4E00 + n)}说。</p>" for n in range(3000)), id="three thousand people"),
    ],
)  # fmt: skip
def test_what_once_crashed_or_ran_away_among_the_speakers(language: str, body: str) -> None:
    document = parse(f"<html lang={language}><article><h1>A headline that is long enough</h1>{_TEXT}{body}</article>".encode(), "x")
    start = time.perf_counter()
    for article in collect(document).articles:
        assert all(q.speaker is None or q.speaker.strip() for q in article.quotations)
    assert time.perf_counter() - start < 20


@pytest.mark.parametrize("body", ["The bridge opens in spring, the council says.", "By Jane Roe", "Von", "Photo: x", "", "2024"])
def test_a_headline_and_one_line_are_a_page(body: str) -> None:
    checker_for(Settings()).check(f"<h1>Council opens the new bridge over the river</h1><p>{body}</p>".encode(), "x.html")
