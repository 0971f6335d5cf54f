"""Ground floor: pure Python. No Django, no network, no clock, no files of its own choosing."""
