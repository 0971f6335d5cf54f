"""Append-only, hash-chained record of every write and of every refusal to a signed-in person."""
