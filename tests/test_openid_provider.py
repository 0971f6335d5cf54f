"""The client, and the invented provider that other tests use, against a real provider in a process of its own."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import pytest

from tenir.outside import fetching
from tenir.outside.fetching import Answer
from tenir.outside.openid.provider import Attempt, Identity, Provider
from tenir.outside.openid.tokens import Refused
from tests.openid.invented import Invented, a_client
from tests.openid.running import Person, Running, provider

# Nothing here asks a database: once is enough.
pytestmark = pytest.mark.sqlite
BACK, OUT = "http://127.0.0.1:9/compte/entrer/identite/retour/", "http://127.0.0.1:9/compte/sorti/"


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with provider(tmp_path_factory.mktemp("provider"), back=BACK, signed_out=OUT) as running:
        yield running


def sign_in(real: Running, talk: Provider, *, name: str = "nadia", attempt: Attempt | None = None) -> Identity:
    attempt = attempt or Attempt()
    return talk.identify(real.person_signs_in(talk.sign_in_url(attempt, back=BACK), name=name), attempt, back=BACK)


def test_same_person_is_the_same_identity(real: Running) -> None:
    talk = Provider(real.client())
    nadia, again, omar = (sign_in(real, talk, name=name) for name in ("nadia", "nadia", "omar"))
    assert (nadia.issuer, nadia.email) == (real.issuer, "nadia@prefecture.example.org")
    assert (nadia.issuer, nadia.subject) == (again.issuer, again.subject)
    assert nadia.subject != omar.subject


def test_code_serves_once(real: Running) -> None:
    talk, attempt = Provider(real.client()), Attempt()
    answer = real.person_signs_in(talk.sign_in_url(attempt, back=BACK))
    talk.identify(answer, attempt, back=BACK)
    with pytest.raises(Refused, match="code_not_taken"):
        talk.identify(answer, attempt, back=BACK)


def test_state_and_nonce_of_another_attempt_are_refused(real: Running) -> None:
    talk, mine, other = Provider(real.client(pkce=True)), Attempt(), Attempt()
    answer = real.person_signs_in(talk.sign_in_url(other, back=BACK))
    with pytest.raises(Refused, match="wrong_state"):
        talk.identify(answer, mine, back=BACK)
    # All of the other attempt but its nonce: only the token can tell.
    mixed = Attempt(state=other.state, verifier=other.verifier)
    with pytest.raises(Refused, match="wrong_nonce"):
        talk.identify(answer, mixed, back=BACK)


def test_code_without_its_verifier_is_refused(real: Running) -> None:
    talk, attempt = Provider(real.client()), Attempt()
    answer = real.person_signs_in(talk.sign_in_url(attempt, back=BACK))
    with pytest.raises(Refused, match="code_not_taken"):
        talk.identify(answer, Attempt(state=attempt.state, nonce=attempt.nonce), back=BACK)


def test_wrong_secret_is_refused(real: Running) -> None:
    with pytest.raises(Refused, match="code_not_taken"):
        sign_in(real, Provider(real.client(client_secret="wrong")))


def test_token_signed_with_the_shared_secret_is_refused(real: Running) -> None:
    with pytest.raises(Refused, match="wrong_algorithm"):
        sign_in(real, Provider(real.client(client_id="tenir-hs")))


def test_token_of_another_client_is_refused(real: Running) -> None:
    """Both are clients of one provider; the token says for whom it is."""
    taken = sign_in(real, Provider(real.client()))
    from tenir.outside.openid import tokens

    talk = Provider(real.client(client_id="tenir-hs"))
    with pytest.raises(Refused, match="InvalidAudienceError"):
        tokens.id_token(taken.id_token, talk.client, talk._keys, nonce="whatever")


def test_unsigned_userinfo_is_refused(real: Running) -> None:
    """The toolkit's own answer, as it gives it to whoever does not ask for a signature."""

    def plain(url: str, *, data: bytes | None = None, headers: dict[str, str] | None = None) -> Answer:
        asked = {name: value for name, value in (headers or {}).items() if name != "Accept"}
        return fetching.fetch(url, data=data, headers=asked)

    with pytest.raises(Refused, match="unsigned_userinfo"):
        sign_in(real, Provider(real.client(), fetch=plain))


def test_issuer_in_the_answer_is_held_to_it(real: Running) -> None:
    talk, attempt = Provider(real.client()), Attempt()
    answer = real.person_signs_in(talk.sign_in_url(attempt, back=BACK))
    assert answer["iss"] == real.issuer
    with pytest.raises(Refused, match="mixed_up_issuer"):
        talk.identify(answer | {"iss": "https://other.example.org"}, attempt, back=BACK)
    without = {name: value for name, value in answer.items() if name != "iss"}
    with pytest.raises(Refused, match="mixed_up_issuer"):
        talk.identify(without, attempt, back=BACK)


def test_person_signs_out_there_too(real: Running) -> None:
    talk, attempt, person = Provider(real.client()), Attempt(), Person(BACK)
    came = person.goes(talk.sign_in_url(attempt, back=BACK), name="nadia")
    found = talk.identify(dict(parse_qsl(urlsplit(came).query)), attempt, back=BACK)
    assert person.goes(talk.sign_out_url(found.id_token, back=OUT)).startswith(f"{OUT}?state=")
    # The provider knows the person no more: it would ask for a name again.
    assert "/login/" in person._step(talk.sign_in_url(Attempt(), back=BACK), "")


def test_invented_provider_answers_as_the_real_one(real: Running) -> None:
    """Status, type and names of what both say, question by question: the invented one is no easier to please."""
    told = []
    for client, fetch, visit in (
        (real.client(), fetching.fetch, real.person_signs_in),
        (a_client(), (of := Invented()).fetch, of.person_signs_in),
    ):
        shapes: list[tuple[str, int, str]] = []

        def noting(url: str, fetch=fetch, shapes=shapes, **sent) -> Answer:  # type: ignore[no-untyped-def]
            answer = fetch(url, **sent)
            shapes.append((urlsplit(url).path.strip("/").split("/")[-1], answer.status, answer.content_type))
            return answer

        talk, attempt = Provider(client, fetch=noting), Attempt()
        answer = visit(talk.sign_in_url(attempt, back=BACK))
        talk.identify(answer, attempt, back=BACK)
        with pytest.raises(Refused):
            talk.identify(answer, attempt, back=BACK)
        told.append([(status, kind) for _, status, kind in shapes])
    assert told[0] == told[1]
