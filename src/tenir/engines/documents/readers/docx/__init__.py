"""A Word document (.docx), read from its own XML."""
