"""Promises gathered from every framework: those that reach a place, draw on a lever, concern an organisation."""
