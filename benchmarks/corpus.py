"""Check every page of a corpus: no crash, the same bytes twice, both ways to the Document alike, text as html5lib has it.

    python benchmarks/corpus.py --corpus DIR [--jobs N] [--html5lib]

DIR holds ``truth.jsonl`` with one JSON object a page (``id``, ``path`` to a gzipped page, ``lang``). Prints the table of
outcomes by rule, and every page on which something does not hold. Exits with 1 when there is one.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from checker.checking import Settings, checker_for
from checker.document.parse import Unreadable, new_walker, parse
from checker.document.soup import build_soup, walk_soup
from checker.report.model import PageReport

OUTCOMES = ("passed", "failed", "cantTell", "inapplicable", "untested")


def words(text: str) -> str:
    """A text without white space."""
    return re.sub(r"\s+", "", text)


def look(argument: tuple[str, Path, bool]) -> tuple[str, list[str], dict[str, str]]:
    """One page: its id, what does not hold, and its outcomes by rule."""
    name, path, thorough = argument
    data = gzip.decompress(path.read_bytes())
    wrong: list[str] = []
    outcomes: dict[str, str] = {}
    try:
        checker = checker_for(Settings())
        first, second = checker.check(data, name), checker.check(data, name)
        if first.model_dump_json() != second.model_dump_json():
            wrong.append("two checks differ")
        if isinstance(first, PageReport):
            outcomes = {r.rule: r.outcome for r in first.results}
        document = parse(data, name)
        walker = new_walker(document.source)
        walk_soup(build_soup(document.source), walker)
        walker.finish()
        if walker.blocks != document.blocks or walker.elements != document.elements:
            wrong.append("BeautifulSoup gives another Document")
        if thorough:
            wrong += against_html5lib(document.source, [b.text for b in document.blocks])
    except Unreadable as error:
        wrong.append(f"unreadable: {error}")
    except Exception as error:
        wrong.append(f"{type(error).__name__}: {error}")
    return name, wrong, outcomes


def against_html5lib(source: str, blocks: list[str]) -> list[str]:
    """Where our text first departs from html5lib's: hidden text comes in its own place there, so words are compared as a bag,
    and in order on pages that hide nothing inside a line."""
    from bs4 import BeautifulSoup
    from bs4.element import Comment, Doctype

    soup = BeautifulSoup(source, "html5lib")
    for tag in soup.find_all(
        ["script", "style", "template", "title", "svg", "math", "canvas", "object", "select", "iframe", "audio", "video"]
    ):
        tag.decompose()
    theirs = words("".join(s for s in soup.find_all(string=True) if not isinstance(s, (Comment, Doctype))))
    dropped = dict.fromkeys(map(ord, "\u00ad\u200b\ufeff\u2060"))
    theirs, ours = theirs.translate(dropped), words("".join(blocks)).translate(dropped)
    if ours == theirs:
        return []
    if Counter(ours) == Counter(theirs):
        return ["order"]
    at = next((i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), min(len(ours), len(theirs)))
    return [f"text differs from html5lib's: ours …{ours[at : at + 40]}… theirs …{theirs[at : at + 40]}…"]


def main() -> int:
    """Run over the corpus and print what was found."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--corpus", type=Path, required=True)
    arguments.add_argument("--jobs", type=int, default=2)
    arguments.add_argument("--html5lib", action="store_true", help="compare the text with html5lib's too (slow)")
    options = arguments.parse_args()
    pages = [json.loads(line) for line in (options.corpus / "truth.jsonl").open(encoding="utf-8")]
    work = [(p["id"], options.corpus / p["path"], options.html5lib) for p in pages]
    table: dict[str, Counter[str]] = {}
    reordered = bad = 0
    with ProcessPoolExecutor(options.jobs) as pool:
        for name, wrong, outcomes in pool.map(look, work, chunksize=8):
            for rule, outcome in outcomes.items():
                table.setdefault(rule, Counter())[outcome] += 1
            reordered += "order" in wrong
            for problem in wrong:
                if problem != "order":
                    bad += 1
                    print(f"{name}: {problem}")
    print(
        f"\n{len(pages)} pages, {bad} problems"
        + (f", {reordered} with hidden words in another place than html5lib's" if options.html5lib else "")
    )
    print(f"\n{'rule':<26}" + "".join(f"{o:>13}" for o in OUTCOMES))
    for rule, counts in sorted(table.items()):
        print(f"{rule:<26}" + "".join(f"{counts[o]:>13}" for o in OUTCOMES))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
