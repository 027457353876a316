"""The whole published corpus as one file, from which the site is built again and the log checked.

A dump is a zip: ``log.jsonl`` has one entry a line, in order, as in a leaf of the log and with
its ``body``; ``log/`` is the signed log without the entries, ``media/`` the public pictures,
``site.json`` the settings of the site. ``README.md``, ``LICENCE.txt``, ``schemas/`` and
``fields.csv`` are for people.
"""

ENTRIES, SETTINGS = "log.jsonl", "site.json"
