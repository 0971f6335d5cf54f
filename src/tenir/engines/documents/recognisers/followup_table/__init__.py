"""The follow-up table of measures: theme, number, measure, level of engagement, indicators.

Recognised by its form alone, whatever its subject: a header that names columns, numbers that follow one another, one
level a row. Steps, in their order: `header` (where the table is) → `levels` (one anchor a row) → `rows` (numbers, the
best chain) → `cells` (headings, title, indicators) → `items`.
"""
