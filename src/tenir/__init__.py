"""Tenir: public promises to priority neighbourhoods, traceable from the signed text to the street corner."""

__version__ = "0.1.0"
