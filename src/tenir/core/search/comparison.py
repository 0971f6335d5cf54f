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
        ours = [stored[one.document.object_id] for one in wrong if one.document.object_id in stored]
        index.delete([one.document.pk for one in ours])
        index.insert(wrong)


def _equal(found: Prepared, wanted: Prepared) -> bool:
    """Postings are counted again: a digest alone would not see one that was lost."""
    mark = wanted.document.digest
    return found.document.digest == mark and index.digest(found.document, found.terms) == mark


def _stored(model: str, keys: list[str]) -> dict[str, Prepared]:
    rows = {
        one.pk: Prepared(one, {}) for one in Document.objects.filter(object_type=model, object_id__in=keys).order_by()
    }
    postings = Posting.objects.filter(document__in=list(rows)).order_by()
    for pk, term, weight in postings.values_list("document", "term", "weight"):
        rows[pk].terms[term] = weight
    return {one.document.object_id: one for one in rows.values()}


def _compare_gone(model: str, known: set[str], difference: Difference, *, write: bool) -> None:
    stored = Document.objects.filter(object_type=model).order_by().values_list("pk", "object_id")
    gone = [(pk, key) for pk, key in stored if key not in known]
    difference.gone += [f"{model}:{key}" for _, key in gone]
    if write:
        index.delete([pk for pk, _ in gone])
