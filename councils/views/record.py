"""The record of one meeting: remark by remark, with its steps to approval; speakers are shown as the sheet allows."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from confidentiality import differences, doors, journal
from confidentiality.verbs import WrongState, can, perform, verbs_of
from councils import followup, minutes
from councils.forms.record import (
    ActionForm,
    AddendumForm,
    Choices,
    DeadlineForm,
    DecisionForm,
    ExplanationForm,
    RemarkForm,
    WholeRemarkForm,
)
from councils.models import (
    ActionItem,
    Decision,
    Meeting,
    MinutesRecord,
    Remark,
    RemarkSpeaker,
    RemarkSuggestion,
    SpeakerSheet,
)
from councils.rights import keeps_record, manages
from councils.views.answers import acted, form_page, too_late
from councils.views.frame import confirm, refuse
from councils.views.meeting import tabs, trail

State = MinutesRecord.State
STEPS = (State.DRAFTING, State.CONFIRMING, State.APPROVED)


def record_url(meeting_id: Any, anchor: str = "") -> str:
    return reverse("minutes_record", args=[meeting_id]) + anchor


def around_meeting(meeting: Meeting, here: str) -> dict[str, Any]:
    """Where a page of a meeting's minutes stands."""
    return {
        "meeting": meeting,
        "tabs": tabs(meeting, here),
        "trail": [*trail(meeting), (meeting.public_title, reverse("meeting", args=[meeting.pk]))],
    }


@doors.item(Meeting, related=("council",))
@require_safe
def minutes_record(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """S7: the editor for those who keep the record, the text for everybody else it has been opened to."""
    record = (
        MinutesRecord.objects.filter(meeting_id=meeting.pk).select_related("council", "approved_by").first()
    )
    context = around_meeting(meeting, "minutes_record")
    if record is None:
        return render(
            request,
            "councils/record_none.html",
            {
                **context,
                "may_open": manages(meeting, request.user),
                "is_held": meeting.state not in ("planned", "announced", "cancelled"),
            },
        )
    record.meeting = meeting
    journal.record("read_record", record)
    return render(request, "councils/record_page.html", {**context, **_record_context(request, record)})


def _record_context(request: HttpRequest, record: MinutesRecord) -> dict[str, Any]:
    """Rows and forms; a fixed number of queries."""
    person, is_keeper = request.user, keeps_record(record, request.user)
    remarks = list(Remark.objects.filter(item=record).order_by("order", "pk"))
    said = RemarkSpeaker.objects.filter(remark__item=record).select_related("attendance")
    lines = {line.remark_id: line for line in said}
    asked = _suggestions(record) if is_keeper else {}
    is_editor = is_keeper and record.is_editable
    choices = Choices.of(record.meeting, remarks) if is_editor else None
    rows = [_row(r, lines.get(r.pk), asked.get(r.pk, ()), choices, person) for r in remarks]
    return {
        **_standing(record, person, is_keeper),
        "record": record,
        "rows": rows,
        "is_keeper": is_keeper,
        "is_editor": is_editor,
        "choices": choices,
        "explanation_form": ExplanationForm(initial={"text": record.explanation}) if is_editor else None,
        "new_form": _new_form(choices, rows) if is_editor else None,
        "present": record.meeting.attendances.filter(is_present=True),
        "addendum_form": AddendumForm() if is_keeper and not record.is_editable else None,
        "addenda": record.addenda.select_related("person"),
        "sees_speakers": is_keeper or can_read_sheet(record),
        "open_count": sum(s.state == "open" for found in asked.values() for s in found),
    }


def _standing(record: MinutesRecord, person: Any, is_keeper: bool) -> dict[str, Any]:
    """How far the record is, who is waited for, and what this reader can do next."""
    step = STEPS.index(record.state) if record.state in STEPS else len(STEPS)
    words = (_("下書き"), _("発言者の確認"), _("座長の承認"))
    may_approve, is_open = can("approve", record, person), record.state == State.CONFIRMING
    return {
        "steps": [(w, "done" if n < step else "now" if n == step else "") for n, w in enumerate(words)],
        "may_approve": may_approve,
        "may_confirm": is_open and minutes.own_attendance(record.meeting_id, person) is not None,
        "waiting": record.unconfirmed() if is_open and (is_keeper or may_approve) else None,
        "marked": {
            "decisions": Decision.objects.filter(meeting=record.meeting).count(),
            "actions": ActionItem.objects.filter(meeting=record.meeting).count(),
        },
    }


def _row(
    remark: Remark, line: RemarkSpeaker | None, asked: Any, choices: Choices | None, person: Any
) -> dict[str, Any]:
    name = (line.name or line.attendance.name) if line and (line.name or line.attendance) else ""
    return {
        "remark": remark,
        "speaker": name,
        "is_own": line is not None and line.person_id == person.pk,
        "is_confirmed": line is not None and line.confirmed_at is not None,
        "suggestions": asked,
        "form": RemarkForm(choices=choices, remark=remark, line=line) if choices else None,
    }


def _suggestions(record: MinutesRecord) -> dict[Any, list[RemarkSuggestion]]:
    found: dict[Any, list[RemarkSuggestion]] = {}
    for s in (
        RemarkSuggestion.objects.filter(remark__item=record).select_related("remark").order_by("created")
    ):
        s.pieces = (
            differences.pieces(s.remark.text if s.state == "open" else s.was, s.text)[1] if s.text else ()
        )
        s.is_overtaken = s.state == "open" and s.was != s.remark.text
        found.setdefault(s.remark_id, []).append(s)
    return found


def _new_form(choices: Choices, rows: list[dict[str, Any]]) -> RemarkForm:
    topic = rows[-1]["remark"].topic if rows else next(iter(choices.topics), "")
    return RemarkForm(choices=choices, initial={"topic": topic, "in_summary": True}, auto_id="new_%s")


def can_read_sheet(record: MinutesRecord) -> bool:
    return SpeakerSheet.objects.filter(record=record).exists()


@doors.item(Meeting, related=("council",), allows=manages)
@require_POST
def record_open(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    return acted(request, lambda: minutes.open_record(meeting, by=request.user), back=record_url(meeting.pk))


@doors.item(MinutesRecord, related=("meeting", "council"), allows=keeps_record)
@require_POST
def record_explain(request: HttpRequest, record: MinutesRecord) -> HttpResponse:
    form = ExplanationForm(request.POST)
    if not form.is_valid():
        return form_page(
            request,
            "councils/record_explain.html",
            {**around_meeting(record.meeting, "minutes_record"), "record": record, "form": form},
        )
    return acted(
        request,
        lambda: minutes.explain(record, by=request.user, text=form.cleaned_data["text"]),
        back=record_url(record.meeting_id),
        said=_("事務局説明等を保存しました。"),
    )


@doors.item(MinutesRecord, related=("meeting", "council"), allows=keeps_record)
@require_POST
def remark_add(request: HttpRequest, record: MinutesRecord) -> HttpResponse:
    """One more remark; the form for the next one waits below it."""
    form = RemarkForm(request.POST, choices=Choices.of(record.meeting, []), auto_id="new_%s")
    if not form.is_valid():
        return form_page(
            request,
            "councils/remark_new.html",
            {**around_meeting(record.meeting, "minutes_record"), "record": record, "form": form},
        )
    return acted(
        request,
        lambda: minutes.add_remark(record, by=request.user, **form.said_by, **form.wording),
        back=record_url(record.meeting_id, "#new"),
        said=_("発言を足しました。"),
    )


@doors.item(Remark, related=("item", "item__meeting", "item__council"), allows=keeps_record)
def remark(request: HttpRequest, remark: Remark) -> HttpResponse:
    """One remark with everything about it; also takes the short form of the record's page (``short``)."""
    record, is_short = remark.item, bool(request.POST.get("short"))
    line = RemarkSpeaker.objects.filter(remark=remark).select_related("attendance__membership").first()
    kind = RemarkForm if is_short else WholeRemarkForm
    form = kind(
        request.POST or None,
        choices=Choices.of(record.meeting, list(record.remarks.all())),
        remark=remark,
        line=line,
    )
    context = {
        **around_meeting(record.meeting, "minutes_record"),
        "record": record,
        "remark": remark,
        "form": form,
    }
    if request.method != "POST":
        return render(request, "councils/remark_page.html", context)
    if not form.is_valid():
        return form_page(
            request,
            "councils/remark_saved_part.html" if request.htmx else "councils/remark_page.html",
            context,
        )
    try:
        saved = minutes.edit_remark(
            remark, by=request.user, shown=form.cleaned_data["shown"], **form.said_by, **form.wording
        )
        if request.POST.get("move") in ("up", "down"):
            minutes.move_remark(saved, by=request.user, up=request.POST["move"] == "up")
    except minutes.Conflict as conflict:
        return _conflict(request, context, conflict.current)
    except WrongState as wrong:
        return too_late(request, wrong, record_url(record.meeting_id))
    if request.htmx:
        return render(request, "councils/remark_saved_part.html", {"remark": saved})
    return redirect(record_url(record.meeting_id, f"#r-{remark.pk}"))


def _conflict(request: HttpRequest, context: dict[str, Any], current: Remark) -> HttpResponse:
    """Both texts: what somebody saved meanwhile and what was typed here; nothing is lost."""
    typed = context["form"].cleaned_data["text"]
    context |= {
        "current": current,
        "typed": typed,
        "pieces": differences.pieces(current.text, typed),
        "who": current.updated_by,
    }
    part = "councils/remark_saved_part.html" if request.htmx else "councils/remark_conflict.html"
    return render(request, part, context, status=409)


@doors.item(Remark, related=("item", "item__meeting", "item__council"), allows=keeps_record)
def remark_delete(request: HttpRequest, remark: Remark) -> HttpResponse:
    return confirm(
        request,
        remark,
        lambda: minutes.delete_remark(remark, by=request.user),
        heading=_("発言を削除する"),
        verb=_("削除する"),
        back=record_url(remark.item.meeting_id),
        words=[_("この発言を記録から取り除きます。元に戻せません。"), remark.text],
        said=_("発言を削除しました。"),
        council=remark.item.council,
        kind="danger",
    )


@doors.item(Remark, related=("item", "item__meeting", "item__council", "cover"), allows=keeps_record)
def remark_decision(request: HttpRequest, remark: Remark) -> HttpResponse:
    """Make a decision of what a remark states; words of a guarded material stay with its holders."""
    form = DecisionForm(request.POST or None, initial={"text": remark.text})
    return confirm(
        request,
        remark,
        lambda text: followup.record_decision(
            remark.item.council,
            by=request.user,
            text=text,
            meeting=remark.item.meeting,
            about=remark.cover,
            remark_id=remark.pk,
        ),
        heading=_("決定にする"),
        verb=_("決定にする"),
        back=record_url(remark.item.meeting_id, f"#r-{remark.pk}"),
        form=form,
        words=[
            _("決定と対応の一覧に載り、構成員の全員に表示されます。")
            if not remark.cover_id
            else _("守秘の資料の内容を見られる人だけに表示されます。")
        ],
        said=_("決定事項を記録しました。"),
        council=remark.item.council,
    )


@doors.item(Remark, related=("item", "item__meeting", "item__council", "cover"), allows=keeps_record)
def remark_action(request: HttpRequest, remark: Remark) -> HttpResponse:
    """Make somebody's follow-up of what a remark asks for."""
    form = ActionForm(request.POST or None, meeting=remark.item.meeting, initial={"text": remark.text})
    return confirm(
        request,
        remark,
        lambda **details: followup.assign_action(
            remark.item.council,
            by=request.user,
            meeting=remark.item.meeting,
            about=remark.cover,
            remark_id=remark.pk,
            **details,
        ),
        heading=_("対応事項にする"),
        verb=_("対応事項にする"),
        back=record_url(remark.item.meeting_id, f"#r-{remark.pk}"),
        form=form,
        words=[_("担当の方のホームに、期限とともに表示されます。")],
        said=_("対応事項を登録し、担当に知らせました。"),
        council=remark.item.council,
    )


@doors.item(MinutesRecord, related=("meeting", "council"), allows=keeps_record)
def record_send(request: HttpRequest, record: MinutesRecord) -> HttpResponse:
    """Ask the speakers; the page says until when and what silence means."""
    form = DeadlineForm(request.POST or None, days=record.council.confirm_days)
    return confirm(
        request,
        record,
        lambda day: minutes.send_for_confirmation(record, by=request.user, confirm_by=form.until),
        heading=_("出席者の確認へ回す"),
        verb=_("確認へ回す"),
        back=record_url(record.meeting_id),
        form=form,
        council=record.council,
        words=[
            _("構成員に記録の本文を表示します。発言者の名前は、事務局・座長と本人だけが見られます。"),
            _("期限までに回答がない方は「回答なし」と記録され、同意したものとはみなしません。"),
        ],
        said=_("出席者に確認を依頼しました。"),
    )


@doors.item(MinutesRecord, related=("meeting", "council"))
def record_step(request: HttpRequest, record: MinutesRecord, verb: str) -> HttpResponse:
    """Approve, take back or archive, each on a page that says what it does."""
    words = {
        "approve": [_("承認すると、記録の本文は以後だれも変更できません。訂正は日付のある追記で残します。")],
        "take_back": [_("構成員には記録が見えなくなり、作成中に戻ります。これまでの確認は残ります。")],
        "archive": [_("保存した記録は、追記のほかは変わりません。")],
    }
    known = verbs_of(MinutesRecord).get(verb)
    if known is None or verb not in words:
        raise Http404
    if not known.allows(record, request.user):
        refuse(request, record, verb)
    act = {"approve": lambda: minutes.approve_record(record, by=request.user)}.get(
        verb, lambda: perform(verb, record, by=request.user)
    )
    if verb == "approve" and (waiting := record.unconfirmed()):
        words[verb].append(
            _("まだ確認していない出席者が%(n)s名います。「回答なし」として記録されます。")
            % {"n": len(waiting)}
        )
    return confirm(
        request,
        record,
        act,
        heading=str(known.label),
        verb=str(known.label),
        back=record_url(record.meeting_id),
        words=words[verb],
        council=record.council,
    )


@doors.item(RemarkSuggestion, related=("remark", "item", "item__council"), allows=keeps_record)
@require_POST
def suggestion(request: HttpRequest, suggestion: RemarkSuggestion) -> HttpResponse:
    """Take a speaker's wording, or leave it."""
    take, meeting = request.POST.get("answer") == "take", suggestion.remark.item.meeting_id
    try:
        minutes.decide_suggestion(suggestion, by=request.user, take=take)
    except WrongState as wrong:
        return too_late(request, wrong, record_url(meeting))
    messages.success(request, _("修正案を採りました。") if take else _("申出を「採らない」としました。"))
    return redirect(record_url(meeting, f"#r-{suggestion.remark_id}"))


@doors.item(MinutesRecord, related=("meeting", "council"), allows=keeps_record)
@require_POST
def record_addendum(request: HttpRequest, record: MinutesRecord) -> HttpResponse:
    form = AddendumForm(request.POST)
    if not form.is_valid():
        return form_page(
            request,
            "councils/record_addendum.html",
            {**around_meeting(record.meeting, "minutes_record"), "record": record, "form": form},
        )
    return acted(
        request,
        lambda: minutes.add_addendum(record, by=request.user, text=form.cleaned_data["text"]),
        back=record_url(record.meeting_id, "#addenda"),
        said=_("追記を残しました。"),
    )
