"""Giving a proof, reading it, judging it, showing it, taking it back, and all of them in one archive."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags

from tenir.core import rights
from tenir.core.errors import BadInput
from tenir.core.people.models import Organisation
from tenir.core.web import french
from tenir.core.web.pages import PUBLIC, page
from tenir.modules.commitments import actions, permissions
from tenir.modules.commitments.evidence import archive, files, lines, received, sight, uploads
from tenir.modules.commitments.evidence.content import Proof
from tenir.modules.commitments.evidence.enums import VOID, EvidenceState, FileSort
from tenir.modules.commitments.forms.evidence import FIELDS, EvidenceForm, JudgeForm, TakeBackForm
from tenir.modules.commitments.models import Commitment, Deposit, Evidence, Framework
from tenir.modules.commitments.views.editing import FORM, act, me, trail
from tenir.modules.commitments.views.loading import commitment_of, framework_of

# A file that somebody else made runs nothing, whatever a browser takes it for.
CONFINED = "default-src 'none'; sandbox"


def section(request: HttpRequest, row: Commitment) -> dict[str, Any]:
    """« Preuves » on the page of a promise; one query for an anonymous visitor."""
    found = lines.of(request.user, row)
    return {
        "proofs": found,
        "may_give_proof": rights.may(request.user, permissions.GIVE_EVIDENCE, on=row),
        "may_export_proof": rights.may(request.user, permissions.EXPORT_EVIDENCE, on=row),
    }


@page(access=permissions.GIVE_EVIDENCE, methods=FORM)
def give(request: HttpRequest, slug: str, number: str) -> HttpResponseBase:
    """One page for the four sorts; what is filled says which. A file that arrived is kept while the rest is mended."""
    row = commitment_of(request, slug, number)
    rights.require(me(request), permissions.GIVE_EVIDENCE, on=row)
    organisations = sight.acting_for(me(request), row)
    if request.method != "POST":
        return _form(request, row, EvidenceForm(commitment=row, organisations=organisations), None)
    deposit, wrong = None, None
    try:
        deposit = uploads.given(me(request), row, request.FILES.get("file"), request.POST.get("depot", ""))
    except BadInput as error:
        wrong = error
    form = EvidenceForm(request.POST, commitment=row, organisations=organisations, deposited=deposit is not None)
    if wrong is not None:
        form.add_error("file", wrong.in_form)
    elif form.is_valid():
        try:
            return _given(request, row, form, organisations, deposit)
        except BadInput as error:
            form.add_error(FIELDS.get(error.where), error.in_form)
            deposit = uploads.still(deposit)
    return _form(request, row, form, deposit, status=422)


@page(access=PUBLIC)
def evidence(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One proof, what was said of it, and what may be done with it."""
    return _page(request, _readable(request, pk))


@page(access=PUBLIC)
def evidence_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file of a proof, for those who may read it: a picture in the page, anything else to be saved."""
    found = _readable(request, pk)
    if not sight.may_read_file(request.user, found) or not files.path_of(found.file_sha256).is_file():
        raise Http404("Ce fichier n'existe pas, ou plus.")
    etag = f'"{found.file_sha256}"'
    response: HttpResponseBase
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponse(status=304)
    else:
        response = StreamingHttpResponse(files.chunks(found.file_sha256), content_type=_type(found))
        response["Content-Length"] = str(found.file_bytes)
    shown = "inline" if found.is_picture else "attachment"
    response["Content-Disposition"] = f'{shown}; filename="{found.download_name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = CONFINED
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["ETag"] = etag
    # Asked again each time: it may be public no more, and its reader may have lost their role.
    patch_cache_control(response, private=True, no_cache=True)
    return response


@page(access=permissions.JUDGE_EVIDENCE, methods=("POST",))
def judge(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Accept it, or refuse it with a reason."""
    found = _judged(request, pk)
    form = JudgeForm(request.POST)
    if not form.is_valid():
        return _page(request, found, judge_form=form)
    try:
        actions.judge_evidence(
            by=me(request),
            evidence=found,
            verdict=form.cleaned_data["verdict"],
            seen=request.POST.get("seen", ""),
            reason=form.cleaned_data["reason"],
            organisation=sight.judging_for(me(request), found.commitment),
        )
    except BadInput as error:
        form.add_error(None, error.in_form)
        return _page(request, found, judge_form=form)
    messages.success(request, "Le verdict est inscrit.")
    return redirect(found)


@page(access=permissions.JUDGE_EVIDENCE, methods=("POST",))
def show(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show it to everybody, or hide it again."""
    found = _judged(request, pk)
    public = request.POST.get("publique") == "oui"
    done = "La preuve est publique." if public else "La preuve n'est plus publique."
    return act(
        request,
        found.get_absolute_url(),
        done,
        lambda: actions.show_evidence(by=me(request), evidence=found, public=public),
    )


@page(access=permissions.GIVE_EVIDENCE, methods=("POST",))
def withdraw(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take it back before it is judged."""
    found = _any(pk)
    rights.require(me(request), permissions.GIVE_EVIDENCE, on=found)
    form = TakeBackForm(request.POST)
    if form.is_valid():
        try:
            actions.withdraw_evidence(by=me(request), evidence=found, reason=form.cleaned_data["reason"])
        except BadInput as error:
            form.add_error(None, error.in_form)
        else:
            messages.success(request, "La preuve est retirée.")
            return redirect(found)
    return _page(request, found, withdraw_form=form)


@page(access=permissions.EXPORT_EVIDENCE, methods=("POST",))
def export_of_commitment(request: HttpRequest, slug: str, number: str) -> HttpResponseBase:
    """All the proofs of a promise."""
    return _archive(request, commitment_of(request, slug, number))


@page(access=permissions.EXPORT_EVIDENCE, methods=("POST",))
def export_of_framework(request: HttpRequest, slug: str) -> HttpResponseBase:
    """All the proofs of a text."""
    return _archive(request, framework_of(request, slug))


def _archive(request: HttpRequest, on: Commitment | Framework) -> HttpResponseBase:
    asked = actions.export_evidence(by=me(request), on=on)
    response = StreamingHttpResponse(archive.pieces(asked), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{archive.title(asked)}.zip"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _given(
    request: HttpRequest,
    row: Commitment,
    form: EvidenceForm,
    organisations: list[Organisation],
    deposit: Deposit | None,
) -> HttpResponse:
    data = form.cleaned_data
    chosen = [one for one in organisations if str(one.pk) == data["organisation"]]
    proof = Proof(
        title=data["title"],
        about_on=data["about_on"],
        file=uploads.kept(me(request), deposit) if deposit else None,
        link=data["link"],
        figure=form.figure,
        words=data["words"].strip(),
        valid_until=data["valid_until"],
        replaces=form.replaced,
    )
    organisation = (chosen or organisations)[0]
    found = actions.give_evidence(
        by=me(request), commitment=row, organisation=organisation, proof=proof, deposit=deposit
    )
    messages.success(
        request, "La preuve est donnée. Elle reste entre vous et qui la juge, jusqu'à ce qu'elle soit publiée."
    )
    return redirect(found)


def _form(
    request: HttpRequest, row: Commitment, form: EvidenceForm, deposit: Deposit | None, *, status: int = 200
) -> HttpResponse:
    name = f"{row.framework.noun.capitalize()} {row.number}".strip()
    context = {
        "row": row,
        "framework": row.framework,
        "title": "Donner une preuve",
        "name": name,
        "form": form,
        "organisations": form.organisations,
        "deposit": deposit,
        "weight": lines.weight(deposit.length) if deposit else "",
        "largest": received.LARGEST,
        "deposits_url": reverse("commitments:deposits", args=[row.framework.slug, row.slug]),
        "back": f"{row.get_absolute_url()}#preuves",
        "trail": trail(row.framework, (name, row.get_absolute_url()), ("Donner une preuve", "")),
    }
    return render(request, "commitments/evidence/give.html", context, status=status)


def _any(pk: int) -> Evidence:
    found = Evidence.objects.in_full().filter(pk=pk).first()
    if found is None:
        raise Http404("Cette preuve n'existe pas, ou n'est pas publique.")
    return found


def _readable(request: HttpRequest, pk: int) -> Evidence:
    """A proof for those who may read it; for others it is not there."""
    found = _any(pk)
    if not sight.may_read(request.user, found):
        raise Http404("Cette preuve n'existe pas, ou n'est pas publique.")
    return found


def _judged(request: HttpRequest, pk: int) -> Evidence:
    found = _any(pk)
    rights.require(me(request), permissions.JUDGE_EVIDENCE, on=found)
    return found


def _page(request: HttpRequest, found: Evidence, **sent: forms.Form) -> HttpResponse:
    """The proof with its forms; one that was refused stays open with what is wrong."""
    row = found.commitment
    line = lines.one(found)
    name = f"{row.framework.noun.capitalize()} {row.number}".strip()
    inside = request.user.is_authenticated and sight.works_on(request.user, found)
    context = {
        "proof": line,
        "row": row,
        "framework": row.framework,
        "facts": _facts(found, line, inside=inside),
        "verdicts": _verdicts(found, inside=inside),
        "replaced": found.replaces if found.replaces and sight.may_read(request.user, found.replaces) else None,
        "may": _may(request, found),
        "judge_form": JudgeForm(),
        "withdraw_form": TakeBackForm(),
        "trail": trail(row.framework, (name, row.get_absolute_url()), ("Preuve", "")),
        **sent,
    }
    return render(request, "commitments/evidence/proof.html", context, status=422 if sent else 200)


def _may(request: HttpRequest, found: Evidence) -> dict[str, bool]:
    user = request.user
    judges = rights.may(user, permissions.JUDGE_EVIDENCE, on=found)
    theirs = found.organisation in sight.acting_for(user, found.commitment)
    return {
        "judge": judges and found.state != EvidenceState.WITHDRAWN and found.author_id != user.pk,
        "show": judges and not found.is_public and found.state not in VOID,
        "hide": judges and found.is_public,
        "withdraw": theirs and found.state == EvidenceState.GIVEN,
    }


def _facts(found: Evidence, line: lines.Line, *, inside: bool) -> list[tuple[str, Any]]:
    told: list[tuple[str, Any]] = [
        ("État", line.standing.label),
        ("Sorte", line.made_of),
        ("Date dont elle parle", french.date_longue(line.about_on)),
        ("Donnée par", line.organisation),
        ("Donnée le", french.date_longue(line.given_at)),
    ]
    if line.valid_until:
        told.append(("Valable jusqu'au", french.date_longue(line.valid_until)))
    if inside:
        told.append(("Visible", "par tout le monde" if line.is_public else "par ceux qui suivent cet engagement"))
    if inside and found.file_name:
        told.append(("Nom donné au fichier", found.file_name))
    if found.file_sha256:
        told.append(("Empreinte (SHA-256)", found.file_sha256))
    return told


def _verdicts(found: Evidence, *, inside: bool) -> list[dict[str, Any]]:
    """Who said what; the motive is for those who work on the promise."""
    rows = found.verdicts.select_related("organisation").order_by("-pk")
    return [
        {
            "date": one.at,
            "title": one.get_verdict_display(),
            "text": french.typographie(one.reason) if inside else "",
            "who": one.organisation.name if one.organisation else "",
        }
        for one in rows
    ]


def _type(found: Evidence) -> str:
    return FileSort(found.file_sort).media_type
