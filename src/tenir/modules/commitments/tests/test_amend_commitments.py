"""Creating, amending and removing promises by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tenir.core.errors import BadInput
from tenir.core.journal import presenters
from tenir.core.journal.models import Entry
from tenir.core.rights import Refused, Role
from tenir.modules.commitments import actions
from tenir.modules.commitments.editing import contents
from tenir.modules.commitments.editing.conflicts import Conflict, last_author
from tenir.modules.commitments.editing.contents import (
    FigureLine,
    IndicatorLine,
    PartyLine,
    SubItemLine,
)
from tenir.modules.commitments.editing.dependants import Needed
from tenir.modules.commitments.models import Commitment, Framework, LevelTally
from tenir.modules.commitments.moments import Moment
from tenir.modules.commitments.tests.builders import ME
from tenir.modules.commitments.tests.editing_builders import a_draft, promise
from tests.builders import a_member, a_place, an_organisation, france

pytestmark = pytest.mark.django_db


def test_draft_is_made_by_hand_with_a_promise_and_everything_below_it() -> None:
    holder = an_organisation(name="Ville inventée")
    place = a_place(inside=france())
    full = promise(
        "1",
        due="2026-12",
        theme="emploi",
        recurrence="P6M",
        parties=(PartyLine(holder.slug, "porteur"),),
        places=(f"commune/{place.code}",),
        sub_items=(SubItemLine("Ouvrir"), SubItemLine("Former")),
        figures=(FigureLine("target", Decimal(40), "%", on="2026"),),
        indicators=(IndicatorLine("1", "Lieux ouverts"),),
    )
    draft = a_draft()
    made = actions.create_commitment(by=ME, framework=draft, content=full)
    assert contents.of(Commitment.objects.get(pk=made.pk)) == full
    assert (made.slug, made.position, str(made.due_on)) == ("1", 1, "2026-12-31")
    event = Entry.objects.about(made).get()
    assert event.after["parties"] == "Ville inventée (porte)"
    assert LevelTally.objects.get(framework=draft).count == 1


def test_promise_takes_its_place_after_the_last_one_of_its_heading() -> None:
    draft = a_draft()
    axe = actions.create_heading(by=ME, framework=draft, content=actions.HeadingContent("Emploi", "axe", "1"))
    for number, heading in (("1", axe.key), ("2", ""), ("3", axe.key)):
        actions.create_commitment(by=ME, framework=draft, content=promise(number, heading=heading))
    assert list(Commitment.objects.of_framework(draft).values_list("number", "position")) == [
        ("1", 1),
        ("3", 2),
        ("2", 3),
    ]


def test_amendment_is_journalled_with_its_reason_and_takes_one_revision() -> None:
    row = made("1", sub_items=(SubItemLine("Un"), SubItemLine("Deux")))
    wanted = replace(contents.of(row), title="Ouvrir deux lieux", sub_items=(SubItemLine("Deux"), SubItemLine("Trois")))
    actions.amend_commitment(by=ME, commitment=row, content=wanted, revision=1, reason="avenant de mars")
    row.refresh_from_db()
    assert (row.revision, contents.of(row)) == (2, wanted)
    event = Entry.objects.about(row).last()
    assert event is not None
    assert (event.reason, event.before["sub_items"], event.after["sub_items"]) == (
        "avenant de mars",
        "Un ; Deux",
        "Deux ; Trois",
    )


def test_the_same_again_changes_nothing() -> None:
    row = made("1")
    events = Entry.objects.count()
    actions.amend_commitment(by=ME, commitment=row, content=contents.of(row), revision=1)
    assert (Entry.objects.count(), Commitment.objects.get(pk=row.pk).revision) == (events, 1)


def test_second_of_two_gets_both_versions() -> None:
    row = made("1")
    seen = contents.of(row)
    amender = a_member(Role.PREFECTURE, france(), organisation=an_organisation(name="Préfecture inventée"))
    actions.amend_commitment(by=amender, commitment=row, content=replace(seen, title="Un"), revision=1, reason="r")
    with pytest.raises(Conflict) as caught:
        actions.amend_commitment(by=ME, commitment=row, content=replace(seen, title="Deux"), revision=1, reason="r")
    assert (caught.value.revision, caught.value.row.title) == (2, "Un")
    assert last_author(row).sentence.startswith("enregistrée par Préfecture inventée, préfecture, sous-préfecture, le ")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"title": " "}, "l'intitulé manque"),
        ({"number": "2"}, "porte déjà le numéro 2"),
        ({"parent": "2"}, "revient à son départ"),
        ({"parent": "9"}, "aucun engagement de ce cadre"),
        ({"heading": "rien"}, "aucune partie"),
        ({"due": "2026-13"}, "n'est pas une date"),
        ({"due": "2018"}, "avant le début du cadre"),
        ({"recurrence": "souvent"}, "P6M"),
        ({"theme": "rien"}, "n'existe pas"),
        ({"parties": (PartyLine("inconnue", "porteur"),)}, "aucune organisation"),
        ({"levers": ("rien",)}, "aucun levier"),
        ({"places": ("commune/0",)}, "aucun lieu"),
        ({"first_line": 4, "last_line": 2}, "la première avant la dernière"),
        ({"sub_items": (SubItemLine(" "),)}, "sans texte"),
        ({"figures": (FigureLine("target", Decimal("1e20")),)}, "trop grand"),
    ],
)
def test_faults_are_refused_with_their_field(fields: dict[str, object], told: str) -> None:
    row = made("1")
    actions.create_commitment(by=ME, framework=row.framework, content=promise("2", parent="1"))
    with pytest.raises(BadInput, match=told):
        actions.amend_commitment(by=ME, commitment=row, content=replace(contents.of(row), **fields), revision=1)
    assert Commitment.objects.get(pk=row.pk).revision == 1


def test_public_promise_is_not_amended_without_a_reason() -> None:
    row = made("1")
    actions.publish_framework(by=ME, framework=row.framework)
    with pytest.raises(BadInput, match="motif"):
        actions.amend_commitment(by=ME, commitment=row, content=promise("1", title="Autre"), revision=1)


def test_shipped_words_are_corrected_elsewhere_but_places_may_be_added() -> None:
    row = made("1")
    Framework.objects.update(is_referential=True)
    with pytest.raises(BadInput, match="livré avec Tenir"):
        actions.amend_commitment(by=ME, commitment=row, content=promise("1", title="Autre"), revision=1)
    town = a_place(inside=france())
    assert actions.apply_in_place(by=ME, commitment=row, place=town).place == town


def test_nobody_amends_outside_their_territory_nor_applies_in_somebody_elses_place() -> None:
    row, town = made("1"), a_place(inside=france())
    local = a_member(Role.PROJECT_LEAD, town)
    with pytest.raises(Refused):
        actions.amend_commitment(by=local, commitment=row, content=promise("1", title="Autre"), revision=1)
    other = a_place(inside=france())
    actions.publish_framework(by=ME, framework=row.framework)
    row = Commitment.objects.get(pk=row.pk)
    assert actions.apply_in_place(by=local, commitment=row, place=town)
    with pytest.raises(Refused):
        actions.apply_in_place(by=local, commitment=row, place=other)


def test_what_others_depend_on_is_not_removed_and_the_list_says_why() -> None:
    row = made("1")
    child = actions.create_commitment(by=ME, framework=row.framework, content=promise("1.a", parent="1"))
    other = actions.create_commitment(by=ME, framework=row.framework, content=promise("2"))
    actions.link_commitments(by=ME, origin=other, target=row, kind="conditionne")
    actions.record_level(by=ME, commitment=row, level="non_demarre", moment=Moment.parse("2026-01"), status="verified")
    with pytest.raises(Needed) as caught:
        actions.remove_commitment(by=ME, commitment=row)
    told = " ".join(one.sentence for one in caught.value.dependants)
    for words in ("le précise", "dépend de", "un niveau y est inscrit"):
        assert words in told
    actions.remove_commitment(by=ME, commitment=child)
    assert not Commitment.objects.filter(slug="1.a").exists()
    assert list(Commitment.objects.of_framework(row.framework).values_list("position", flat=True)) == [1, 2]


def test_place_with_a_level_stays_on_its_promise() -> None:
    town = a_place(inside=france())
    row = made("1", places=(f"commune/{town.code}",))
    stated = actions.Stated(place=town)
    actions.record_level(
        by=ME, commitment=row, level="non_demarre", moment=Moment.parse("2026"), status="verified", stated=stated
    )
    row.refresh_from_db()
    with pytest.raises(BadInput, match="ne peut pas être retiré"):
        actions.amend_commitment(by=ME, commitment=row, content=replace(contents.of(row), places=()), revision=1)


def test_links_do_not_turn_in_circles_and_repeat_quietly() -> None:
    one = made("1")
    two = actions.create_commitment(by=ME, framework=one.framework, content=promise("2"))
    link = actions.link_commitments(by=ME, origin=one, target=two, kind="decline")
    assert actions.link_commitments(by=ME, origin=one, target=two, kind="decline") == link
    with pytest.raises(BadInput, match="revient à son départ"):
        actions.link_commitments(by=ME, origin=two, target=one, kind="decline")
    actions.unlink_commitments(by=ME, link=link, reason="erreur")
    assert not one.links.exists()


def test_public_promise_does_not_point_at_a_draft() -> None:
    one, two = made("1"), made("1", slug="autre-cadre")
    actions.publish_framework(by=ME, framework=one.framework)
    one.refresh_from_db()
    with pytest.raises(BadInput, match="en préparation"):
        actions.link_commitments(by=ME, origin=Commitment.objects.get(pk=one.pk), target=two, kind="decline")


def test_promise_stands_in_another_tree_until_taken_out() -> None:
    one, two = made("1"), made("1", slug="autre-cadre")
    row = actions.inscribe(by=ME, commitment=one, framework=two.framework, number="7")
    assert actions.inscribe(by=ME, commitment=one, framework=two.framework, number="7").pk == row.pk
    with pytest.raises(BadInput, match="déjà de ce cadre"):
        actions.inscribe(by=ME, commitment=one, framework=one.framework)
    actions.take_out(by=ME, inscription=row)
    assert not one.inscriptions.exists()


def made(number: str, *, slug: str = "cadre-d-essai", **fields: object) -> Commitment:
    """A promise of a framework in preparation."""
    draft = a_draft(slug)
    row = actions.create_commitment(by=ME, framework=draft, content=promise(number, **fields))
    return Commitment.objects.select_related("framework__place").get(pk=row.pk)


def test_history_tells_lines_below_a_promise_in_french() -> None:
    holder = an_organisation(name="Ville inventée")
    row = made("1")
    wanted = replace(contents.of(row), parties=(PartyLine(holder.slug, "porteur"),))
    actions.amend_commitment(by=ME, commitment=row, content=wanted, revision=1)
    event = Entry.objects.about(row).last()
    assert event is not None
    (told,) = presenters.differences(event)
    assert (told.field, told.before, told.after) == ("porteurs et partenaires", "(vide)", "Ville inventée (porte)")
