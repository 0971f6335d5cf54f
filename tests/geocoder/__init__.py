"""Addresses of an invented town: a real addok with its Redis, and an invented service that answers as it does."""
