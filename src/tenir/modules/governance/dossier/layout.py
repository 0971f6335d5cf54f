"""The file of a meeting as blocks: which sections, in which order, in which words; French typography is done here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from tenir.core.web import french, signs
from tenir.core.web.french import MISSING
from tenir.modules.governance.dossier.blocks import Bar, Block, Cell, Heading, Map, Numbered, Paragraph, Sheet, Table
from tenir.modules.governance.dossier.content import Decided, File, Text
from tenir.modules.governance.dossier.ground_layout import ground_blocks

INVENTED = "inventé pour la démonstration"
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
NO_LEVEL = "Sans niveau connu"
LEGEND = (
    "Dans les barres, du plus foncé au plus clair : objectif atteint, en voie de finalisation, en cours de "
    "déploiement, en cours de lancement ; en blanc, non démarré ; en gris, le reste. Les phrases disent les mêmes "
    "nombres. Seul un niveau vérifié compte à son rang ; un niveau seulement déclaré est compté à part."
)


def sheet(file: File) -> Sheet:
    """The whole document."""
    day = french.date_longue(file.starts_at.date())
    blocks = [*_head(file), *_agenda(file), *_texts(file), *_decisions(file), *_figures(file)]
    blocks += [*_owed(file), *_coming(file), *_sources(file)]
    return Sheet(
        title=said(f"Dossier de la réunion du {day}"),
        kicker=said(file.body),
        made_at=file.made_at,
        footer=said(f"{file.body}, réunion du {day}"),
        blocks=[typeset(one) for one in blocks],
    )


def said(text: str) -> str:
    """With French spaces, and without the control characters that no XML takes."""
    return french.typographie(_CONTROL.sub(" ", text))


def typeset(block: Block) -> Block:
    """The same with its spaces as French wants them."""
    match block:
        case Heading():
            return Heading(said(block.text), block.level)
        case Paragraph():
            return Paragraph(said(block.text), block.style)
        case Numbered():
            return Numbered([(said(title), said(why)) for title, why in block.items])
        case Table():
            head = [said(one) for one in block.head]
            rows = [[_cell(one) for one in row] for row in block.rows]
            return Table(said(block.caption), head, block.widths, rows)
        case Map():
            return Map(said(block.caption), block.tiles, said(block.alt))


def _cell(cell: Cell) -> Cell:
    return Bar(cell.counts, said(cell.alt)) if isinstance(cell, Bar) else said(cell)


def _known(text: str | None) -> str:
    return text or MISSING


def marked(text: str, is_invented: bool) -> str:
    return f"{text} ({INVENTED})" if is_invented else text


def _head(file: File) -> Iterator[Block]:
    where = f", {file.where}" if file.where else ""
    yield Paragraph(f"{file.kind} · {file.place}", "lead")
    yield Paragraph(f"Réunion du {french.date_heure(file.starts_at)}{where} ({file.state.lower()}).", "lead")
    if file.invented:
        yield Paragraph(f"{INVENTED.capitalize()} : {french.liste_et(file.invented)}.", "notice")
    yield Paragraph(
        f"État des engagements le {french.date_heure(file.made_at)}. Ce dossier ne contient que ce qui est public ; "
        "relisez-le avant de l'envoyer.",
        "small",
    )


def _agenda(file: File) -> Iterator[Block]:
    yield Heading("Ordre du jour")
    if file.agenda:
        yield Numbered([(one.title, one.why) for one in file.agenda])
    else:
        yield Paragraph("Aucun point n'est encore inscrit.")


def _texts(file: File) -> Iterator[Block]:
    if not file.texts:
        yield Heading("État des engagements")
        yield Paragraph("Cette instance ne suit encore aucun texte public.")
    for text in file.texts:
        yield Heading(f"État des engagements : {text.title}")
        yield from text_blocks(text)
    if file.drafts:
        yield Paragraph(
            f"{french.accord(file.drafts, 'texte')} en préparation {french.pluriel(file.drafts, 'reste', 'restent')} "
            "hors de ce dossier.",
            "small",
        )


def text_blocks(text: Text) -> Iterator[Block]:
    if text.is_invented:
        yield Paragraph(f"Ce texte est {INVENTED}.", "notice")
    yield Paragraph(" ".join(filter(None, (text.sentence, text.silence))))
    if text.counts:
        yield _levels(text)
    if text.stakes:
        rows = [(one.title, one.sentence, Bar(one.counts, one.sentence) if one.counts else "–") for one in text.stakes]
        yield Table(
            f"Enjeu par enjeu : {text.title}", ("Partie du texte", "Où elle en est", "Répartition"), (28, 44, 28), rows
        )
        yield Paragraph(LEGEND, "small")
    yield from ground_blocks(text)
    yield from _waiting(text)
    yield from _debated(text)


def _levels(text: Text) -> Block:
    total = sum(text.counts.values())
    levels = [(one.word, text.counts.get(one.code, 0)) for one in (*signs.LEVELS, signs.DECLARED)]
    levels.append((NO_LEVEL, text.counts.get("", 0)))
    rows = [(word, french.nombre(count), french.pourcent(count, total)) for word, count in levels if count]
    rows.append(("Ensemble", french.nombre(total), ""))
    return Table(f"Combien à chaque niveau : {text.title}", ("Niveau", "Nombre", "Part"), (60, 20, 20), rows)


def _waiting(text: Text) -> Iterator[Block]:
    yield Heading("En retard ou sans nouvelles", 2)
    if not text.waiting_in_all:
        yield Paragraph("Aucun engagement n'est en retard, aucun n'est muet.")
        return
    yield Paragraph(f"{french.nombre(text.late)} en retard, {french.nombre(text.silent)} sans nouvelles (muets).")
    rows = [
        (
            _known(one.number),
            one.title,
            _known(french.liste_et(one.holders)),
            _known(one.due),
            one.news or "jamais",
            french.liste_et(filter(None, ("en retard" if one.late else "", "muet" if one.silent else ""))),
        )
        for one in text.waiting
    ]
    head = ("N°", "Engagement", "Porteur", "Échéance", "Dernière nouvelle", "Pourquoi")
    yield Table(f"En retard ou sans nouvelles : {text.title}", head, (8, 36, 19, 13, 13, 11), rows)
    if text.left_out:
        yield Paragraph(f"{french.accord(text.left_out, 'autre')} sur la page du texte.", "small")


def _debated(text: Text) -> Iterator[Block]:
    if text.to_verify:
        one, many = "point d'avancement est à vérifier", "points d'avancement sont à vérifier"
        yield Paragraph(f"{french.accord(text.to_verify, one, many)}.")
    if not text.debated:
        return
    yield Heading("Points d'avancement en débat", 2)
    rows = [
        (
            marked(one.promise, one.is_invented),
            f"{one.level}, au {french.date_longue(one.on)}, par {one.by}",
            _known(one.sentence),
            " ".join(one.steps) or MISSING,
        )
        for one in text.debated
    ]
    yield Table(f"En débat : {text.title}", ("Engagement", "Déclaré", "En une phrase", "Débat"), (28, 22, 22, 28), rows)


def _decisions(file: File) -> Iterator[Block]:
    yield Heading("Décisions")
    last = f"la réunion du {french.date_longue(file.last_met)}" if file.last_met else ""
    if not last:
        yield Paragraph("Aucune réunion antérieure n'est inscrite comme tenue.")
    elif file.decided:
        yield decided_table(f"Prises à {last}, ou closes depuis", file.decided)
    else:
        yield Paragraph(f"Aucune décision n'est inscrite à {last}, aucune n'a été close depuis.")
    if file.still_open:
        yield decided_table("Plus anciennes, encore à faire", file.still_open)


def decided_table(caption: str, rows: Iterable[Decided]) -> Block:
    head = ("Décision", "Prise le", "Qui doit le faire", "À faire avant le", "Où elle en est")
    told = [
        (
            marked(one.text, one.is_invented),
            french.date_longue(one.taken),
            _known(one.holder),
            _day(one.due),
            " : ".join(filter(None, (f"{one.state}, en retard" if one.late else one.state, one.last))),
        )
        for one in rows
    ]
    return Table(caption, head, (34, 14, 18, 14, 20), told)


def _day(day: date | None) -> str:
    return french.date_longue(day) if day else "sans échéance"


def _figures(file: File) -> Iterator[Block]:
    yield Heading("Chiffres et cibles")
    if not file.figures:
        yield Paragraph("Aucun indicateur ne suit encore ces engagements.")
        return
    head = ("Indicateur", "Engagements", "Lieu", "Dernière valeur", "Période", "Cible")
    rows = [
        (
            marked(one.title, one.is_invented),
            french.liste_et(one.promises),
            one.place,
            _figure(one.value, one.completeness),
            _known(one.period),
            _targets(one.targets),
        )
        for one in file.figures
    ]
    yield Table("Indicateurs qui suivent les engagements", head, (27, 14, 14, 17, 11, 17), rows)


def _figure(value: str | None, completeness: str) -> str:
    return f"{value} ({completeness})" if value and completeness and value != MISSING else _known(value)


def _targets(targets: Sequence[str]) -> str:
    return " ; ".join(targets) or MISSING


def _owed(file: File) -> Iterator[Block]:
    yield Heading("Obligations à remplir")
    if not file.owed:
        yield Paragraph("Aucune obligation suivie ici n'est en retard ni due dans les trois mois.")
        return
    head = ("Obligation", "Lieu", "À faire avant le", "Retard", "Texte")
    rows = [
        (marked(one.title, one.is_invented), one.place, french.date_longue(one.due), one.late or "–", one.text)
        for one in file.owed
    ]
    yield Table("En retard, ou dues dans les trois mois", head, (34, 15, 15, 12, 24), rows)


def _coming(file: File) -> Iterator[Block]:
    yield Heading("Prochaines réunions")
    if not file.coming:
        yield Paragraph("Aucune autre réunion n'est inscrite.")
        return
    rows = [(marked(one.body, one.is_invented), french.date_heure(one.when), _known(one.where)) for one in file.coming]
    yield Table("Prochaines réunions", ("Instance", "Date", "Endroit"), (42, 30, 28), rows)


def _sources(file: File) -> Iterator[Block]:
    yield Heading("Sources")
    for text in file.texts:
        yield Paragraph(f"{text.title} : {text.source}.")
    figures = sorted({one for figure in file.figures for one in figure.sources})
    if figures:
        yield Paragraph(f"Chiffres : {' ; '.join(figures)}.")
    address = f" Réunion en ligne : {file.address}" if file.address else ""
    yield Paragraph(f"Fait avec Tenir le {french.date_heure(file.made_at)}.{address}", "small")
