"""Describing an indicator and what it aims at, by form."""
