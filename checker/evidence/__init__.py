"""What a page shows: typed evidence with its place, source, visibility and confidence."""
