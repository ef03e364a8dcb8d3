"""The gate: which findings and scores make a run end with 1."""

from __future__ import annotations

from dataclasses import dataclass

from checker.report.model import Report
from checker.rulebook.model import SEVERITIES


@dataclass(frozen=True, slots=True)
class Gate:
    """``fail_on``: the least severity of a failed rule that trips; ``fail_on_review`` the same for rules in review;
    ``under`` looks at the high end of the score, ``under_low`` at the low end."""

    fail_on: str = "error"
    fail_on_review: str = "none"
    under: float | None = None
    under_low: float | None = None


def trips(report: Report, gate: Gate) -> list[str]:
    """Why the gate trips, a line for each reason; empty when it does not."""
    severity = {r.id: r.severity for r in report.rules}
    stable = {r.id for r in report.rules if r.status != "preview"}
    reasons = []
    for outcome, least, word in (("failed", gate.fail_on, "failed"), ("cantTell", gate.fail_on_review, "in review")):
        if least == "none":
            continue
        gating = SEVERITIES[: SEVERITIES.index(least) + 1]
        count = sum(1 for p in report.pages for r in p.results if r.outcome == outcome and r.rule in stable and severity[r.rule] in gating)
        if count:
            reasons.append(f"{count} rule outcome{'s' if count > 1 else ''} {word} at severity {' or '.join(gating)}")
    total = report.summary.score
    for limit, value, name in ((gate.under, total.high, "high end"), (gate.under_low, total.low, "low end")):
        if limit is not None and value is not None and value < limit:
            reasons.append(f"the {name} of the score is {value:g}, under {limit:g}")
        elif limit is not None and value is None and total.in_play:
            reasons.append(f"there is no score to hold against {limit:g}: only {total.decided} of {total.in_play} rules are decided")
    return reasons
