"""Screens of territories: the map of France, and a file of contours in two steps."""
