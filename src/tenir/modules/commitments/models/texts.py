"""Texts that can be cited, and standing on lines of one."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tenir.core.disclosure import Disclosure


class Source(models.Model):
    """A text that can be cited. `sha256` and `lines` are those of the plain text whose lines citations count."""

    slug = models.SlugField("adresse", max_length=100, unique=True)
    title = models.CharField("titre", max_length=300)
    number = models.CharField("numéro", max_length=50, blank=True)
    date = models.DateField("date", null=True, blank=True)
    publisher = models.CharField("émetteur", max_length=200, blank=True)
    url = models.URLField("adresse en ligne", blank=True)
    sha256 = models.CharField("empreinte du texte", max_length=64, blank=True)
    lines = models.PositiveIntegerField("nombre de lignes", null=True, blank=True)

    disclosure = Disclosure(public=("slug", "title", "number", "date", "publisher", "url", "sha256", "lines"))

    class Meta:
        verbose_name = "texte source"
        verbose_name_plural = "textes sources"
        ordering = ("slug",)
        constraints = (
            models.UniqueConstraint(
                fields=("sha256",),
                condition=~Q(sha256=""),
                name="source_text_once",
                violation_error_message="Ce texte est déjà connu.",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Cited(models.Model):
    """What stands on lines of a source: first and last, counted from 1, both included; or a page of a PDF."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+", verbose_name="texte source")
    first_line = models.PositiveIntegerField("première ligne", null=True, blank=True)
    last_line = models.PositiveIntegerField("dernière ligne", null=True, blank=True)
    page = models.PositiveIntegerField("page", null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def where(self) -> str:
        """« lignes 427 à 428 », « ligne 8 », « page 3 », or nothing when the source gives no place."""
        return where_in_source(self.first_line, self.last_line, self.page)


CITED = ("source", "first_line", "last_line", "page")


def where_in_source(first: int | None, last: int | None, page: int | None) -> str:
    """The words for a place in a source."""
    if first is not None:
        return f"ligne {first}" if first == last else f"lignes {first} à {last}"
    return f"page {page}" if page is not None else ""


def lines_in_order(name: str) -> models.CheckConstraint:
    """Both lines or none, from 1, in their order."""
    return models.CheckConstraint(
        condition=Q(first_line__isnull=True, last_line__isnull=True)
        | Q(first_line__gte=1, last_line__gte=F("first_line")),
        name=name,
        violation_error_message="Les lignes citées se comptent à partir de 1, la première avant la dernière.",
    )
