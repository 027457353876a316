"""The test suite; a package, so that a stray "tests" in a library is never taken for it."""
