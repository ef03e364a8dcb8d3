"""The tree is the standard's: same text in the same order as html5lib, on the cases parsers disagree about."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from bs4.element import Comment, Doctype

from checker.document.parse import parse

CASES = {
    "unclosed p": "<p>One<p>Two<div>Three</div>Four",
    "unclosed li": "<ul><li>One<li>Two<ul><li>Nested<li>Again</ul><li>Three</ul>",
    "unclosed td": "<table><tr><td>a<td>b<tr><td>c<td>d</table>after",
    "text in a table": "<table>lost<tr><td>cell</td></tr>words</table>",
    "table without body": "<table><td>cell</table>",
    "misnested formatting": "<p><b>bold<i>both</b>italic</i>plain</p>",
    "misnested links": "<a href=1>one<a href=2>two</a>three",
    "formatting across p": "<b><p>One</b> two</p> three",
    "block in inline": "<span>a<div>b</div>c</span>d",
    "noscript": "<noscript><p>No script here</p></noscript><p>After</p>",
    "head content in body": "<body><p>x<title>late</title>y",
    "definition lists": "<dl><dt>a<dd>b<dt>c<dd>d</dl>",
    "stray end tags": "</div><p>a</span>b</p></p>c",
    "entities": "<p>&eacute;&amp&lt;&copy;2024 &notit; &#x201C;x&#8221;</p>",
    "comments": "<p>a<!-- b -->c<!-->d--><p>e",
    "headings in headings": "<h1>a<h2>b</h2>c</h1>d",
    "attributes without quotes": "<p class=a title=b>x<br>y<img src=z alt=w>",
    "cdata and pi": "<p>a<![CDATA[b]]>c<?pi d?>e",
    "frames of a fragment": "just text <b>and bold",
    "select": "<p>before<select><option>x</select>after",
}
HIDDEN = {"script", "style", "template", "title", "svg", "select", "iframe", "textarea", "noscript"}


def words(text: str) -> str:
    return re.sub(r"\s+", "", text)


def html5lib_text(source: str) -> str:
    soup = BeautifulSoup(source, "html5lib")
    for tag in soup.find_all(["script", "style", "template", "title", "svg", "select", "iframe"]):
        tag.decompose()
    return words("".join(s for s in soup.find_all(string=True) if not isinstance(s, (Comment, Doctype))))


@pytest.mark.parametrize("source", CASES.values(), ids=CASES.keys())
def test_same_text_in_the_same_order(source: str) -> None:
    ours = words("".join(b.text for b in parse(f"<!doctype html>{source}".encode()).blocks))
    assert ours == html5lib_text(f"<!doctype html>{source}")
