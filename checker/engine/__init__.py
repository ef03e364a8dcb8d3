"""Rules against evidence: the five EARL outcomes."""
