"""Protocols and contracts: stakes, their axes and priorities, recommendations, commitments with partners and levers.

`sections` finds what each part of the text is about from its headings, `provisions` reads lists, `rows` the tables of
commitments, `partners` the names printed beside them, `grid` the columns left side by side, `items` puts all together.
"""
