"""Ledger import in the admin: upload, columns, dry run, import."""
