"""What is remembered of a release: the manifest, its rows, and what is read out of them."""
