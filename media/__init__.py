"""Pictures: intake, renditions and storage."""
