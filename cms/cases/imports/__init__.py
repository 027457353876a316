"""Station 1 and 2: ledger rows become cases, drafts with a revision each."""
