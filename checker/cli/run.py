"""A run over many pages, on one process or several, with a progress bar where somebody watches."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator

from checker.checking import Settings, checker_for
from checker.cli.inputs import Input, read
from checker.report.model import PageReport, SkippedFile

_COLLECT_EVERY = 25
"""Pages between two garbage collections: the trees of pages are cyclic."""
_BAR_FROM = 20
"""Pages from which on a progress bar is worth showing."""


def check_one(settings: Settings, item: Input) -> PageReport | SkippedFile:
    """Check one page; a failure inside Masthead becomes an unreadable page with its reason, and the run goes on."""
    data = read(item)
    if isinstance(data, SkippedFile):
        return data
    try:
        return checker_for(settings).check(data, item.name)
    except Exception as error:  # a bug must cost one page, not the report of all the others
        place = error.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = f" ({place.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{place.tb_lineno})" if place else ""
        return SkippedFile(
            name=item.name,
            kind="unreadable",
            message=f"not checked, an internal error of Masthead: {type(error).__name__}: {error}{where}; please report it",
        )


def check_all(settings: Settings, items: list[Input], jobs: int, quiet: bool) -> Iterator[PageReport | SkippedFile]:
    """Check pages in the order given."""
    advance = _progress(len(items)) if not quiet and len(items) >= _BAR_FROM and sys.stderr.isatty() else None
    if jobs > 1 and len(items) > 1:
        for item in [i for i in items if i.path is None]:  # other processes have no standard input
            yield check_one(settings, item)
        yield from _parallel(settings, [i for i in items if i.path is not None], jobs, advance)
        return
    for count, item in enumerate(items, 1):
        yield check_one(settings, item)
        if count % _COLLECT_EVERY == 0:
            gc.collect()
        if advance:
            advance()


def _work(argument: tuple[Settings, list[Input]]) -> list[PageReport | SkippedFile]:
    settings, items = argument
    found = [check_one(settings, item) for item in items]
    gc.collect()
    return found


def _parallel(settings: Settings, items: list[Input], jobs: int, advance: Callable[[], None] | None) -> Iterator[PageReport | SkippedFile]:
    from concurrent.futures import ProcessPoolExecutor

    size = max(1, min(_COLLECT_EVERY, len(items) // (jobs * 4) or 1))
    chunks = [(settings, items[i : i + size]) for i in range(0, len(items), size)]
    with ProcessPoolExecutor(max_workers=min(jobs, len(chunks))) as pool:
        for group in pool.map(_work, chunks):
            for result in group:
                yield result
                if advance:
                    advance()


def _progress(total: int) -> Callable[[], None]:
    from rich.console import Console
    from rich.progress import Progress

    bar = Progress(console=Console(stderr=True), transient=True)
    task = bar.add_task("Checking pages", total=total)
    bar.start()
    done = 0

    def advance() -> None:
        nonlocal done
        done += 1
        bar.advance(task)
        if done == total:
            bar.stop()

    return advance
