"""The review: the text beside what was recognised in it. One address, whole without JavaScript, in parts with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from tenir.core import rights
from tenir.core.web.pages import page
from tenir.modules.commitments.permissions import ADOPT
from tenir.modules.documents import names
from tenir.modules.documents.desk import DOUBT, ORDERS, Desk
from tenir.modules.documents.drafting import Placed, items_of
from tenir.modules.documents.forms import HOLDERS, WordsForm, named
from tenir.modules.documents.models import Draft, DraftChange, DraftItem
from tenir.modules.documents.permissions import REVIEW
from tenir.modules.documents.proposal import SURE
from tenir.modules.documents.views.loading import draft_of, me

# What `review.js` says of itself: it gets the parts of the page that change.
PARTS = "tenir-review"


@dataclass(frozen=True)
class Row:
    """An item as the list shows it."""

    one: Placed
    url: str
    quoted: str
    unsure: bool
    by_other: DraftChange | None
    is_current: bool

    @property
    def depth(self) -> int:
        """How far it is set in; a deeper tree is no further readable."""
        return min(self.one.depth, 4)


@page(access=REVIEW)
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """One draft, `?element=` at hand."""
    desk = desk_of(request, draft_of(request, pk), request.GET)
    return parts(request, desk) if wants_parts(request) else whole(request, desk)


def wants_parts(request: HttpRequest) -> bool:
    """Whether the page itself asks, by its script."""
    return request.headers.get("X-Requested-With") == PARTS


def desk_of(request: HttpRequest, draft: Draft, told: QueryDict, at: int | None = None) -> Desk:
    """The desk as the address, or the form, says."""
    order = told.get("ordre", "")
    return Desk(
        draft,
        me(request).identifier,
        order=order if order in ORDERS else DOUBT,
        at=at or _number(told.get("element")),
        seen=_number(told.get("vu")) or 0,
        page_asked=_number(told.get("page")),
    )


def whole(request: HttpRequest, desk: Desk, words: WordsForm | None = None, status: int = 200) -> HttpResponse:
    """The page; `words` is a correction to mend."""
    context = {
        "desk": desk,
        "draft": desk.draft,
        "rows": rows_of(desk, desk.shown),
        "copies": list(desk.draft.copies.defer("text").order_by("pk")),
        "trail": [("Accueil", "/"), ("Textes", reverse("documents:drafts")), ("Relecture", "")],
        "orders": [(title, f"?{_query(desk, order=key)}#element", key == desk.order) for key, title in ORDERS.items()],
        "pages_url": f"?{urlencode({'ordre': desk.order, 'vu': desk.seen})}&page={{page}}",
        "may_adopt": rights.may(request.user, ADOPT, on=desk.draft),
        "fresh_url": f"?{urlencode({'ordre': desk.order})}",
        **card_context(desk, words, request.GET.get("faire", "")),
    }
    return render(request, "documents/review.html", context, status=status)


def parts(
    request: HttpRequest, desk: Desk, *, said: str = "", refused: str = "", changed: DraftItem | None = None
) -> HttpResponse:
    """What changes on the page: the item at hand, the progress, the rows of `changed` and of what it holds.

    `said` is for the ears; `refused`, why a gesture could not be made, stands on the card, for all.
    """
    held = [one for one in desk.shown if changed and changed.pk in (one.item.pk, *(up.pk for up in one.above))]
    common = {"desk": desk, "draft": desk.draft}
    return JsonResponse(
        {
            "element": desk.current.item.pk if desk.current else None,
            "url": f"{reverse('documents:review', args=[desk.draft.pk])}?{_query(desk)}",
            "page": desk.page_number,
            "card": render_to_string(
                "documents/card.html", common | card_context(desk) | {"refused": refused}, request
            ),
            "status": render_to_string("documents/status.html", common, request),
            "rows": {
                row.one.item.pk: render_to_string("documents/row.html", common | {"row": row}, request)
                for row in rows_of(desk, held)
            },
            "said": said,
        }
    )


def rows_of(desk: Desk, shown: Iterable[Placed]) -> list[Row]:
    """The items of the page as rows."""
    return [
        Row(
            one=one,
            url=f"?{_query(desk, at=one.item.pk)}",
            quoted=desk.quoted(one.item),
            unsure=one.item.confidence < SURE,
            by_other=desk.touched.get(one.item.pk),
            is_current=one is desk.current,
        )
        for one in shown
    ]


def card_context(desk: Desk, words: WordsForm | None = None, opened: str = "") -> dict[str, Any]:
    """The item at hand, with its forms."""
    one = desk.current
    printed = names.of(desk.draft, items_of([one]), proposing=False) if one else []
    return {
        "names": printed,
        "one": one,
        "refused": "",
        "quoted": desk.quoted(one.item) if one else "",
        "repaired": desk.repaired(one.item) if one else [],
        "unsure": one is not None and one.item.confidence < SURE,
        "words": words or (WordsForm(initial=_words_of(one.item)) if one else None),
        "opened": "corriger" if words else opened,
        "holders": _holders(desk, one) if one else [],
        "before_url": f"?{_query(desk, at=desk.before)}" if desk.before else "",
        "after_url": f"?{_query(desk, at=desk.after)}" if desk.after else "",
        "by_other": desk.touched.get(one.item.pk) if one else None,
    }


def _words_of(item: DraftItem) -> dict[str, str]:
    return {name: getattr(item, name) for name in WordsForm.base_fields}


def _holders(desk: Desk, one: Placed) -> list[tuple[int, str, bool]]:
    """Where the item may go: titles and promises, itself and what it holds left out."""
    return [
        (other.item.pk, f"{'– ' * other.depth}{named(other.item)}", other.item.pk == one.item.parent_id)
        for other in desk.tree
        if other.item.kind in HOLDERS and one.item.pk not in (other.item.pk, *(up.pk for up in other.above))
    ]


def _query(desk: Desk, *, at: int | None = None, order: str = "") -> str:
    at = at or (desk.current.item.pk if desk.current else None)
    return urlencode({"element": at or "", "ordre": order or desk.order, "vu": desk.seen})


def address(desk: Desk, at: int | None) -> str:
    """The page with an item at hand."""
    return f"{reverse('documents:review', args=[desk.draft.pk])}?{_query(desk, at=at)}#element"


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None
