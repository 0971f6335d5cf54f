"""Lists of promises: objectives and actions under their headings, two-sided pacts, any list that a sentence opens.

Recognised by their form alone: a line that says that promises follow (`ACTIONS`, `L'État s'engage à :`), then items
with bullets or infinitives. Steps, in their order: `openers` (lines that open a list) → `entries` (items of a list) →
`outline` and `headings` (the titles above them) → `items`.
"""
