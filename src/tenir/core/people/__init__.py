"""Organisations, accounts, memberships with a role on a place, mandates; sign-in."""
