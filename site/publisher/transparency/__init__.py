"""The publication log as others can check it: a Merkle tree in static files, signed.

The formats are those of C2SP: tlog-tiles, tlog-checkpoint and signed-note; see
``docs/reference/log.md``. Plain Python, of the log it knows only its entries.
"""
