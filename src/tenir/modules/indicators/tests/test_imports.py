"""Files committed whole or not at all, once, and undone as a whole."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from tenir.core.errors import BadInput
from tenir.core.journal.models import Entry
from tenir.core.places.actions import contain
from tenir.core.places.models import Place
from tenir.core.rights import Refused, Role
from tenir.modules.indicators import actions, jobs
from tenir.modules.indicators.enums import State
from tenir.modules.indicators.importing import flow, staging, writing
from tenir.modules.indicators.importing.mapping import Chosen
from tenir.modules.indicators.models import (
    CountedValue,
    ImportBatch,
    ImportCells,
    ImportState,
    Observation,
    Verdict,
)
from tenir.modules.indicators.tests.builders import ME, Ground, an_indicator, answer, first_half, send, total
from tenir.modules.indicators.tests.sheets import commit, csv, line, received
from tests.builders import a_member, a_place, an_organisation

pytestmark = pytest.mark.django_db


def two(indicator: object, a: str = "10", b: str = "5", reason: str = "") -> bytes:
    return csv(line(indicator, "QN0001A", a, reason=reason), line(indicator, "QN0002B", b, reason=reason))  # type: ignore[arg-type]


def test_accepted_file_counts_in_every_total_at_once() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    sender = an_organisation()
    batch = commit(two(indicator), sender)
    assert (batch.state, batch.added, batch.corrected, batch.unchanged) == (ImportState.COMMITTED, 2, 0, 0)
    assert total(indicator, ground.north) == (15, None, 2)
    assert total(indicator, ground.france) == (15, None, 2)
    assert {one.organisation_id for one in Verdict.objects.all()} == {sender.pk}
    assert not ImportCells.objects.exists()


@pytest.mark.parametrize("invented", ["nothing", "indicator", "place"])
def test_file_about_what_is_invented_brings_invented_values(invented: str) -> None:
    ground = Ground()
    indicator = an_indicator(ground, is_invented=invented == "indicator")
    if invented == "place":
        Place.objects.filter(pk=ground.a.pk).update(is_invented=True)
    commit(two(indicator))
    told = dict(Observation.objects.values_list("place__name", "is_invented"))
    everywhere = invented == "indicator"
    assert told == {"Quartier A": everywhere or invented == "place", "Quartier B": everywhere}


def test_declared_file_waits_for_its_judge() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    commit(two(indicator), accept=False)
    assert list(Observation.objects.values_list("state", flat=True)) == [State.DECLARED] * 2
    assert total(indicator, ground.france) is None


def test_same_figures_of_the_same_sender_have_one_effect() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    sender = an_organisation()
    first = commit(two(indicator), sender)
    events = Entry.objects.count()
    assert commit(two(indicator) + b"\n", sender) == first
    assert (Observation.objects.count(), ImportBatch.objects.count()) == (2, 1)
    told = Entry.objects.filter(sequence__gt=events).values_list("verb", flat=True)
    assert set(told) == {"indicators.receive_import", "indicators.map_import"}


def test_database_refuses_the_same_figures_twice() -> None:
    sender = an_organisation()
    fields = {"sender": sender, "name": "f.csv", "sha256": "a" * 64, "content": "b" * 64}
    ImportBatch.objects.create(**fields, state=ImportState.COMMITTED)
    with pytest.raises(IntegrityError):
        ImportBatch.objects.create(**fields, state=ImportState.COMMITTED)


def test_what_is_stored_already_is_not_written_again() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    send(indicator, ground.a, 10)
    batch = commit(two(indicator))
    assert (batch.added, batch.unchanged, Observation.objects.count()) == (1, 1, 2)
    with pytest.raises(BadInput, match="déjà enregistré"):
        commit(two(indicator), an_organisation())


def test_correction_needs_a_reason_of_its_line_or_of_the_file() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    commit(two(indicator))
    with pytest.raises(BadInput, match="sans dire pourquoi"):
        commit(two(indicator, b="6"))
    commit(two(indicator, b="6"), reason="oubli de juin")
    commit(two(indicator, b="7", reason="autre oubli"))
    reasons = list(Observation.objects.order_by("pk").values_list("reason", flat=True))
    assert reasons == ["", "", "oubli de juin", "autre oubli"]
    assert total(indicator, ground.france) == (17, None, 2)


def test_one_wrong_cell_and_nothing_is_written() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    with pytest.raises(BadInput, match=r"^D3.*Rien n'a été enregistré"):
        commit(two(indicator, b="beaucoup"))
    assert Observation.objects.count() == 0


def test_closed_period_is_told_by_its_cell() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    actions.close_period(by=ME, indicator=indicator, period=first_half())
    with pytest.raises(BadInput, match=r"^C2.*est close"):
        commit(two(indicator))


def test_what_changed_since_the_preview_is_shown_again(monkeypatch: pytest.MonkeyPatch) -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    hold = actions.imports.hold  # type: ignore[attr-defined]

    def somebody_writes(*arguments: object) -> object:
        send(indicator, ground.a, 99)
        return hold(*arguments)

    monkeypatch.setattr(actions.imports, "hold", somebody_writes)  # type: ignore[attr-defined]
    with pytest.raises(actions.Moved):
        commit(two(indicator))
    assert Observation.objects.count() == 0


def test_partner_declares_but_does_not_accept() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    city = an_organisation(place=ground.north)
    partner = a_member(Role.PARTNER, ground.north, organisation=city)
    with pytest.raises(Refused):
        commit(two(indicator), city, by=partner)
    with pytest.raises(Refused):
        commit(two(indicator), an_organisation(), by=partner, accept=False)
    assert commit(two(indicator), city, by=partner, accept=False).added == 2


def test_place_beyond_the_territory_is_refused_by_the_action_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """The preview told it by its cell; a preview made with more rights than those of the commit opens nothing."""
    ground = Ground()
    indicator = an_indicator(ground)
    city = an_organisation(place=ground.south)
    partner = a_member(Role.PARTNER, ground.south, organisation=city)
    monkeypatch.setattr("tenir.modules.indicators.tests.sheets.reach", lambda by, permission: range(10**9))
    with pytest.raises(Refused):
        commit(two(indicator), city, by=partner, accept=False)


def test_undone_file_gives_back_what_counted_before() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    answer(indicator, ground.a, 3)
    batch = commit(two(indicator), reason="recompte")
    assert total(indicator, ground.france) == (15, None, 2)
    undone = actions.undo_import(by=ME, batch=batch, reason="mauvais fichier")
    assert (undone.withdrawn, undone.kept) == (2, 0)
    assert total(indicator, ground.france) == (3, None, 1)
    assert CountedValue.objects.count() == 1
    assert commit(two(indicator), batch.sender, reason="recompte").added == 1


def test_undone_file_leaves_what_was_corrected_since() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    batch = commit(two(indicator))
    answer(indicator, ground.a, 12, reason="deux oublis")
    undone = actions.undo_import(by=ME, batch=batch, reason="mauvais fichier")
    assert (undone.withdrawn, [one.place for one in undone.first_kept]) == (1, [ground.a])
    assert total(indicator, ground.france) == (12, None, 1)


def test_undoing_asks_for_a_reason_and_an_open_period() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    batch = commit(two(indicator))
    with pytest.raises(BadInput, match="une phrase"):
        actions.undo_import(by=ME, batch=batch, reason=" ")
    actions.close_period(by=ME, indicator=indicator, period=first_half())
    with pytest.raises(BadInput, match="est close"):
        actions.undo_import(by=ME, batch=batch, reason="mauvais fichier")


def test_who_sent_undoes_what_nobody_judged_and_no_more() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    city = an_organisation(place=ground.north)
    partner = a_member(Role.PARTNER, ground.north, organisation=city)
    declared = commit(two(indicator), city, by=partner, accept=False)
    actions.accept(by=ME, observation=Observation.objects.earliest("pk"))
    with pytest.raises(Refused):
        actions.undo_import(by=partner, batch=declared, reason="mauvais fichier")
    with pytest.raises(Refused):
        actions.undo_import(by=a_member(Role.PARTNER, ground.c), batch=declared, reason="pas le mien")
    assert actions.undo_import(by=ME, batch=declared, reason="mauvais fichier").withdrawn == 2


def test_one_event_tells_a_commit_and_one_its_undoing() -> None:
    ground = Ground()
    batch = commit(two(an_indicator(ground)))
    actions.undo_import(by=ME, batch=batch, reason="mauvais fichier")
    told = Entry.objects.filter(object_type="indicators.importbatch").order_by("sequence")
    assert list(told.values_list("verb", "reason")) == [
        ("indicators.receive_import", ""),
        ("indicators.map_import", ""),
        ("indicators.commit_import", ""),
        ("indicators.undo_import", "mauvais fichier"),
    ]
    assert told[2].after["content"] == batch.content


def test_several_steps_make_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "STEP", 1)
    monkeypatch.setattr(writing, "STEP", 1)
    ground = Ground()
    indicator = an_indicator(ground)
    batch = commit(two(indicator))
    assert total(indicator, ground.france) == (15, None, 2)
    actions.undo_import(by=ME, batch=batch, reason="mauvais fichier")
    assert total(indicator, ground.france) is None


def test_mapping_is_remembered_for_the_sender_and_those_titles() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    batch = received(two(indicator), period="2019")
    kept = ImportBatch.objects.remembered(batch.sender, batch.head)
    assert (kept["period"], kept["columns"]["place"]) == ("2019", "code")
    assert ImportBatch.objects.remembered(an_organisation(), batch.head) == {}


def test_waiting_file_is_forgotten_after_a_day() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    kept = commit(two(indicator))
    received(two(indicator, b="8"))
    ImportBatch.objects.update(created_at=timezone.now() - timedelta(days=2))
    assert jobs.forget_imports() == "Envois de chiffres oubliés\u202f: 1."
    assert list(ImportBatch.objects.all()) == [kept]


@pytest.mark.sqlite
def test_readers_go_on_while_a_file_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Changed pages stay in memory until the commit: a spilled one would lock every reader out."""

    def spills() -> int:
        with connection.cursor() as cursor:
            return int(cursor.execute("PRAGMA cache_spill").fetchone()[0])

    seen = []
    write = writing.write
    monkeypatch.setattr(writing, "write", lambda *told, **more: (seen.append(spills()), write(*told, **more)))
    commit(two(an_indicator(Ground())))
    assert seen == [0]
    assert spills() > 0


def looked_at(data: bytes) -> tuple[ImportBatch, flow.Look]:
    batch = received(data)
    return batch, flow.look(ME, batch.cells.sheets, Chosen.of_json(batch.mapping))


def keep(batch: ImportBatch, look: flow.Look, staged: staging.Staged) -> bool:
    """Commit what was laid out; whether it was laid out again."""
    again = []
    with pytest.MonkeyPatch.context() as patch:
        stage = staging.stage
        patch.setattr(staging, "stage", lambda *told, **more: (again.append(told), stage(*told, **more))[1])
        order = actions.Order(look.held.state, accept=True, reason="recompte")
        actions.commit_import(by=ME, batch=batch, prepared=look.prepared, order=order, staged=staged)
    return bool(again)


def test_values_laid_out_beforehand_are_copied() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    answer(indicator, ground.a, 3)
    batch, look = looked_at(two(indicator))
    assert not keep(batch, look, look.stage(accept=True))
    assert total(indicator, ground.france) == (15, None, 2)
    assert list(Observation.objects.order_by("pk").values_list("numerator", "reason")) == [
        (3, ""),
        (10, "recompte"),
        (5, "recompte"),
    ]


def test_values_laid_out_before_another_counted_are_laid_out_again() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    sent = send(indicator, ground.a, 3)
    batch, look = looked_at(two(indicator))
    staged = look.stage(accept=True)
    actions.accept(by=ME, observation=sent)
    assert keep(batch, look, staged)
    assert total(indicator, ground.france) == (15, None, 2)


def test_values_laid_out_before_places_moved_are_laid_out_again() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    batch, look = looked_at(two(indicator))
    staged = look.stage(accept=True)
    wider = a_place(kind="region", code="99")
    contain(by=ME, part=ground.departement, whole=wider, share=Decimal(1))
    assert keep(batch, look, staged)
    assert total(indicator, wider) == (15, None, 2)


def test_other_values_sent_meanwhile_change_nothing_to_what_was_laid_out() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    batch, look = looked_at(two(indicator))
    staged = look.stage(accept=True)
    answer(indicator, ground.c, 7)
    assert not keep(batch, look, staged)
    assert total(indicator, ground.france) == (22, None, 3)


def test_layout_of_one_file_is_not_taken_for_another() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    batch, look = looked_at(two(indicator))
    _, other = looked_at(csv(line(indicator, "QN0002B", "10"), line(indicator, "QN0003C", "5")))
    assert keep(batch, look, other.stage(accept=True))
    assert total(indicator, ground.france) == (15, None, 2)
