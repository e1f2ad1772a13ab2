"""What the councils ask of one person now, computed from state alone: it goes by being done, never by being dismissed.

Each function is one kind of task and one or two queries, however many councils or items; words are neutral, so that a
mail can repeat them.
"""

from collections.abc import Callable, Iterable

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from confidentiality.asked import any_of, one
from confidentiality.desk import Task, in_order
from confidentiality.models import Consent, Designation, Holder, Item, ScopedPrincipal
from councils import timetable
from councils.addresses import address_of
from councils.models import (
    ActionItem,
    Attendance,
    Meeting,
    Membership,
    MinutesRecord,
    MinutesSummary,
    RecordReply,
    RemarkSpeaker,
    SummaryReply,
    SupportAction,
)
from councils.secretariat import SECRETARIAT
from councils.standing import Standing, on_the_desk

MINUTES = {
    "prospectus": 10,
    "seat": 10,
    "seat_pledge": 5,
    "council_rules": 10,
    "designation": 3,
    "consultation": 5,
}


def tasks(standing: Standing) -> list[Task]:
    """Everything the reader can act on, overdue first, then by date, then what has none. Fixed number of queries."""
    kinds: list[Callable[[Standing], Iterable[Task]]] = [
        steps_of_seats,
        consents_before_first_sight,
        own_proposals,
        records_to_confirm,
        summaries_to_check,
        attendance_to_answer,
        papers_to_read,
        own_actions,
        support_to_answer,
    ]
    if standing.chaired:
        kinds.append(minutes_to_approve)
    if standing.run:
        kinds += SECRETARIAT
    return in_order([task for kind in kinds for task in kind(standing)])


def steps_of_seats(standing: Standing) -> list[Task]:
    """Prospectus, invitation, pledge, rules, consents, written questions; asked for by the seat itself."""
    return [
        Task(
            step.words,
            address_of(step.page)(step.pk),
            _("事務局だから：%(council)s") % {"council": place.name}
            if place.seat.council_id in standing.run
            else _("構成員または候補だから：%(council)s") % {"council": place.name},
            step.due,
            MINUTES.get(step.page),
        )
        for place in standing.places
        for step in place.steps
    ]


_SCOPES = on_the_desk(
    lambda: ScopedPrincipal.objects.filter(principal__in=any_of("principals", "int")).values_list(
        "version_id"
    )
)
_HELD = on_the_desk(
    lambda: Holder.objects.filter(principal__in=any_of("principals", "int"), valid_until=None).values_list(
        "version_id"
    )
)


def consents_before_first_sight(standing: Standing) -> list[Task]:
    """Agreements in force that name the reader as holder and still wait for their own consent (R130).

    Asked table by table, from the reader's own principals on: each guarded table in a join costs its policy again.
    """
    named = {version for (version,) in set(standing.said(_SCOPES)) - set(standing.said(_HELD))}
    if not named:
        return []
    live = {
        version: (pk, item)
        for version, pk, item in Designation.objects.filter(
            in_force__in=named, state__in=timetable.IN_FORCE
        ).values_list("in_force_id", "pk", "item_id")
    }
    refused = set(
        Consent.objects.filter(
            version__in=list(live), person=standing.person, decision=Consent.Decision.REFUSE
        ).values_list("version_id", flat=True)
    )
    items = {
        pk: rest
        for pk, *rest in Item.objects.filter(
            pk__in=[item for _pk, item in live.values()], container__in=list(standing.active)
        )
        .exclude(custodian=standing.person)
        .values_list("pk", "public_title", "container_id")
    }
    return [
        Task(
            _("%(title)sの守秘の指定に同意するかどうか回答する") % {"title": items[item][0]},
            address_of("designation")(pk),
            _("同意すると内容を見られます：%(council)s") % {"council": standing.name(items[item][1])},
            None,
            3,
        )
        for version, (pk, item) in live.items()
        if version not in refused and item in items
    ]


_STARTED = on_the_desk(
    lambda: Designation.objects.filter(
        item__custodian=one("person"),
        item__container__in=any_of("councils"),  # who has left has nothing left to do about their papers
        state__in=[Designation.State.DRAFT, Designation.State.UNDER_REVIEW, Designation.State.REWORK],
    ).values_list("pk", "state", "item__public_title")
)
_SEALED = on_the_desk(
    lambda: Item.objects.filter(
        ~Exists(Designation.objects.filter(item=OuterRef("pk"), state__in=timetable.LIVE)),
        custodian=one("person"),
        container__in=any_of("councils"),
        kind="councils.material",
        is_born_sealed=True,
        unsealed_at=None,
    ).values_list("pk", "public_title")
)


def own_proposals(standing: Standing) -> list[Task]:
    """The reader's own papers whose secrecy is half-way: a description to file, a text to change, nothing begun."""
    words = {
        Designation.State.DRAFT: _("守秘の指定の概要を登録する"),
        Designation.State.UNDER_REVIEW: _("守秘の指定の見直しの申出に答える"),
        Designation.State.REWORK: _("守秘の指定の文面を直す"),
    }
    made = [
        Task(
            _("%(title)s：%(act)s") % {"title": title, "act": words[state]},
            address_of("designation")(pk),
            _("提供者だから"),
            None,
            15,
        )
        for pk, state, title in standing.said(_STARTED)
    ]
    return made + [
        Task(
            _("%(title)s：守秘の指定を提案するか、守秘なしで共有する") % {"title": title},
            address_of("designation_draft")(pk),
            _("登録しただけでは、あなたのほかに誰も見られません"),
            None,
            15,
        )
        for pk, title in standing.said(_SEALED)
    ]


def _attended() -> Exists:
    return Exists(
        Attendance.objects.filter(item=OuterRef("meeting"), membership__person=one("person"), is_present=True)
    )


def _to_confirm() -> QuerySet:
    said = RemarkSpeaker.objects.filter(person=one("person"), remark__item=OuterRef("pk"), confirmed_at=None)
    replied = RecordReply.objects.filter(item=OuterRef("pk"), person=one("person"))
    return (
        MinutesRecord.objects.filter(
            _attended(), ~Exists(replied) | Exists(said), state=MinutesRecord.State.CONFIRMING
        )
        .exclude(council__in=any_of("run"))
        .values_list("pk", "confirm_by", "council_id", "meeting__number")
    )


def _to_check() -> QuerySet:
    replied = SummaryReply.objects.filter(summary=OuterRef("pk"), person=one("person"))
    return (
        MinutesSummary.objects.filter(
            _attended(), ~Exists(replied), state=MinutesSummary.State.ATTENDEE_CHECK
        )
        .exclude(council__in=any_of("run"))
        .values_list("meeting_id", "check_by", "council_id", "meeting__number")
    )


_TO_CONFIRM, _TO_CHECK = on_the_desk(_to_confirm), on_the_desk(_to_check)


def records_to_confirm(standing: Standing) -> list[Task]:
    """A record sent to those who were there, until they have confirmed their part (R97)."""
    return [
        Task(
            _("第%(n)s回の議事の記録を確認する") % {"n": number},
            address_of("record_confirm")(record),
            _("出席したから：%(council)s") % {"council": standing.name(council)},
            due,
            10,
        )
        for record, due, council, number in standing.said(_TO_CONFIRM)
    ]


def summaries_to_check(standing: Standing) -> list[Task]:
    """A draft summary sent to those who were there, until they have answered."""
    return [
        Task(
            _("第%(n)s回の議事要旨の案に回答する") % {"n": number},
            address_of("minutes_summary")(meeting),
            _("出席したから：%(council)s") % {"council": standing.name(council)},
            due,
            10,
        )
        for meeting, due, council, number in standing.said(_TO_CHECK)
    ]


_UNANSWERED = on_the_desk(
    lambda: (
        Attendance.objects.filter(
            membership__person=one("person"),
            reply=Attendance.Reply.NONE,
            item__state=Meeting.State.ANNOUNCED,
            item__starts_at__gt=one("now", "timestamptz"),
        )
        .exclude(membership__capacity=Membership.Capacity.SECRETARIAT)
        .values_list("item_id", "item__number", "item__starts_at", "item__council_id")
    )
)


def attendance_to_answer(standing: Standing) -> list[Task]:
    return [
        Task(
            _("第%(n)s回会合の出欠を回答する") % {"n": number},
            address_of("meeting")(pk),
            _("構成員だから：%(council)s") % {"council": standing.name(council)},
            starts,
            1,
        )
        for pk, number, starts, council in standing.said(_UNANSWERED)
    ]


def papers_to_read(standing: Standing) -> list[Task]:
    """Papers of announced meetings, until each is marked as read."""
    asking = [
        m
        for m in standing.ahead
        if m["state"] == Meeting.State.ANNOUNCED
        and m["council_id"] not in standing.run
        and standing.unread.get(m["pk"])
    ]
    return [
        Task(
            _("第%(n)s回会合の資料を読む（%(count)s点）")
            % {"n": m["number"], "count": len(standing.unread[m["pk"]])},
            address_of("meeting_read")(m["pk"]),
            _("構成員だから：%(council)s") % {"council": standing.name(m["council_id"])},
            m["starts_at"],
            sum(p.minutes for p in standing.unread[m["pk"]]),
        )
        for m in asking
    ]


_ACTIONS = on_the_desk(
    lambda: ActionItem.objects.filter(
        owner__person=one("person"),
        state__in=[ActionItem.State.OPEN, ActionItem.State.DOING],
        due_on__lte=one("soon", "date"),
    ).values_list("pk", "due_on", "council_id")
)


def own_actions(standing: Standing) -> list[Task]:
    """What the reader owns and is due within thirty days, or late (R77). The words stay on the page."""
    return [
        Task(
            _("担当の対応事項を進めて、報告する"),
            address_of("action")(pk),
            _("担当だから：%(council)s") % {"council": standing.name(council)},
            due,
        )
        for pk, due, council in standing.said(_ACTIONS)
    ]


_SUPPORT = on_the_desk(
    lambda: SupportAction.objects.filter(
        state=SupportAction.State.REQUESTED, provider__in=any_of("bodies"), council__in=any_of("councils")
    ).values_list("pk", "due_on", "council_id", "provider_id")
)


def support_to_answer(standing: Standing) -> list[Task]:
    """Support asked of the body the reader sits for."""
    return [
        Task(
            _("伴走支援の依頼に回答する"),
            address_of("support")(pk),
            _("依頼された組織の構成員だから：%(council)s") % {"council": standing.name(council)},
            due,
            10,
        )
        for pk, due, council, body in standing.said(_SUPPORT)
        if standing.active[council].seat.organisation_id == body
    ]


def _records_to_approve() -> QuerySet:
    present = Count(
        "meeting__attendances",
        distinct=True,
        filter=Q(meeting__attendances__is_present=True, meeting__attendances__membership__isnull=False)
        & ~Q(meeting__attendances__membership__capacity="secretariat"),
    )
    return (
        MinutesRecord.objects.filter(council__in=any_of("chaired"), state=MinutesRecord.State.CONFIRMING)
        .annotate(present=present, replied=Count("replies", distinct=True))
        .filter(Q(confirm_by__lte=one("now", "timestamptz")) | Q(replied__gte=F("present")))
        .values_list("meeting_id", "meeting__number", "council_id")
    )


_RECORDS = on_the_desk(_records_to_approve)
_SUMMARIES = on_the_desk(
    lambda: MinutesSummary.objects.filter(
        council__in=any_of("chaired"), state=MinutesSummary.State.CHAIR_APPROVAL
    ).values_list("pk", "meeting__number", "council_id")
)


def minutes_to_approve(standing: Standing) -> list[Task]:
    """Records everybody has confirmed (or whose date is past), and summaries that wait for the chair."""
    named = [(_("第%(n)s回の議事の記録を承認する"), "minutes_record", row) for row in standing.said(_RECORDS)]
    named += [
        (_("第%(n)s回の議事要旨を承認する"), "summary_approve", row) for row in standing.said(_SUMMARIES)
    ]
    return [
        Task(
            words % {"n": number},
            address_of(page)(pk),
            _("座長だから：%(council)s") % {"council": standing.name(council)},
            None,
            10,
        )
        for words, page, (pk, number, council) in named
    ]
