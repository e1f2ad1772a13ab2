"""What the councils ask of one person now, computed from state alone: it goes by being done, never by being dismissed.

Each function is one kind of task and one or two queries, however many councils or items; words are neutral, so that a
mail can repeat them.
"""
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.fields import TOKYO, today
from accounts.models import Person
from confidentiality.acting import principals
from confidentiality.models import Consent, Designation, Holder, Item, ScopedPrincipal, Voter
from councils import timetable, waiting
from councils.addresses import address_of
from councils.models import (
    ActionItem, Attendance, Council, Decision, EstablishmentConsent, MaterialVersion, Meeting, Membership, MinutesRecord, MinutesSummary,
    Prospectus, RecordReply, RemarkSpeaker, RemarkSuggestion, SummaryReply, SupportAction,
)

NOTICE_DAYS, ACTIONS_AHEAD, CHASE_AHEAD = 7, timedelta(days=30), timedelta(days=3)
CHANGES_SINCE, SHOWN_CHANGES, SHOWN_MEETINGS = timedelta(days=14), 10, 3
OPEN_ROUNDS = (Designation.State.CONSENT_OPEN, Designation.State.CHANGE_OPEN)
MINUTES = {"prospectus": 10, "seat": 10, "seat_pledge": 5, "council_rules": 10, "designation": 3, "consultation": 5}


@dataclass(frozen=True)
class Task:
    """One thing to do: what, why this person, where, by when, and about how many minutes it takes."""

    what: str
    url: str
    why: str
    due: date | datetime | None = None
    minutes: int | None = None

    @property
    def day(self) -> date | None:
        return self.due.astimezone(TOKYO).date() if isinstance(self.due, datetime) else self.due


@dataclass
class Standing:
    """In which councils the reader sits, chairs, runs the secretariat; and the steps their seats wait for."""

    person: Person
    places: list[waiting.Place] = field(default_factory=list)

    @classmethod
    def of(cls, person: Person) -> "Standing":
        return cls(person, waiting.places(person))

    @cached_property
    def active(self) -> dict[UUID, waiting.Place]:
        return {p.seat.council_id: p for p in self.places if p.council and p.seat.state in (Membership.State.ACTIVE, Membership.State.LEAVING)}

    @cached_property
    def run(self) -> list[UUID]:
        """Councils of whose secretariat the reader is."""
        return [pk for pk, p in self.active.items() if p.seat.capacity == Membership.Capacity.SECRETARIAT]

    @cached_property
    def chaired(self) -> list[UUID]:
        return [pk for pk, p in self.active.items() if p.seat.is_chair]

    @cached_property
    def ahead(self) -> list[dict]:
        """Meetings to come or under way that the reader may see, soonest first; asked once for the whole desk."""
        return list(Meeting.objects.filter(council__in=list(self.active), state__in=["planned", "announced"], ends_at__gt=timezone.now())
                    .order_by("starts_at").values("pk", "number", "public_title", "state", "starts_at", "place", "council_id"))

    @cached_property
    def unread(self) -> dict[UUID, list[timetable.Paper]]:
        """{meeting: papers whose newest version the reader has not marked as read}."""
        found: dict[UUID, list[timetable.Paper]] = defaultdict(list)
        for paper in timetable.papers([m["pk"] for m in self.ahead], self.person):
            if paper.is_unread:
                found[paper.meeting_id].append(paper)
        return found

    def name(self, council: UUID) -> str:
        return self.active[council].name if council in self.active else ""


def tasks(standing: Standing) -> list[Task]:
    """Everything the reader can act on, overdue first, then by date, then what has none. Fixed number of queries."""
    kinds: list[Callable[[Standing], Iterable[Task]]] = [
        steps_of_seats, consents_before_first_sight, own_proposals, records_to_confirm, summaries_to_check, attendance_to_answer,
        papers_to_read, own_actions, support_to_answer]
    if standing.chaired:
        kinds.append(minutes_to_approve)
    if standing.run:
        kinds += [meetings_to_run, rounds_to_chase, records_to_move, suggestions_to_decide, summaries_to_move, actions_returned]
    found = [task for kind in kinds for task in kind(standing)]
    return sorted(found, key=lambda t: (t.day is None, t.day or date.max, t.what))


# For everybody --------------------------------------------------------------------------------------

def steps_of_seats(standing: Standing) -> list[Task]:
    """Prospectus, invitation, pledge, rules, consents, written questions; asked for by the seat itself."""
    return [
        Task(step.words, address_of(step.page)(step.pk),
             _("事務局だから：%(council)s") % {"council": place.name} if place.seat.council_id in standing.run
             else _("構成員または候補だから：%(council)s") % {"council": place.name}, step.due, MINUTES.get(step.page))
        for place in standing.places for step in place.steps]


def consents_before_first_sight(standing: Standing) -> list[Task]:
    """Agreements in force that name the reader as holder and still wait for their own consent (R130).

    Asked table by table, from the reader's own principals on: each guarded table in a join costs its policy again.
    """
    mine = list(principals())
    named = set(ScopedPrincipal.objects.filter(principal__in=mine).values_list("version_id", flat=True))
    named -= set(Holder.objects.filter(principal__in=mine, valid_until=None).values_list("version_id", flat=True))
    live = {version: (pk, item) for version, pk, item in Designation.objects.filter(in_force__in=named, state__in=timetable.IN_FORCE)
            .values_list("in_force_id", "pk", "item_id")}
    refused = set(Consent.objects.filter(version__in=list(live), person=standing.person, decision=Consent.Decision.REFUSE)
                  .values_list("version_id", flat=True))
    items = {pk: rest for pk, *rest in Item.objects.filter(pk__in=[item for _pk, item in live.values()], container__in=list(standing.active))
             .exclude(custodian=standing.person).values_list("pk", "public_title", "container_id")}
    return [Task(_("%(title)sの守秘の指定に同意するかどうか回答する") % {"title": items[item][0]}, address_of("designation")(pk),
                 _("同意すると内容を見られます：%(council)s") % {"council": standing.name(items[item][1])}, None, 3)
            for version, (pk, item) in live.items() if version not in refused and item in items]


def own_proposals(standing: Standing) -> list[Task]:
    """The reader's own papers whose secrecy is half-way: a description to file, a text to change, nothing begun."""
    words = {Designation.State.DRAFT: _("守秘の指定の概要を登録する"), Designation.State.REWORK: _("守秘の指定の文面を直す")}
    started = Designation.objects.filter(item__custodian=standing.person, state__in=list(words)).values_list("pk", "state", "item__public_title")
    made = [Task(_("%(title)s：%(act)s") % {"title": title, "act": words[state]}, address_of("designation")(pk), _("提供者だから"), None, 15)
            for pk, state, title in started]
    live = Designation.objects.filter(item=OuterRef("pk"), state__in=timetable.LIVE)
    waiting_papers = Item.objects.filter(custodian=standing.person, kind="councils.material", is_born_sealed=True, unsealed_at=None).filter(~Exists(live))
    return made + [Task(_("%(title)s：守秘の指定を提案するか、守秘なしで共有する") % {"title": title}, address_of("designation_draft")(pk),
                        _("登録しただけでは、あなたのほかに誰も見られません"), None, 15)
                   for pk, title in waiting_papers.values_list("pk", "public_title")]


def _attended(person: Person) -> Exists:
    return Exists(Attendance.objects.filter(item=OuterRef("meeting"), membership__person=person, is_present=True))


def records_to_confirm(standing: Standing) -> list[Task]:
    """A record sent to those who were there, until they have confirmed their part (R97)."""
    said = RemarkSpeaker.objects.filter(person=standing.person, remark__item=OuterRef("pk"), confirmed_at=None)
    replied = RecordReply.objects.filter(item=OuterRef("pk"), person=standing.person)
    rows = (MinutesRecord.objects.filter(_attended(standing.person), ~Exists(replied) | Exists(said), state=MinutesRecord.State.CONFIRMING)
            .exclude(council__in=standing.run).values_list("meeting_id", "confirm_by", "council_id", "meeting__number"))
    return [Task(_("第%(n)s回の議事の記録を確認する") % {"n": number}, address_of("minutes_record")(meeting),
                 _("出席したから：%(council)s") % {"council": standing.name(council)}, due, 10) for meeting, due, council, number in rows]


def summaries_to_check(standing: Standing) -> list[Task]:
    """A draft summary sent to those who were there, until they have answered."""
    replied = SummaryReply.objects.filter(summary=OuterRef("pk"), person=standing.person)
    rows = (MinutesSummary.objects.filter(_attended(standing.person), ~Exists(replied), state=MinutesSummary.State.ATTENDEE_CHECK)
            .exclude(council__in=standing.run).values_list("meeting_id", "check_by", "council_id", "meeting__number"))
    return [Task(_("第%(n)s回の議事要旨の案に回答する") % {"n": number}, address_of("minutes_summary")(meeting),
                 _("出席したから：%(council)s") % {"council": standing.name(council)}, due, 10) for meeting, due, council, number in rows]


def attendance_to_answer(standing: Standing) -> list[Task]:
    rows = Attendance.objects.filter(
        membership__person=standing.person, reply=Attendance.Reply.NONE, item__state=Meeting.State.ANNOUNCED, item__starts_at__gt=timezone.now(),
    ).exclude(membership__capacity=Membership.Capacity.SECRETARIAT).values_list("item_id", "item__number", "item__starts_at", "item__council_id")
    return [Task(_("第%(n)s回会合の出欠を回答する") % {"n": number}, address_of("meeting")(pk),
                 _("構成員だから：%(council)s") % {"council": standing.name(council)}, starts, 1) for pk, number, starts, council in rows]


def papers_to_read(standing: Standing) -> list[Task]:
    """Papers of announced meetings, until each is marked as read."""
    asking = [m for m in standing.ahead if m["state"] == Meeting.State.ANNOUNCED and m["council_id"] not in standing.run and standing.unread.get(m["pk"])]
    return [Task(_("第%(n)s回会合の資料を読む（%(count)s点）") % {"n": m["number"], "count": len(standing.unread[m["pk"]])},
                 address_of("meeting_read")(m["pk"]), _("構成員だから：%(council)s") % {"council": standing.name(m["council_id"])},
                 m["starts_at"], sum(p.minutes for p in standing.unread[m["pk"]])) for m in asking]


def own_actions(standing: Standing) -> list[Task]:
    """What the reader owns and is due within thirty days, or late (R77). The words stay on the page."""
    rows = ActionItem.objects.filter(owner__person=standing.person, state__in=[ActionItem.State.OPEN, ActionItem.State.DOING],
                                     due_on__lte=today() + ACTIONS_AHEAD).values_list("pk", "due_on", "council_id", "state")
    return [Task(_("担当の対応事項を進めて、報告する"), address_of("action")(pk), _("担当だから：%(council)s") % {"council": standing.name(council)}, due)
            for pk, due, council, _state in rows]


def support_to_answer(standing: Standing) -> list[Task]:
    """Support asked of the body the reader sits for."""
    bodies = {p.seat.organisation_id for p in standing.active.values()}
    rows = SupportAction.objects.filter(state=SupportAction.State.REQUESTED, provider__in=bodies, council__in=list(standing.active)).values_list(
        "pk", "due_on", "council_id", "provider_id")
    return [Task(_("伴走支援の依頼に回答する"), address_of("support")(pk), _("依頼された組織の構成員だから：%(council)s") % {"council": standing.name(council)}, due, 10)
            for pk, due, council, body in rows if standing.active[council].seat.organisation_id == body]


# For the chair --------------------------------------------------------------------------------------

def minutes_to_approve(standing: Standing) -> list[Task]:
    """Records everybody has confirmed (or whose date is past), and summaries that wait for the chair."""
    present = Count("meeting__attendances", distinct=True, filter=Q(meeting__attendances__is_present=True, meeting__attendances__membership__isnull=False)
                    & ~Q(meeting__attendances__membership__capacity="secretariat"))
    records = (MinutesRecord.objects.filter(council__in=standing.chaired, state=MinutesRecord.State.CONFIRMING)
               .annotate(present=present, replied=Count("replies", distinct=True)).filter(Q(confirm_by__lte=timezone.now()) | Q(replied__gte=F("present")))
               .values_list("meeting_id", "meeting__number", "council_id"))
    summaries = MinutesSummary.objects.filter(council__in=standing.chaired, state=MinutesSummary.State.CHAIR_APPROVAL).values_list(
        "meeting_id", "meeting__number", "council_id")
    named = [(_("第%(n)s回の議事の記録を承認する"), "minutes_record", row) for row in records]
    named += [(_("第%(n)s回の議事要旨を承認する"), "minutes_summary", row) for row in summaries]
    return [Task(words % {"n": number}, address_of(page)(meeting), _("座長だから：%(council)s") % {"council": standing.name(council)}, None, 10)
            for words, page, (meeting, number, council) in named]


# For the secretariat --------------------------------------------------------------------------------

def _run(standing: Standing, council: UUID) -> str:
    return _("事務局だから：%(council)s") % {"council": standing.name(council)}


def meetings_to_run(standing: Standing) -> list[Task]:
    """Announce a week ahead, hold what is over, begin the record of what was held."""
    rows = Meeting.objects.filter(council__in=standing.run, state__in=["planned", "announced", "held"]).values_list(
        "pk", "number", "state", "starts_at", "ends_at", "council_id")
    made, now = [], timezone.now()
    for pk, number, state, starts, ends, council in rows:
        if state == Meeting.State.PLANNED:
            made.append(Task(_("第%(n)s回会合の開催を通知する") % {"n": number}, address_of("meeting")(pk), _run(standing, council),
                             starts - timedelta(days=NOTICE_DAYS), 15))
        elif state == Meeting.State.HELD:
            made.append(Task(_("第%(n)s回の議事の記録を作り始める") % {"n": number}, address_of("meeting")(pk), _run(standing, council),
                             ends + timedelta(days=NOTICE_DAYS)))
        elif ends < now:
            made.append(Task(_("第%(n)s回会合の出席を記録し、開催済みにする") % {"n": number}, address_of("attendance")(pk), _run(standing, council), ends, 10))
    return made


def rounds_to_chase(standing: Standing) -> list[Task]:
    """Consent rounds that end within three days with answers missing, or are past their date."""
    made = []
    for one in open_rounds(Q(item__container__in=standing.run)):
        where, why = address_of("designation")(one.pk), _run(standing, one.council)
        if one.answer_by <= timezone.now():
            made.append(Task(_("回答期限を過ぎた守秘の指定の同意を確かめる"), where, why, one.answer_by, 5))
        elif one.missing and one.answer_by <= timezone.now() + CHASE_AHEAD:
            made.append(Task(_("守秘の指定の同意を、まだ回答していない%(n)s名に確かめる") % {"n": len(one.missing)}, where, why, one.answer_by, 5))
    return made


def records_to_move(standing: Standing) -> list[Task]:
    """Records to be sent for confirmation, and approved ones that have no summary yet."""
    rows = (MinutesRecord.objects.filter(Q(state="drafting") | Q(state__in=["approved", "archived"], meeting__summary__isnull=True), council__in=standing.run)
            .values_list("meeting_id", "meeting__number", "state", "council_id"))
    return [Task((_("第%(n)s回の議事の記録を出席者の確認へ回す") if state == "drafting" else _("第%(n)s回の議事要旨を作る")) % {"n": number},
                 address_of("minutes_record" if state == "drafting" else "minutes_summary")(meeting), _run(standing, council))
            for meeting, number, state, council in rows]


def suggestions_to_decide(standing: Standing) -> list[Task]:
    """Corrections that speakers asked for, counted by record."""
    rows = RemarkSuggestion.objects.filter(state=RemarkSuggestion.State.OPEN, item__council__in=standing.run).values_list(
        "item__record__meeting_id", "item__record__meeting__number", "item__council_id")
    return [Task(_("第%(n)s回の修正の申出%(count)s件の採否を決める") % {"n": number, "count": count}, address_of("minutes_record")(meeting),
                 _run(standing, council), None, 5 * count) for (meeting, number, council), count in Counter(rows).items()]


def summaries_to_move(standing: Standing) -> list[Task]:
    """Each step of a summary that is the secretariat's."""
    words = {
        MinutesSummary.State.DRAFTING: _("第%(n)s回の議事要旨の案を出席者の確認へ回す"),
        MinutesSummary.State.ATTENDEE_CHECK: _("第%(n)s回の議事要旨を座長の承認へ進める"),
        MinutesSummary.State.DISCLOSURE_CHECK: _("第%(n)s回の議事要旨の公開前の確認をする"),
        MinutesSummary.State.APPROVED: _("第%(n)s回の議事要旨を公開する"),
    }
    rows = (MinutesSummary.objects.filter(council__in=standing.run, state__in=list(words))
            .exclude(state=MinutesSummary.State.ATTENDEE_CHECK, check_by__gt=timezone.now())
            .values_list("meeting_id", "meeting__number", "state", "council_id"))
    return [Task(words[state] % {"n": number}, address_of("minutes_summary")(meeting), _run(standing, council), None, 10)
            for meeting, number, state, council in rows]


def actions_returned(standing: Standing) -> list[Task]:
    """What an owner could not do and gave back."""
    rows = ActionItem.objects.filter(council__in=standing.run, state=ActionItem.State.RETURNED).values_list("pk", "due_on", "council_id")
    return [Task(_("返却された対応事項の担当と期限を決め直す"), address_of("action")(pk), _run(standing, council), due, 5) for pk, due, council in rows]


# What the reader waits for ---------------------------------------------------------------------------

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
    rows = list(Designation.objects.filter(which, state__in=OPEN_ROUNDS).order_by("answer_by").values_list(
        "pk", "item__public_title", "item__container_id", "answer_by", "candidate_id"))
    answered = Consent.objects.filter(version=OuterRef("version"), person=OuterRef("person")).exclude(decision=Consent.Decision.ASK)
    sits = Membership.objects.filter(council=OuterRef("item__container"), person=OuterRef("person"), state__in=["active", "leaving"])
    asked: dict[UUID, list[tuple[str, bool]]] = defaultdict(list)
    for version, family, given, done in (
            Voter.objects.filter(Exists(sits), version__in=[row[4] for row in rows]).annotate(done=Exists(answered))
            .order_by("person__family_kana", "person__given_kana").values_list("version_id", "person__family_name", "person__given_name", "done")):
        asked[version].append((_full(family, given), done))
    return [Round(pk, title, council, until, len(asked[version]), tuple(name for name, done in asked[version] if not done))
            for pk, title, council, until, version in rows]


def _full(family: str, given: str) -> str:
    return f"{family}　{given}".strip("　")


def awaited(standing: Standing) -> list[Awaited]:
    """Answers the reader waits for: as secretariat, as provider, as somebody who asked for support. Fixed number of queries."""
    found = [Awaited(_("%(title)sの守秘の指定への同意") % {"title": r.title}, address_of("designation")(r.pk), r.asked, r.missing, r.answer_by)
             for r in open_rounds(Q(item__container__in=standing.run) | Q(item__custodian=standing.person))]
    found += [Awaited(_("伴走支援への回答"), address_of("support")(pk), 1, (body,), due) for pk, body, due in SupportAction.objects.filter(
        requested_by=standing.person, state=SupportAction.State.REQUESTED).values_list("pk", "provider__name", "due_on")]
    if standing.run:
        found += [*_replies_awaited(standing), *_founding_awaited(standing), *_minutes_awaited(standing)]
    return sorted(found, key=lambda a: (a.due is None, a.due.astimezone(TOKYO).date() if isinstance(a.due, datetime) else a.due or date.max))


def _replies_awaited(standing: Standing) -> list[Awaited]:
    """Answers about coming to announced meetings."""
    rows = Attendance.objects.filter(
        item__council__in=standing.run, item__state=Meeting.State.ANNOUNCED, item__starts_at__gt=timezone.now(), membership__isnull=False,
    ).order_by("kana").values_list("item_id", "item__number", "item__starts_at", "name", "reply")
    by_meeting: dict[tuple, list[tuple[str, str]]] = defaultdict(list)
    for pk, number, starts, name, reply in rows:
        by_meeting[pk, number, starts].append((name, reply))
    made = [(key, len(lines), tuple(name for name, reply in lines if reply == Attendance.Reply.NONE)) for key, lines in by_meeting.items()]
    return [Awaited(_("第%(n)s回会合の出欠") % {"n": number}, address_of("meeting")(pk), asked, missing, starts)
            for (pk, number, starts), asked, missing in made if missing]


def _founding_awaited(standing: Standing) -> list[Awaited]:
    """Invitations, and consents to setting a council up."""
    seats = list(Membership.objects.filter(council__in=standing.run, state__in=["nominated", "invited", "accepted", "pledged"]).exclude(
        capacity="secretariat").order_by("person__family_kana").values_list("pk", "council_id", "person__family_name", "person__given_name", "state"))
    texts = {p.council_id: p.text_hash for p in Prospectus.objects.filter(
        council__in=standing.run, council__state=Council.State.CONSENT_COLLECTING).select_related("council")}
    agreed = set(EstablishmentConsent.objects.filter(item__council__in=list(texts), decision="agree").values_list("membership_id", "text_hash"))
    asked, missing, invited = Counter(), defaultdict(list), []
    for pk, council, family, given, state in seats:
        if council in texts:
            asked[council] += 1
            if (pk, texts[council]) not in agreed:
                missing[council].append(_full(family, given))
        elif state in ("invited", "accepted"):
            invited.append(Awaited(_("%(council)sへの参加の手続") % {"council": standing.name(council)}, address_of("council_members")(council),
                                   1, (_full(family, given),)))
    return [Awaited(_("%(council)sの設置への同意") % {"council": standing.name(council)}, address_of("council_founding")(council),
                    asked[council], tuple(names)) for council, names in missing.items()] + invited


def _minutes_awaited(standing: Standing) -> list[Awaited]:
    """Confirmations of the record and answers to the draft summary."""
    records = MinutesRecord.objects.filter(council__in=standing.run, state=MinutesRecord.State.CONFIRMING).values_list(
        "meeting_id", "meeting__number", "confirm_by", "pk")
    summaries = MinutesSummary.objects.filter(council__in=standing.run, state=MinutesSummary.State.ATTENDEE_CHECK).values_list(
        "meeting_id", "meeting__number", "check_by", "pk")
    records, summaries = list(records), list(summaries)
    done = set(RecordReply.objects.filter(item__in=[r[3] for r in records]).values_list("item__meeting_id", "membership_id"))
    heard = set(SummaryReply.objects.filter(summary__in=[s[3] for s in summaries]).values_list("summary__meeting_id", "membership_id"))
    there: dict[UUID, list[tuple[str, UUID]]] = defaultdict(list)
    for meeting, name, seat in (Attendance.objects.filter(item__in=[r[0] for r in records + summaries], is_present=True, membership__isnull=False)
                                .exclude(membership__capacity="secretariat").order_by("kana").values_list("item_id", "name", "membership_id")):
        there[meeting].append((name, seat))
    found = []
    for rows, answered, words, page in ((records, done, _("第%(n)s回の議事の記録の確認"), "minutes_record"),
                                        (summaries, heard, _("第%(n)s回の議事要旨の案への回答"), "minutes_summary")):
        for meeting, number, until, _pk in rows:
            missing = tuple(name for name, seat in there[meeting] if (meeting, seat) not in answered)
            if missing:
                found.append(Awaited(words % {"n": number}, address_of(page)(meeting), len(there[meeting]), missing, until))
    return found


# What comes, and what has changed -------------------------------------------------------------------

@dataclass(frozen=True)
class Coming:
    """One of the next meetings, with the reader's own answer and what is left to read."""

    url: str
    title: str
    council: str
    starts_at: datetime
    place: str
    reply: str
    unread: int
    read_url: str


def coming(standing: Standing) -> list[Coming]:
    """The next three meetings. Fixed number of queries."""
    rows = standing.ahead[:SHOWN_MEETINGS]
    own = dict(Attendance.objects.filter(item__in=[m["pk"] for m in rows], membership__person=standing.person).values_list("item_id", "reply"))
    return [Coming(address_of("meeting")(m["pk"]), m["public_title"], standing.name(m["council_id"]), m["starts_at"], m["place"],
                   str(Attendance.Reply(own[m["pk"]]).label) if m["pk"] in own else "", len(standing.unread.get(m["pk"], ())),
                   address_of("meeting_read")(m["pk"])) for m in rows]


@dataclass(frozen=True)
class Change:
    """Something new to the reader in their councils."""

    at: datetime
    what: str
    url: str
    kind: str


def changes(standing: Standing, *, since: datetime | None = None) -> list[Change]:
    """New versions, published summaries, decisions of the last two weeks, and seats that ended. Fixed number of queries."""
    since = since or timezone.now() - CHANGES_SINCE
    mine = list(standing.active)
    to_material = address_of("material")
    found = [Change(at, _("%(title)s 第%(n)s版") % {"title": title, "n": number}, to_material(pk), _("差し替え")) for pk, title, number, at in
             MaterialVersion.objects.filter(item__council__in=mine, number__gt=1, created__gt=since).order_by("-created")
             .values_list("item_id", "item__title", "number", "created")[:SHOWN_CHANGES]]
    found += [Change(at, _("%(council)s 第%(n)s回 議事要旨") % {"council": standing.name(council), "n": number}, address_of("minutes_summary")(meeting), _("公開"))
              for meeting, number, council, at in MinutesSummary.objects.filter(council__in=mine, published_at__gt=since).order_by("-published_at")
              .values_list("meeting_id", "meeting__number", "council_id", "published_at")[:SHOWN_CHANGES]]
    found += [Change(at, text, f"{address_of('decisions')(council)}#decision-{pk}", _("決定")) for pk, text, council, at in
              Decision.objects.filter(council__in=mine, decided_at__gt=since).order_by("-decided_at")
              .values_list("pk", "text", "council_id", "decided_at")[:SHOWN_CHANGES]]
    found += [Change(p.seat.left_at, _("%(council)sの席が終わったため、資料と会合は見られなくなりました") % {"council": p.name}, address_of("seat")(p.seat.pk), _("退任"))
              for p in standing.places if p.is_over and p.seat.left_at and p.seat.left_at > since]
    return sorted(found, key=lambda c: c.at, reverse=True)[:SHOWN_CHANGES]
