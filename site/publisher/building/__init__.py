"""The two builds, full and incremental, and what a full build is divided into."""
