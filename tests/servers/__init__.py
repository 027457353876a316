"""Real servers for tests and benchmarks: found, started on loopback, stopped again."""
