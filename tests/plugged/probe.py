"""Prints, as JSON, what the site shows of the test module under the settings given by the environment."""

from __future__ import annotations

import json
import sys

import django


def main() -> None:
    """Look from outside: pages and API through the test client, commands through the registry."""
    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from tenir.core import modules

    call_command("migrate", verbosity=0)
    client = Client(headers={"host": "127.0.0.1"})
    home = client.get("/").content.decode()
    json.dump(
        {
            "page": client.get("/essai/").status_code,
            "api": client.get("/api/v1/essai/").status_code,
            "documented": "/api/v1/essai/" in client.get("/api/v1/openapi.json").json()["paths"],
            "export": b"".join(client.get("/donnees/essai.csv")).decode().splitlines()[-1:] == ["Bonjour"],
            "menu": ">Essai<" in home.replace("\n", "").replace(" ", ""),
            "panel": "Panneau du module d'essai" in home or "Panneau du module d&#x27;essai" in home,
            "rights": "Saluer depuis le module d" in client.get("/droits/").content.decode(),
            "job": "plugged.greet" in [job.key for job in modules.jobs()],
            "referential": "plugged" in [module.label for module, _ in modules.loaders("referentials")],
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
