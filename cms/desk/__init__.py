"""The first page of the admin: what waits for the user who signed in."""
