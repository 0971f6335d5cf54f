"""Lists of measures told one by one: a title, the meeting that decided it, a text with key figures and local examples.

`anchors` finds the lines that name the meeting and the title above each, `stories` cuts what follows into paragraphs,
`quantities` reads the numbers, `items` puts all together.
"""
