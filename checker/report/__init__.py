"""The report: one model, and formats that are pure functions of it."""
