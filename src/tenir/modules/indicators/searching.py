"""How indicators are found: by the words of their title, and by who produces them."""

from __future__ import annotations

from collections.abc import Iterator

from tenir.core.search.findable import Findable
from tenir.modules.indicators.models import Indicator

WEIGHT = 10


def indicators(keys: list[str] | None) -> Iterator[Findable]:
    """Indicators of these keys, or all."""
    found = Indicator.objects.select_related("producer").order_by("pk")
    for one in (found if keys is None else found.filter(pk__in=keys)).iterator(chunk_size=500):
        yield Findable(
            object_id=str(one.pk),
            title=one.title,
            url=one.get_absolute_url(),
            context=one.producer.name if one.producer else "",
            names=(one.title,),
            around=tuple(filter(None, ("indicateur", "chiffre", one.unit, one.producer.name if one.producer else ""))),
            weight=WEIGHT,
            is_invented=one.is_invented,
        )
