"""Tables that offices send: workbooks and CSV are read row by row, and written. Plain Python.

The way of a row: ``reading.open_table`` finds the header and streams raw rows,
``values.RowValues`` cleans their cells field by field and remarks on what does not fit,
``refused.write_refused`` gives back what could not be taken.
"""
