"""What editors decide of the search, and their own search over private records."""
