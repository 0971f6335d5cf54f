"""How promises and texts stand to each other, and to the places that apply them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tenir.core.disclosure import Disclosure
from tenir.core.people.models import Organisation
from tenir.core.places.models import Place
from tenir.modules.commitments.enums import FrameworkLinkKind, Level, LinkKind, Precision, Shown
from tenir.modules.commitments.models.commitments import Commitment
from tenir.modules.commitments.models.frameworks import Framework, Heading
from tenir.modules.commitments.models.levels import declared_after_a_level
from tenir.modules.commitments.models.texts import CITED, Cited, lines_in_order
from tenir.modules.commitments.moments import Moment
from tenir.modules.indicators.models import Indicator


class FrameworkLink(Cited):
    """`origin` amends, extends, carries out or replaces `target`."""

    origin = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="links", verbose_name="cadre")
    target = models.ForeignKey(
        Framework, on_delete=models.PROTECT, related_name="linked_from", verbose_name="cadre visé"
    )
    kind = models.CharField("lien", max_length=20, choices=FrameworkLinkKind)

    disclosure = Disclosure(public=("origin", "target", "kind", *CITED))

    class Meta:
        verbose_name = "lien entre cadres"
        verbose_name_plural = "liens entre cadres"
        ordering = ("origin", "kind", "target")
        constraints = (
            lines_in_order("framework_link_lines_in_order"),
            models.UniqueConstraint(
                fields=("origin", "target", "kind"),
                name="framework_link_once",
                violation_error_message="Ces deux cadres sont déjà liés ainsi.",
            ),
            models.CheckConstraint(
                condition=~Q(origin=F("target")),
                name="framework_link_not_to_itself",
                violation_error_message="Un cadre ne peut pas être lié à lui-même.",
            ),
        )


class Signatory(Cited):
    """An organisation that signed a framework, and when."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="signatories", verbose_name="cadre")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="signatures", verbose_name="organisation"
    )
    on = models.DateField("signé le", null=True, blank=True)

    disclosure = Disclosure(public=("framework", "organisation", "on", *CITED))

    class Meta:
        verbose_name = "signataire"
        verbose_name_plural = "signataires"
        ordering = ("framework", "id")
        constraints = (
            lines_in_order("signatory_lines_in_order"),
            models.UniqueConstraint(
                fields=("framework", "organisation"),
                name="signatory_once",
                violation_error_message="Cette organisation a déjà signé ce cadre.",
            ),
        )


class CommitmentLink(models.Model):
    """`origin` carries out `target` (décline), or depends on it (conditionne)."""

    origin = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="links", verbose_name="engagement")
    target = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, related_name="linked_from", verbose_name="engagement visé"
    )
    kind = models.CharField("lien", max_length=20, choices=LinkKind)
    note = models.CharField("note", max_length=300, blank=True)

    disclosure = Disclosure(public=("origin", "target", "kind", "note"))

    class Meta:
        verbose_name = "lien entre engagements"
        verbose_name_plural = "liens entre engagements"
        ordering = ("origin", "kind", "target")
        constraints = (
            models.UniqueConstraint(
                fields=("origin", "target", "kind"),
                name="commitment_link_once",
                violation_error_message="Ces deux engagements sont déjà liés ainsi.",
            ),
            models.CheckConstraint(
                condition=~Q(origin=F("target")),
                name="commitment_link_not_to_itself",
                violation_error_message="Un engagement ne peut pas dépendre de lui-même.",
            ),
        )


class Inscription(models.Model):
    """A promise that stands in another framework's tree too; it is counted in its own framework only."""

    commitment = models.ForeignKey(
        Commitment, on_delete=models.CASCADE, related_name="inscriptions", verbose_name="engagement"
    )
    framework = models.ForeignKey(
        Framework, on_delete=models.CASCADE, related_name="inscriptions", verbose_name="autre cadre"
    )
    heading = models.ForeignKey(
        Heading, on_delete=models.PROTECT, null=True, blank=True, related_name="inscriptions", verbose_name="partie"
    )
    number = models.CharField("numéro dans ce cadre", max_length=20, blank=True)

    disclosure = Disclosure(public=("commitment", "framework", "heading", "number"))

    class Meta:
        verbose_name = "inscription dans un autre cadre"
        verbose_name_plural = "inscriptions dans d'autres cadres"
        ordering = ("framework", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("commitment", "framework"),
                name="inscription_once",
                violation_error_message="Cet engagement est déjà inscrit dans ce cadre.",
            ),
        )


class Application(models.Model):
    """A promise applied in a place, and where it stands there: a national measure has one state for the nation and one
    for each place that applies it. The level repeats the latest record of that place.
    """

    commitment = models.ForeignKey(
        Commitment, on_delete=models.CASCADE, related_name="applications", verbose_name="engagement"
    )
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="applications", verbose_name="lieu")
    level = models.CharField("niveau", max_length=30, choices=Level, blank=True)
    level_on = models.DateField("niveau au", null=True, blank=True)
    level_precision = models.CharField("précision de la date", max_length=10, choices=Precision, blank=True)
    level_status = models.CharField("niveau déclaré ou vérifié", max_length=10, choices=Shown, blank=True)
    news_on = models.DateField("dernière nouvelle", null=True, blank=True)
    news_precision = models.CharField("précision de la dernière nouvelle", max_length=10, choices=Precision, blank=True)
    declared_level = models.CharField("niveau déclaré depuis", max_length=30, choices=Level, blank=True)
    declared_status = models.CharField("déclaré ou contesté", max_length=10, choices=Shown, blank=True)
    is_invented = models.BooleanField("inventé pour la démonstration", default=False)

    disclosure = Disclosure(
        public=(
            *("commitment", "place", "level", "level_on", "level_precision", "level_status"),
            *("news_on", "news_precision", "declared_level", "declared_status", "is_invented"),
        )
    )

    class Meta:
        verbose_name = "application dans un lieu"
        verbose_name_plural = "applications dans des lieux"
        ordering = ("commitment", "place")
        constraints = (
            models.UniqueConstraint(
                fields=("commitment", "place"),
                name="application_once",
                violation_error_message="Cet engagement est déjà appliqué dans ce lieu.",
            ),
            models.CheckConstraint(
                condition=Q(level="", level_on__isnull=True, level_status="", level_precision="")
                | ~Q(level="") & Q(level_on__isnull=False) & ~Q(level_status="") & ~Q(level_precision=""),
                name="application_level_is_dated",
                violation_error_message="Un niveau va avec sa date et dit s'il est déclaré ou vérifié.",
            ),
            declared_after_a_level("application_declared_since"),
        )

    @property
    def level_moment(self) -> Moment | None:
        """When the level was, with the precision of its source."""
        return Moment(self.level_on, self.level_precision) if self.level_on else None

    @property
    def news_moment(self) -> Moment | None:
        """When somebody last said something of it there, verified or not."""
        return Moment(self.news_on, self.news_precision) if self.news_on else None


class Following(models.Model):
    """An indicator whose figures tell how a promise is kept; figures themselves belong to `indicators`."""

    commitment = models.ForeignKey(
        Commitment, on_delete=models.CASCADE, related_name="followings", verbose_name="engagement"
    )
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="followings", verbose_name="indicateur"
    )

    disclosure = Disclosure(public=("commitment", "indicator"))

    class Meta:
        verbose_name = "suivi d'un engagement par un indicateur"
        verbose_name_plural = "suivis d'engagements par des indicateurs"
        ordering = ("commitment", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("commitment", "indicator"),
                name="following_once",
                violation_error_message="Cet indicateur suit déjà cet engagement.",
            ),
        )
