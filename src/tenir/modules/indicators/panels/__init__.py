"""What this module shows on pages that it does not own."""
