"""One file that holds everything: database, uploads, and a manifest that says what they should be.

`archive` seals and checks the file, `sqlite` and `postgresql` copy a database as of one instant and put it back in one
transaction, `create` and `restore` compose them. docs/decisions says why each database is copied by its own means.
"""
