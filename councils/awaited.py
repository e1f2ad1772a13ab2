"""What a reader waits for: who was asked, who has not answered yet; names only to those who asked."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.dates import last_day
from confidentiality.asked import any_of, one
from confidentiality.models import Consent, Designation, Voter
from councils.addresses import address_of
from councils.models import (
    Attendance,
    Council,
    EstablishmentConsent,
    Meeting,
    Membership,
    MinutesRecord,
    MinutesSummary,
    Prospectus,
    RecordReply,
    SummaryReply,
    SupportAction,
)
from councils.standing import Standing, on_the_desk

OPEN_ROUNDS = (Designation.State.CONSENT_OPEN, Designation.State.CHANGE_OPEN)


@dataclass(frozen=True)
class Awaited:
    """Something asked of others: how many have answered, and who has not."""

    what: str
    url: str
    asked: int
    missing: tuple[str, ...]
    due: datetime | date | None = None

    @property
    def answered(self) -> int:
        return self.asked - len(self.missing)


@dataclass(frozen=True)
class Round:
    """An open consent round: how many were asked, and the names of who has not answered."""

    pk: UUID
    title: str
    council: UUID
    answer_by: datetime
    asked: int
    missing: tuple[str, ...]


def open_rounds(which: Q) -> list[Round]:
    """The open rounds among designations ``which``; who has left since is no longer waited for. Two queries."""
    return _with_answers(_open(which))


def _open(which: Q) -> QuerySet:
    return (
        Designation.objects.filter(which, state__in=OPEN_ROUNDS)
        .order_by("answer_by")
        .values_list("pk", "item__public_title", "item__container_id", "answer_by", "candidate_id")
    )


def _with_answers(rows: Iterable[tuple[Any, ...]]) -> list[Round]:
    rows = list(rows)
    if not rows:
        return []
    answered = Consent.objects.filter(version=OuterRef("version"), person=OuterRef("person")).exclude(
        decision=Consent.Decision.ASK
    )
    sits = Membership.objects.filter(
        council=OuterRef("item__container"), person=OuterRef("person"), state__in=["active", "leaving"]
    )
    asked: dict[UUID, list[tuple[str, bool]]] = defaultdict(list)
    for version, family, given, done in (
        Voter.objects.filter(Exists(sits), version__in=[row[4] for row in rows])
        .annotate(done=Exists(answered))
        .order_by("person__family_kana", "person__given_kana")
        .values_list("version_id", "person__family_name", "person__given_name", "done")
    ):
        asked[version].append((_full(family, given), done))
    return [
        Round(
            pk,
            title,
            council,
            until,
            len(asked[version]),
            tuple(name for name, done in asked[version] if not done),
        )
        for pk, title, council, until, version in rows
    ]


def _full(family: str, given: str) -> str:
    return f"{family}　{given}".strip("　")


_ROUNDS = on_the_desk(lambda: _open(Q(item__container__in=any_of("run")) | Q(item__custodian=one("person"))))
_SUPPORT = on_the_desk(
    lambda: SupportAction.objects.filter(
        requested_by=one("person"), state=SupportAction.State.REQUESTED
    ).values_list("pk", "provider__name", "due_on")
)


def awaited(standing: Standing) -> list[Awaited]:
    """Answers the reader waits for: as secretariat, as provider, as who asked for support. Fixed number of queries."""
    found = [
        Awaited(
            _("%(title)sの守秘の指定への同意") % {"title": r.title},
            address_of("designation")(r.pk),
            r.asked,
            r.missing,
            r.answer_by,
        )
        for r in _with_answers(standing.said(_ROUNDS))
    ]
    found += [
        Awaited(_("伴走支援への回答"), address_of("support")(pk), 1, (body,), due)
        for pk, body, due in standing.said(_SUPPORT)
    ]
    if standing.run:
        found += [*_replies_awaited(standing), *_founding_awaited(standing), *_minutes_awaited(standing)]
    return sorted(
        found,
        key=lambda a: (
            a.due is None,
            last_day(a.due) if isinstance(a.due, datetime) else a.due or date.max,
        ),
    )


def _replies_awaited(standing: Standing) -> list[Awaited]:
    """Answers about coming to announced meetings."""
    rows = (
        Attendance.objects.filter(
            item__council__in=standing.run,
            item__state=Meeting.State.ANNOUNCED,
            item__starts_at__gt=timezone.now(),
            membership__isnull=False,
        )
        .order_by("kana")
        .values_list("item_id", "item__number", "item__starts_at", "name", "reply")
    )
    by_meeting: dict[tuple, list[tuple[str, str]]] = defaultdict(list)
    for pk, number, starts, name, reply in rows:
        by_meeting[pk, number, starts].append((name, reply))
    made = [
        (key, len(lines), tuple(name for name, reply in lines if reply == Attendance.Reply.NONE))
        for key, lines in by_meeting.items()
    ]
    return [
        Awaited(_("第%(n)s回会合の出欠") % {"n": number}, address_of("meeting")(pk), asked, missing, starts)
        for (pk, number, starts), asked, missing in made
        if missing
    ]


def _founding_awaited(standing: Standing) -> list[Awaited]:
    """Invitations, and consents to setting a council up."""
    seats = list(
        Membership.objects.filter(
            council__in=standing.run, state__in=["nominated", "invited", "accepted", "pledged"]
        )
        .exclude(capacity="secretariat")
        .order_by("person__family_kana")
        .values_list("pk", "council_id", "person__family_name", "person__given_name", "state")
    )
    texts = {
        p.council_id: p.text_hash
        for p in Prospectus.objects.filter(
            council__in=standing.run, council__state=Council.State.CONSENT_COLLECTING
        ).select_related("council")
    }
    agreed = set(
        EstablishmentConsent.objects.filter(item__council__in=list(texts), decision="agree").values_list(
            "membership_id", "text_hash"
        )
    )
    asked, missing, invited = Counter(), defaultdict(list), []
    for pk, council, family, given, state in seats:
        if council in texts:
            asked[council] += 1
            if (pk, texts[council]) not in agreed:
                missing[council].append(_full(family, given))
        elif state in ("invited", "accepted"):
            invited.append(
                Awaited(
                    _("%(council)sへの参加の手続") % {"council": standing.name(council)},
                    address_of("council_members")(council),
                    1,
                    (_full(family, given),),
                )
            )
    return [
        Awaited(
            _("%(council)sの設置への同意") % {"council": standing.name(council)},
            address_of("council_founding")(council),
            asked[council],
            tuple(names),
        )
        for council, names in missing.items()
    ] + invited


def _minutes_awaited(standing: Standing) -> list[Awaited]:
    """Confirmations of the record and answers to the draft summary."""
    records = MinutesRecord.objects.filter(
        council__in=standing.run, state=MinutesRecord.State.CONFIRMING
    ).values_list("meeting_id", "meeting__number", "confirm_by", "pk")
    summaries = MinutesSummary.objects.filter(
        council__in=standing.run, state=MinutesSummary.State.ATTENDEE_CHECK
    ).values_list("meeting_id", "meeting__number", "check_by", "pk")
    records, summaries = list(records), list(summaries)
    done = set(
        RecordReply.objects.filter(item__in=[r[3] for r in records]).values_list(
            "item__meeting_id", "membership_id"
        )
    )
    heard = set(
        SummaryReply.objects.filter(summary__in=[s[3] for s in summaries]).values_list(
            "summary__meeting_id", "membership_id"
        )
    )
    there: dict[UUID, list[tuple[str, UUID]]] = defaultdict(list)
    for meeting, name, seat in (
        Attendance.objects.filter(
            item__in=[r[0] for r in records + summaries], is_present=True, membership__isnull=False
        )
        .exclude(membership__capacity="secretariat")
        .order_by("kana")
        .values_list("item_id", "name", "membership_id")
    ):
        there[meeting].append((name, seat))
    found = []
    for rows, answered, words, page in (
        (records, done, _("第%(n)s回の議事の記録の確認"), "minutes_record"),
        (summaries, heard, _("第%(n)s回の議事要旨の案への回答"), "minutes_summary"),
    ):
        for meeting, number, until, _pk in rows:
            missing = tuple(name for name, seat in there[meeting] if (meeting, seat) not in answered)
            if missing:
                found.append(
                    Awaited(
                        words % {"n": number}, address_of(page)(meeting), len(there[meeting]), missing, until
                    )
                )
    return found
