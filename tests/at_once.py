"""Several people at the same moment, for tests of what happens then."""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.db import connection

from tenir.core.errors import BadInput


def at_once(*works: Callable[[], object]) -> list[str]:
    """Run each in its own thread, all released together; the sorted names of what came of them."""
    start, outcomes = threading.Barrier(len(works)), []

    def run(work: Callable[[], object]) -> None:
        start.wait()
        try:
            work()
            outcomes.append("done")
        except BadInput as error:
            outcomes.append(type(error).__name__)
        except Exception as error:  # told by name in the assertion
            outcomes.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)
