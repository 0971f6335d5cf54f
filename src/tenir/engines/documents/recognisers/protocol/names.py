"""Names of organisations as contracts print them: the heads that the genre uses, and what may follow each."""

import re
from functools import lru_cache

from tenir.engines.documents.french import fold, word_set

# What may follow a head: a place or a number, never a sentence.
_PLACED = (
    "ville|commune|mairie|metropole|agglomeration|departement|conseil departemental|region|conseil regional|"
    "communaute d'agglomeration|communaute urbaine|communaute de communes|communaute de l'agglomeration|"
    "etablissement public territorial|prefecture|sous-prefecture|caf|cpam|msa|carsat|ars|cci|cma|ccas|cias|dsden|"
    "rectorat|academie|universite|mission locale|maison de l'emploi|plie|office public de l'habitat|oph|"
    "caisse d'allocations familiales|agence regionale de sante|centre hospitalier|chambre de commerce et d'industrie|"
    "chambre des metiers et de l'artisanat|chambre de metiers et de l'artisanat|chambre d'agriculture|parquet|"
    "tribunal judiciaire|tribunal|barreau|spip|chu|service departemental d'incendie et de secours|sdis|ddt|ddets|"
    "pays|syndicat mixte|parc naturel regional|union departementale"
)
_FIXED = (
    "etat|services de l'etat|prefet|prefets|bailleurs|bailleurs sociaux|bailleur social|organismes hlm|villes|communes|"
    "epci|intercommunalites?|departements|regions|chambres consulaires|chambre consulaire|associations?|"
    "tissu associatif|acteurs associatifs|clubs sportifs|centres? sociaux|centre social|conseils? citoyens?|"
    "conseils? de quartiers?|habitants|entreprises|clubs? d'entreprises|anru|anah|anct|cget|acse|ademe|bpi ?france|"
    "banque des territoires|caisse des depots|caisse des depots et consignations|cdc|action logement|police|justice|"
    "police nationale|police municipale|gendarmerie|gendarmerie nationale|education nationale|inspection academique|"
    "pjj|protection judiciaire de la jeunesse|pole emploi|france travail|cap emploi|missions locales|direccte|dreets|"
    "drdjscs|ddcs|ddcspp|dreal|drac|drajes|sgar|adie|bge|afpa|apec|ecoles?|colleges?|lycees?|hopital|europe|"
    "union europeenne|caisses? d'allocations familiales|service public de l'emploi|promeneurs|crij|cidff|"
    "regies? de quartiers?|partenaires|partenaires sociaux|delegue du prefet|delegues du prefet|maison des adolescents"
)
_OPEN = (
    "association|fondation|federation|club|collectif|comite|compagnie|conservatoire|cooperative|centre|maison|regie|"
    "reseau|agence|office|syndicat|ecole|college|lycee|mission|caisse|chambre|conseil|direction|departement|delegation|"
    "service|societe|groupement|union|ligue|theatre|mediatheque|hopital|institut|etablissement|bailleur|office"
)
_PLACE = (
    r"(?: ?\(?\d{1,3}\)?| (?:de la |de l'|des |du |de |d'|-)?(?!et\b)[^\W\d_][\w'.-]*"
    r"(?:(?:-| (?!et\b))(?:d'|l')?[^\W\d_][\w'-]*){0,4}(?: \d{1,3})?)"
)
_ARTICLE = r"(?:la |le |les |l'|- )?"
_EXACT = re.compile(rf"{_ARTICLE}(?:(?:{_FIXED})|(?:{_PLACED}){_PLACE}?)")
_FIXED_NAME = re.compile(rf"{_ARTICLE}(?:{_FIXED})")
_OPENED = re.compile(rf"{_ARTICLE}(?:{_OPEN})s?\b[^.;:!?]{{0,60}}")
_SMALL_WORDS = word_set("de du des d la le les l en sur sous aux au a val the")
_DANGLING = re.compile(r"(?:\b(?:de|du|des|la|le|les|et|sur|val|en|au|aux|d'|l')|[-,(])$")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9&+/]{1,9}s?|[A-Z]{2}[a-z][A-Z]{1,6}")


LONGEST = 70  # characters of a name


def is_partner(text: str) -> bool:
    """Whether the text is, as a whole, the name of an organisation; its words have capitals (`Ville de Blanville`)."""
    return 3 <= len(text) <= LONGEST and _is_partner(text)


@lru_cache(maxsize=20_000)
def _is_partner(text: str) -> bool:
    plain = fold(text).strip()
    return len(plain) >= 3 and _named(text) and bool(_EXACT.fullmatch(plain)) and not _DANGLING.search(plain)


def opens_as_partner(text: str) -> bool:
    """Whether a text that fills a cell may be the name of an organisation, its own name being unknown."""
    plain = fold(text).strip()
    return is_partner(text) or (len(plain) <= 70 and text[:1].isupper() and bool(_OPENED.fullmatch(plain)))


def _named(text: str) -> bool:
    """The first word has a capital, and after the head the words of a place have one too."""
    words = re.split(r"[ '’]", text.strip("- "))
    if _FIXED_NAME.fullmatch(fold(text)):
        return words[0][:1].isupper()
    match = re.match(rf"{_ARTICLE}(?:{_FIXED}|{_PLACED})(?!\w)", fold(text))
    tail = re.split(r"[ '’-]", text[match.end() :]) if match else words[1:]
    if any(is_acronym(word) or _FIXED_NAME.fullmatch(fold(word)) for word in tail if word):
        return False
    return words[0][:1].isupper() and all(
        word[:1].isupper() or not word[:1].isalpha() or fold(word) in _SMALL_WORDS for word in tail
    )


_NO_ARTICLE = re.compile(r"(?:bpi ?france|pole emploi|france travail|cap emploi|action logement|promeneurs)")


def without_article(name: str) -> str:
    """`La Ville de Blanville` is `Ville de Blanville`."""
    return re.sub(r"^(?:[Ll]a |[Ll]e |[Ll]es |[Ll]['’]|- )(?=\w)", "", name)


def is_common(name: str) -> bool:
    """Whether a name opens with a common noun, which French never prints after `avec` or `à` without an article."""
    plain = fold(name)
    return bool(re.match(rf"{_ARTICLE}(?:{_FIXED}|{_PLACED})(?!\w)", plain)) and not _NO_ARTICLE.match(plain)


def is_dangling(text: str) -> bool:
    """Whether a name stops on a word that calls another one (`Région Val de`)."""
    return bool(_DANGLING.search(fold(text).strip()))


def is_acronym(text: str) -> bool:
    return bool(_ACRONYM.fullmatch(text))


def split_names(text: str) -> list[str]:
    """Names printed in one cell or after a label: commas, semicolons, slashes and `et` between known names."""
    parts = [part.strip(" .•-–*") for part in re.split(r"[,;/•]| [-–] |\n", text)]
    names = list[str]()
    for part in filter(None, parts):
        halves = re.split(r" et ", part)
        known = len(halves) > 1 and all(opens_as_partner(_capital(half)) or is_acronym(half) for half in halves)
        names += [_bare(half) for half in halves] if known else [_bare(part)]
    return [name for name in names if name]


def _bare(name: str) -> str:
    return re.sub(r"^(?:et |avec )?(?:la |le |les |l['’])?(?=[A-ZÉÈÀÎÔ])", "", name.strip())


def _capital(text: str) -> str:
    bare = re.sub(r"^(?:la |le |les |l['’])", "", text.strip())
    return bare[:1].upper() + bare[1:]
