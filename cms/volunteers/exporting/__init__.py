"""Hours as tables for other systems."""
