"""Frameworks and headings by hand, and a national text made the board of a place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenir.core.errors import BadInput
from tenir.core.journal.models import Entry
from tenir.core.rights import Refused, Role
from tenir.modules.commitments import actions
from tenir.modules.commitments.editing import frameworks
from tenir.modules.commitments.editing.addresses import RESERVED
from tenir.modules.commitments.editing.conflicts import Conflict
from tenir.modules.commitments.editing.dependants import Needed
from tenir.modules.commitments.editing.frameworks import LinkLine, SignatoryLine
from tenir.modules.commitments.models import Commitment, CommitmentLink, Framework
from tenir.modules.commitments.tests.builders import ME
from tenir.modules.commitments.tests.editing_builders import a_draft, framework_content, promise
from tests.builders import a_member, a_place, an_organisation, france

pytestmark = pytest.mark.django_db


def test_new_framework_is_in_preparation_with_its_source_and_signatories() -> None:
    city = an_organisation()
    other = a_draft("texte-amende")
    row = a_draft(signatories=(SignatoryLine(city.slug, "2026-03-02"),), links=(LinkLine("amende", other.slug),))
    assert (row.state, row.source.title, row.signatories.get().on) == ("draft", "Texte d'essai", date(2026, 3, 2))
    event = Entry.objects.about(row).get()
    assert (event.after["signatories"], event.after["links"]) == (f"{city.name} 2026-03-02", "amende texte-amende")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"since": date(2026, 2, 1), "until": date(2026, 1, 1)}, "la fin vient avant le début"),
        ({"signed_on": date(2026, 2, 1), "until": date(2026, 1, 1)}, "avant la signature"),
        ({"kind": "rien"}, "choisissez"),
        ({"title": ""}, "à remplir"),
        ({"short_title": "a" * 101}, "dépasse 100"),
        ({"news_due_months": 0}, "entre 1 et 120"),
        ({"signatories": (SignatoryLine("rien"),)}, "aucune organisation"),
        ({"links": (LinkLine("amende", "rien"),)}, "aucun cadre"),
        ({"links": (LinkLine("amende", "cadre-d-essai"),)}, "à lui-même"),
    ],
)
def test_faults_of_a_framework_are_told(fields: dict[str, object], told: str) -> None:
    with pytest.raises(BadInput, match=told):
        a_draft(**fields)
    assert not Framework.objects.exists()


@pytest.mark.parametrize("slug", ["Majuscule", "nouveau", "a" * 101, "deux--tirets"])
def test_address_that_cannot_serve_is_refused(slug: str) -> None:
    with pytest.raises(BadInput, match="ne peut pas servir"):
        a_draft(slug)


def test_amendment_of_a_framework_is_locked_by_its_revision() -> None:
    row = a_draft()
    wanted = replace(frameworks.of(row), title="Autre titre")
    actions.amend_framework(by=ME, framework=row, content=wanted, revision=1)
    with pytest.raises(Conflict):
        actions.amend_framework(by=ME, framework=row, content=framework_content(title="Troisième"), revision=1)
    assert frameworks.of(Framework.objects.get()) == wanted


def test_publishing_is_for_good() -> None:
    row = a_draft()
    with pytest.raises(BadInput, match="aucun engagement"):
        actions.publish_framework(by=ME, framework=row)
    actions.create_commitment(by=ME, framework=row, content=promise("1"))
    assert actions.publish_framework(by=ME, framework=row).state == "public"
    with pytest.raises(BadInput, match="reste lisible"):
        actions.remove_framework(by=ME, framework=row)


def test_draft_goes_with_all_it_holds_unless_others_depend_on_it() -> None:
    row, other = a_draft(), a_draft("autre-cadre")
    axe = actions.create_heading(by=ME, framework=row, content=actions.HeadingContent("Emploi", "axe", "1"))
    target = actions.create_commitment(by=ME, framework=row, content=promise("1", heading=axe.key))
    actions.create_commitment(by=ME, framework=row, content=promise("1.a", parent="1"))
    origin = actions.create_commitment(by=ME, framework=other, content=promise("1"))
    link = actions.link_commitments(by=ME, origin=origin, target=target, kind="decline")
    with pytest.raises(Needed, match="décline"):
        actions.remove_framework(by=ME, framework=row)
    actions.unlink_commitments(by=ME, link=link)
    actions.remove_framework(by=ME, framework=row, reason="doublon")
    assert list(Framework.objects.values_list("slug", flat=True)) == ["autre-cadre"]
    assert Entry.objects.filter(verb="commitments.remove_commitment").count() == 2


def test_heading_does_not_lie_in_itself_and_a_full_one_stays() -> None:
    row = a_draft()
    above = actions.create_heading(by=ME, framework=row, content=actions.HeadingContent("Axe"))
    below = actions.create_heading(by=ME, framework=row, content=actions.HeadingContent("Enjeu", parent=above.key))
    with pytest.raises(BadInput, match="se contenir elle-même"):
        actions.amend_heading(by=ME, heading=above, content=actions.HeadingContent("Axe", parent=below.key))
    with pytest.raises(Needed, match="est dessous"):
        actions.remove_heading(by=ME, heading=above)
    actions.remove_heading(by=ME, heading=below)
    actions.amend_heading(by=ME, heading=above, content=actions.HeadingContent("Autre axe"))
    assert row.headings.get().title == "Autre axe"


def template() -> Framework:
    row = a_draft("texte-national")
    axe = actions.create_heading(by=ME, framework=row, content=actions.HeadingContent("Emploi", "axe", "1"))
    actions.create_heading(by=ME, framework=row, content=actions.HeadingContent("Dessous", parent=axe.key))
    actions.create_commitment(by=ME, framework=row, content=promise("1", heading=axe.key))
    actions.create_commitment(by=ME, framework=row, content=promise("1.a", parent="1"))
    return actions.publish_framework(by=ME, framework=row)


def test_national_text_becomes_the_board_of_a_place_once() -> None:
    national, qrr = template(), a_place(kind="qrr", inside=france(), name="Quartier inventé")
    lead = a_member(Role.PREFECTURE, qrr)
    local = actions.instantiate_framework(by=lead, template=national, place=qrr)
    assert (local.place, local.state, local.short_title) == (qrr, "draft", "Pacte d'essai, Quartier inventé")
    rows = Commitment.objects.of_framework(local)
    assert [(row.slug, row.parent.slug if row.parent else "", row.place) for row in rows] == [
        ("1", "", qrr),
        ("1.a", "1", qrr),
    ]
    links = CommitmentLink.objects.filter(kind="decline", origin__framework=local, target__framework=national)
    assert [(link.origin.slug, link.target.slug) for link in links.order_by("pk")] == [("1", "1"), ("1.a", "1.a")]
    assert local.headings.exclude(parent=None).get().parent.framework == local
    with pytest.raises(BadInput, match=local.get_absolute_url()):
        actions.instantiate_framework(by=lead, template=national, place=qrr)


def test_board_of_somebody_elses_place_is_refused() -> None:
    national, qrr = template(), a_place(kind="qrr", inside=france())
    with pytest.raises(Refused):
        actions.instantiate_framework(
            by=a_member(Role.PREFECTURE, a_place(inside=france())), template=national, place=qrr
        )
    with pytest.raises(BadInput, match="ne s'applique pas"):
        actions.instantiate_framework(by=ME, template=national, place=france())


def test_removing_a_draft_asks_as_often_whatever_its_size() -> None:
    counts = []
    for size in (1, 30):
        row = a_draft(f"cadre-{size}")
        for number in range(size):
            actions.create_commitment(by=ME, framework=row, content=promise(str(number)))
        with CaptureQueriesContext(connection) as asked:
            actions.remove_framework(by=ME, framework=row)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_no_address_is_made_that_a_screen_has() -> None:
    row = a_draft()
    made = [actions.create_commitment(by=ME, framework=row, content=promise(word)) for word in sorted(RESERVED)]
    assert not {one.slug for one in made} & RESERVED
