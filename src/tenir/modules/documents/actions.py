"""Adopting what was recognised in a text, at once or after people reviewed each item of a draft."""

from __future__ import annotations

from dataclasses import asdict, replace

from django.db import transaction

from tenir.core import rights
from tenir.core.actions import Actor, System, action
from tenir.core.disclosure import snapshot
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.core.places.models import Place
from tenir.engines.documents import Reading
from tenir.modules.commitments import permissions
from tenir.modules.commitments.actions import adopt_framework
from tenir.modules.commitments.adoption.adopted import Adoption
from tenir.modules.commitments.descriptions import FrameworkDescription, SourceDescription
from tenir.modules.commitments.enums import Wording
from tenir.modules.commitments.models import Framework, Source
from tenir.modules.documents import cutting, drafting, gestures, names
from tenir.modules.documents.checks import Words, checked, refuse_words
from tenir.modules.documents.comparison import differences
from tenir.modules.documents.enums import Decision, DraftState, Gesture
from tenir.modules.documents.models import Draft, DraftChange, DraftItem
from tenir.modules.documents.permissions import REVIEW
from tenir.modules.documents.proposal import Wanted, describe, titled


@action
def adopt(*, by: Actor, description: FrameworkDescription) -> Adoption:
    """Make the framework equal to what the text says, in one journalled transaction; repeating it changes nothing.

    A framework that Tenir words itself (an official list) keeps its words: the same text is then held against it, and
    any disagreement on numbers, levels, lines or indicators is a `BadInput` that lists them.
    """
    description = _with_known_source(description)
    known = Framework.objects.select_related("source", "place").filter(slug=description.slug).first()
    if known is None or known.wording != Wording.OWN or known.source.sha256 != description.source.sha256:
        return adopt_framework(by=by, description=description)
    rights.require(by, permissions.ADOPT, on=known)
    found = differences(known, description)
    if found:
        raise BadInput(
            f"le texte et le cadre publié ne disent pas la même chose\u202f: {' ; '.join(found)}".replace(
                " ;", "\u202f;"
            )
            + ".",
            where=known.slug,
            remedy="Rien n'a été changé. Adoptez le texte sous une autre adresse pour voir ses propres mots.",
        )
    chain.nothing_to_record()
    return Adoption(known, {}, {}, ())


def _with_known_source(description: FrameworkDescription) -> FrameworkDescription:
    """A text already known keeps its title, number and publisher: a file knows only its name and its bytes."""
    known = Source.objects.filter(sha256=description.source.sha256).first()
    if known is None:
        return description
    names = SourceDescription.__dataclass_fields__
    return replace(description, source=SourceDescription(**{name: getattr(known, name) for name in names}))


def preview(*, by: System, description: FrameworkDescription) -> Adoption:
    """What `adopt` would do, done and undone: exact counts, nothing written."""
    with transaction.atomic():
        adoption = adopt(by=by, description=description)
        transaction.set_rollback(True)
        return adoption


_GESTURES = {
    Decision.ACCEPTED: Gesture.ACCEPT,
    Decision.REFUSED: Gesture.REFUSE,
    Decision.PENDING: Gesture.REOPEN,
}


@action
def open_draft(*, by: Actor, place: Place, reading: Reading, text: str, wanted: Wanted) -> Draft:
    """Keep a text and what was recognised in it for review on `place`. Raises `BadInput` when it is already there."""
    rights.require(by, REVIEW, on=place)
    # Two people who hand in the same text follow each other, and the second is led to the first one's draft.
    place = Place.objects.select_for_update(no_key=True, of=("self",)).get(pk=place.pk)
    draft = Draft(place=place, text=text, **_draft_fields(reading, wanted))
    draft.organisation = gestures.office_of(by, place).organisation
    _refuse_taken(draft)
    checked(draft)
    draft.save()
    rows = DraftItem.objects.bulk_create(drafting.rows_of(reading, draft), batch_size=500)
    DraftItem.objects.bulk_update(drafting.tie(rows), ["parent"], batch_size=500)
    reason = f"{len(rows)} éléments reconnus dans {draft.file_name}"
    chain.record(chain.created("documents.open_draft", draft, reason=reason), by=by)
    return draft


@action
def decide_item(*, by: Actor, item: DraftItem, seen: int, decision: str) -> DraftItem:
    """Accept, refuse, or put back to be reviewed. Raises `gestures.Conflict` when the item changed since `seen`."""
    now = gestures.taken(by, item)
    gesture = _GESTURES[Decision(decision)]
    return gestures.change(by, now, seen=seen, gesture=gesture, values={"decision": Decision(decision)})


@action
def correct_item(*, by: Actor, item: DraftItem, seen: int, words: Words) -> DraftItem:
    """Write other words, number, kind, level or side; whoever writes an item has reviewed it."""
    now = gestures.taken(by, item)
    refuse_words(words, where=now.name)
    values = {**asdict(words), "decision": Decision.ACCEPTED}
    return gestures.change(by, now, seen=seen, gesture=Gesture.CORRECT, values=values)


@action
def move_item(*, by: Actor, item: DraftItem, seen: int, under: DraftItem | None) -> DraftItem:
    """Put an item, and what it holds, under another one, or at the top."""
    now = gestures.taken(by, item)
    if under is not None and under.draft_id != now.draft_id:
        raise BadInput("cet élément est d'un autre brouillon.", where=now.name)
    gestures.refuse_loop(now, under)
    values = {"parent_id": under.pk if under else None}
    return gestures.change(by, now, seen=seen, gesture=Gesture.MOVE, values=values)


@action
def shift_item(*, by: Actor, item: DraftItem, seen: int, up: bool) -> DraftItem:
    """Put an item before the one above it, or after the one below it, among those of the same title."""
    now = gestures.taken(by, item)
    beside = DraftItem.objects.filter(draft=now.draft, parent=now.parent_id)
    near = beside.filter(position__lt=now.position) if up else beside.filter(position__gt=now.position)
    other = near.order_by("-position" if up else "position").first()
    if other is None:
        raise BadInput(f"l'élément est déjà le {'premier' if up else 'dernier'} de son titre.", where=now.name)
    place = other.position
    gestures.require_seen(now, seen)
    moved = gestures.swap(now, other)
    return gestures.change(by, now, seen=seen, gesture=Gesture.MOVE, values={"position": place}, also=(moved,))


@action
def add_item(*, by: Actor, draft: Draft, words: Words, lines: tuple[int, int], under: DraftItem | None) -> DraftItem:
    """An item that the reading did not see, from lines of the text; accepted by whoever adds it."""
    now = gestures.open_one(by, draft)
    first, last = lines
    if not 1 <= first <= last <= now.lines:
        raise BadInput(
            f"les lignes {first} à {last} ne sont pas dans le texte.",
            remedy=f"Donnez des lignes entre 1 et {now.lines}, la première avant la dernière.",
        )
    if under is not None and under.draft_id != now.pk:
        raise BadInput("cet élément est d'un autre brouillon.", where=under.name)
    refuse_words(words, where=f"ligne {first}")
    item = DraftItem(draft=now, parent=under, first_line=first, last_line=last, confidence=1.0, **asdict(words))
    item.key, item.why = f"ajout-{now.revision + 1}", "Ajouté à la main."
    item.decision, item.position = Decision.ACCEPTED, _room(now, first)
    checked(item)
    item.save()
    gestures.remember(by, item, gesture=Gesture.ADD, before={})
    chain.record(chain.created("documents.add_item", item), by=by)
    return item


@action
def merge_item(*, by: Actor, item: DraftItem, seen: int) -> DraftItem:
    """Put the words and lines of an item at the end of the one above it under the same title, and set it aside."""
    now = gestures.taken(by, item)
    gestures.require_seen(now, seen)
    above = cutting.above(now)
    cutting.refuse_unlike(now, above)
    values = cutting.joined(above, now)
    refuse_words(Words(kind=above.kind, text=str(values["text"])), where=now.name)
    event = gestures.decided(now, Decision.REFUSED)
    return gestures.change(
        by, above, seen=above.revision, gesture=Gesture.MERGE, values=values, also=(event,), partners=(now,)
    )


@action
def split_item(*, by: Actor, item: DraftItem, seen: int, text: str) -> DraftItem:
    """Make several items of one: `text` is its own words, with a line end wherever another item begins."""
    now = gestures.taken(by, item)
    gestures.require_seen(now, seen)
    first, *others = cutting.pieces(now, text)
    made = cutting.rows(now, others)
    events = []
    for row in made:
        checked(row)
        row.save()
        events.append(chain.created("documents.add_item", row))
    values = {"text": first, "decision": Decision.ACCEPTED}
    return gestures.change(by, now, seen=seen, gesture=Gesture.SPLIT, values=values, also=tuple(events), partners=made)


@action
def undo(*, by: Actor, draft: Draft) -> DraftItem:
    """Give the item of one's last gesture what it was before; refused when somebody else touched it since."""
    now = gestures.open_one(by, draft)
    mine = DraftChange.objects.filter(draft=now, actor=by.identifier, settled=False).order_by("-revision").first()
    if mine is None:
        raise BadInput("vous n'avez rien fait ici qui puisse être annulé.", where=str(now))
    item = gestures.taken(by, DraftItem.objects.select_related("draft__place").get(pk=mine.item_id))
    since = gestures.changes_of(item, since=mine.item_revision).filter(settled=False)
    if since:
        raise gestures.Conflict(item, list(since))
    mine.settled = True
    mine.save(update_fields=["settled"])
    values, also = _restored(item, mine)
    return gestures.change(by, item, seen=item.revision, gesture=Gesture.UNDO, values=values, also=also)


@action
def abandon_draft(*, by: Actor, draft: Draft, reason: str) -> Draft:
    """Close a draft without adopting anything; it stays readable by those who may review it."""
    now = gestures.open_one(by, draft)
    if not reason.strip():
        raise BadInput("dites en une phrase pourquoi ce brouillon est abandonné.")
    before = snapshot(now)
    now.state = DraftState.ABANDONED
    now.save(update_fields=["state"])
    chain.record(chain.changed("documents.abandon_draft", now, before=before, reason=reason.strip()[:500]), by=by)
    return now


@action
def adopt_draft(*, by: Actor, draft: Draft, seen: int, accept_rest: bool, wanted: Wanted) -> Adoption:
    """Make a public framework of what was kept, in one transaction, and close the draft.

    Refused while items are left to review, unless all of them are accepted at once; and when somebody changed the
    draft since the revision that was shown (`gestures.Outdated`).
    """
    now = gestures.open_one(by, draft)
    rights.require(by, permissions.ADOPT, on=now)
    if now.revision != seen:
        raise gestures.Outdated(
            "le brouillon a changé depuis que cette page vous a été montrée.",
            remedy="Relisez le résumé, il est à jour, puis adoptez.",
        )
    tree = drafting.placed(now.items.all())
    _accept_rest([one.item for one in tree if one.to_review], by=by, allowed=accept_rest)
    reading = drafting.reading_of(now, tree)
    description = describe(reading, wanted, names.known(now, reading))
    adoption = adopt(by=by, description=replace(description, is_invented=now.place.is_invented))
    before = snapshot(now)
    now.state, now.framework, now.title = DraftState.ADOPTED, adoption.framework, description.title
    now.short_title, now.slug, now.kind, now.date = description.short_title, wanted.slug, wanted.kind, wanted.date
    now.save()
    chain.record(chain.changed("documents.adopt_draft", now, before=before), by=by)
    return adoption


def _draft_fields(reading: Reading, wanted: Wanted) -> dict[str, object]:
    named = titled(reading, wanted)
    return {
        "slug": wanted.slug,
        "kind": wanted.kind,
        "title": named.title[:300],
        "short_title": named.short_title[:100],
        "date": named.date,
        "file_name": reading.source.name[:200],
        "sha256": reading.source.sha256,
        "encoding": reading.encoding,
        "repairs": [asdict(one) for one in reading.repairs],
        "lines": reading.source.lines or reading.text.count("\n"),
    }


def _refuse_taken(draft: Draft) -> None:
    same = Draft.objects.filter(sha256=draft.sha256, place=draft.place, state=DraftState.OPEN).first()
    if same is not None:
        raise BadInput(
            f"ce texte est déjà en relecture pour ce lieu, sous le titre «\u202f{same.title}\u202f».",
            remedy="Ouvrez ce brouillon plutôt que d'en déposer un second.",
        )
    known = Framework.objects.public().select_related("source").filter(slug=draft.slug).first()
    if known is not None and known.source.sha256 != draft.sha256:
        raise BadInput(
            f"l'adresse «\u202f{draft.slug}\u202f» est déjà celle du cadre «\u202f{known.short_title}\u202f».",
            remedy="Choisissez une autre adresse.",
        )


def _room(draft: Draft, line: int) -> int:
    """A free place after what stands above `line` in the text."""
    above = draft.items.filter(first_line__lte=line).order_by("-position").values_list("position", flat=True).first()
    return drafting.room(draft, above or 0)


def _restored(item: DraftItem, mine: DraftChange) -> tuple[dict[str, object], tuple[chain.Event, ...]]:
    """What undoing gives back: an added item is refused, one that changed places changes them back."""
    if mine.gesture == Gesture.ADD:
        return {"decision": Decision.REFUSED}, ()
    before = {name: mine.before[name] for name in gestures.CHANGEABLE if name in mine.before}
    partners = cutting.partners_untouched(item, mine)
    under = DraftItem.objects.filter(draft=item.draft, pk=before["parent_id"]).first()
    gestures.refuse_loop(item, under)
    there = DraftItem.objects.filter(draft=item.draft, position=before["position"]).exclude(pk=item.pk).first()
    # What was joined is to be reviewed again; what was cut off goes.
    back = Decision.PENDING if mine.gesture == Gesture.MERGE else Decision.REFUSED
    events = [gestures.decided(one, back) for one in partners]
    return before, (*events, gestures.swap(item, there)) if there else tuple(events)


def _accept_rest(items: list[DraftItem], *, by: Actor, allowed: bool) -> None:
    if items and not allowed:
        raise BadInput(
            f"il reste {len(items)} élément{'s' if len(items) > 1 else ''} à revoir.",
            remedy="Revoyez-les, ou cochez «\u202faccepter tout ce qui reste\u202f».",
        )
    events = []
    for item in items:
        before = snapshot(item)
        item.decision = Decision.ACCEPTED
        item.revision += 1
        events.append(chain.changed("documents.accept_item", item, before=before, reason="accepté avec tout le reste"))
    DraftItem.objects.bulk_update(items, ["decision", "revision"], batch_size=500)
    chain.record_all(events, by=by) if events else None
