"""An OpenDocument text to lines: headings, numbers of lists, tables with merged cells, notes."""

from tenir.engines.documents.decoding import unreadable
from tenir.engines.documents.readers.archive import Archive
from tenir.engines.documents.readers.odt.body import Body
from tenir.engines.documents.readers.odt.styles import PREFIXES, ListStyles
from tenir.engines.documents.readers.story import told, written
from tenir.engines.documents.readers.xml import BadXml, events
from tenir.engines.documents.work import Work


def read_odt(work: Work, archive: Archive) -> tuple[Work, str]:
    """The words that the software shows, in the order of the file; running headers and indexes are left."""
    if b"encryption-data" in archive.part("META-INF/manifest.xml"):
        raise unreadable(work.source.name, "est protégé par un mot de passe", "enregistrez-le sans mot de passe")
    try:
        styles = ListStyles()
        if data := archive.part("styles.xml"):
            for event in events(data, PREFIXES):
                styles.take(event)
        body = Body(styles)
        story = told(work.source.name, body.paragraphs(events(archive.part("content.xml"), PREFIXES)))
    except BadXml as error:
        raise archive.damaged() from error
    return written(work, story, body.notes, "odt")
