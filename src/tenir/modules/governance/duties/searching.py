"""Duties in the search: by what is owed, by whom, to whom."""

from __future__ import annotations

from collections.abc import Iterator

from tenir.core.search.findable import Findable
from tenir.modules.governance.models import Duty


def duties(keys: list[str] | None) -> Iterator[Findable]:
    """Duties of these keys, or all."""
    found = Duty.objects.select_related("source", "organisation").order_by("pk")
    for one in (found if keys is None else found.filter(pk__in=keys)).iterator(chunk_size=500):
        owner = str(one.owner_words)
        yield Findable(
            object_id=str(one.pk),
            title=one.title,
            url=one.get_absolute_url(),
            context=f"{owner}, {one.text}",
            names=(one.title,),
            around=("obligation", one.sentence, owner, one.owed_to, one.text, one.deliverable),
            is_invented=one.is_invented,
        )
