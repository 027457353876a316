"""What all purges share; what each kind of record forgets, its own app says."""
