"""The tile map of France as data: one tile for each département and collectivity that has inhabitants.

Drawn by us. Each tile keeps its neighbours as near as a grid allows: nine pairs of bordering départements out of ten
touch, by a side or a corner, and all stay within two tiles (`tests/test_tiles.py` measures it against real outlines).
Paris and its ring have tiles as large as the others, so they can be read and touched. Codes and names: INSEE, Code
officiel géographique 2026. The French Southern and Antarctic Lands (984) and Clipperton (989) have no inhabitants,
hence no tile.
"""

from __future__ import annotations

from collections.abc import Iterator

EMPTY = "."

# Hexagon and Corsica. One word a tile, `.` for the sea and the neighbours.
MAINLAND = """
.  .  .  .  .  .  62 59 .  .  .  .
.  .  .  .  76 80 60 02 08 .  57 .
.  .  .  14 27 95 75 93 51 55 54 67
.  .  50 61 78 92 94 77 10 52 88 68
29 22 35 53 72 28 91 89 21 70 90 .
.  56 44 49 37 41 45 58 71 39 25 .
.  .  85 79 86 36 18 03 69 01 74 .
.  .  .  17 16 87 23 63 42 38 73 .
.  .  .  33 24 19 15 43 07 26 05 .
.  .  .  40 47 46 12 48 30 84 04 06
.  .  .  64 32 82 81 34 .  13 83 .
.  .  .  .  65 31 09 11 .  .  .  2B
.  .  .  .  .  .  .  66 .  .  .  2A
"""

# Overseas, as a strip below: départements first, then collectivities.
OVERSEAS = "971 972 973 974 976 . 975 977 978 986 987 988"

NAMES = {
    "01": "Ain",
    "02": "Aisne",
    "03": "Allier",
    "04": "Alpes-de-Haute-Provence",
    "05": "Hautes-Alpes",
    "06": "Alpes-Maritimes",
    "07": "Ardèche",
    "08": "Ardennes",
    "09": "Ariège",
    "10": "Aube",
    "11": "Aude",
    "12": "Aveyron",
    "13": "Bouches-du-Rhône",
    "14": "Calvados",
    "15": "Cantal",
    "16": "Charente",
    "17": "Charente-Maritime",
    "18": "Cher",
    "19": "Corrèze",
    "21": "Côte-d'Or",
    "22": "Côtes-d'Armor",
    "23": "Creuse",
    "24": "Dordogne",
    "25": "Doubs",
    "26": "Drôme",
    "27": "Eure",
    "28": "Eure-et-Loir",
    "29": "Finistère",
    "2A": "Corse-du-Sud",
    "2B": "Haute-Corse",
    "30": "Gard",
    "31": "Haute-Garonne",
    "32": "Gers",
    "33": "Gironde",
    "34": "Hérault",
    "35": "Ille-et-Vilaine",
    "36": "Indre",
    "37": "Indre-et-Loire",
    "38": "Isère",
    "39": "Jura",
    "40": "Landes",
    "41": "Loir-et-Cher",
    "42": "Loire",
    "43": "Haute-Loire",
    "44": "Loire-Atlantique",
    "45": "Loiret",
    "46": "Lot",
    "47": "Lot-et-Garonne",
    "48": "Lozère",
    "49": "Maine-et-Loire",
    "50": "Manche",
    "51": "Marne",
    "52": "Haute-Marne",
    "53": "Mayenne",
    "54": "Meurthe-et-Moselle",
    "55": "Meuse",
    "56": "Morbihan",
    "57": "Moselle",
    "58": "Nièvre",
    "59": "Nord",
    "60": "Oise",
    "61": "Orne",
    "62": "Pas-de-Calais",
    "63": "Puy-de-Dôme",
    "64": "Pyrénées-Atlantiques",
    "65": "Hautes-Pyrénées",
    "66": "Pyrénées-Orientales",
    "67": "Bas-Rhin",
    "68": "Haut-Rhin",
    "69": "Rhône",
    "70": "Haute-Saône",
    "71": "Saône-et-Loire",
    "72": "Sarthe",
    "73": "Savoie",
    "74": "Haute-Savoie",
    "75": "Paris",
    "76": "Seine-Maritime",
    "77": "Seine-et-Marne",
    "78": "Yvelines",
    "79": "Deux-Sèvres",
    "80": "Somme",
    "81": "Tarn",
    "82": "Tarn-et-Garonne",
    "83": "Var",
    "84": "Vaucluse",
    "85": "Vendée",
    "86": "Vienne",
    "87": "Haute-Vienne",
    "88": "Vosges",
    "89": "Yonne",
    "90": "Territoire de Belfort",
    "91": "Essonne",
    "92": "Hauts-de-Seine",
    "93": "Seine-Saint-Denis",
    "94": "Val-de-Marne",
    "95": "Val-d'Oise",
    "971": "Guadeloupe",
    "972": "Martinique",
    "973": "Guyane",
    "974": "La Réunion",
    "975": "Saint-Pierre-et-Miquelon",
    "976": "Mayotte",
    "977": "Saint-Barthélemy",
    "978": "Saint-Martin",
    "986": "Wallis-et-Futuna",
    "987": "Polynésie française",
    "988": "Nouvelle-Calédonie",
}


def _cells(drawing: str) -> Iterator[tuple[str, tuple[int, int]]]:
    for row, line in enumerate(drawing.strip().splitlines()):
        for column, code in enumerate(line.split()):
            if code != EMPTY:
                yield code, (column, row)


# Official code -> (column, row), both from 0, of the mainland's grid and of the strip.
MAINLAND_CELLS: dict[str, tuple[int, int]] = dict(_cells(MAINLAND))
OVERSEAS_CELLS: dict[str, tuple[int, int]] = dict(_cells(OVERSEAS))
COLUMNS = 1 + max(column for column, _ in (*MAINLAND_CELLS.values(), *OVERSEAS_CELLS.values()))
ROWS = 1 + max(row for _, row in MAINLAND_CELLS.values())
