"""Who owes what to whom by when: the rooms of duties beside models, actions and views."""
