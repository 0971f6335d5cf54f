"""Opening what a person names on the command line."""

from __future__ import annotations

from pathlib import Path

from tenir.core.errors import BadInput


def files_of(path: Path) -> list[Path]:
    """The file itself, or the files of a folder in the order of their names, hidden ones left aside."""
    if not path.exists():
        raise BadInput("le fichier n'existe pas.", where=str(path), remedy="Vérifiez son nom et son dossier.")
    if not path.is_dir():
        return [path]
    found = sorted(child for child in path.iterdir() if child.is_file() and not child.name.startswith("."))
    if not found:
        raise BadInput("le dossier ne contient aucun fichier.", where=str(path))
    return found


def bytes_of(path: Path) -> bytes:
    """The content of one file."""
    if path.is_dir():
        raise BadInput("c'est un dossier, il faut un fichier.", where=str(path))
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise BadInput(
            "le fichier n'existe pas.", where=str(path), remedy="Vérifiez son nom et son dossier."
        ) from error
    except OSError as error:
        raise BadInput(
            f"le fichier ne peut pas être lu ({error.strerror}).", where=str(path), remedy="Vérifiez ses droits."
        ) from error
