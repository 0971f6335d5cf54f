"""Every write of this module, by noun."""
