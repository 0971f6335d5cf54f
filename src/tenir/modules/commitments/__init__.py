"""Promises: the texts that carry them, their headings, their wording and lines, their levels over time."""
