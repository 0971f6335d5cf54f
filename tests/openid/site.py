"""A whole OpenID Connect provider in one file: Django OAuth Toolkit, with userinfo signed as ProConnect signs it.

    python -m tests.openid.site FOLDER PORT REDIRECT_URI SIGNED_OUT_URI

Prints « ready » once it listens. Two people have an account there: `nadia` and `omar`, whose password is their name.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings
from django.urls import include, path

SECRET = "un secret que deux machines partagent"
LOGIN_PAGE = """<!doctype html><html lang="fr"><title>Fournisseur d'essai</title><form method="post">{% csrf_token %}
{{ form }}<button>Entrer</button></form></html>"""


def configure(folder: Path, port: int) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    issuer = f"http://127.0.0.1:{port}/o"
    settings.configure(
        SECRET_KEY="only for tests",
        ALLOWED_HOSTS=["127.0.0.1"],
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "oauth2_provider",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "provider.sqlite3"}},
        ROOT_URLCONF=__name__,
        USE_TZ=True,
        LOGIN_URL="/login/",
        SESSION_COOKIE_NAME="provider",
        CSRF_COOKIE_NAME="provider_csrf",
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", {"login.html": LOGIN_PAGE})]},
            }
        ],
        OAUTH2_PROVIDER={
            "OIDC_ENABLED": True,
            "OIDC_ISS_ENDPOINT": issuer,
            "OIDC_RSA_PRIVATE_KEY": key.private_bytes(
                Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()
            ).decode(),
            "OIDC_RP_INITIATED_LOGOUT_ENABLED": True,
            "OIDC_RP_INITIATED_LOGOUT_ALWAYS_PROMPT": False,
            "OAUTH2_VALIDATOR_CLASS": f"{__name__}.Validator",
            "SCOPES": {"openid": "identity", "email": "address"},
            "COMPLIANT_BCP_RFC9700_AUTHZ_RESPONSE_ISS": True,
        },
    )
    django.setup()


def fill(back: str, signed_out: str) -> None:
    """Two people; a client signed for by RS256, and one whose tokens are signed by the shared secret."""
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from oauth2_provider.models import Application

    call_command("migrate", verbosity=0)
    for name in ("nadia", "omar"):
        User.objects.create_user(name, f"{name}@prefecture.example.org", name)
    for client_id, algorithm in (("tenir", "RS256"), ("tenir-hs", "HS256")):
        Application.objects.create(
            client_id=client_id,
            client_secret=SECRET,
            hash_client_secret=algorithm == "RS256",
            client_type="confidential",
            authorization_grant_type="authorization-code",
            redirect_uris=back,
            post_logout_redirect_uris=signed_out,
            skip_authorization=True,
            algorithm=algorithm,
        )


def __getattr__(name: str) -> Any:
    """What needs settings: the claims, and the addresses."""
    if name == "Validator":
        return _validator()
    if name == "urlpatterns":
        return _addresses()
    raise AttributeError(name)


def _validator() -> type:
    from oauth2_provider.oauth2_validators import OAuth2Validator

    class Validator(OAuth2Validator):
        oidc_claim_scope = None

        def get_additional_claims(self) -> dict[str, Any]:
            return {"email": lambda request: request.user.email}

    return Validator


def _addresses() -> list[Any]:
    from django.contrib.auth.views import LoginView
    from oauth2_provider.views import UserInfoView

    class Signed(UserInfoView):
        """Signed where the client asks for it, as ProConnect's; as the toolkit leaves it otherwise."""

        def _create_userinfo_response(self, request: Any) -> Any:
            response = super()._create_userinfo_response(request)
            wants = request.headers.get("Accept") == "application/jwt" and "plain" not in request.path
            return _sign(response) if wants and response.status_code == 200 else response

    return [
        path("login/", LoginView.as_view(template_name="login.html")),
        path("o/userinfo/", Signed.as_view()),
        path("o/", include("oauth2_provider.urls", namespace="oauth2_provider")),
    ]


def _sign(response: Any) -> Any:
    from django.http import HttpResponse
    from jwcrypto import jwt
    from oauth2_provider.settings import oauth2_settings
    from oauth2_provider.utils import jwk_from_pem

    key = jwk_from_pem(oauth2_settings.OIDC_RSA_PRIVATE_KEY)
    claims = {"iss": oauth2_settings.OIDC_ISS_ENDPOINT, "aud": "tenir"} | json.loads(response.content)
    token = jwt.JWT(header={"alg": "RS256", "kid": key.thumbprint()}, claims=claims)
    token.make_signed_token(key)
    return HttpResponse(token.serialize(), content_type="application/jwt")


class Quiet(WSGIRequestHandler):
    def log_message(self, *arguments: Any) -> None:
        """Say nothing: addresses hold codes."""


def main(folder: str, port: str, back: str, signed_out: str) -> None:
    configure(Path(folder), int(port))
    fill(back, signed_out)
    from django.core.wsgi import get_wsgi_application

    with make_server("127.0.0.1", int(port), get_wsgi_application(), handler_class=Quiet) as server:
        print("ready", flush=True)  # noqa: T201
        server.serve_forever()


if __name__ == "__main__":
    # Under its own name, so that the addresses and claims that settings name are those of this very module.
    sys.modules["tests.openid.site"] = sys.modules["__main__"]
    main(*sys.argv[1:])
