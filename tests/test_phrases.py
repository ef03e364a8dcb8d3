"""Phrases are found where a plain reading of their syntax finds them, and nothing a page holds makes that slow."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.lexicon import available_languages, load_lexicon
from checker.lexicon.phrases import PhraseSet, compile_phrases, expand, fold, index_phrases
from checker.lexicon.store import read_language


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("said", "She said so", "said"), ("said", "unsaid things", None), ("explain*", "he explains it", "explains"),
        ("(had|has) told", "who has told us", "has told"), ("vor # Stunden", "vor 12 Stunden", "vor 12 stunden"),
        ("in the … of", "in the last two days of May", "in the last two days of"), ("d'après", "D’après lui", "d'après"),
        ("a branch of {entity}", "A branch of Example Media SA", "a branch of example media sa"), ("correction:", "Correction: the", "correction:"),
        ("(c)opy", "copy", "copy"), ("a  b", "a\n b", "a\n b"), ("S.A.", "Example S.A., Lima", "s.a."), ("sponsored", "sponsored content", "sponsored"),
    ],
)  # fmt: skip
def test_syntax(phrase: str, text: str, found: str | None) -> None:
    match = PhraseSet([index_phrases([phrase], True)], True).search(fold(text))
    assert (match[0] if match else None) == found


def test_the_longest_phrase_at_a_place_wins() -> None:
    phrases = PhraseSet([index_phrases(["sponsored", "sponsored content", "content"], True)], True)
    assert phrases.search("a sponsored content here")[0] == "sponsored content"  # type: ignore[index]


def test_chinese_and_japanese_match_inside_text() -> None:
    assert PhraseSet([index_phrases(["表示"], False)], False).search("市长表示，大桥")


@pytest.mark.parametrize("language", available_languages())
def test_every_phrase_of_a_lexicon_is_found_in_a_text_that_is_that_phrase(language: str) -> None:
    """An index that files a phrase under a word it does not have would lose it without a sound."""
    lexicon = load_lexicon(language)
    lost = [
        (group, phrase)
        for group, phrases in read_language(language)["groups"].items()
        for written in phrases
        for phrase in expand(fold(written))
        if phrase and not lexicon.search(_instance(phrase), group)
    ]
    assert not lost


def _instance(phrase: str) -> str:
    """A text that holds a phrase: something for each of its variable parts."""
    return phrase.replace("{entity}", "example media").replace("*", "").replace("#", "12").replace("…", "thing")


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("#jährige", "die 51jährige frau"),
        ("wie … aus … erfuhr", "wie dpa aus kreisen erfuhr"),
        ("#件", "12件"),
        ("autor*innen", "die autorinnen"),
    ],
)
def test_phrases_with_variable_parts_are_indexed_by_what_stands_fast(phrase: str, text: str) -> None:
    spaced = not phrase.endswith("件")
    assert PhraseSet([index_phrases([phrase], spaced)], spaced).search(text)


WORDS = st.lists(st.sampled_from(["by", "said", "he", "the", "owner", "of", "said,", "owners", "a"]), min_size=1, max_size=8).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=6), WORDS)
def test_the_index_finds_what_one_big_expression_finds(phrases: list[str], text: str) -> None:
    indexed = PhraseSet([index_phrases(phrases, True)], True)
    plain = compile_phrases([e for p in phrases for e in expand(fold(p))], True)
    assert plain is not None
    first = plain.search(text)
    found = indexed.search(text)
    assert (found is None) == (first is None)
    assert found is None or first is None or found.start() == first.start()


@settings(deadline=None)
@given(st.text(max_size=60))
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize("language", available_languages())
def test_no_group_runs_away_on_repetitive_text(language: str) -> None:
    lexicon = load_lexicon(language)
    for group in ("owner_statement", "correction_route", "ai_disclosure", "unnamed_source", "reporting_verb"):
        pattern = lexicon.pattern(group)
        text = " ".join(p.replace("{entity}", "x").replace("…", "x") for p in lexicon.phrases(group)[:40])
        times = []
        for size in (4, 16):
            start = time.perf_counter()
            list(pattern.finditer(fold(text) * size) if pattern else ())
            times.append(time.perf_counter() - start)
        assert times[1] < max(12 * times[0], 0.5), (group, times)
