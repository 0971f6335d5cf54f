"""« Mon quartier »: an address or a point, sent by POST so that it stays in no address, log or history."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from tenir.core.errors import TenirError
from tenir.core.places.models import PlaceKind
from tenir.core.web import french
from tenir.core.web.pages import PUBLIC, page
from tenir.modules.localisation import addresses, answers, rates, telling
from tenir.modules.localisation.answers import Answers, Reason, Said
from tenir.modules.localisation.forms import AddressForm, PointForm
from tenir.modules.territories.maps import Live, extent, parts

# The State's own search, with the borders that decide.
OFFICIAL = "https://sig.ville.gouv.fr/"
Form = AddressForm | PointForm


# Nothing is done in anybody's name, so a form that another site sends does no harm; without a token the form stands
# on pages that are kept for everybody.
@csrf_exempt
@page(access=PUBLIC, methods=("GET", "HEAD", "POST"), cached=True, located=True)
def find(request: HttpRequest) -> HttpResponse:
    """Ask, and be answered on the same page."""
    if request.method != "POST":
        return _page(request, None)
    form: Form = AddressForm(request.POST) if "address" in request.POST else PointForm(request.POST)
    answered, status = _answer(request, form)
    response = _page(request, form, answered, status)
    # No browser nor proxy keeps where somebody lives.
    response["Cache-Control"] = "no-store"
    return response


def _answer(request: HttpRequest, form: Form) -> tuple[Answers | None, int]:
    """The answer and its status; what went wrong is said in the form."""
    if not rates.is_within(request):
        form.add_error(None, f"{rates.SENTENCE} {rates.REMEDY}")
        return None, 429
    if not form.is_valid():
        return None, 422
    try:
        return answers.ask(form.point()), 200
    except TenirError as error:
        form.add_error(None, error.in_full)
        return None, 503 if isinstance(error, addresses.Away) else 422


def _page(request: HttpRequest, form: Form | None, answered: Answers | None = None, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "trail": [("Accueil", "/"), ("Mon quartier", "")],
        "address_form": (form if isinstance(form, AddressForm) else AddressForm()) if addresses.is_offered() else None,
        "point_form": form if isinstance(form, PointForm) else PointForm(),
        "asked_point": isinstance(form, PointForm),
        "official": OFFICIAL,
        "live": _map(),
        "answered": answered,
        "is_border": bool(answered and any(one.reason is Reason.BORDER for one in answered.neighbourhoods)),
        "neighbourhoods": [_shown(one, answered) for one in answered.neighbourhoods] if answered else [],
        "others": [_shown(one, answered) for one in answered.others] if answered else [],
    }
    return render(request, "localisation/find.html", context, status=status)


def _map() -> Live:
    """Of today's neighbourhoods, opened on those of the mainland; one query."""
    kind = PlaceKind.QPV
    return Live(
        "quartiers prioritaires", kind, extent(kind), button="Choisir sur une carte", chooses=True, jumps=parts()
    )


def _shown(said: Said, answered: Answers) -> dict[str, Any]:
    return {
        "said": said,
        "title": telling.title(said.edition),
        "word": telling.WORDS[said.answer],
        "is_yes": bool(said.place),
        "why": telling.why(said, answered.point),
        "sources": french.liste_et(said.edition.sources),
        "precision": telling.precision(said.edition),
        "promises": telling.promises(said) if said.promises is not None else "",
    }
