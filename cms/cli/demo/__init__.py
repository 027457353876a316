"""The demo data: a made-up district that reads like a real one. Plain Python, no Django."""
