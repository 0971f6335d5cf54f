"""The text layer of a PDF: words with their places, rulings, tables, columns, lines."""
