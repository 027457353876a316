"""Small parts of pages that every kind of record has, made from plain values."""
