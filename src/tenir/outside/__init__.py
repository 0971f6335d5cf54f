"""One client for each outside service; each imports nothing of ours and is tried against the real thing."""
