"""The board of a framework, step by step: what the address asks, the rows that answer, their tree, its facts."""
