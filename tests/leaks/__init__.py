"""Publishes canaries through every path and searches every channel for them.

A new channel joins in ``channels.py`` with one function under ``@channel``.
"""
