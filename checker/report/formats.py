"""The formats by name. Each is a pure function of the report; the same report gives the same bytes."""

from __future__ import annotations

from dataclasses import dataclass

from checker.report.model import Report

FORMATS = ("terminal", "json", "html")


@dataclass(frozen=True, slots=True)
class Look:
    """How the terminal report looks: ``quiet`` has a line a failure (with ``reviews``, a line a review too), ``verbose``
    everything; ``reasons`` say why the gate trips. Files hold everything whatever the look."""

    quiet: bool = False
    verbose: bool = False
    colour: bool = False
    reviews: bool = False
    reasons: tuple[str, ...] = ()


def render(report: Report, name: str, look: Look | None = None) -> str:
    """The report in one format. Raises ``KeyError`` for an unknown name."""
    look = look or Look()
    if name == "json":
        return report.model_dump_json(indent=2, exclude_none=False) + "\n"
    if name == "html":
        from checker.report.html import render_html

        return render_html(report)
    if name == "terminal":
        from checker.report.terminal import render_terminal

        return render_terminal(
            report, quiet=look.quiet, verbose=look.verbose, colour=look.colour, reviews=look.reviews, reasons=look.reasons
        )
    raise KeyError(name)
