"""The privacy gate: every text of a record is looked through before it leaves."""
