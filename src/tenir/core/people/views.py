"""Screens of organisations and accounts. Public ones name organisations, never persons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from tenir.core import modules, rights
from tenir.core.errors import BadInput
from tenir.core.people import actions, handing_over, openid, passkey_ceremony
from tenir.core.people.forms import AccountForm, OrganisationForm, RoleForm
from tenir.core.people.models import Mandate, Membership, Organisation, OrganisationKind, User
from tenir.core.web.pages import PUBLIC, SIGNED_IN, page

PAGE_SIZE = 50
FORM = ("GET", "HEAD", "POST")


@page(access=PUBLIC, cached=True)
def organisations(request: HttpRequest) -> HttpResponse:
    """All organisations by name, or those of one sort."""
    kind = request.GET.get("sorte", "")
    kind = kind if kind in OrganisationKind.values else ""
    found = Organisation.objects.with_place().of_kind(kind).order_by("name", "pk")
    shown = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    tallies = modules.tallies("organisations", list(shown))
    context = {
        "rows": [(one, [counts.get(one.pk, 0) for _, counts in tallies]) for one in shown],
        "heads": [title for title, _ in tallies],
        "shown": shown,
        "kind": kind,
        "tabs": _kinds(kind),
        "address": f"?sorte={kind}&page={{page}}",
        "may_read_accounts": rights.may(request.user, "people.read_accounts"),
    }
    return render(request, "people/organisations.html", context)


@page(access=PUBLIC, cached=True)
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """What an organisation is, and what the modules know of it."""
    found = get_object_or_404(Organisation.objects.with_place(), slug=slug)
    return render(request, "people/organisation.html", {"organisation": found, "trail": _trail_of(found)})


@page(access="people.manage_organisations", methods=FORM)
def create_organisation(request: HttpRequest) -> HttpResponse:
    """A new organisation on one's territory."""
    form = OrganisationForm(request.POST or None, by=_me(request))
    context = _form_context("Créer une organisation", ("Organisations", reverse("people:organisations")))
    return _answer(request, form, context, lambda: _created(request, form))


@page(access="people.manage_organisations", methods=FORM)
def amend_organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """The corrections of an organisation of one's territory."""
    found = get_object_or_404(Organisation.objects.with_place(), slug=slug)
    rights.require(_me(request), "people.manage_organisations", on=found)
    form = OrganisationForm(request.POST or None, instance=found, by=_me(request))
    context = _form_context(f"Corriger {found.name}", (found.name, reverse("people:organisation", args=[slug])))
    return _answer(request, form, context, lambda: _amended(request, form, found))


@page(access=SIGNED_IN)
def account(request: HttpRequest) -> HttpResponse:
    """Who one is for Tenir: roles, where, until when; password; the way out."""
    me = _me(request)
    held = Membership.objects.filter(user=me).not_over().in_full().order_by("place__name", "role")
    mandates = Mandate.objects.filter(user=me).in_force().select_related("organisation")
    context = {"memberships": held, "mandates": mandates, "identities": me.identities.all(), "openid": openid.client()}
    context |= {"passkeys": me.passkeys.all(), "passkeys_offered": passkey_ceremony.are_offered()}
    return render(request, "people/account.html", context)


@page(access="people.read_accounts")
def accounts(request: HttpRequest) -> HttpResponse:
    """The accounts that hold or held a role on one's places."""
    found = User.objects.within_reach_of(_mine(request, "people.read_accounts")).order_by("name", "pk")
    shown = Paginator(found, PAGE_SIZE)
    context = {
        "shown": shown.get_page(request.GET.get("page")),
        "may_open": rights.may(request.user, "people.open_account"),
    }
    return render(request, "people/accounts.html", context)


@page(access="people.open_account", methods=FORM)
def open_account(request: HttpRequest) -> HttpResponse:
    """A new account, with its first role."""
    form = AccountForm(request.POST or None, by=_me(request))
    context = _form_context("Ouvrir un compte", ("Personnes", reverse("people:accounts")))
    return _answer(request, form, context, lambda: _opened(request, form))


@page(access="people.read_accounts")
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One account of one's territory, with its roles on it and what may be done about them."""
    found = _account(request, pk, "people.read_accounts")
    return render(request, "people/person.html", _person_context(request, found))


@page(access="people.grant_role", methods=FORM)
def grant_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Another role for an account of one's territory."""
    found = _account(request, pk, "people.grant_role")
    form = RoleForm(request.POST or None, by=_me(request))
    back = (found.shown_name, reverse("people:person", args=[pk]))
    context = _form_context(f"Donner un rôle à {found.shown_name}", back)
    return _answer(request, form, context, lambda: _granted(request, form, found))


@page(access="people.grant_role", methods=("POST",))
def end_role(request: HttpRequest, pk: int) -> HttpResponse:
    """End a role at once."""
    membership = get_object_or_404(Membership.objects.in_full(), pk=pk)
    back = redirect("people:person", pk=membership.user_id)
    return _act(request, back, "Le rôle a pris fin.", lambda: actions.end_role(by=_me(request), membership=membership))


@page(access="people.close_account", methods=("POST",))
def close_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an account at once."""
    found = get_object_or_404(User, pk=pk)
    return _act(
        request,
        redirect("people:accounts"),
        "Le compte est fermé\u202f; ses rôles ont pris fin.",
        lambda: actions.close_account(by=_me(request), user=found),
    )


@page(access="people.close_account", methods=("POST",))
def cut_ways_in(request: HttpRequest, pk: int) -> HttpResponse:
    """End the passkeys, outside identities and sessions of an account whose device is lost."""
    found = get_object_or_404(User, pk=pk)
    return _act(
        request,
        redirect("people:person", pk=pk),
        "Ces accès sont coupés\u202f; la personne entrera par un code.",
        lambda: actions.cut_ways_in(by=_me(request), user=found),
    )


def _me(request: HttpRequest) -> User:
    """The signed-in account; `page(access=…)` let nobody else in."""
    if not isinstance(request.user, User):
        raise TypeError("a view that is open to anonymous visitors asked who is signed in")
    return request.user


def _mine(request: HttpRequest, permission: str) -> Any:
    """My roles in force that have a permission: they say how far my list goes."""
    return _me(request).memberships.in_force().with_roles(rights.roles(permission))


def _account(request: HttpRequest, pk: int, permission: str) -> User:
    """The account, if a role of it, held now or before, lies on my territory; else `Refused`, which is journalled."""
    found = get_object_or_404(User, pk=pk)
    if not User.objects.within_reach_of(_mine(request, permission)).filter(pk=pk).exists():
        raise rights.Refused(permission, found)
    return found


def _answer(request: HttpRequest, form: Any, context: dict[str, Any], act: Callable[[], HttpResponse]) -> HttpResponse:
    """Show the form, or act on it; a `BadInput` of the action is told on the form, which keeps what was typed."""
    if request.method == "POST" and form.is_valid():
        try:
            return act()
        except BadInput as error:
            form.add_error(None, error.in_form)
    status = 422 if form.errors else 200
    return render(request, "people/form.html", {"form": form, **context}, status=status)


def _form_context(title: str, back: tuple[str, str]) -> dict[str, Any]:
    return {"title": title, "back": back[1], "trail": [back, (title, "")]}


def _act(request: HttpRequest, back: HttpResponse, done: str, act: Callable[[], object]) -> HttpResponse:
    """Act, then say what was done, or why not."""
    try:
        act()
    except BadInput as error:
        messages.error(request, f"Rien n'a été changé\u202f: {error.sentence} {error.remedy}".strip())
    else:
        messages.success(request, done)
    return back


def _created(request: HttpRequest, form: OrganisationForm) -> HttpResponse:
    made = actions.create_organisation(by=_me(request), **form.cleaned_data)
    messages.success(request, f"{made.name} est enregistrée.")
    return redirect("people:organisation", slug=made.slug)


def _amended(request: HttpRequest, form: OrganisationForm, found: Organisation) -> HttpResponse:
    actions.amend_organisation(by=_me(request), organisation=found, **form.cleaned_data)
    messages.success(request, "La fiche est corrigée.")
    return redirect("people:organisation", slug=found.slug)


def _opened(request: HttpRequest, form: AccountForm) -> HttpResponse:
    opened = actions.open_account(by=_me(request), **form.cleaned_data)
    messages.success(request, "Le compte est ouvert. Un courriel dit à la personne comment entrer.")
    return redirect("people:person", pk=opened.pk)


def _granted(request: HttpRequest, form: RoleForm, found: User) -> HttpResponse:
    actions.grant_role(by=_me(request), user=found, **form.cleaned_data)
    messages.success(request, "Le rôle est donné.")
    return redirect("people:person", pk=found.pk)


def _person_context(request: HttpRequest, found: User) -> dict[str, Any]:
    """The roles that I reach, each with whether I may end it; roles elsewhere are not my business."""
    me = _me(request)
    memberships = Membership.objects.within_reach_of(_mine(request, "people.read_accounts")).filter(user=found)
    return {
        "person": found,
        "trail": [("Personnes", reverse("people:accounts")), (found.shown_name, "")],
        "rows": [(one, actions.may_end(me, one)) for one in memberships.in_full().order_by("-since", "pk")],
        "may_grant": rights.may(me, "people.grant_role") and found.is_active,
        "may_hand_over": found.is_active
        and any(not one.is_over for one in memberships)
        and handing_over.may_hand_over(me, found),
        "has_ways_in": found.passkeys.exists() or found.identities.exists(),
        "may_close": found.is_active and actions.may_close(me, found),
    }


def _kinds(current: str) -> list[tuple[str, str, bool]]:
    base = reverse("people:organisations")
    known = set(Organisation.objects.order_by().values_list("kind", flat=True).distinct()) | {current}
    kinds = [
        (str(kind.label), f"{base}?sorte={kind.value}", kind.value == current)
        for kind in OrganisationKind
        if kind.value in known
    ]
    return [("Toutes", base, not current), *kinds]


def _trail_of(organisation: Organisation) -> list[tuple[str, str]]:
    return [("Organisations", reverse("people:organisations")), (organisation.name, "")]
