"""How bodies are found: by their name, their sort, their place."""

from __future__ import annotations

from collections.abc import Iterator

from tenir.core.search.findable import Findable
from tenir.modules.governance.models import Body


def bodies(keys: list[str] | None) -> Iterator[Findable]:
    """Bodies of these keys, or all; one query."""
    rows = Body.objects.select_related("place").order_by("pk")
    for one in rows.filter(pk__in=keys) if keys is not None else rows:
        kind = one.get_kind_display()
        yield Findable(
            object_id=str(one.pk),
            title=one.name,
            url=one.get_absolute_url(),
            context=f"{kind}, {one.place.name}",
            names=(one.name,),
            around=(kind, one.place.name),
            place_id=one.place_id,
            is_invented=one.is_invented,
        )
