"""Partners and levers of a text: exact names are taken and shown, near ones proposed, a person says, adoption ties."""

from __future__ import annotations

import pytest

from tenir.core import rights
from tenir.core.errors import BadInput
from tenir.core.journal.models import Entry
from tenir.core.people.models import Organisation, User
from tenir.core.places.models import Place
from tenir.engines.documents import Kind, Reading
from tenir.modules.commitments.models import Commitment, Lever, Source
from tenir.modules.documents import actions, drafting, names, naming
from tenir.modules.documents.gestures import Outdated
from tenir.modules.documents.models import Draft
from tenir.modules.documents.proposal import Wanted
from tenir.modules.documents.tests.drafts import a_draft, a_prefecture
from tenir.modules.documents.tests.samples import item, reading
from tests.builders import a_member, an_organisation

pytestmark = pytest.mark.django_db
PARTNER, LEVER = "partenaire", "levier"


def text_with_names() -> Reading:
    """Two commitments: an exact partner, a misread one, an unknown one; an exact lever and an unknown one."""
    return reading(
        item("framework", Kind.FRAMEWORK, "PLAN INVENTÉ"),
        item("c1", Kind.COMMITMENT, "Ouvrir", partners=("REGIE DES JARDINS", "Maison des arcades"), levers=("FONDS",)),
        item("c2", Kind.COMMITMENT, "Jouer", partners=("Régie des jardins", "Club inconnu"), levers=("Autre fonds",)),
    )


@pytest.fixture
def known(town: Place) -> tuple[Organisation, Organisation]:
    Lever.objects.create(code="fonds", name="Fonds", source=Source.objects.create(slug="x", title="X"))
    return (
        an_organisation(name="Régie des jardins", place=town),
        an_organisation(name="Maison des Arcade", place=town),
    )


@pytest.fixture
def draft(lead: User, town: Place, known: object) -> Draft:
    return a_draft(lead, town, read=text_with_names())


def states(draft: Draft) -> dict[str, tuple[str, str]]:
    found = names.of(draft, drafting.items_of(drafting.placed(draft.items.all())))
    return {one.words: (one.state, one.called or one.near_called) for one in found}


def say(by: User, draft: Draft, words: str, to: Organisation | None, seen: int = 0) -> None:
    naming.say_name(by=by, draft=draft, sort=PARTNER, words=words, seen=seen, to=to)


def adopted(by: User, draft: Draft) -> dict[str, Commitment]:
    seen = Draft.objects.get(pk=draft.pk).revision
    wanted = Wanted("essai", place=(draft.place.kind, draft.place.code))
    actions.adopt_draft(by=by, draft=draft, seen=seen, accept_rest=True, wanted=wanted)
    return {one.title: one for one in Commitment.objects.all()}


def test_exact_is_taken_near_is_proposed_and_the_rest_waits(draft: Draft) -> None:
    assert states(draft) == {
        "Maison des arcades": ("ouvert", "Maison des Arcade"),
        "Club inconnu": ("ouvert", ""),
        "Autre fonds": ("ouvert", ""),
        "REGIE DES JARDINS": ("exact", "Régie des jardins"),
        "Régie des jardins": ("exact", "Régie des jardins"),
        "FONDS": ("exact", "Fonds"),
    }


def test_name_in_other_capitals_is_exact_by_itself(lead: User, town: Place, known: object) -> None:
    alone = a_draft(lead, town, read=reading(item("c1", Kind.COMMITMENT, "Ouvrir", partners=("REGIE-DES JARDINS",))))
    assert states(alone) == {"REGIE-DES JARDINS": ("exact", "Régie des jardins")}


def test_short_name_is_never_near_another(lead: User, town: Place) -> None:
    an_organisation(name="CAF", place=town)
    draft = a_draft(lead, town, read=reading(item("c1", Kind.COMMITMENT, "Ouvrir", partners=("CAFS",))))
    assert states(draft) == {"CAFS": ("ouvert", "")}


def test_name_that_two_bear_is_not_taken(draft: Draft) -> None:
    Organisation.objects.filter(name="Maison des Arcade").update(short_name="Régie des jardins")
    assert states(draft)["Régie des jardins"] == ("ouvert", "")


def test_adoption_ties_what_is_known_and_keeps_the_rest_as_printed(
    lead: User, draft: Draft, known: tuple[Organisation, Organisation]
) -> None:
    say(lead, draft, "Maison des arcades", known[1])
    say(lead, draft, "Club inconnu", None)
    made = adopted(lead, draft)
    parties = [(one.organisation, one.role) for one in made["Ouvrir"].parties.order_by("position")]
    assert parties == [(known[0], "partenaire"), (known[1], "partenaire")]
    assert [one.code for one in made["Ouvrir"].levers.all()] == ["fonds"]
    assert not made["Ouvrir"].printed_names.exists()
    printed = made["Jouer"].printed_names.order_by("position").values_list("sort", "words")
    assert list(printed) == [(PARTNER, "Club inconnu"), (LEVER, "Autre fonds")]


def test_what_nobody_answered_is_never_guessed(lead: User, draft: Draft) -> None:
    made = adopted(lead, draft)["Ouvrir"]
    assert [one.words for one in made.printed_names.all()] == ["Maison des arcades"]
    assert made.parties.count() == 1


def test_answer_is_journalled_said_again_and_seen_by_who_adopts(
    lead: User, draft: Draft, known: tuple[Organisation, Organisation]
) -> None:
    say(lead, draft, "Club inconnu", known[0])
    say(lead, draft, "Club inconnu", None, seen=1)
    said = Entry.objects.order_by("-sequence").values_list("verb", flat=True)[:2]
    assert list(said) == ["documents.change_name", "documents.add_name"]
    assert (states(draft)["Club inconnu"], Draft.objects.get(pk=draft.pk).revision) == (("imprime", ""), 3)


def test_two_answers_at_once_do_not_overwrite_each_other(
    lead: User, town: Place, draft: Draft, known: tuple[Organisation, Organisation]
) -> None:
    say(a_prefecture(town), draft, "Club inconnu", known[0])
    with pytest.raises(Outdated, match="a répondu pour ce nom"):
        say(lead, draft, "Club inconnu", None)
    assert states(draft)["Club inconnu"] == ("choisi", "Régie des jardins")


def test_new_organisation_and_answer_come_together(lead: User, draft: Draft) -> None:
    naming.create_and_say(
        by=lead, draft=draft, words="Club inconnu", seen=0, kind="association", name="Club des halles"
    )
    assert states(draft)["Club inconnu"] == ("choisi", "Club des halles")
    with pytest.raises(BadInput, match="n'imprime pas"):
        naming.create_and_say(by=lead, draft=draft, words="Ailleurs", seen=0, kind="association", name="Club ailleurs")
    assert not Organisation.objects.filter(name="Club ailleurs").exists()


def test_ministry_names_but_creates_no_organisation(draft: Draft, known: tuple[Organisation, Organisation]) -> None:
    ministry = a_member(rights.Role.MINISTRY, draft.place)
    say(ministry, draft, "Club inconnu", known[0])
    with pytest.raises(rights.Refused):
        naming.create_and_say(
            by=ministry, draft=draft, words="Maison des arcades", seen=0, kind="association", name="M"
        )


def test_partner_is_no_lever(lead: User, draft: Draft, known: tuple[Organisation, Organisation]) -> None:
    with pytest.raises(BadInput, match="un levier est un levier"):
        naming.say_name(by=lead, draft=draft, sort=LEVER, words="Autre fonds", seen=0, to=known[0])
