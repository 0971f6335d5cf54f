"""What the pages of bodies ask."""
