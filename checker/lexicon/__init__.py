"""The words of each language, read from ``rules/lexicons``."""

from checker.lexicon.lexicon import Lexicon, available_languages, load_lexicon, shared_phrases

__all__ = ["Lexicon", "available_languages", "load_lexicon", "shared_phrases"]
