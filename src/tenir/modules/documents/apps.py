"""What this module adds to the site."""

from __future__ import annotations

from tenir.core.modules import MenuEntry, ModuleConfig


class DocumentsConfig(ModuleConfig):
    """Reading, reviewing and adopting the texts that carry promises."""

    name = "tenir.modules.documents"
    label = "documents"
    verbose_name = "Documents"
    summary = "Lire un texte signé ou publié, en relire chaque élément reconnu, l'adopter."
    url_prefix = "textes/"
    urls = "tenir.modules.documents.urls"
    menu = (MenuEntry("Textes", "documents:drafts", order=40, requires="documents.review"),)
    permissions = "tenir.modules.documents.permissions.PERMISSIONS"
    demonstration = "tenir.modules.documents.demonstration.load"
