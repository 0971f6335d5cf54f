"""Saying where it stands in a minute: whose promises, by which door, which form."""
