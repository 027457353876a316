"""The door: public records, the privacy gate's place, and the publication log.

In the order a record passes them:

- what is asked of it: ``models`` (drafts, by Wagtail), ``door_record``, ``pages``, ``series``
- its public form: ``records`` (schemas, bytes), ``vocabulary``, ``civic_vocabulary``,
  ``picture_files``
- the gate: ``free_texts`` (what is looked through), ``texts``, ``gate``, ``verdicts``, and
  ``directory`` (office telephones that pass)
- editors' words on what was found: ``overrides``, ``review``, ``review_panel``,
  ``review_posts``, ``review_views``
- the decision: ``wagtail_actions`` (all of Wagtail's paths end there), ``actions``, ``sealed``
- the log: ``appending``, ``log_entries``, ``states``, ``protection``, ``purging``
- towards the public: ``projection``, ``store``, and ``log``, what readers know of it
- who saw private data: ``sights``, ``sight_views``, ``append_only``
"""
