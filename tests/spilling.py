"""What Tenir would be without what keeps files in memory: servers that write them to temporary files, as by default.

`python -m tests.spilling serve …` leaves the embedded server as waitress makes it; `tests.spilling` as settings leave
the site as Django makes it. Tests show that they find what was sent.
"""

from __future__ import annotations

import os
import sys

from tenir.config.settings import *  # noqa: F403

FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]


def main() -> int:
    """The `tenir` command over an embedded server that spills."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tenir.config.settings"
    import django

    django.setup()
    from tenir.cli import main
    from tenir.core.operations import serving

    serving.IN_MEMORY.clear()
    return main()


if __name__ == "__main__":
    sys.exit(main())
