"""Time per page beside bare parses of the same pages in the same run, and the command's start-up beside bare imports.

    python benchmarks/speed.py --pages DIR [--sample N] [--rounds N] [--json FILE]

DIR is searched for .html and .html.gz. All ways take turns on each page, so that a machine that slows down slows all of
them; the cyclic garbage collector is off for all alike. Prints medians, and ratios to bs4+lxml with their quartiles.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from bs4 import BeautifulSoup

from checker.checking import Settings, checker_for
from checker.document.parse import parse
from checker.document.soup import build_soup
from checker.evidence.articles import find_articles
from checker.evidence.collect import page_language
from checker.evidence.page import Page
from checker.evidence.speech.quotations import collect_quotations
from checker.lexicon import load_lexicon


def ways() -> dict[str, Callable[[bytes], object]]:
    """What is timed, by name; the first is what the others are measured against."""
    checker = checker_for(Settings())
    return {
        "bs4+lxml": lambda data: BeautifulSoup(data, "lxml"),
        "bs4+html.parser": lambda data: BeautifulSoup(data, "html.parser"),
        "soup": lambda data: build_soup(data.decode("utf-8", "replace")),
        "document": lambda data: parse(data),
        "evidence": lambda data: checker.evidence(parse(data)),
        "check": lambda data: checker.check(data, "page.html"),
    }


def time_pages(pages: list[bytes], rounds: int) -> dict[str, list[float]]:
    """Seconds a page for every way: the least of ``rounds``, in the order of ``pages``."""
    found: dict[str, list[float]] = {name: [] for name in ways()}
    todo = ways()
    for data in pages[:5]:
        for run in todo.values():
            run(data)
    for data in pages:
        best = dict.fromkeys(todo, float("inf"))
        gc.collect()
        gc.disable()
        for _ in range(rounds):
            for name, run in todo.items():
                start = time.perf_counter()
                run(data)
                best[name] = min(best[name], time.perf_counter() - start)
        gc.enable()
        for name, seconds in best.items():
            found[name].append(seconds)
    return found


def time_speakers(pages: list[bytes], rounds: int) -> dict[str, float]:
    """Milliseconds that quotations and speakers take per 1,000 words of the articles' text (two characters a word in Chinese and Japanese), over
    the pages that have an article: the least of ``rounds`` a page. The Document and what collectors share are made before."""
    seconds = words = quotations = 0.0
    for data in pages:
        document = parse(data)
        page = Page(document, load_lexicon(page_language(document, None)[0]))
        found = [float("inf"), 0]
        extents = find_articles(page)
        for _ in range(rounds if extents and page.folded else 0):
            start = time.perf_counter()
            count = sum(len(collect_quotations(page, extent)) for extent in extents)
            found = [min(found[0], time.perf_counter() - start), count]
        if extents:
            texts = [document.blocks[i].text for extent in extents for i in extent.body]
            words += sum(len(t.split()) if page.lexicon.spaced else len(t) / 2 for t in texts)
            seconds, quotations = seconds + found[0], quotations + found[1]
    return {"ms_per_1000_words": seconds * 1e6 / words, "words": words, "quotations": quotations}


def time_start(runs: int) -> dict[str, float]:
    """Median wall seconds of whole processes: bare Python, the bare imports, and a check of one small file."""
    small = Path(__file__).resolve().parent.parent / "fixtures/articles/seed-good.html"
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_bytes(small.read_bytes())
        commands = {
            "python": [sys.executable, "-c", "pass"],
            "imports (pydantic, click, turbohtml)": [sys.executable, "-c", "import pydantic, click, turbohtml"],
            "masthead check, one small file": [sys.executable, "-m", "checker", "check", str(page)],
        }
        found: dict[str, list[float]] = {name: [] for name in commands}
        for turn in range(runs + 1):
            for name, command in commands.items():
                start = time.perf_counter()
                subprocess.run(command, capture_output=True, check=True)
                if turn:
                    found[name].append(time.perf_counter() - start)
    return {name: statistics.median(times) for name, times in found.items()}


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--pages", type=Path, required=True)
    arguments.add_argument("--sample", type=int, default=100)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--json", type=Path)
    options = arguments.parse_args()
    files = sorted(p for p in options.pages.rglob("*") if p.name.endswith((".html", ".html.gz")))
    random.Random(1).shuffle(files)
    pages = [gzip.decompress(p.read_bytes()) if p.suffix == ".gz" else p.read_bytes() for p in files[: options.sample]]
    print(f"{len(pages)} pages, {sum(map(len, pages)) / len(pages) / 1000:.0f} KB on average, best of {options.rounds}")
    times = time_pages(pages, options.rounds)
    base = times["bs4+lxml"]
    rows = {}
    for name, seconds in times.items():
        ratios = sorted(s / b for s, b in zip(seconds, base, strict=True))
        quartiles = statistics.quantiles(ratios, n=4)
        rows[name] = {"mean_ms": statistics.mean(seconds) * 1000, "total_ratio": sum(seconds) / sum(base), "ratio_quartiles": quartiles}
        print(f"{name:<18}{rows[name]['mean_ms']:>8.1f} ms a page   {rows[name]['total_ratio']:>5.2f} of bs4+lxml   quartiles a page " +
              " ".join(f"{q:.2f}" for q in quartiles))  # fmt: skip
    speakers = time_speakers(pages, options.rounds)
    print(f"quotations and speakers {speakers['ms_per_1000_words']:.1f} ms per 1,000 words ({speakers['words']:.0f} words, "
          f"{speakers['quotations']:.0f} quotations)")  # fmt: skip
    start = time_start(7)
    for name, seconds in start.items():
        print(f"{name:<40}{seconds:>7.3f} s")
    if options.json:
        machine = {
            "python": platform.python_version(),
            "system": platform.platform(),
            "packages": {p: version(p) for p in ("beautifulsoup4", "lxml", "turbohtml", "pydantic")},
        }
        options.json.write_text(
            json.dumps({"machine": machine, "pages": len(pages), "ways": rows, "speakers": speakers, "start": start}, indent=2) + "\n"
        )


if __name__ == "__main__":
    main()
