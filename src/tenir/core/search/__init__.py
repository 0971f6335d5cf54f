"""What people look for by words: an inverted index in ordinary tables, the same on both databases."""
