"""Rules, standards and profiles: knowledge in YAML, checked when it is loaded."""

from checker.rulebook.load import load_rulebook
from checker.rulebook.model import Rule, RuleBook

__all__ = ["Rule", "RuleBook", "load_rulebook"]
