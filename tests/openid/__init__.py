"""Providers of identities for tests: an invented one that lies on demand, and a real one in a process of its own."""
