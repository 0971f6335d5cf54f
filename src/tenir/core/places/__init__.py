"""Places: kinds, official codes, names over time, dated many-to-many containment, and "within" queries."""
