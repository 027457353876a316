"""The private copy of the publication log: appended to by the door, guarded by the database."""
