"""Collecting signatures: ask, sign or refuse, say whether a correction asks to sign again, close."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from tenir.core import rights
from tenir.core.actions import Actor, System, action
from tenir.core.disclosure import snapshot
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.core.people import links
from tenir.core.people.models import Organisation, PersonalLink, User
from tenir.modules.commitments import permissions, tallies
from tenir.modules.commitments.enums import SigningState
from tenir.modules.commitments.models import (
    Framework,
    Signatory,
    SignatureInvitation,
    SignatureRound,
    SignedText,
)
from tenir.modules.commitments.signing import asked, letters
from tenir.modules.commitments.signing import text as words_of

LONGEST = timedelta(days=365)


@action
def open_signatures(*, by: Actor, framework: Framework, due_on: date) -> SignatureRound:
    """Freeze the words of a framework and ask for signatures up to a day. One round a framework at a time."""
    rights.require(by, permissions.COLLECT, on=framework)
    row = tallies.lock(framework.pk)
    if row.is_referential:
        raise BadInput("ce cadre est livré avec Tenir\u202f: il est signé depuis longtemps.")
    if row.signature_rounds.filter(closed_on=None).exists():
        raise BadInput("les signatures de ce cadre sont déjà demandées.", remedy="Invitez-y d'autres organisations.")
    if not row.commitments.exists():
        raise BadInput("ce cadre ne contient aucun engagement.", remedy="Inscrivez ce qui sera signé.")
    if not timezone.localdate() <= due_on <= timezone.localdate() + LONGEST:
        raise BadInput("donnez un jour de l'année qui vient.", where="attendues pour le")
    made = SignatureRound.objects.create(framework=row, due_on=due_on, is_invented=row.is_invented)
    text = _freeze(made, row, number=1)
    chain.record_all(
        [chain.created("commitments.open_signatures", made), chain.created("commitments.add_text", text)], by=by
    )
    return made


@action
def invite_to_sign(
    *, by: Actor, round: SignatureRound, organisation: Organisation, email: str = ""
) -> SignatureInvitation:
    """Ask an organisation to sign, by the person at `email`, or else whoever holds an office there; they get a letter.

    Asked again with another person, the question passes to them. Raises `BadInput` where nobody acts for it.
    """
    rights.require(by, permissions.COLLECT, on=round.framework)
    open_round = _locked(round)
    user = _signer(organisation, email)
    known = open_round.invitations.filter(organisation=organisation).select_related("organisation", "user").first()
    if known is not None and (known.user_id == user.pk or known.state != SigningState.WAITING):
        chain.nothing_to_record()
        return known
    if known is None and Signatory.objects.filter(framework=open_round.framework, organisation=organisation).exists():
        raise BadInput(f"«\u202f{organisation}\u202f» a déjà signé ce cadre.", where="organisation")
    if known is None:
        known = SignatureInvitation.objects.create(round=open_round, organisation=organisation, user=user)
        event = chain.created("commitments.invite_to_sign", known)
    else:
        before = snapshot(known)
        known.user = user
        known.save(update_fields=["user"])
        event = chain.changed("commitments.invite_to_sign", known, before=before)
    known.round = open_round
    letters.write(known, open_round.latest, by=by)
    chain.record(event, by=by)
    return known


@action
def sign_framework(
    *, by: Actor, invitation: SignatureInvitation, seen: str, link: PersonalLink | None = None
) -> SignatureInvitation:
    """The organisation signs the version whose SHA-256 is `seen`: what was read, nothing else. A link is used up.

    Raises `BadInput` where the words changed since, where it answered already, where the round is closed;
    `LinkClosed` on the second use of one link; `Refused` for whoever does not act for the organisation.
    """
    rights.require(by, permissions.SIGN)
    row = _answerable(by, invitation)
    text = _text_seen(row.round, seen)
    if link is not None:
        links.spend(link)
    event = _answer(row, SigningState.SIGNED, text, by)
    framework = row.round.framework
    signatory, created = Signatory.objects.get_or_create(
        framework=framework,
        organisation=row.organisation,
        defaults={"on": row.on, "source_id": framework.source_id},
    )
    events = [event, *([chain.created("commitments.add_signatory", signatory)] if created else [])]
    chain.record_all(events, by=by)
    return row


@action
def refuse_to_sign(
    *, by: Actor, invitation: SignatureInvitation, seen: str, words: str, link: PersonalLink | None = None
) -> SignatureInvitation:
    """The organisation does not sign this version, and says why to those who collect."""
    rights.require(by, permissions.SIGN)
    if not words.strip():
        raise BadInput("le motif manque.", where="motif", remedy="Dites en quelques mots ce qui empêche de signer.")
    row = _answerable(by, invitation)
    text = _text_seen(row.round, seen)
    if link is not None:
        links.spend(link)
    chain.record(_answer(row, SigningState.REFUSED, text, by, words.strip()), by=by)
    return row


@action
def correct_text(*, by: Actor, round: SignatureRound, is_minor: bool, reason: str, seen: str) -> SignedText:
    """Put the framework's words of today to signature, and say whether what changed is a mere slip.

    A slip keeps every signature, and is shown to all with the difference; it may touch wording only. Anything else asks
    those who answered to answer again. `seen` is the SHA-256 of the words that were shown.
    """
    rights.require(by, permissions.COLLECT, on=round.framework)
    open_round = _locked(round)
    last, now = open_round.latest, words_of.canonical(open_round.framework)
    if words_of.sha256(now) != seen:
        raise BadInput("le cadre a encore changé.", remedy="Relisez ce qui change, ci-dessous.")
    found = words_of.differences(last.words, now)
    if not found:
        raise BadInput("le texte est celui qui est déjà proposé à la signature.")
    if not reason.strip():
        raise BadInput("le motif manque.", where="motif", remedy="Dites en une phrase ce qui change.")
    if is_minor and not words_of.may_be_minor(found):
        raise BadInput(
            "ce n'est pas une simple correction\u202f: un engagement, une date, un chiffre ou un porteur change.",
            remedy="Demandez de nouveau les signatures.",
        )
    text = _freeze(open_round, open_round.framework, number=last.number + 1, is_minor=is_minor, reason=reason.strip())
    chain.record(_corrected(text, found), by=by)
    if not is_minor:
        _ask_again(open_round, text, by)
    return text


@action
def close_signatures(*, by: Actor, round: SignatureRound) -> None:
    """Nobody signs any more by this round; what was signed stays. Links that were sent open no signature."""
    rights.require(by, permissions.COLLECT, on=round.framework)
    row = _locked(round)
    before = snapshot(row)
    row.closed_on = timezone.localdate()
    row.save(update_fields=["closed_on"])
    chain.record(chain.changed("commitments.close_signatures", row, before=before), by=by)


def _locked(one: SignatureRound) -> SignatureRound:
    """The round, with its framework locked: answers, corrections and closing follow each other."""
    framework = tallies.lock(one.framework_id)
    row = SignatureRound.objects.get(pk=one.pk)
    row.framework = framework
    if not row.is_open:
        raise BadInput("cette collecte de signatures est close.")
    return row


def _freeze(
    one: SignatureRound, framework: Framework, *, number: int, is_minor: bool = False, reason: str = ""
) -> SignedText:
    words = words_of.canonical(framework)
    return SignedText.objects.create(
        round=one,
        number=number,
        revision=framework.revision,
        words=words,
        sha256=words_of.sha256(words),
        is_minor=is_minor,
        reason=reason,
    )


def _signer(organisation: Organisation, email: str) -> User:
    user = asked.signer_of(organisation)
    if email.strip():
        acting = asked.acts_for(organisation).values("user")
        user = User.objects.at(email).filter(pk__in=acting).first()
    if user is None:
        raise BadInput(
            f"personne ne peut signer pour «\u202f{organisation}\u202f» avec cette adresse."
            if email.strip()
            else f"personne n'agit pour «\u202f{organisation}\u202f».",
            where="adresse" if email.strip() else "organisation",
            remedy="Ouvrez d'abord un compte à la personne qui signera, avec un rôle dans cette organisation.",
        )
    return user


def _answerable(by: Actor, invitation: SignatureInvitation) -> SignatureInvitation:
    one = _locked(invitation.round)
    row = SignatureInvitation.objects.select_related("organisation").get(pk=invitation.pk)
    row.round = one
    if not isinstance(by, System) and not asked.may_answer(by, row):  # type: ignore[arg-type]
        raise rights.Refused(permissions.SIGN, one.framework)
    if row.state == SigningState.SIGNED:
        raise BadInput(f"«\u202f{row.organisation}\u202f» a déjà signé ce texte.")
    return row


def _text_seen(one: SignatureRound, seen: str) -> SignedText:
    """The version put to signature, if it is the one that was read and the framework still says the same."""
    text = one.latest
    if text.sha256 != seen:
        raise BadInput("le texte a changé depuis que vous l'avez ouvert.", remedy="Relisez-le ci-dessous.")
    if words_of.canonical(one.framework) != text.words:
        raise BadInput(
            "ce texte est en cours de correction.",
            remedy="Revenez quand la nouvelle version sera proposée\u202f; votre invitation reste ouverte.",
        )
    return text


def _answer(row: SignatureInvitation, state: str, text: SignedText, by: Actor, words: str = "") -> chain.Event:
    before = snapshot(row)
    row.state, row.text, row.on, row.words = state, text, timezone.localdate(), words
    row.author = by if isinstance(by, User) else None
    row.save()
    verb = "commitments.sign_framework" if state == SigningState.SIGNED else "commitments.refuse_to_sign"
    return chain.changed(verb, row, before=before)


def _corrected(text: SignedText, found: list[words_of.Difference]) -> chain.Event:
    """The difference itself goes to the journal: what was called a slip can be looked at for ever."""
    keys = [f"{one.promise} – {one.label}".strip(" –") for one in found]
    before = {key: one.before for key, one in zip(keys, found, strict=True)}
    after = {key: one.after for key, one in zip(keys, found, strict=True)}
    verb = "commitments.correct_text" if text.is_minor else "commitments.amend_text"
    return chain.Event(verb, on=text, before=before, after={**snapshot(text), **after}, reason=text.reason)


def _ask_again(one: SignatureRound, text: SignedText, by: Actor) -> None:
    """Signatures and refusals were about other words: they fall, the journal keeps them, and a letter asks again."""
    for row in one.invitations.exclude(state=SigningState.WAITING).select_related("organisation", "user"):
        before = snapshot(row)
        for signatory in Signatory.objects.filter(framework=one.framework, organisation=row.organisation):
            event = chain.Event("commitments.void_signatory", on=signatory, before=snapshot(signatory))
            chain.record(event, by=by)
            signatory.delete()
        row.state, row.text, row.on, row.words, row.author = SigningState.WAITING, None, None, "", None
        row.save()
        chain.record(chain.changed("commitments.void_signature", row, before=before), by=by)
        row.round = one
        letters.write(row, text, by=by)
