"""The door itself: what a record brings to it, what editors said of findings, the one way out."""
