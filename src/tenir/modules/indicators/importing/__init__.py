"""Figures by the sheet: read, mapped to fields, checked cell by cell, then committed whole or not at all."""
