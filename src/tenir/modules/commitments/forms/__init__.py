"""Forms of frameworks, headings, promises and what ties them."""
