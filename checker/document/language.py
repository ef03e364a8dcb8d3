"""The language that a text is written in, by the parser library's detector."""

from __future__ import annotations

from turbohtml.detect import detect_language

_CODES = {"eng": "en", "deu": "de", "fra": "fr", "ita": "it", "spa": "es", "por": "pt", "rus": "ru", "cmn": "zh", "zho": "zh", "jpn": "ja",
          "arb": "ar", "ara": "ar", "kor": "ko", "nld": "nl", "pol": "pl", "tur": "tr", "ukr": "uk", "swe": "sv", "dan": "da", "ces": "cs",
          "hun": "hu", "fin": "fi", "ell": "el", "heb": "he", "hin": "hi", "ind": "id", "ron": "ro", "vie": "vi", "nob": "no", "cat": "ca",
          "bul": "bg", "srp": "sr", "hrv": "hr", "slk": "sk", "tha": "th", "pes": "fa", "fas": "fa", "ben": "bn", "urd": "ur"}  # fmt: skip


def written_language(text: str) -> tuple[str, float]:
    """ISO 639-1 code of a text's language ('' when none is found) and how sure that is, 0-1."""
    found = detect_language(text)
    return _CODES.get(found.language or "", (found.language or "")[:3]), found.confidence
