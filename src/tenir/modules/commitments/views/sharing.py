"""Cards of a board and of a commitment, made to be shown inside another site: whole, light, without any script."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tenir.core.web.pages import PUBLIC, page
from tenir.modules.commitments import boards, sharing
from tenir.modules.commitments.enums import State
from tenir.modules.commitments.models import Framework
from tenir.modules.commitments.views.loading import commitment_of, framework_of


@page(access=PUBLIC, cached=True, framed=True)
def commitment_card(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """One commitment: its words, its level, whether it is silent."""
    row = commitment_of(request, slug, number)
    _only_public(row.framework)
    context = {
        **_card(request, row),
        "row": row,
        "name": sharing.name_of(row),
        "framework": row.framework,
        "silent": row.is_silent(row.framework.silent_before()),
    }
    return render(request, "commitments/card_commitment.html", context)


@page(access=PUBLIC, cached=True, framed=True)
def board_card(request: HttpRequest, slug: str) -> HttpResponse:
    """One framework: its sentence, how many promises stand at each level, how many are silent."""
    framework = framework_of(request, slug)
    _only_public(framework)
    (standing,) = boards.standings([framework])
    summary = boards.level_summary(standing, ())
    context = {**_card(request, framework), "framework": framework, "standing": standing, "summary": summary}
    return render(request, "commitments/card_board.html", context)


def _card(request: HttpRequest, subject: Any) -> dict[str, Any]:
    """`?theme=clair`: for a site that has no dark face, whatever the visitor's system wishes."""
    address = request.build_absolute_uri(subject.get_absolute_url())
    return {"address": address, "home": request.build_absolute_uri("/"), "light": request.GET.get("theme") == "clair"}


def _only_public(framework: Framework) -> None:
    """A draft has no card, even for those who prepare it: it would be shown in a page that is not ours."""
    if framework.state != State.PUBLIC:
        raise Http404("Ce texte n'est pas encore public.")
