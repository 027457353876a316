"""Log entries are folded, in order, into what is remembered; and which pages that touches."""
