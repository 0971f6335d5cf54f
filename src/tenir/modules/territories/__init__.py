"""Boundaries of places: generations, files, what lies in what, what became of what."""
