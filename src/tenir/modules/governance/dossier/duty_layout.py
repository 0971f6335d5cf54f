"""The report of a duty as blocks; the parts that a meeting's file has too are said in the same words (`layout.py`)."""

from __future__ import annotations

from collections.abc import Iterator

from tenir.core.web import french
from tenir.modules.governance.dossier.blocks import Bar, Block, Heading, Paragraph, Sheet, Table
from tenir.modules.governance.dossier.layout import LEGEND, decided_table, said, text_blocks, typeset
from tenir.modules.governance.duties.report import Report, since_words


def sheet(report: Report) -> Sheet:
    """The whole document."""
    blocks = [*_head(report), *_whole(report), *_texts(report), *_wider(report), *_decisions(report), *_sources(report)]
    return Sheet(
        title=said(report.title),
        kicker=said(f"Rapport · {report.place}"),
        made_at=report.made_at,
        footer=said(f"{report.title}, {report.place}"),
        blocks=[typeset(one) for one in blocks],
    )


def _head(report: Report) -> Iterator[Block]:
    yield Paragraph(report.sentence, "lead")
    to = f", à : {report.owed_to}" if report.owed_to else ""
    yield Paragraph(f"Dû par : {report.owed_by}{to}. À remettre avant le {french.date_longue(report.due_on)}.")
    if report.is_invented:
        yield Paragraph("Cette échéance est inventée pour la démonstration.", "notice")
    yield Paragraph(
        f"Produit par Tenir le {french.date_heure(report.made_at)}, à partir de ce qui est public ce jour-là. "
        "Les nombres sont ceux des pages des textes.",
        "small",
    )


def _whole(report: Report) -> Iterator[Block]:
    """All texts together: a line each, so that the first page says it."""
    late, silent = (sum(getattr(one, name) for one in report.texts) for name in ("late", "silent"))
    yield Heading("En bref")
    many = french.accord(len(report.texts), "texte suivi", "textes suivis")
    yield Paragraph(
        f"{many}, {french.accord(report.counted, 'engagement compté', 'engagements comptés')} : "
        f"{french.nombre(late)} en retard, {french.nombre(silent)} sans nouvelles (muets)."
    )
    rows = [
        (one.title, *(french.nombre(count) for count in (sum(one.counts.values()), one.late, one.silent)))
        for one in report.texts
    ]
    if report.texts:
        yield Table("Texte par texte", ("Texte", "Engagements", "En retard", "Muets"), (55, 15, 15, 15), rows)
    if report.texts_left_out:
        yield Paragraph(f"{french.accord(report.texts_left_out, 'autre texte', 'autres textes')} en ligne.", "small")


def _texts(report: Report) -> Iterator[Block]:
    for text in report.texts:
        yield Heading(f"État des engagements : {text.title}")
        yield from text_blocks(text)


def _wider(report: Report) -> Iterator[Block]:
    yield Heading("Engagements de textes plus larges, suivis ici")
    if not report.wider:
        yield Paragraph("Aucun engagement d'un texte plus large n'est suivi dans ce lieu.")
        return
    rows = [(one.title, one.sentence, Bar(one.counts, one.sentence)) for one in report.wider]
    yield Table("Leur niveau dans ce lieu", ("Texte", "Où il en est ici", "Répartition"), (28, 44, 28), rows)
    if not report.texts:
        yield Paragraph(LEGEND, "small")


def _decisions(report: Report) -> Iterator[Block]:
    yield Heading("Décisions")
    if report.decided:
        yield decided_table(f"Prises {since_words(report.since)}", report.decided)
    else:
        yield Paragraph(f"Aucune décision n'a été inscrite {since_words(report.since)}.")


def _sources(report: Report) -> Iterator[Block]:
    yield Heading("Sources")
    yield Paragraph(f"Obligation : {report.rule}.")
    for text in report.texts:
        yield Paragraph(f"{text.title} : {text.source}.")
