"""Settings and root addresses: the only room that sees all the others."""
