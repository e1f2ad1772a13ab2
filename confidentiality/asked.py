"""Questions asked together: each written as a query, composed once a process, answered in one statement; adds no sight.

A desk asks dozens of small questions, and composing each costs more than answering it. Row security answers every one
for this transaction's reader, as it would alone.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import cache, cached_property
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

_FROM_TEXT: dict[str, Callable[[str], Any]] = {
    "uuid": UUID,
    "date": date.fromisoformat,
    "timestamp with time zone": datetime.fromisoformat,
}
# A list written as a subquery would be asked after row security of every row; one written so is asked before it.
_LIST_TO_COME = re.compile(r"IN \(select unnest\(%s::([a-z ]+)\[\]\)\)")


class Blank(str):
    """The name of a value that is filled in when the question is asked."""


def one(name: str, kind: str = "uuid") -> RawSQL:
    """A value to come: ``filter(person=one("person"))``; ``kind`` is its type in the database."""
    return RawSQL(f"%s::{kind}", [Blank(name)])  # noqa: S611  the kinds are words of this code


def any_of(name: str, kind: str = "uuid") -> RawSQL:
    """A list to come: ``filter(council__in=any_of("councils"))``."""
    return RawSQL(f"select unnest(%s::{kind}[])", [Blank(name)])  # noqa: S611  the same


class Question:
    """Rows of ``values_list`` with some values left blank.

    ``needs``: of these blanks one at least is filled for everybody who is answered at all; whom all of them leave out is
    not asked for, since the rows of everybody else would be gone over for nothing.
    """

    def __init__(self, rows: Callable[[], QuerySet], needs: Sequence[str] = ()) -> None:
        self.rows, self.needs = rows, needs

    @cached_property
    def composed(self) -> tuple[str, tuple[Any, ...], list[Callable[[str], Any] | None]]:
        """Its SQL, the parameters (some blank), and how each column is read from text."""
        compiler = self.rows().query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        sql = _LIST_TO_COME.sub(r"= any(%s::\1[])", sql)
        kinds = [_FROM_TEXT.get(column.output_field.db_type(connection)) for column, *_ in compiler.select]
        return sql, parameters, kinds

    def read(self, answer: str | None) -> list[tuple[Any, ...]]:
        """The rows from the JSON of one answer."""
        kinds = self.composed[2]
        return [
            tuple(
                kind(v) if kind and v is not None else v for kind, v in zip(kinds, row.values(), strict=True)
            )
            for row in json.loads(answer or "[]")
        ]


def ask(questions: Sequence[Question], **values: Any) -> dict[Question, list[tuple[Any, ...]]]:
    """The rows of each question, in one statement; ``values`` fill the blanks."""
    concerned = tuple(q for q in questions if not q.needs or any(values[name] for name in q.needs))
    found: dict[Question, list[tuple[Any, ...]]] = {question: [] for question in questions}
    if not concerned:
        return found
    sql, parameters = _together(concerned)
    with connection.cursor() as cursor:
        cursor.execute(sql, [values[p] if isinstance(p, Blank) else p for p in parameters])
        answers: Iterable[str | None] = cursor.fetchone()
    return found | {
        question: question.read(answer) for question, answer in zip(concerned, answers, strict=True)
    }


@cache
def _together(questions: tuple[Question, ...]) -> tuple[str, list[Any]]:
    composed = [question.composed for question in questions]
    parts = ", ".join(f"(select json_agg(q)::text from ({sql}) q)" for sql, *_ in composed)
    return f"select {parts}", [p for _sql, parameters, _kinds in composed for p in parameters]
