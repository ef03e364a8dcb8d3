"""What the benchmarks share: labelled pages, what a reader sees on them, and figures with their intervals."""
