"""Tables of this module, by noun."""
