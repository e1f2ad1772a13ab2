"""Pages of a council's meetings: list, plan, the meeting itself, reading before it, papers; acts go through verbs."""

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django.views.decorators.http import require_POST, require_safe

from accounts.phrasing import in_japanese, listed
from confidentiality import doors, files, journal
from confidentiality.fonts import FontsUnavailable
from confidentiality.printing import PrintingRefused, print_form
from confidentiality.verbs import WrongState, perform, verbs_of
from councils import handouts, meetings, minutes, official_papers, timetable
from councils.addresses import address_of, addresses
from councils.forms.meeting import REPLIES, MeetingDetails, ReasonForm, ReplyForm, WhenAndWhere
from councils.models import AgendaItem, Council, Decision, Handout, Meeting, Membership, MinutesSummary
from councils.rights import inside, manages
from councils.views.answers import acted, form_page, posted, too_late
from councils.views.frame import around, confirm

A_PAGE, NOTICE_DAYS = 20, 7
BEFORE_START, AFTER_END = timedelta(minutes=30), timedelta(hours=2)
State = Meeting.State


def _url(meeting: Meeting) -> str:
    return address_of("meeting")(meeting.pk)


def trail(meeting: Meeting) -> list[tuple[str, str]]:
    return [
        (pgettext("list", "協議会"), reverse("council_list")),
        (meeting.council.name, address_of("council")(meeting.council_id)),
        (pgettext("list", "会合"), address_of("meeting_list")(meeting.council_id)),
    ]


@doors.item(Council, allows=inside)
@require_safe
def meeting_list(request: HttpRequest, council: Council) -> HttpResponse:
    """Newest first, twenty to a page; the database leaves out what the reader may not see."""
    rows, before = Meeting.objects.filter(council=council).order_by("-starts_at", "-pk"), _instant(request)
    if before:
        rows = rows.filter(starts_at__lt=before)
    found = list(rows.values("pk", "number", "starts_at", "ends_at", "place", "state")[: A_PAGE + 1])
    page = _described(found[:A_PAGE])
    onward = page[-1]["starts_at"].isoformat().replace("+00:00", "Z") if len(found) > A_PAGE else ""
    return render(
        request,
        "councils/meeting_list.html",
        {
            **around(council, request.user, "meeting_list"),
            "meetings": page,
            "may_plan": manages(council, request.user),
            "next": f"?before={onward}" if onward else "",
            "previous": reverse("meeting_list", args=[council.pk]) if before else "",
        },
    )


def _instant(request: HttpRequest) -> datetime | None:
    """Where the page before ended; anything unreadable starts at the newest."""
    try:
        return datetime.fromisoformat(request.GET.get("before", "").replace("Z", "+00:00")).astimezone()
    except (ValueError, OverflowError):
        return None


def _described(page: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each meeting with its agenda titles, how much it decided, and whether its summary is published. Three queries."""
    ids, titles, now = [row["pk"] for row in page], defaultdict(list), timezone.now()
    points = AgendaItem.objects.filter(item__in=ids).order_by("item", "number")
    for meeting, title in points.values_list("item_id", "title"):
        titles[meeting].append(title)
    decided = Counter(Decision.objects.filter(meeting__in=ids).values_list("meeting_id", flat=True))
    summaries = MinutesSummary.objects.filter(meeting__in=ids, state="published")
    published = set(summaries.values_list("meeting_id", flat=True))
    names, to_meeting, nth = dict(State.choices), address_of("meeting"), _("第%(n)s回")
    for row in page:
        row.update(
            name=nth % {"n": row["number"]},
            url=to_meeting(row["pk"]),
            label=names[row["state"]],
            titles=listed(titles[row["pk"]]),
            decided=ngettext("%(n)s件", "%(n)s件", n) % {"n": n} if (n := decided[row["pk"]]) else "―",
            is_published=row["pk"] in published,
            tone=" tag--soon" if row["ends_at"] > now and row["state"] in meetings.BEFORE else "",
        )
    return page


@doors.item(Council, allows=manages)
def meeting_plan(request: HttpRequest, council: Council) -> HttpResponse:
    """Date and place first; the agenda is the next page."""
    place, details = (
        WhenAndWhere(posted(request)),
        MeetingDetails(
            posted(request),
            initial={"closed_reason": in_japanese("構成員に限って情報を共有し、率直に検討するため")},
        ),
    )
    if request.method == "POST" and place.is_valid() & details.is_valid():
        try:
            made = meetings.plan_meeting(
                council,
                by=request.user,
                place=place.cleaned_data["place"],
                **place.when,
                **details.cleaned_data,
            )
        except WrongState as wrong:
            return too_late(request, wrong, reverse("meeting_list", args=[council.pk]))
        return redirect("agenda", pk=made.pk)
    return form_page(
        request,
        "councils/meeting_plan.html",
        {**around(council, request.user, "meeting_list"), "form": place, "details": details},
    )


LINKS = (
    "agenda",
    "attendance",
    "handout_add",
    "handout_renumber",
    "meeting_announce",
    "meeting_cancel",
    "meeting_close",
    "meeting_current",
    "meeting_edit",
    "meeting_points",
    "meeting_reply",
    "meeting_reschedule",
    "meeting_start_record",
)


@doors.item(Meeting, related=("council",))
@require_safe
def meeting(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """S4: the agenda with its papers, one's own answer, what is still open; a fixed number of queries."""
    papers = timetable.papers([meeting.pk])
    points, loose = timetable.agenda(meeting, papers)
    answers, secretary = timetable.replies(meeting, request.user), manages(meeting, request.user)
    is_ahead = meeting.state in meetings.BEFORE  # before: what is still open; after: what came of it
    if secretary:
        timetable.add_places(papers)
    return render(
        request,
        "councils/meeting_page.html",
        {
            **_frame(meeting),
            "points": points,
            "loose": loose,
            "papers": papers,
            "answers": answers,
            "decisions": [] if is_ahead else timetable.decisions(meeting),
            "open_actions": timetable.open_actions(meeting) if is_ahead else [],
            "is_ahead": is_ahead,
            "unread": [p for p in papers if p.is_unread],
            "unread_minutes": sum(p.minutes for p in papers if p.is_unread),
            "is_secretary": secretary,
            "may_answer": answers.own is not None and meeting.state == State.ANNOUNCED,
            "reply_choices": REPLIES,
            "now": next((p for p in points if p.number == meeting.current_agenda), None),
            "may_hand_out": handouts.may_hand_out(meeting, request.user),
            "planned_minutes": sum(p.minutes for p in points),
        },
    )


def _frame(meeting: Meeting) -> dict[str, Any]:
    """What stands round the agenda and is the same for everybody."""
    printable = [
        (label, f"{_url(meeting)}papers/{name}/") for name, (label, _build) in official_papers.PAPERS.items()
    ]
    return {
        "meeting": meeting,
        "trail": trail(meeting),
        "tabs": tabs(meeting, "meeting"),
        "to": addresses(meeting.pk, *LINKS),
        "to_council": addresses(meeting.council_id, "decisions", "decision_new"),
        "printable": printable,
        "is_live": _is_live(meeting),
        "is_past": meeting.ends_at < timezone.now(),
        "length": length(meeting),
    }


def length(meeting: Meeting) -> int:
    return int((meeting.ends_at - meeting.starts_at).total_seconds() // 60)


def _is_live(meeting: Meeting) -> bool:
    return (
        meeting.state == State.ANNOUNCED
        and meeting.starts_at - BEFORE_START <= timezone.now() <= meeting.ends_at + AFTER_END
    )


def tabs(meeting: Meeting, current: str) -> list[tuple[Any, str, bool]]:
    names = [
        ("meeting", gettext_lazy("議事と資料")),
        ("meeting_read", gettext_lazy("会議前に読む")),
        ("attendance", gettext_lazy("出席者")),
    ]
    if meeting.state in (State.HELD, State.RECORDED, State.CLOSED):
        names += [
            ("minutes_record", gettext_lazy("議事の記録")),
            ("minutes_summary", gettext_lazy("議事要旨")),
        ]
    return [(label, address_of(name)(meeting.pk), name == current) for name, label in names]


@doors.item(Meeting, related=("council",))
@require_safe
def meeting_read(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """D1: only what is mine to read, unread first to be opened, with the time it takes."""
    papers = [p for p in timetable.papers([meeting.pk]) if p.version_id]
    points, loose = timetable.agenda(meeting, papers)
    unread = [p for p in papers if p.is_unread]
    return render(
        request,
        "councils/meeting_read.html",
        {
            "meeting": meeting,
            "trail": [*trail(meeting), (meeting.public_title, _url(meeting))],
            "points": [p for p in points if p.papers],
            "loose": loose,
            "papers": papers,
            "done": len(papers) - len(unread),
            "minutes": sum(p.minutes for p in unread),
            "next_unread": unread[0] if unread else None,
        },
    )


@doors.item(Meeting, related=("council",))
@require_safe
def meeting_points(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Main points so far by theme, from what is published or decided: nobody's words, nothing secret (R89)."""
    earlier = MinutesSummary.objects.filter(
        council_id=meeting.council_id, state="published", meeting__starts_at__lt=meeting.starts_at
    )
    themes: dict[str, list[tuple[int, str]]] = {}
    for number, printed in earlier.order_by("number").values_list("number", "printed"):
        for section in printed.get("sections") or ():
            for topic in section.get("topics") or ():
                themes.setdefault(topic.get("heading") or "", []).extend(
                    (number, remark) for remark in topic.get("remarks") or ()
                )
    decided = Decision.objects.filter(council_id=meeting.council_id, decided_at__lt=meeting.starts_at).values(
        "text", "meeting__number", "decided_at"
    )
    return render(
        request,
        "councils/meeting_points.html",
        {
            "meeting": meeting,
            "trail": [*trail(meeting), (meeting.public_title, _url(meeting))],
            "themes": themes.items(),
            "decisions": decided,
        },
    )


@doors.item(Meeting, related=("council",))
@require_safe
def meeting_now(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Where the meeting is; asked every 15 seconds by an open page while it takes place."""
    if not request.htmx:
        return redirect("meeting", pk=meeting.pk)
    now = meeting.agenda.filter(number=meeting.current_agenda).first() if meeting.current_agenda else None
    return render(
        request,
        "councils/meeting_now_part.html",
        {"meeting": meeting, "now": now, "is_live": _is_live(meeting)},
    )


@doors.item(Meeting, related=("council",), allows=manages)
@require_POST
def meeting_current(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The secretary says which point it is; an empty number ends it."""
    wanted = request.POST.get("number", "")
    number = int(wanted) if wanted.isdecimal() and len(wanted) < 5 else None
    return acted(
        request,
        lambda: meetings.set_current_point(meeting, by=request.user, number=number),
        back=_url(meeting) + "#agenda",
    )


@doors.item(Meeting, related=("council",))
@require_POST
def meeting_reply(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """One's own answer, from the meeting's page."""
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return form_page(
            request,
            "councils/meeting_reply.html",
            {"meeting": meeting, "trail": trail(meeting), "form": form},
        )
    return acted(
        request,
        lambda: meetings.answer_attendance(meeting, by=request.user, reply=form.cleaned_data["reply"]),
        back=_url(meeting),
        said=_("出欠を回答しました。開催までは変更できます。"),
    )


@doors.item(Meeting, related=("council",), allows=manages)
def meeting_edit(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    form = MeetingDetails(posted(request), instance=meeting)
    if request.method == "POST" and form.is_valid():
        return acted(
            request,
            lambda: meetings.edit_meeting(meeting, by=request.user, **form.cleaned_data),
            back=_url(meeting),
            said=_("保存しました。"),
        )
    return form_page(
        request, "councils/meeting_edit.html", {"meeting": meeting, "trail": trail(meeting), "form": form}
    )


@doors.item(Meeting, related=("council",), allows=manages)
def meeting_reschedule(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    form = WhenAndWhere(posted(request), initial=WhenAndWhere.initial_of(meeting))
    if request.method == "POST" and form.is_valid():
        return acted(
            request,
            lambda: perform(
                "reschedule", meeting, by=request.user, place=form.cleaned_data["place"], **form.when
            ),
            back=_url(meeting),
            said=_("日程を変更しました。"),
        )
    return form_page(
        request,
        "councils/meeting_reschedule.html",
        {"meeting": meeting, "trail": trail(meeting), "form": form},
    )


@doors.item(Meeting, related=("council",), allows=manages)
def meeting_cancel(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """With a reason, and a check page: those who were told of it are told of this."""
    words = [
        _("%(meeting)sを中止します。通知を受けた構成員に、中止と理由を知らせます。")
        % {"meeting": meeting.public_title},
        _("中止した会合の回数は、次に登録する会合に使われます。"),
    ]
    return confirm(
        request,
        meeting,
        lambda reason: perform("cancel", meeting, by=request.user, reason=reason),
        heading=_("会合の中止"),
        verb=_("中止する"),
        back=_url(meeting),
        words=words,
        form=ReasonForm(posted(request)),
        said=_("会合を中止しました。"),
        council=meeting.council,
        kind="danger",
    )


@doors.item(Meeting, related=("council",), allows=manages)
def meeting_announce(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """A check page before all members see it and are written to."""
    if request.method == "POST":
        return acted(
            request,
            lambda: meetings.announce_meeting(meeting, by=request.user),
            back=_url(meeting),
            said=_("開催を通知しました。"),
        )
    papers = [p for p in timetable.papers([meeting.pk]) if not Handout.APART <= p.number < Handout.PENDING]
    points, loose = timetable.agenda(meeting, papers)
    return render(
        request,
        "councils/meeting_announce.html",
        {
            "meeting": meeting,
            "trail": trail(meeting),
            "points": points,
            "loose": loose,
            "planned_minutes": sum(p.minutes for p in points),
            "length": length(meeting),
            "unnumbered": [p for p in papers if p.number >= Handout.PENDING],
            "is_short_notice": meeting.starts_at < timezone.now() + timedelta(NOTICE_DAYS),
            "members": Membership.objects.filter(
                council_id=meeting.council_id, state__in=["active", "leaving"]
            ).count(),
        },
    )


_WORDS = {
    "start_record": gettext_lazy("議事の記録の作成を始めます。出席者の名簿は、もう変わりません。"),
    "close": gettext_lazy("この会合を完結とします。資料の追加や差し替えの配付は、もうできません。"),
}


@doors.item(Meeting, related=("council",), allows=manages)
def meeting_act(request: HttpRequest, meeting: Meeting, verb: str) -> HttpResponse:
    """Verbs without input; GET is the check page, POST does it."""
    label, back, act = (
        verbs_of(Meeting)[verb].label,
        _url(meeting),
        lambda: perform(verb, meeting, by=request.user),
    )
    if verb == "start_record":
        back, act = (
            reverse("minutes_record", args=[meeting.pk]),
            lambda: minutes.open_record(meeting, by=request.user),
        )
    return confirm(
        request,
        meeting,
        act,
        heading=label,
        verb=label,
        back=back,
        words=[_WORDS[verb]],
        council=meeting.council,
    )


@doors.item(Meeting, related=("council",))
@require_safe
def meeting_paper(request: HttpRequest, meeting: Meeting, paper: str) -> HttpResponse:
    """An official paper as a page to print."""
    label, form = _form(meeting, request, paper)
    return render(
        request,
        "councils/meeting_paper.html",
        {
            "meeting": meeting,
            "trail": [*trail(meeting), (meeting.public_title, _url(meeting))],
            "paper": paper,
            "label": label,
            "form": form,
        },
    )


@doors.item(Meeting, related=("council",))
@require_safe
def meeting_paper_pdf(request: HttpRequest, meeting: Meeting, paper: str) -> HttpResponse:
    """The same as an accessible PDF; the export is on record."""
    _label, form = _form(meeting, request, paper)
    try:
        data = print_form(form, author=meeting.council.name, dated=meeting.announced_at or timezone.now())
    except (PrintingRefused, FontsUnavailable):
        return too_late(
            request,
            WrongState(_("PDFを作成できませんでした。画面の印刷を使ってください。")),
            reverse("meeting_paper", args=[meeting.pk, paper]),
        )
    journal.record("export_paper", meeting, paper=paper)
    return files.send(data, official_papers.file_name(meeting, paper), "application/pdf")


def _form(meeting: Meeting, request: HttpRequest, paper: str) -> tuple[Any, Any]:
    if paper not in official_papers.PAPERS:
        raise Http404
    label, build = official_papers.PAPERS[paper]
    return label, build(meeting, request.user)
