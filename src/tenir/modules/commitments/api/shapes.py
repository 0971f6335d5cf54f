"""What the API answers about promises, field by field; titles and descriptions are those of the OpenAPI document."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Field, Schema

STATUS = "declared, verified ou contested\u202f; seuls les niveaux vérifiés entrent dans les totaux."
ISO = "ISO 8601, aussi précise que la source\u202f: 2019, 2019-01 ou 2019-01-22."


class SourceOut(Schema):
    """Un texte cité."""

    slug: str = Field(title="Adresse")
    title: str = Field(title="Titre")
    number: str = Field(title="Numéro")
    date: str | None = Field(title="Date")
    publisher: str = Field(title="Émetteur")
    url: str = Field(title="Adresse en ligne")
    sha256: str = Field(title="Empreinte", description="SHA-256 du texte dont les lignes sont comptées.")


class LinesOut(Schema):
    """La place dans le texte\u202f; lignes comptées à partir de 1."""

    first: int | None = Field(title="Première ligne")
    last: int | None = Field(title="Dernière ligne")
    page: int | None = Field(title="Page")


class CitedOut(Schema):
    """Ce qui se lit dans un texte, à des lignes."""

    source: str | None = Field(title="Texte", description="Titre du texte\u202f; vide pour une déclaration.")
    lines: LinesOut = Field(title="Lignes")


class PartyOut(Schema):
    """Une organisation et son rôle."""

    slug: str = Field(title="Adresse")
    name: str = Field(title="Nom")
    role: str = Field(title="Rôle", description="porteur, copilote, partenaire, financeur ou operateur.")


class ReferenceOut(Schema):
    """Un engagement, nommé."""

    framework: str = Field(title="Adresse du cadre")
    slug: str = Field(title="Adresse")
    number: str = Field(title="Numéro imprimé")
    title: str = Field(title="Intitulé")


class FrameworkOut(Schema):
    """Un cadre et son état."""

    slug: str = Field(title="Adresse")
    kind: str = Field(title="Sorte")
    title: str = Field(title="Titre")
    short_title: str = Field(title="Titre court")
    state: str = Field(title="État", description="public, ou draft\u202f: en préparation.")
    signed_on: str | None = Field(title="Signé ou publié le")
    place: str = Field(title="Lieu", description="Sorte et code officiel, «\u202fnation:FR\u202f».")
    is_invented: bool = Field(title="Inventé pour la démonstration")
    total: int = Field(title="Nombre d'engagements comptés")
    levels: dict[str, int] = Field(title="Nombre par niveau", description="La clé vide compte ceux sans niveau connu.")
    silent: int = Field(title="Muets", description="Sans nouvelle depuis plus longtemps que le cadre ne le veut.")
    sentence: str = Field(title="Phrase")


class PrintedOut(Schema):
    """Une ligne du résumé que la source imprime elle-même\u202f; le niveau vide est son total."""

    level: str = Field(title="Niveau")
    count: int = Field(title="Nombre imprimé")
    percent: float | None = Field(title="Part imprimée (%)")


class SignatoryOut(Schema):
    """Une organisation qui a signé."""

    slug: str = Field(title="Adresse")
    name: str = Field(title="Nom")
    on: date | None = Field(title="Signé le")


class FrameworkLinkOut(Schema):
    """Un lien entre deux cadres."""

    kind: str = Field(title="Lien", description="amende, prolonge, decline ou remplace.")
    framework: str = Field(title="Adresse de l'autre cadre")
    title: str = Field(title="Titre court")


class HeadingOut(Schema):
    """Un titre de partie, et ceux qu'il contient."""

    key: str = Field(title="Clé")
    kind: str = Field(title="Sorte")
    number: str = Field(title="Numéro")
    title: str = Field(title="Titre")
    side: str | None = Field(title="Qui s'engage")
    declines: list[str] = Field(title="Décline", description="Parties d'autres cadres, «\u202fcadre#clé\u202f».")
    lines: LinesOut = Field(title="Lignes")
    children: list[HeadingOut] = Field(title="Contient")


class ProvisionOut(CitedOut):
    """Un objectif, un axe, une priorité, une préconisation, une instance ou un constat du texte."""

    key: str = Field(title="Clé")
    kind: str = Field(title="Sorte")
    number: str = Field(title="Numéro")
    text: str = Field(title="Texte")
    heading: str | None = Field(title="Clé de la partie")


class NamedDisagreementOut(Schema):
    """Un point sur lequel des textes diffèrent."""

    slug: str = Field(title="Adresse")
    topic: str = Field(title="Sujet")


class WholeFrameworkOut(FrameworkOut):
    """Un cadre et tout ce que son texte dit hors de ses engagements."""

    as_of: date | None = Field(
        title="Au", description="Le jour dont parlent les comptes\u202f; vide\u202f: aujourd'hui."
    )
    noun: str = Field(title="Nom d'un engagement")
    since: date | None = Field(title="En vigueur depuis")
    until: date | None = Field(title="En vigueur jusqu'au")
    news_due_months: int = Field(title="Nouvelles dues tous les (mois)")
    wording: str = Field(
        title="Rédaction", description="source\u202f: mots du texte\u202f; own\u202f: rédaction de Tenir."
    )
    note: str = Field(title="Note de lecture")
    revision: int = Field(title="Révision")
    source: SourceOut = Field(title="Source")
    printed: list[PrintedOut] = Field(title="Résumé imprimé")
    signatories: list[SignatoryOut] = Field(title="Signataires")
    links: list[FrameworkLinkOut] = Field(title="Liens vers d'autres cadres")
    linked_from: list[FrameworkLinkOut] = Field(title="Liens depuis d'autres cadres")
    headings: list[HeadingOut] = Field(title="Parties", description="L'arbre des titres, dans l'ordre du texte.")
    provisions: list[ProvisionOut] = Field(title="Dispositions")
    disagreements: list[NamedDisagreementOut] = Field(title="Désaccords entre sources")


class RowOut(ReferenceOut):
    """Un engagement, en une ligne."""

    url: str = Field(title="Page", description="Adresse de la page, sur ce site.")
    counted: bool = Field(title="Compté")
    parent: str | None = Field(title="Numéro de l'engagement précisé")
    heading: str | None = Field(title="Partie")
    side: str | None = Field(title="Qui s'engage", description="state ou city, où un texte a deux côtés.")
    theme: str | None = Field(title="Thème")
    place: str = Field(title="Lieu", description="Sorte et code officiel, «\u202fdepartement:21\u202f».")
    holders: list[PartyOut] = Field(title="Porteurs", description="Porteurs et copilotes.")
    due: str | None = Field(title="Échéance", description=ISO)
    due_words: str = Field(title="Échéance en mots")
    level: str | None = Field(title="Niveau")
    level_date: str | None = Field(title="Date du niveau", description=ISO)
    level_status: str | None = Field(title="Déclaré, vérifié ou contesté", description=STATUS)
    news_date: str | None = Field(title="Dernière nouvelle", description=f"Vérifiée ou non. {ISO}")
    declared_level: str | None = Field(
        title="Niveau déclaré depuis", description="Après le niveau vérifié, et pas encore vérifié."
    )
    late: bool = Field(title="En retard")
    silent: bool = Field(title="Muet")
    indicators: int = Field(title="Nombre d'indicateurs annoncés")
    lines: LinesOut = Field(title="Lignes")


class HereOut(Schema):
    """Où en est un engagement dans un lieu qui l'applique."""

    place: str = Field(title="Lieu", description="Sorte et code officiel.")
    name: str = Field(title="Nom du lieu")
    level: str | None = Field(title="Niveau")
    level_date: str | None = Field(title="Date du niveau", description=ISO)
    level_status: str | None = Field(title="Déclaré, vérifié ou contesté", description=STATUS)
    news_date: str | None = Field(title="Dernière nouvelle", description=f"Vérifiée ou non. {ISO}")
    declared_level: str | None = Field(
        title="Niveau déclaré depuis", description="Après le niveau vérifié, et pas encore vérifié."
    )
    is_invented: bool = Field(title="Inventé pour la démonstration")


class PlaceRowOut(RowOut):
    """Un engagement qui atteint un lieu."""

    here: HereOut | None = Field(title="Ici", description="Son état dans ce lieu, s'il y est appliqué.")


class LevelOut(CitedOut):
    """Un niveau à une date."""

    level: str = Field(title="Niveau")
    word: str = Field(title="En toutes lettres")
    date: str = Field(title="Date", description=ISO)
    status: str = Field(title="Déclaré ou vérifié", description="declared ou verified.")
    organisation: str | None = Field(title="Dit par", description="Adresse de l'organisation.")
    place: str | None = Field(title="Lieu d'application", description="Vide\u202f: le niveau de l'engagement lui-même.")
    sentence: str = Field(title="En une phrase")
    recorded_at: datetime = Field(title="Enregistré le")
    is_invented: bool = Field(title="Inventé pour la démonstration")


class IndicatorOut(CitedOut):
    """Un indicateur que le texte annonce."""

    number: str = Field(title="Numéro")
    wording: str = Field(title="Intitulé")


class TextOut(CitedOut):
    """Une ligne du texte."""

    text: str = Field(title="Texte")


class FigureOut(CitedOut):
    """Un chiffre que le texte imprime."""

    kind: str = Field(title="Sorte", description="target, minimum, baseline, amount, relative ou fact.")
    value: float = Field(title="Valeur")
    unit: str = Field(title="Unité")
    wording: str = Field(title="Ce qui est compté")
    date: str | None = Field(title="Au", description=ISO)


class IllustrationOut(TextOut):
    """Un exemple local que le texte raconte."""

    place_name: str = Field(title="Lieu, tel qu'imprimé")


class LinkOut(Schema):
    """Un lien entre deux engagements."""

    kind: str = Field(title="Lien", description="decline, ou conditionne\u202f: dépend de.")
    note: str = Field(title="Note")
    commitment: ReferenceOut = Field(title="Engagement")


class InscriptionOut(Schema):
    """Un autre cadre où l'engagement est inscrit."""

    framework: str = Field(title="Adresse du cadre")
    number: str = Field(title="Numéro dans ce cadre")
    heading: str | None = Field(title="Partie")


class LeverOut(Schema):
    """Un dispositif, un fonds ou un contrat."""

    code: str = Field(title="Adresse")
    name: str = Field(title="Nom")
    meaning: str = Field(title="Ce que c'est")


class CommitmentOut(RowOut):
    """Un engagement et tout ce qui s'y rattache."""

    revision: int = Field(title="Révision", description="À renvoyer pour corriger l'engagement.")
    wording: str = Field(
        title="Rédaction", description="source\u202f: mots du texte\u202f; own\u202f: rédaction de Tenir."
    )
    source: SourceOut = Field(title="Source")
    recurrence: str = Field(title="Récurrence", description="Durée ISO 8601\u202f: P6M, tous les six mois.")
    decided_by: str | None = Field(title="Décidé par")
    parties: list[PartyOut] = Field(title="Qui est quoi")
    levers: list[LeverOut] = Field(title="Leviers")
    sub_items: list[TextOut] = Field(title="Points")
    figures: list[FigureOut] = Field(title="Chiffres du texte")
    illustrations: list[IllustrationOut] = Field(title="Exemples")
    citations: list[TextOut] = Field(title="Autres citations")
    announced_indicators: list[IndicatorOut] = Field(title="Indicateurs annoncés")
    links: list[LinkOut] = Field(title="Liens vers d'autres engagements")
    linked_from: list[LinkOut] = Field(title="Liens depuis d'autres engagements")
    inscriptions: list[InscriptionOut] = Field(title="Inscrit aussi dans")
    applications: list[HereOut] = Field(title="Appliqué dans")
    levels: list[LevelOut] = Field(
        title="Niveaux", description="Les 200 plus récents, du plus récent au plus ancien, lieux d'application compris."
    )
    disagreements: list[NamedDisagreementOut] = Field(title="Désaccords entre sources")


class CountedLeverOut(LeverOut, CitedOut):
    """Un levier, et combien d'engagements s'en servent."""

    count: int = Field(title="Nombre d'engagements")


class DisagreementOut(NamedDisagreementOut):
    """Un point sur lequel des textes diffèrent, et ce que dit chacun."""

    note: str = Field(title="Note")
    versions: list[TextOut] = Field(title="Ce que dit chaque texte")
    frameworks: list[str] = Field(title="Cadres concernés")
    commitments: list[ReferenceOut] = Field(title="Engagements concernés")


class TermOut(Schema):
    """Un sigle expliqué."""

    acronym: str = Field(title="Sigle")
    meaning: str = Field(title="En toutes lettres")
    explanation: str = Field(title="Ce que c'est")
    source: str = Field(title="Texte", description="Titre du texte qui l'emploie.")
    lines: LinesOut = Field(title="Lignes")


class ChangeOut(Schema):
    """Quelque chose qui a changé\u202f: un niveau inscrit, ou un engagement corrigé. Jamais par qui."""

    at: datetime = Field(title="Date et heure")
    kind: str = Field(title="Sorte", description="niveau ou correction.")
    commitment: ReferenceOut = Field(title="Engagement")
    level: LevelOut | None = Field(title="Niveau inscrit")
    fields: list[str] = Field(title="Champs corrigés")
