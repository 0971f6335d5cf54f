"""One folder per noun of the field, each with the same rooms (see docs/explanation/the-house.md)."""
