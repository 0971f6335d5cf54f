"""What a developer's machine runs: set-up, generated reference pages, screenshots. Not installed with Tenir."""
