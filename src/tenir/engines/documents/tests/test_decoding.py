"""Encodings: found, or refused when in doubt."""

from pathlib import Path

import pytest

from tenir.engines.documents import Kind, UnreadableDocument, read

TABLE = """N° MESURES NIVEAU D'AVANCEMENT INDICATEURS

1 Créer des écoles à l'orée de la forêt, où l'été dure
Objectif atteint Nombre d'élèves reçus

2 Décider du tracé de l'allée
En cours de déploiement Part de l'allée tracée
"""
TYPED = TABLE.replace("'", "’").replace("Créer", "Mettre au cœur des « cités » 3 000 € pour créer")


def encoding_of(data: bytes) -> str:
    return read(data, name="texte.txt").encoding


@pytest.mark.parametrize(
    ("codec", "label"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("cp1252", "windows-1252"),
        ("mac_roman", "mac-roman"),
    ],
)
def test_typed_text_is_found(codec: str, label: str) -> None:
    reading = read(TYPED.encode(codec), name="texte.txt")
    assert reading.encoding == label
    assert [item.to_json() for item in reading.items] == [
        item.to_json() for item in read(TYPED.encode(), name="x").items
    ]


@pytest.mark.parametrize(
    ("codec", "label"),
    [("latin_1", "windows-1252"), ("iso8859_15", "windows-1252"), ("cp850", "cp850"), ("mac_roman", "mac-roman")],
)
def test_plain_text_is_found(codec: str, label: str) -> None:
    # Without € or œ, ISO-8859-1 and -15 hold the same bytes as Windows-1252.
    assert encoding_of(TABLE.encode(codec)) == label


def test_iso_8859_15_is_known_by_its_own_letters() -> None:
    text = TABLE.replace("Créer", "Mettre au cœur 3 000 € pour créer")
    assert encoding_of(text.encode("iso8859_15")) == "iso-8859-15"
    assert encoding_of(text.encode("cp1252")) == "windows-1252"


@pytest.mark.parametrize("codec", ["cp1252", "mac_roman", "cp850", "utf-16-le", "utf-16-be", "utf-16", "utf-8-sig"])
@pytest.mark.shared
def test_real_circular_in_another_encoding(shared: Path, codec: str) -> None:
    text = (shared / "sources/circulaire-6057-sg.txt").read_text(encoding="utf-8")
    text = text.replace("’", "'").replace("€", "EUR").replace("œ", "oe") if codec == "cp850" else text
    data = text.encode(codec, "replace")
    assert [item.level for item in read(data, name="x").items] == [
        item.level for item in read(text.encode(), name="x").items
    ]


@pytest.mark.parametrize("codec", ["latin_1", "iso8859_15"])
@pytest.mark.shared
def test_real_circular_without_typographic_signs(shared: Path, codec: str) -> None:
    text = (shared / "sources/circulaire-6057-sg.txt").read_text(encoding="utf-8").replace("’", "'").replace("œ", "oe")
    reading = read(text.replace("€", "EUR").encode(codec, "replace"), name="x")
    assert sum(item.kind is Kind.INDICATOR for item in reading.items) == 61


@pytest.mark.parametrize(("codec", "mark"), [("cp850", "à"), ("cp1252", "…")])
def test_one_byte_that_reads_two_ways_is_refused(codec: str, mark: str) -> None:
    # 0x85 is « à » in CP850 and « … » in Windows-1252; nothing else in this text tells which.
    text = f"No MESURES NIVEAU INDICATEURS\n\n1 Planter {mark} Dijon\nObjectif atteint Suivi\n"
    with pytest.raises(UnreadableDocument, match="ligne 3, se lit aussi bien"):
        read(text.encode(codec), name="x")


def test_mixed_encodings_are_refused() -> None:
    with pytest.raises(UnreadableDocument, match="encodage"):
        read(TYPED.encode() + TYPED.encode("cp1252"), name="x")


def test_broken_utf_16_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="utf-16"):
        read(b"\xff\xfe" + TABLE.encode("utf-16-le") + b"x", name="x")
