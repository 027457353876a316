"""The door: public records, the privacy gate, and the publication log.

In the order a record passes them:

- what is asked of it: ``models`` (drafts, by Wagtail), ``door.record``, ``pages``, ``series``
- its public form: ``records`` (schemas, bytes), ``vocabulary``, ``civic_vocabulary``,
  ``picture_files``
- ``gate``: ``free_texts`` (what is looked through), ``texts``, ``gate``, and ``directory`` (office
  telephones that pass); ``verdicts`` are what it says
- ``door``: editors' words on what was found (``overrides``, ``review``), the decision
  (``wagtail_actions``, in which all of Wagtail's paths end, ``actions``, ``sealed``), and the
  writing (``appending``, ``states``); ``errors`` are what it says when it does not open
- ``log_table``: ``log_entries``, ``protection``, ``purging``, and towards the public ``projection``
- what the public side reads: ``store``, and ``log``, what readers know of it
- who saw private data: ``sights``; rows that nobody changes: ``append_only``, ``guarding``
- ``admin``: what editors see of all this
"""
