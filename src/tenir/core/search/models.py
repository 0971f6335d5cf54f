"""The index: what can be found, and which words lead to it.

Derived from the tables of the modules, rewritten at will (`tenir search rebuild`), never a source of anything. Ordinary
tables rather than FTS5 and tsvector: those rank differently, and Tenir answers alike on both databases.

No foreign key is checked by the database: nobody but `index.py` writes here, and checking one locks the row that it
points at (a place), which another action may hold while it waits for the journal.
"""

from __future__ import annotations

from django.db import models

from tenir.core.disclosure import Disclosure
from tenir.core.places.models import Place

LONGEST_TERM = 40


class Document(models.Model):
    """An object that can be found. `digest` stands for the row and its postings: equal digests, nothing to rewrite."""

    object_type = models.CharField("type d'objet", max_length=100)
    object_id = models.CharField("objet", max_length=100)
    owner = models.CharField("fait partie de", max_length=201, blank=True)
    kind = models.CharField("sorte", max_length=30)
    kind_order = models.PositiveSmallIntegerField("rang de la sorte")
    title = models.CharField("titre", max_length=1200)
    # Compared byte by byte on both databases (migration 0001); numbers are padded, so that 2 comes before 10.
    sort_key = models.CharField("clé de tri", max_length=200)
    url = models.CharField("adresse", max_length=300)
    context = models.CharField("contexte", max_length=300, blank=True)
    place = models.ForeignKey(
        Place, on_delete=models.CASCADE, null=True, db_constraint=False, related_name="+", verbose_name="lieu"
    )
    public = models.BooleanField("public")
    is_invented = models.BooleanField("inventé pour la démonstration", default=False)
    weight = models.PositiveSmallIntegerField("poids")
    digest = models.CharField("empreinte", max_length=32)

    disclosure = Disclosure(
        public=("kind", "title", "url", "context", "place", "public", "is_invented"),
        technical=("id", "object_type", "object_id", "owner", "kind_order", "sort_key", "weight", "digest"),
    )

    class Meta:
        verbose_name = "document de la recherche"
        verbose_name_plural = "documents de la recherche"
        ordering = ("kind_order", "sort_key", "url")
        indexes = (models.Index(fields=("owner",), name="search_by_owner"),)
        constraints = (
            models.UniqueConstraint(
                fields=("object_type", "object_id"),
                name="search_document_once",
                violation_error_message="Cet objet est déjà dans l'index.",
            ),
        )


class Posting(models.Model):
    """`term` leads to `document`: a folded word as it is written, or `~` and its stem."""

    pk = models.CompositePrimaryKey("document", "term")
    document = models.ForeignKey(
        Document,
        on_delete=models.CASCADE,
        db_constraint=False,
        db_index=False,
        related_name="postings",
        verbose_name="document",
    )
    term = models.CharField("mot", max_length=LONGEST_TERM)
    weight = models.PositiveSmallIntegerField("poids")
    # With the document's own weight: what the word alone would score, so that the best are found without the others.
    total = models.PositiveSmallIntegerField("poids avec le document")
    # The document's own, so that what everybody may find is found without reading the documents.
    public = models.BooleanField("public")

    disclosure = Disclosure(technical=("document", "term", "weight", "total", "public"))

    class Meta:
        verbose_name = "mot de l'index"
        verbose_name_plural = "mots de l'index"
        ordering = ("document", "term")
        # All that a query reads of a word, in one range of one index, by document: whether it reads all of a word's
        # postings or those of a few documents, there is no other index that a planner could prefer by mistake.
        indexes = (models.Index(fields=("term", "document", "weight", "total", "public"), name="search_by_term"),)
