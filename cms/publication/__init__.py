"""The door: public records, the privacy gate's place, and the publication log."""
