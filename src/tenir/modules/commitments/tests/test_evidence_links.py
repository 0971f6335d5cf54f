"""Links are looked at, never opened."""

from __future__ import annotations

import pytest

from tenir.core.errors import BadInput
from tenir.modules.commitments.evidence import links


@pytest.mark.parametrize(
    "link",
    [
        "https://www.example.org/compte-rendu?page=2#art-3",
        "http://exemple.fr:8080/a",
        "https://mairie-de-châteauroux.fr/",
        "https://1.1.1.1/",
        "https://[2606:4700:4700::1111]/",
    ],
)
def test_public_link_stays_as_typed(link: str) -> None:
    assert links.checked(f"  {link} ") == link


@pytest.mark.parametrize(
    "link",
    [
        *(
            "javascript:alert(1)",
            "ftp://example.org/",
            "file:///etc/passwd",
            "data:text/html,x",
            "example.org",
            "https://",
        ),
        *(
            "https://user:pass@example.org/",
            "https://example.org@evil.org/",
            "https://exa mple.org/",
            "https://a\\@b.fr/",
        ),
        *(
            "http://localhost/",
            "http://LOCALHOST:8000/",
            "http://intranet/",
            "http://imprimante.local/",
            "http://x.lan/",
        ),
        *(
            "http://127.0.0.1/",
            "http://127.1/",
            "http://2130706433/",
            "http://0x7f.0.0.1/",
            "http://0/",
            "http://10.1.2.3/",
        ),
        *("http://192.168.1.1/", "http://169.254.169.254/latest/", "http://[::1]/", "http://[fd00::1]/"),
        *("http://[::ffff:10.0.0.1]/", "http://[fe80::1%25eth0]/", "http://224.0.0.1/", "http://localhost./"),
        *("https://example.org:99999/", "https://exa\u200bmple.org/", "https://example.org/\u202e", "https://-a.fr/"),
        "https://example.org/" + "a" * 1000,
    ],
)
def test_link_that_no_reader_should_follow_is_refused(link: str) -> None:
    with pytest.raises(BadInput) as refused:
        links.checked(link)
    assert refused.value.where == "lien"


def test_host_is_told_in_plain_letters() -> None:
    assert links.host_of("https://еxample.org/") == "xn--xample-2of.org"  # the first letter is Cyrillic
    assert links.host_of("https://www.Example.org:8443/a") == "www.example.org"
