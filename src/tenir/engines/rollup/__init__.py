"""Figures that add up: observations and places to totals, targets and completeness (decision 18)."""

from tenir.engines.rollup.totals import totals

__all__ = ["totals"]
