"""Ledgers (台账): reads and writes the offices' spreadsheets. Plain Python, no Django.

The way of a row: ``reading.open_ledger`` finds the header and streams raw rows,
``mapping`` says which column is which field, ``rows.read_rows`` cleans and
checks, ``refused.write_refused`` gives back what could not be taken.
"""
