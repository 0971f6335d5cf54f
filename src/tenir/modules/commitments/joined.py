"""Several related rows as one text in SQL, so that a file of 20,000 promises streams from a single query."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, QuerySet, Subquery


class Joined(Subquery):
    """The column `words` of the rows of a subquery, in their order, with « ; » between; NULL when there are none."""

    template = "(SELECT GROUP_CONCAT(words, ' ; ') FROM (%(subquery)s) joined_rows)"
    output_field = CharField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """The same under PostgreSQL's name."""
        template = "(SELECT STRING_AGG(words, ' ; ') FROM (%(subquery)s) joined_rows)"
        return self.as_sql(compiler, connection, template=template, **extra)


def joined(rows: QuerySet[Any, Any], words: Any) -> Joined:
    """`words`, an expression of each row, joined in the order of the rows."""
    return Joined(rows.annotate(words=words).values("words"))
