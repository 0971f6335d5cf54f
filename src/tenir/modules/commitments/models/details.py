"""What a text tells of a promise, line by line: indicators, sub-items, figures, illustrations, other citations."""

from __future__ import annotations

from django.db import models

from tenir.core.disclosure import Disclosure
from tenir.modules.commitments.enums import FigureKind, NameSort, Precision
from tenir.modules.commitments.models.commitments import Commitment
from tenir.modules.commitments.models.texts import CITED, Cited, lines_in_order
from tenir.modules.commitments.moments import Moment


class Detail(Cited):
    """A row of a promise, in the order of the text."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, verbose_name="engagement")
    position = models.PositiveIntegerField("rang")

    class Meta:
        abstract = True
        ordering = ("commitment", "position")


def once(name: str) -> models.UniqueConstraint:
    """Each rank once in a promise."""
    return models.UniqueConstraint(
        fields=("commitment", "position"),
        name=name,
        violation_error_message="Deux lignes d'un engagement ne peuvent pas avoir le même rang.",
    )


class AnnouncedIndicator(Detail):
    """The wording of an indicator that the text announces; figures belong to `indicators`."""

    number = models.CharField("numéro", max_length=20, blank=True)
    wording = models.CharField("intitulé", max_length=500)

    disclosure = Disclosure(public=("commitment", "number", "wording", "position", *CITED))

    class Meta(Detail.Meta):
        verbose_name = "indicateur annoncé"
        verbose_name_plural = "indicateurs annoncés"
        default_related_name = "announced_indicators"
        constraints = (lines_in_order("announced_indicator_lines_in_order"), once("announced_indicator_rank_once"))


class SubItem(Detail):
    """A part of the promise that the text lists under it (« o renforcer … »)."""

    text = models.CharField("texte", max_length=500)

    disclosure = Disclosure(public=("commitment", "text", "position", *CITED))

    class Meta(Detail.Meta):
        verbose_name = "point"
        verbose_name_plural = "points"
        default_related_name = "sub_items"
        constraints = (lines_in_order("sub_item_lines_in_order"), once("sub_item_rank_once"))


class PrintedName(Detail):
    """A partner or a lever as the text prints it, that nobody has said to be one of those we know."""

    sort = models.CharField("sorte", max_length=10, choices=NameSort)
    words = models.CharField("nom, tel qu'imprimé", max_length=200)

    disclosure = Disclosure(public=("commitment", "sort", "words", "position", *CITED))

    class Meta(Detail.Meta):
        verbose_name = "nom imprimé"
        verbose_name_plural = "noms imprimés"
        default_related_name = "printed_names"
        constraints = (lines_in_order("printed_name_lines_in_order"), once("printed_name_rank_once"))


class AnnouncedFigure(Detail):
    """A figure that the text prints for a promise: a target, a starting point, an amount, a fact."""

    kind = models.CharField("sorte", max_length=10, choices=FigureKind)
    value = models.DecimalField("valeur", max_digits=18, decimal_places=4)
    unit = models.CharField("unité", max_length=60, blank=True)
    wording = models.CharField("ce qui est compté", max_length=300, blank=True)
    on = models.DateField("au", null=True, blank=True)
    on_precision = models.CharField("précision de la date", max_length=10, choices=Precision, blank=True)

    disclosure = Disclosure(
        public=("commitment", "kind", "value", "unit", "wording", "on", "on_precision", "position", *CITED)
    )

    class Meta(Detail.Meta):
        verbose_name = "chiffre du texte"
        verbose_name_plural = "chiffres du texte"
        default_related_name = "figures"
        constraints = (lines_in_order("announced_figure_lines_in_order"), once("announced_figure_rank_once"))

    @property
    def moment(self) -> Moment | None:
        """Of when, or for when, with the precision of the text."""
        return Moment(self.on, self.on_precision) if self.on else None


class Illustration(Detail):
    """A local example that the text tells."""

    text = models.CharField("exemple", max_length=500)
    # As printed: the text rarely gives a code.
    place_name = models.CharField("lieu, tel qu'imprimé", max_length=200, blank=True)

    disclosure = Disclosure(public=("commitment", "text", "place_name", "position", *CITED))

    class Meta(Detail.Meta):
        verbose_name = "illustration"
        verbose_name_plural = "illustrations"
        default_related_name = "illustrations"
        constraints = (lines_in_order("illustration_lines_in_order"), once("illustration_rank_once"))


class Citation(Detail):
    """Another place, in this text or in another, that states the same promise."""

    note = models.CharField("note", max_length=300, blank=True)

    disclosure = Disclosure(public=("commitment", "note", "position", *CITED))

    class Meta(Detail.Meta):
        verbose_name = "autre citation"
        verbose_name_plural = "autres citations"
        default_related_name = "citations"
        constraints = (lines_in_order("citation_lines_in_order"), once("citation_rank_once"))
