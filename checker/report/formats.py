"""The formats by name. Each is a pure function of the report; the same report gives the same bytes."""

from __future__ import annotations

from checker.report.model import Report

FORMATS = ("terminal", "json", "html")


def render(
    report: Report, name: str, *, quiet: bool = False, verbose: bool = False, colour: bool = False, reasons: list[str] | None = None
) -> str:
    """The report in one format. ``quiet``, ``verbose``, ``colour`` and ``reasons`` (why the gate trips) are for the
    terminal; files hold everything. Raises ``KeyError`` for an unknown name."""
    if name == "json":
        return report.model_dump_json(indent=2, exclude_none=False) + "\n"
    if name == "html":
        from checker.report.html import render_html

        return render_html(report)
    if name == "terminal":
        from checker.report.terminal import render_terminal

        return render_terminal(report, quiet=quiet, verbose=verbose, colour=colour, reasons=reasons or [])
    raise KeyError(name)
