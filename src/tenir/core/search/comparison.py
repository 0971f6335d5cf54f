"""The whole index held against the tables, and made equal to them."""

from __future__ import annotations

from dataclasses import dataclass, field

from tenir.core import modules
from tenir.core.modules import Searchable
from tenir.core.search import index
from tenir.core.search.findable import Findable
from tenir.core.search.index import BATCH, Prepared
from tenir.core.search.models import Document, Posting


@dataclass
class Difference:
    """How far the index is from what the tables say: names of objects (`places.place:12`) by what is wrong."""

    total: int = 0
    missing: list[str] = field(default_factory=list)
    outdated: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.missing or self.outdated or self.gone)


def compare(*, write: bool) -> Difference:
    """Every document and every posting against what the modules give now; with `write`, the index is mended."""
    difference = Difference()
    for searchable in modules.searchables():
        known: set[str] = set()
        for batch in index.batched(index.documents(searchable, None), BATCH):
            known.update(one.object_id for one in batch)
            _compare_batch(searchable, batch, difference, write=write)
        _compare_gone(searchable.model, known, difference, write=write)
    for model in set(Document.objects.order_by().values_list("object_type", flat=True).distinct()) - _declared():
        _compare_gone(model, set(), difference, write=write)
    return difference


def _declared() -> set[str]:
    return {one.model for one in modules.searchables()}


def _compare_batch(searchable: Searchable, batch: list[Findable], difference: Difference, *, write: bool) -> None:
    stored = _stored(searchable.model, [one.object_id for one in batch])
    difference.total += len(batch)
    wrong: list[Prepared] = []
    for one in batch:
        wanted, found = index.prepared(searchable, one), stored.get(one.object_id)
        if found is None or not _equal(found, wanted):
            told = difference.missing if found is None else difference.outdated
            told.append(f"{searchable.model}:{one.object_id}")
            wrong.append(wanted)
    if write:
        index.delete([stored[one.document.object_id].document.pk for one in wrong if one.document.object_id in stored])
        index.insert(wrong)


@dataclass
class Stored:
    """A document of the index, with the columns of its postings."""

    document: Document
    postings: set[tuple[str, int, int, bool]] = field(default_factory=set)


def _equal(found: Stored, wanted: Prepared) -> bool:
    """Column by column: a digest alone would not see a posting that was lost."""
    terms = {term: weight for term, weight, _, _ in found.postings}
    marks = {found.document.digest, index.digest(found.document, terms), wanted.document.digest}
    return len(marks) == 1 and found.postings == set(index.postings_of(wanted))


def _stored(model: str, keys: list[str]) -> dict[str, Stored]:
    documents = Document.objects.filter(object_type=model, object_id__in=keys).order_by()
    rows = {one.pk: Stored(one) for one in documents}
    postings = Posting.objects.filter(document__in=list(rows)).order_by()
    for pk, term, weight, total, public in postings.values_list("document", "term", "weight", "total", "public"):
        rows[pk].postings.add((term, weight, total, public))
    return {one.document.object_id: one for one in rows.values()}


def _compare_gone(model: str, known: set[str], difference: Difference, *, write: bool) -> None:
    stored = Document.objects.filter(object_type=model).order_by().values_list("pk", "object_id")
    gone = [(pk, key) for pk, key in stored if key not in known]
    difference.gone += [f"{model}:{key}" for _, key in gone]
    if write:
        index.delete([pk for pk, _ in gone])
