"""The pages of promises, by noun: frameworks, the board of one, a commitment."""
