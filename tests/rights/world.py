"""Two départements, an account of each role on the first, and in each the objects that addresses speak of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from tenir.core.actions import System
from tenir.core.journal import chain
from tenir.core.people.models import ApiToken, Membership, OutsideIdentity, Passkey, User
from tenir.core.people.tokens import create_token
from tenir.core.places.models import Place, PlaceKind
from tenir.core.rights import Role
from tenir.modules.commitments.actions import adopt_framework
from tenir.modules.commitments.descriptions import (
    CommitmentDescription,
    CommitmentLinkDescription,
    FrameworkDescription,
    HeadingDescription,
    SourceDescription,
)
from tenir.modules.commitments.enums import FrameworkKind, LinkKind
from tenir.modules.commitments.models import Commitment, Lever
from tenir.modules.documents.actions import open_draft
from tenir.modules.documents.copying import close_copy
from tenir.modules.documents.models import Draft
from tenir.modules.documents.proposal import Wanted
from tenir.modules.documents.tests.samples import SMALL, reading
from tests.builders import a_member, a_place, a_user, an_organisation, france
from tests.rights import bodies, duties, editing, evidence, figures, figures_in, reports, signatures
from tests.rights.expectations import ANONYMOUS, OTHER, OWN

Arguments = dict[str, str]


@dataclass(frozen=True)
class World:
    """Clients by visitor, and the arguments of addresses by name and object."""

    clients: dict[str, Client]
    objects: dict[str, dict[str, Arguments]]


def build() -> World:
    """Everything the sweep asks about; must run inside the test's transaction."""
    nation = france()
    own = a_place(kind=PlaceKind.DEPARTEMENT, code="90", inside=nation)
    other = a_place(kind=PlaceKind.DEPARTEMENT, code="91", inside=nation)
    clients = {ANONYMOUS: Client()} | {role: _signed_in(role, own) for role in Role.values}
    things = {OWN: _things(own), OTHER: _things(other)}
    names = {name for things_here in things.values() for name in things_here}
    return World(clients, {name: {thing: things[thing][name] for thing in (OWN, OTHER)} for name in names})


def _signed_in(role: str, place: Place) -> Client:
    client = Client()
    client.force_login(a_member(role, place, user=a_user(password="une phrase de passe inventée")))
    return client


def _things(territory: Place) -> dict[str, Arguments]:
    """Arguments of each address that takes some, for objects that lie in `territory`."""
    commune = a_place(kind=PlaceKind.COMMUNE, inside=territory)
    organisation = an_organisation(place=commune)
    partner = a_member(Role.PARTNER, commune, organisation=organisation)
    membership = Membership.objects.get(user=partner)
    entry = chain.record(chain.created("places.create", commune), by=System("sweep"))
    account = {"pk": str(partner.pk)}
    slug = {"slug": organisation.slug}
    board = _board(commune)
    place = {"kind": commune.kind, "code": commune.code}
    draft, item = _draft(commune)
    copy = {"other": _draft(commune, sha256="d" * 64)[0]["pk"]}
    closed = _closed_copy(commune, draft["pk"])
    return {
        "territories:check": {"token": "00000000-0000-4000-8000-000000000000"},
        "web:data-file": {"key": "lieux", "format": "csv"},
        "web:sitemap-file": {"key": "pages", "number": "1"},
        "places:place": place,
        "api:one_place": place,
        "api:contours_of_place": place,
        "people:organisation": slug,
        "people:amend-organisation": slug,
        "api:organisation": slug,
        "people:person": account,
        "people:grant-role": account,
        "people:close-account": account,
        "people:hand-over": account,
        "people:cut-ways-in": account,
        "people:end-role": {"pk": str(membership.pk)},
        "commitments:board": {"slug": board},
        "api:show_framework": {"slug": board},
        "commitments:face-to-face": {"slug": board},
        "api:show_board": {"slug": board},
        "api:add_commitment": {"slug": board},
        "api:correct_commitment": {"slug": board, "number": "1"},
        "api:engagements_of_place": place,
        "api:engagements_of_organisation": slug,
        "commitments:commitment": {"slug": board, "number": "1"},
        "commitments:board-card": {"slug": board},
        "commitments:commitment-card": {"slug": board, "number": "1"},
        "commitments:feed": {"format": "atom"},
        "commitments:framework-feed": {"slug": board, "format": "atom"},
        "commitments:place-feed": {**place, "format": "rss"},
        "commitments:organisation-feed": {**slug, "format": "rss"},
        "api:show_commitment": {"slug": board, "number": "1"},
        "commitments:lever": {"code": _lever(board)},
        "commitments:organisation-file": {**slug, "format": "csv"},
        "api:add_level": {"slug": board, "number": "1"},
        "people:revoke-token": {"pk": str(_token(partner).pk)},
        "people:remove-passkey": {"pk": str(_passkey(partner).pk)},
        "people:detach-identity": {"pk": str(_identity(partner).pk)},
        **editing.arguments(board),
        **reports.arguments(board),
        **evidence.arguments(board),
        **{f"documents:{name}": draft for name in ("review", "add", "undo", "adopt", "abandon", "copies", "names")},
        **{f"documents:{name}": {**draft, **copy} for name in ("copy", "keep", "mark-copy")},
        "documents:reopen": {"pk": closed},
        **figures.arguments(commune),
        **figures_in.arguments(organisation),
        **bodies.arguments(commune, organisation),
        **duties.arguments(commune, board),
        **signatures.arguments(board, organisation),
        **{f"documents:{name}": {**draft, **item} for name in ("decide", "correct", "move", "merge", "split")},
        "journal:entry": {"sequence": str(entry.sequence)},
        "account_reset_password_from_key": {"uidb36": "1", "key": "unknown"},
    }


def _lever(board: str) -> str:
    """Code of an invented lever that the promise of a framework draws on."""
    promise = Commitment.objects.select_related("source").get(framework__slug=board, slug="1")
    lever = Lever.objects.create(code=f"levier-{board}", name="Levier inventé", source=promise.source)
    promise.levers.add(lever)
    return lever.code


def _passkey(user: User) -> Passkey:
    return Passkey.objects.create(user=user, name="téléphone", credential_id=f"key-{user.pk}", credential=b"")


def _identity(user: User) -> OutsideIdentity:
    return OutsideIdentity.objects.create(user=user, issuer="https://identites.example.org", subject=str(user.pk))


def _token(user: User) -> ApiToken:
    """A token of somebody who is none of the visitors."""
    until = timezone.localdate() + timedelta(days=30)
    return create_token(by=user, name="programme inventé", scopes=["engagements:niveaux"], until=until)[0]


def _draft(place: Place, sha256: str = "c" * 64) -> tuple[Arguments, Arguments]:
    """An invented text under review, and one of its promises."""
    read = reading(*SMALL)
    read = replace(read, source=replace(read.source, sha256=sha256))
    wanted = Wanted(f"brouillon-{place.code.lower()}", kind=FrameworkKind.PACT)
    draft = open_draft(by=System("sweep"), place=place, reading=read, text="Ligne\n" * 9, wanted=wanted)
    return {"pk": str(draft.pk)}, {"item": str(draft.items.get(key="measure-1").pk)}


def _closed_copy(place: Place, of: str) -> str:
    """Key of a third print of the text, closed as a copy of the first."""
    copy = Draft.objects.get(pk=_draft(place, sha256="e" * 64)[0]["pk"])
    return str(close_copy(by=System("sweep"), draft=copy, seen=1, of=Draft.objects.get(pk=of)).pk)


def _board(place: Place) -> str:
    """Address of an invented framework of a place, with one commitment."""
    slug = f"cadre-{place.code.lower()}"
    source = SourceDescription(f"texte-{place.code.lower()}", "Texte inventé")
    promises = (
        CommitmentDescription(slug="1", number="1", title="Ouvrir un lieu d'accueil", heading="axe-1"),
        CommitmentDescription(
            slug="2",
            number="2",
            title="Prêter une salle",
            links=(CommitmentLinkDescription(f"{slug}/1", LinkKind.CONDITIONAL_ON),),
        ),
    )
    description = FrameworkDescription(
        slug=slug,
        kind=FrameworkKind.PACT,
        title="Pacte inventé",
        short_title="Pacte inventé",
        source=source,
        place=(place.kind, place.code),
        headings=(HeadingDescription("axe-1", "Emploi"),),
        commitments=promises,
        is_invented=True,
    )
    adopt_framework(by=System("sweep"), description=description)
    return slug
