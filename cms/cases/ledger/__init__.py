"""Ledgers (台账): what is particular to tables of cases. Plain Python, no Django.

``mapping`` says which column is which field, ``rows.read_rows`` cleans and checks the raw rows
that ``opening.open_ledger`` streams, ``office_format`` writes the office's own format.
"""
