"""The only writer of the index: an object's document and postings, made again and replaced when they differ."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max
from django.utils.module_loading import import_string

from tenir.core import modules
from tenir.core.bulk import insert_all
from tenir.core.journal.models import Entry
from tenir.core.modules import Searchable
from tenir.core.search.findable import Findable
from tenir.core.search.models import Document, Posting
from tenir.core.search.terms import terms_of
from tenir.core.search.words import sort_key

T = TypeVar("T")
# Objects at a time: what SQLite takes of variables in a statement, and little memory however many there are.
BATCH = 500
# The columns that a digest does not stand for.
_APART = ("id", "digest")
_KEY = ("id",)
_POSTING = ("document_id", "term", "weight", "total", "public")


@dataclass
class Prepared:
    """A row of the index as it should be."""

    document: Document
    terms: dict[str, int]


def keep_in_step(entries: list[Entry]) -> None:
    """Bring up to date what an action's events name, and what belongs to it (`core.actions.follow`)."""
    named = _named(entries)
    for searchable in modules.searchables():
        keys = set(named.get(searchable.model, ()))
        keys.update(_owned(searchable, named))
        for batch in batched(sorted(keys), BATCH):
            _replace(searchable, batch)


def bring_in(model: str, keys: Iterable[str]) -> None:
    """Index objects by the thousand, inside the action that has just made them: none is there to be replaced."""
    for searchable in modules.searchables():
        if searchable.model == model:
            for batch in batched(keys, BATCH):
                insert([prepared(searchable, one) for one in documents(searchable, batch)])


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of `size` items, the last one shorter."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def _named(entries: list[Entry]) -> dict[str, dict[str, set[str]]]:
    """By sort of object and key, the fields that the events speak of."""
    named: dict[str, dict[str, set[str]]] = {}
    for entry in entries:
        fields = named.setdefault(entry.object_type, {}).setdefault(entry.object_id, set())
        fields.update(entry.before or (), entry.after or ())
    return named


def _owned(searchable: Searchable, named: dict[str, dict[str, set[str]]]) -> Iterator[str]:
    """Keys of what belongs to an owner that was named, as far as the index knows."""
    changed = [
        f"{searchable.owner}:{key}"
        for key, fields in (named.get(searchable.owner, {}) if searchable.owner else {}).items()
        if not searchable.owner_fields or fields.intersection(searchable.owner_fields)
    ]
    for batch in batched(changed, BATCH):
        owned = Document.objects.filter(object_type=searchable.model, owner__in=batch)
        yield from owned.order_by().values_list("object_id", flat=True)


def _replace(searchable: Searchable, keys: list[str]) -> None:
    wanted = {one.object_id: prepared(searchable, one) for one in documents(searchable, keys)}
    stored = Document.objects.filter(object_type=searchable.model, object_id__in=keys).order_by()
    known = {key: (pk, mark) for key, pk, mark in stored.values_list("object_id", "pk", "digest")}
    same = {key for key, (_, mark) in known.items() if key in wanted and wanted[key].document.digest == mark}
    delete([pk for key, (pk, _) in known.items() if key not in same])
    insert([one for key, one in wanted.items() if key not in same])


def documents(searchable: Searchable, keys: list[str] | None) -> Iterable[Findable]:
    """What a module gives to be found: the objects of these keys, or all."""
    found: Iterable[Findable] = import_string(searchable.documents)(keys)
    return found


def prepared(searchable: Searchable, one: Findable) -> Prepared:
    """The row and the postings of one object."""
    terms = terms_of(one)
    document = Document(
        object_type=searchable.model,
        kind=searchable.kind,
        kind_order=searchable.order,
        sort_key=sort_key(one.title),
        **{
            name: getattr(one, name)
            for name in ("object_id", "owner", "title", "url", "context", "place_id", "public", "is_invented", "weight")
        },
    )
    document.digest = digest(document, terms)
    return Prepared(document, terms)


def digest(document: Document, terms: dict[str, int]) -> str:
    """Stands for all that the index keeps of an object."""
    told = repr((_columns(document, without=_APART), sorted(terms.items())))
    return hashlib.blake2b(told.encode(), digest_size=16).hexdigest()


def _columns(document: Document, *, without: tuple[str, ...]) -> list[Any]:
    return [getattr(document, name) for name in _names(without)]


@cache
def _names(without: tuple[str, ...]) -> tuple[str, ...]:
    """Columns of a document in their order, but for some."""
    return tuple(one.attname for one in Document._meta.concrete_fields if one.name not in without)


def insert(rows: list[Prepared]) -> None:
    """Write documents that are not in the index."""
    with transaction.atomic(savepoint=False):
        for batch in batched(rows, BATCH):
            before = _last_key()
            insert_all(Document, _names(_KEY), [_columns(one.document, without=_KEY) for one in batch])
            keys = _keys_after(before)
            of_each = ((keys[_name(one.document)], postings_of(one)) for one in batch)
            insert_all(Posting, _POSTING, [(key, *columns) for key, postings in of_each for columns in postings])


def _last_key() -> int:
    """Keys only grow: rows inserted from now on have larger ones, others' included."""
    last: int | None = Document.objects.aggregate(last=Max("pk"))["last"]
    return last or 0


def _keys_after(key: int) -> dict[tuple[str, str], int]:
    """The row of each object by the range of keys; by their names, PostgreSQL read all of a sort again each time."""
    rows = Document.objects.filter(pk__gt=key).order_by()
    return {(sort, name): key for sort, name, key in rows.values_list("object_type", "object_id", "pk")}


def _name(document: Document) -> tuple[str, str]:
    return document.object_type, document.object_id


def postings_of(one: Prepared) -> Iterator[tuple[str, int, int, bool]]:
    """Columns of the postings of an object: term, weight, total, public."""
    for term, weight in one.terms.items():
        yield term, weight, weight + one.document.weight, one.document.public


def delete(keys: Iterable[int]) -> None:
    """Take documents out, with their postings."""
    for batch in batched(keys, BATCH):
        Document.objects.filter(pk__in=batch).delete()
