"""Figures that add up: observations and places to totals, targets and completeness (decision 18)."""
