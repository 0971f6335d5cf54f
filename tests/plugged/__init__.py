"""A module that does not ship: it shows that adding one edits only `INSTALLED_APPS`."""
