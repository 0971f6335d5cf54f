"""Who meets, what they decide, who owes what to whom by when."""
