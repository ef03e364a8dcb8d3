"""Who says what: quotations, their speakers, and how a text tells. Start at :mod:`checker.evidence.speech.quotations`."""

from checker.evidence.speech.quotations import collect_quotations

__all__ = ["collect_quotations"]
