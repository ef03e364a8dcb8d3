"""Masthead reads news pages and reports what they disclose, with the evidence for every line."""

__version__ = "0.1.0"
