"""Deadlines: an ISO date when day, month and year are printed, else the words as they stand."""

import re

from tenir.engines.documents.french import MONTHS, fold

_MONTH = rf"(?:{'|'.join(MONTHS)})"
_YEAR = r"20\d\d(?:[-/]20\d\d)?"
_DAY = r"\d{1,2}(?:er)?"
_SEASON = r"(?:printemps|ete|automne|hiver)"
_PART = (
    r"(?:fin|debut|mi-?|courant|(?:la )?fin (?:de |du )?|(?:le )?(?:premier|second|deuxieme|1er|2e|2eme|dernier|"
    r"troisieme|3e|quatrieme|4e) (?:semestre|trimestre) ?(?:de )?|(?:la )?rentree(?: scolaire)?(?: de)?|l')"
)
_WHEN = (
    rf"(?:(?:{_PART} ?(?:de |d')?)*"
    rf"(?:(?:{_DAY} )?{_MONTH}(?: {_YEAR})?|{_DAY}[/.]\d{{1,2}}[/.]20\d\d|(?:l')?{_SEASON} {_YEAR}|{_YEAR})"
    r"|(?:(?:la )?fin|debut) (?:de l'annee|d'annee)(?: scolaire)?(?: 20\d\d)?|la rentree(?: scolaire)?"
    r"|(?:un|deux|trois|quatre|cinq|six|neuf|dix|douze|dix-huit|\d{1,2}) (?:mois|ans?|semaines|jours))"
)
_BY = (
    r"d'ici (?:a |au |aux |la |le |l')?(?:la )?|au plus tard (?:a |au |le |en |pour |avant |dans )?(?:la |le |les )?|"
    r"avant (?:le |la |l')?|a l'horizon (?:de )?|a echeance (?:de )?|pour (?:le |la )(?=\d|fin|rentree)|"
    r"(?:echeance|date limite|delai|calendrier) ?: ?(?:le |la )?"
)
_DEADLINE = re.compile(rf"\b(?:{_BY})(?P<when>{_WHEN})(?![a-z0-9])")
_AT_END = re.compile(rf"(?<![a-z0-9'-])(?P<when>{_WHEN})$")
_GOVERNS = re.compile(
    r"(?:\b(?:d'ici|avant|depuis|jusqu'a|horizon|periode|a|en|de|du|des|pour|le|la|l'|et|-)|[,(:/–-])$"
)
_FULL = re.compile(rf"(?:le )?(?P<day>\d{{1,2}})(?:er)? (?P<month>{_MONTH}) (?P<year>20\d\d)")
_SLASHED = re.compile(r"(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>20\d\d)")
_ARTICLES = re.compile(r"(?:l'|la |le |les )")


def due_of(text: str) -> str | None:
    """The deadline after `d'ici`, `au plus tard`, `avant`: `2019-02-15`, else as it is printed (`fin juin`)."""
    plain = fold(text)
    match = _DEADLINE.search(plain)
    if not match:
        return None
    start, end = match.span("when")
    if article := _ARTICLES.match(plain, start):
        start = article.end()
    return iso_of(plain[start:end]) or text[start:end].strip()


def date_at_end(text: str) -> tuple[int, str] | None:
    """Where a date that ends the text or fills it begins, and how it is told; None when the sentence calls it."""
    tail = max(0, len(text) - 60)
    match = _AT_END.search(fold(text[tail:]))
    if not match or _GOVERNS.search(fold(text[: tail + match.start()]).rstrip()):
        return None
    start = tail + match.start("when")
    return start, text[start:]


def told_date(words: str) -> str:
    """What a cell or a label says of a deadline: a date when it is whole, else its words."""
    return due_of(f"échéance : {words}") or words


def iso_of(plain: str) -> str | None:
    """`15 février 2019` or `15/02/2019` (folded) as ISO 8601; None when a part is missing or impossible."""
    if match := _FULL.fullmatch(plain.strip()):
        return _iso(int(match["year"]), MONTHS.index(match["month"]) + 1, int(match["day"]))
    if match := _SLASHED.fullmatch(plain.strip()):
        return _iso(int(match["year"]), int(match["month"]), int(match["day"]))
    return None


_LONG_MONTHS = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}


def _iso(year: int, month: int, day: int) -> str | None:
    if not 1 <= month <= 12 or not 1 <= day <= _LONG_MONTHS.get(month, 31):
        return None
    return f"{year}-{month:02}-{day:02}"
