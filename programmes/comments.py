"""Comments of the public come in: by the public page, by hand, from a list, and go out as a list; publishes nothing."""

import hashlib
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.fields import today
from accounts.japanese import in_tokyo
from accounts.models import Person
from confidentiality import journal
from confidentiality.verbs import Refused, WrongState
from programmes.guidelines import open_for_answers
from programmes.imports import Column, Sheet, choice, day, read, text
from programmes.models import CommentRound, PublicComment
from programmes.rights import is_staff

LONGEST = 20_000  # characters of one comment
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is taken for another


class Faulty(Exception):
    """A list that cannot be taken as it is; ``sheet`` knows every fault."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self.sheet = sheet


def receipt_of(key: UUID) -> str:
    """The number a sender keeps: from the sending's own key, so that it counts nobody and sending twice is one number."""
    number = int.from_bytes(hashlib.sha256(b"banso comment " + key.bytes).digest()[:8], "big")
    letters = "".join(_LETTERS[(number >> (5 * n)) & 31] for n in range(12))
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def submit(
    round_: CommentRound,
    *,
    key: UUID,
    sender_kind: str,
    text: str,
    sender: str = "",
    organisation: str = "",
    contact: str = "",
    part: str = "",
) -> str:
    """Hand in a comment as anybody, signed out; returns the receipt's number (R1).

    The database takes it, by its own clock, and nobody but the office reads it. Raises WrongState once the round is
    over or stopped.
    """
    code = receipt_of(key)
    with connection.cursor() as cursor:
        cursor.execute(
            "select app.submit_comment(%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [round_.pk, key, code, sender_kind, sender, organisation, contact, part, text],
        )
        taken = cursor.fetchone()[0]
    if not taken:
        raise WrongState(_("意見の募集は締め切りました。お送りいただいた意見は受け付けていません。"))
    return code


@transaction.atomic
def register(
    round_: CommentRound,
    *,
    by: Person,
    received_on: date,
    sender_kind: str,
    sender: str,
    text: str,
    organisation: str = "",
    contact: str = "",
    part: str = "",
    key: UUID | None = None,
) -> PublicComment:
    """One comment as it came in (by e-Gov, by post); numbered in the order of registration. ``key`` twice is once."""
    fresh = open_for_answers(round_, by, "register_comment")
    if key is not None and (found := PublicComment.objects.filter(round=fresh, key=key).first()):
        return found
    made = PublicComment.objects.create(
        item=fresh.guideline.file,
        round=fresh,
        number=_last(fresh) + 1,
        received_on=received_on,
        sender_kind=sender_kind,
        sender=sender,
        organisation=organisation,
        contact=contact,
        part=part,
        text=text,
        registered_by=by,
        key=key,
    )
    journal.record("register_comment", made, item=made.item_id, number=made.number)
    return made


def _last(round_: CommentRound) -> int:
    return round_.comments.aggregate(n=Max("number"))["n"] or 0


# Lists ---------------------------------------------------------------------------------------------------
RECEIVED, KIND, SENDER, ORGANISATION, CONTACT, PART, TEXT = (
    gettext_lazy("受け付けた日"),
    gettext_lazy("提出者"),
    gettext_lazy("氏名・名称"),
    gettext_lazy("所属"),
    gettext_lazy("連絡先"),
    gettext_lazy("意見の対象"),
    gettext_lazy("意見"),
)


def columns() -> tuple[Column, ...]:
    """What a list of comments may have; the day and the words are needed."""
    return (
        Column("received_on", RECEIVED, day(latest=today()), required=True, also=(_("受付日"),)),
        Column("sender_kind", KIND, choice(dict(PublicComment.Sender.choices)), empty="unknown"),
        Column("sender", SENDER, text(200)),
        Column("organisation", ORGANISATION, text(200)),
        Column("contact", CONTACT, text(200)),
        Column("part", PART, text(300)),
        Column("text", TEXT, text(LONGEST), required=True),
    )


def blame_twins(sheet: Sheet, round_: CommentRound) -> None:
    """Refuse what is there already, word for word from a sender who says who they are; without a name it may be two people."""
    same = ("received_on", "sender", "organisation", "contact", "text")
    known = {
        tuple(words): number
        for *words, number in PublicComment.objects.filter(round=round_).values_list(*same, "number")
    }
    seen: dict[tuple, int] = {}
    for row in sheet.rows:
        words = tuple(row.values[name] for name in same)
        if not (row.values["sender"] or row.values["contact"]) or None in words:
            continue
        if words in known:
            sheet.blame(
                row, "", _("同じ内容の意見が、すでに登録されています（番号%(n)s）。") % {"n": known[words]}
            )
        elif words in seen:
            sheet.blame(
                row, "", _("%(row)s行目と同じ内容です。どちらかを消してください。") % {"row": seen[words]}
            )
        else:
            seen[words] = row.number


def look_at(round_: CommentRound, data: bytes) -> Sheet:
    """Read a list and name every fault, also those only the round's own comments show. Raises ``imports.Unreadable``."""
    sheet = read(data, columns())
    blame_twins(sheet, round_)
    return sheet


@transaction.atomic
def take_list(round_: CommentRound, *, by: Person, data: bytes, key: UUID) -> int:
    """Register every row of a list, or none; returns how many. The same ``key`` twice is one list.

    Raises ``imports.Unreadable`` for the file as a whole and Faulty for rows: nothing of it is written then.
    """
    fresh = open_for_answers(round_, by, "import_comments")
    sheet = read(data, columns())
    keys = [uuid5(key, str(row.number)) for row in sheet.rows]
    if PublicComment.objects.filter(round=fresh, key__in=keys[:1]).exists():
        return len(keys)
    blame_twins(sheet, fresh)
    if sheet.faults:
        raise Faulty(sheet)
    first = _last(fresh) + 1
    PublicComment.objects.bulk_create(
        PublicComment(
            item=fresh.guideline.file,
            round=fresh,
            number=first + n,
            registered_by=by,
            came_by=PublicComment.Came.FILE,
            key=keys[n],
            **row.values,
        )
        for n, row in enumerate(sheet.rows)
    )
    journal.record("import_comments", fresh, item=fresh.guideline.file.pk, number=len(keys), first=first)
    return len(keys)


def heading() -> list[Any]:
    return [
        _("番号"),
        RECEIVED,
        _("受付の方法"),
        _("受付番号"),
        KIND,
        SENDER,
        ORGANISATION,
        CONTACT,
        PART,
        TEXT,
        _("回答"),
    ]


@transaction.atomic
def rows_for_export(round_: CommentRound, *, by: Person) -> list[list[Any]]:
    """All comments of a round with the heading of their answer, for the office; the taking stands in the journal."""
    if not is_staff(round_, by):
        raise Refused("export_comments")
    found = list(PublicComment.objects.filter(round=round_).select_related("answer").order_by("number"))
    journal.record("export_comments", round_, item=round_.guideline.file.pk, number=len(found))
    return [
        [
            c.number,
            f"{in_tokyo(c.received_at):%Y/%m/%d %H:%M:%S}" if c.received_at else f"{c.received_on:%Y/%m/%d}",
            str(c.get_came_by_display()),
            c.receipt,
            str(c.get_sender_kind_display()),
            c.sender,
            c.organisation,
            c.contact,
            c.part,
            c.text,
            c.answer.heading if c.answer else "",
        ]
        for c in found
    ]
