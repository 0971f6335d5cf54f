"""Answers of a provider: the good one is believed, every other one is not."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from tenir.outside.fetching import Unreachable
from tenir.outside.openid.client import Client
from tenir.outside.openid.provider import PATIENCE, Attempt, Declined, Identity, Provider
from tenir.outside.openid.tokens import Refused
from tests.openid.invented import (
    EMAIL,
    ISSUER,
    SUBJECT,
    Invented,
    a_client,
    ec_key,
    public,
    rsa_key,
    signed,
    signed_with_public_key,
    unsigned,
)

BACK = "https://tenir.example.org/retour/"
HOUR = 3600


def come_back(of: Invented, client: Client | None = None, *, attempt: Attempt | None = None, **told: str) -> Identity:
    """One whole sign-in."""
    provider, attempt = Provider(client or a_client(), fetch=of.fetch), attempt or Attempt()
    answer = of.person_signs_in(provider.sign_in_url(attempt, back=BACK), **told)
    return provider.identify(answer, attempt, back=BACK)


def asked(url: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(url).query))


def test_person_is_known_by_issuer_and_subject() -> None:
    found = come_back(Invented())
    assert (found.issuer, found.subject, found.email) == (ISSUER, SUBJECT, EMAIL)


def test_secrets_do_not_show_in_what_is_printed() -> None:
    assert "un secret" not in repr(a_client())
    assert "eyJ" not in repr(come_back(Invented()))


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"nonce": "another"}, "wrong_nonce"),
        ({"nonce": None}, "wrong_nonce"),
        ({"iss": "https://other.example.org"}, "InvalidIssuerError"),
        ({"iss": ISSUER + "/"}, "InvalidIssuerError"),
        ({"aud": "another-site"}, "InvalidAudienceError"),
        ({"aud": None}, "MissingRequiredClaimError"),
        ({"aud": ["tenir", "another-site"]}, "another_party"),
        ({"aud": ["tenir", "another-site"], "azp": "another-site"}, "another_party"),
        ({"azp": "another-site"}, "another_party"),
        ({"exp": int(time.time()) - HOUR}, "ExpiredSignatureError"),
        ({"exp": None}, "MissingRequiredClaimError"),
        ({"iat": int(time.time()) + HOUR, "exp": int(time.time()) + 2 * HOUR}, "ImmatureSignatureError"),
        ({"nbf": int(time.time()) + HOUR}, "ImmatureSignatureError"),
        ({"iat": None}, "MissingRequiredClaimError"),
        ({"sub": None}, "MissingRequiredClaimError"),
        ({"sub": ""}, "unusable_subject"),
        ({"sub": "s" * 256}, "unusable_subject"),
    ],
)
def test_id_token_that_is_not_ours_now_is_refused(claims: dict[str, Any], reason: str) -> None:
    with pytest.raises(Refused) as refused:
        come_back(Invented(id_token=claims))
    assert refused.value.reason == reason


def test_token_for_several_sites_that_names_ours_as_party_is_believed() -> None:
    of = Invented(id_token={"aud": ["tenir", "another-site"], "azp": "tenir"})
    assert come_back(of).subject == SUBJECT


@pytest.mark.parametrize("sign", [unsigned, signed_with_public_key], ids=["none", "HS256 with the public key"])
@pytest.mark.parametrize(
    "algorithms", [("RS256", "ES256"), ("RS256", "none", "HS256")], ids=["default", "misconfigured"]
)
def test_signature_that_anybody_can_make_is_refused(sign: Any, algorithms: tuple[str, ...]) -> None:
    with pytest.raises(Refused, match="wrong_algorithm"):
        come_back(Invented(sign=sign), a_client(algorithms=algorithms))


def test_algorithm_that_settings_do_not_name_is_refused() -> None:
    with pytest.raises(Refused, match="wrong_algorithm"):
        come_back(Invented(), a_client(algorithms=("ES256",)))


def test_elliptic_signature_is_believed() -> None:
    key = ec_key("ec")
    of = Invented(keys=[public(key, "one", "ES256")], sign=lambda claims: signed(claims, key=key, algorithm="ES256"))
    assert come_back(of).subject == SUBJECT


def test_signature_of_another_key_is_refused() -> None:
    with pytest.raises(Refused, match="InvalidSignatureError"):
        come_back(Invented(sign=lambda claims: signed(claims, key=rsa_key("stranger"))))


def test_key_meant_for_something_else_is_not_used() -> None:
    with pytest.raises(Refused, match="unknown_key"):
        come_back(Invented(keys=[public(rsa_key("one"), "one") | {"use": "enc"}]))


def test_new_key_is_asked_for_once() -> None:
    of = Invented()
    provider = Provider(a_client(), fetch=of.fetch)

    def once_more() -> Identity:
        attempt = Attempt()
        return provider.identify(of.person_signs_in(provider.sign_in_url(attempt, back=BACK)), attempt, back=BACK)

    once_more()
    of.keys = [public(rsa_key("two"), "two")]
    of.sign = lambda claims: signed(claims, key=rsa_key("two"), kid="two")
    once_more()
    once_more()
    assert sum(url.endswith("/jwks") for url in of.asked) == 2
    of.sign = lambda claims: signed(claims, key=rsa_key("two"), kid="never published")
    with pytest.raises(Refused, match="unknown_key"):
        once_more()
    assert sum(url.endswith("/jwks") for url in of.asked) == 3


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"sub": "somebody-else"}, "another_subject"),
        ({"iss": "https://other.example.org"}, "InvalidIssuerError"),
        ({"aud": "another-site"}, "InvalidAudienceError"),
        ({"aud": None}, "MissingRequiredClaimError"),
        ({"exp": int(time.time()) - HOUR}, "ExpiredSignatureError"),
    ],
)
def test_userinfo_that_is_not_about_this_person_is_refused(claims: dict[str, Any], reason: str) -> None:
    with pytest.raises(Refused) as refused:
        come_back(Invented(userinfo=claims))
    assert refused.value.reason == reason


def test_userinfo_without_signature_is_refused() -> None:
    with pytest.raises(Refused, match="unsigned_userinfo"):
        come_back(Invented(userinfo_type="application/json"))
    with pytest.raises(Refused, match="wrong_algorithm"):
        come_back(Invented(sign_userinfo=unsigned))


def test_userinfo_is_not_asked_for_where_settings_say_so() -> None:
    of = Invented(id_token={"email": EMAIL})
    assert come_back(of, a_client(userinfo=False)).email == EMAIL
    assert not any(url.endswith("/userinfo") for url in of.asked)


def test_state_of_another_attempt_is_refused() -> None:
    for state in ("another", ""):
        with pytest.raises(Refused, match="wrong_state"):
            come_back(Invented(), state=state)


def test_return_after_a_quarter_of_an_hour_is_refused() -> None:
    with pytest.raises(Refused, match="too_late"):
        come_back(Invented(), attempt=Attempt(begun_at=time.time() - PATIENCE - 1))


def test_code_serves_once() -> None:
    of, attempt = Invented(), Attempt()
    provider = Provider(a_client(), fetch=of.fetch)
    answer = of.person_signs_in(provider.sign_in_url(attempt, back=BACK))
    provider.identify(answer, attempt, back=BACK)
    with pytest.raises(Refused, match="code_not_taken"):
        provider.identify(answer, attempt, back=BACK)


def test_code_of_another_browser_is_refused() -> None:
    """PKCE: a stolen code with a state that the thief chose."""
    of, mine, stolen = Invented(), Attempt(), Attempt()
    provider = Provider(a_client(), fetch=of.fetch)
    answer = of.person_signs_in(provider.sign_in_url(stolen, back=BACK)) | {"state": mine.state}
    with pytest.raises(Refused, match="code_not_taken"):
        provider.identify(answer, mine, back=BACK)


def test_code_of_another_browser_is_refused_without_pkce_too() -> None:
    of, mine, stolen = Invented(), Attempt(), Attempt()
    provider = Provider(a_client(pkce=False), fetch=of.fetch)
    answer = of.person_signs_in(provider.sign_in_url(stolen, back=BACK)) | {"state": mine.state}
    with pytest.raises(Refused, match="wrong_nonce"):
        provider.identify(answer, mine, back=BACK)


def test_answer_of_another_issuer_is_not_taken_to_ours() -> None:
    of = Invented()
    with pytest.raises(Refused, match="mixed_up_issuer"):
        come_back(of, iss="https://other.example.org")
    assert not any(url.endswith("/token") for url in of.asked)
    assert come_back(of, iss=ISSUER).subject == SUBJECT


def test_issuer_is_missed_where_the_provider_promised_it() -> None:
    of = Invented(metadata={"authorization_response_iss_parameter_supported": True})
    with pytest.raises(Refused, match="mixed_up_issuer"):
        come_back(of)


def test_person_who_gives_up_is_told_apart() -> None:
    with pytest.raises(Declined, match="access_denied"):
        come_back(Invented(), error="access_denied")


def test_provider_that_calls_itself_otherwise_is_refused() -> None:
    with pytest.raises(Refused, match="another_issuer"):
        come_back(Invented(metadata={"issuer": "https://other.example.org"}))


@pytest.mark.parametrize("name", ["authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri"])
def test_nothing_of_the_provider_lies_elsewhere(name: str) -> None:
    of = Invented(metadata={name: "https://elsewhere.example.org/x"})
    with pytest.raises(Refused, match=f"{name}_elsewhere"):
        come_back(of)
    assert not any("elsewhere" in url for url in of.asked)


def test_assurance_that_settings_demand_is_asked_for_and_checked() -> None:
    client = a_client(acr=("eidas2", "eidas3"), amr=("mfa",))
    url = Provider(client, fetch=Invented().fetch).sign_in_url(Attempt(), back=BACK)
    wanted = '{"id_token":{"acr":{"essential":true,"values":["eidas2","eidas3"]},"amr":{"essential":true}}}'
    assert asked(url)["claims"] == wanted
    assert come_back(Invented(id_token={"acr": "eidas3", "amr": ["pwd", "mfa"]}), client).subject == SUBJECT
    for weak, reason in (
        ({"acr": "eidas1", "amr": ["mfa"]}, "weak_acr"),
        ({"amr": ["mfa"]}, "weak_acr"),
        ({"acr": "eidas2", "amr": ["pwd"]}, "weak_amr"),
        ({"acr": "eidas2", "amr": "mfa"}, "weak_amr"),
    ):
        with pytest.raises(Refused, match=reason):
            come_back(Invented(id_token=weak), client)


def test_address_asks_for_what_settings_say() -> None:
    attempt = Attempt()
    told = asked(Provider(a_client(), fetch=Invented().fetch).sign_in_url(attempt, back=BACK))
    assert (told["scope"], told["redirect_uri"], told["nonce"]) == ("openid email", BACK, attempt.nonce)
    assert (told["code_challenge_method"], attempt.verifier in str(told)) == ("S256", False)
    bare = asked(Provider(a_client(pkce=False), fetch=Invented().fetch).sign_in_url(attempt, back=BACK))
    assert set(bare) == {"response_type", "client_id", "redirect_uri", "scope", "state", "nonce"}


def test_secret_goes_the_way_that_the_provider_takes() -> None:
    for way in ("client_secret_post", "client_secret_basic"):
        of = Invented(metadata={"token_endpoint_auth_methods_supported": [way]})
        assert come_back(of).subject == SUBJECT
        with pytest.raises(Refused, match="code_not_taken"):
            come_back(of, a_client(client_secret="wrong"))


def test_person_leaves_the_provider_too() -> None:
    url = Provider(a_client(), fetch=Invented().fetch).sign_out_url("the-token", back=BACK)
    told = asked(url)
    assert url.startswith(f"{ISSUER}/session/end?")
    assert (told["id_token_hint"], told["post_logout_redirect_uri"], len(told["state"])) == ("the-token", BACK, 43)
    nowhere = Invented(metadata={"end_session_endpoint": None})
    assert Provider(a_client(), fetch=nowhere.fetch).sign_out_url("the-token", back=BACK) == ""


def test_what_the_provider_says_of_itself_is_asked_once() -> None:
    of = Invented()
    provider = Provider(a_client(), fetch=of.fetch)
    for _ in range(3):
        provider.sign_in_url(Attempt(), back=BACK)
    assert len(of.asked) == 1


def test_provider_that_is_away_is_told_apart() -> None:
    with pytest.raises(Unreachable):
        come_back(Invented(trouble=Unreachable("TimeoutError")))
