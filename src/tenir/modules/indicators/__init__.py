"""Figures: what is measured, what was sent, what it adds up to, what is aimed at, what may be shown."""
