"""Planted personal data for the privacy benchmark: written as people write it who evade filters.

Nothing here imports the recognisers, so that they are not tested against themselves.
"""
