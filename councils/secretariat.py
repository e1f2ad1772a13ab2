"""What a council's secretariat has to move next: meetings, rounds, records, summaries; refuses what is not its turn."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from confidentiality.desk import Task
from councils.addresses import address_of
from councils.awaited import open_rounds
from councils.models import (
    ActionItem,
    Meeting,
    Membership,
    MinutesRecord,
    MinutesSummary,
    RemarkSuggestion,
    SupportAction,
)
from councils.standing import Standing

NOTICE_DAYS, CHASE_AHEAD = 7, timedelta(days=3)


def _run(standing: Standing, council: UUID) -> str:
    return _("事務局だから：%(council)s") % {"council": standing.name(council)}


def meetings_to_run(standing: Standing) -> list[Task]:
    """Announce a week ahead, hold what is over, begin the record of what was held."""
    rows = Meeting.objects.filter(
        council__in=standing.run, state__in=["planned", "announced", "held"]
    ).values_list("pk", "number", "state", "starts_at", "ends_at", "council_id")
    made, now = [], timezone.now()
    for pk, number, state, starts, ends, council in rows:
        if state == Meeting.State.PLANNED:
            made.append(
                Task(
                    _("第%(n)s回会合の開催を通知する") % {"n": number},
                    address_of("meeting")(pk),
                    _run(standing, council),
                    starts - timedelta(days=NOTICE_DAYS),
                    15,
                )
            )
        elif state == Meeting.State.HELD:
            made.append(
                Task(
                    _("第%(n)s回の議事の記録を作り始める") % {"n": number},
                    address_of("meeting")(pk),
                    _run(standing, council),
                    ends + timedelta(days=NOTICE_DAYS),
                )
            )
        elif ends < now:
            made.append(
                Task(
                    _("第%(n)s回会合の出席を記録し、開催済みにする") % {"n": number},
                    address_of("attendance")(pk),
                    _run(standing, council),
                    ends,
                    10,
                )
            )
    return made


def rounds_to_chase(standing: Standing) -> list[Task]:
    """Consent rounds that end within three days with answers missing, or are past their date."""
    made = []
    for one in open_rounds(Q(item__container__in=standing.run)):
        where, why = address_of("designation")(one.pk), _run(standing, one.council)
        if one.answer_by <= timezone.now():
            made.append(Task(_("回答期限を過ぎた守秘の指定の同意を確かめる"), where, why, one.answer_by, 5))
        elif one.missing and one.answer_by <= timezone.now() + CHASE_AHEAD:
            made.append(
                Task(
                    _("守秘の指定の同意を、まだ回答していない%(n)s名に確かめる") % {"n": len(one.missing)},
                    where,
                    why,
                    one.answer_by,
                    5,
                )
            )
    return made


def records_to_move(standing: Standing) -> list[Task]:
    """Records to be sent for confirmation, and approved ones that have no summary yet."""
    rows = MinutesRecord.objects.filter(
        Q(state="drafting") | Q(state__in=["approved", "archived"], meeting__summary__isnull=True),
        council__in=standing.run,
    ).values_list("meeting_id", "meeting__number", "state", "council_id")
    return [
        Task(
            (
                _("第%(n)s回の議事の記録を出席者の確認へ回す")
                if state == "drafting"
                else _("第%(n)s回の議事要旨を作る")
            )
            % {"n": number},
            address_of("minutes_record" if state == "drafting" else "minutes_summary")(meeting),
            _run(standing, council),
        )
        for meeting, number, state, council in rows
    ]


def suggestions_to_decide(standing: Standing) -> list[Task]:
    """Corrections that speakers asked for, counted by record."""
    rows = RemarkSuggestion.objects.filter(
        state=RemarkSuggestion.State.OPEN, item__council__in=standing.run
    ).values_list("item__record__meeting_id", "item__record__meeting__number", "item__council_id")
    return [
        Task(
            _("第%(n)s回の修正の申出%(count)s件の採否を決める") % {"n": number, "count": count},
            address_of("minutes_record")(meeting),
            _run(standing, council),
            None,
            5 * count,
        )
        for (meeting, number, council), count in Counter(rows).items()
    ]


def summaries_to_move(standing: Standing) -> list[Task]:
    """Each step of a summary that is the secretariat's."""
    words = {
        MinutesSummary.State.DRAFTING: _("第%(n)s回の議事要旨の案を出席者の確認へ回す"),
        MinutesSummary.State.ATTENDEE_CHECK: _("第%(n)s回の議事要旨を座長の承認へ進める"),
        MinutesSummary.State.DISCLOSURE_CHECK: _("第%(n)s回の議事要旨の公開前の点検をする"),
        MinutesSummary.State.APPROVED: _("第%(n)s回の議事要旨を公開する"),
    }
    done_at = {
        MinutesSummary.State.DISCLOSURE_CHECK: "summary_disclosure",
        MinutesSummary.State.APPROVED: "summary_publish",
    }
    rows = (
        MinutesSummary.objects.filter(council__in=standing.run, state__in=list(words))
        .exclude(state=MinutesSummary.State.ATTENDEE_CHECK, check_by__gt=timezone.now())
        .values_list("pk", "meeting_id", "meeting__number", "state", "council_id")
    )
    return [
        Task(
            words[state] % {"n": number},
            address_of(done_at[state])(pk) if state in done_at else address_of("minutes_summary")(meeting),
            _run(standing, council),
            None,
            10,
        )
        for pk, meeting, number, state, council in rows
    ]


def actions_returned(standing: Standing) -> list[Task]:
    """What an owner could not do and gave back."""
    rows = ActionItem.objects.filter(council__in=standing.run, state=ActionItem.State.RETURNED).values_list(
        "pk", "due_on", "council_id"
    )
    return [
        Task(
            _("返却された対応事項の担当と期限を決め直す"),
            address_of("action")(pk),
            _run(standing, council),
            due,
            5,
        )
        for pk, due, council in rows
    ]


def support_to_pass_on(standing: Standing) -> list[Task]:
    """Support asked of a body that has nobody in the council: the secretariat asks it and records the answer."""
    sits = Membership.objects.filter(
        council=OuterRef("council"), organisation=OuterRef("provider"), state__in=["active", "leaving"]
    )
    rows = SupportAction.objects.filter(
        ~Exists(sits), council__in=standing.run, state=SupportAction.State.REQUESTED
    ).values_list("pk", "due_on", "council_id")
    return [
        Task(
            _("伴走支援の依頼を取り次ぎ、回答を記録する"),
            address_of("support")(pk),
            _run(standing, council),
            due,
            10,
        )
        for pk, due, council in rows
    ]


SECRETARIAT: list[Callable[[Standing], Iterable[Task]]] = [
    meetings_to_run,
    rounds_to_chase,
    records_to_move,
    suggestions_to_decide,
    summaries_to_move,
    actions_returned,
    support_to_pass_on,
]
