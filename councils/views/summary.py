"""The summary on its way: made, checked by attendees, approved, looked through, published, corrected."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.fields import today
from confidentiality import differences, doors, journal
from confidentiality.verbs import WrongState, can, offered, perform, verbs_of
from councils import disclosure, minutes, twin
from councils.forms.record import DeadlineForm
from councils.forms.summary import ComposeForm, CorrectionForm, SummaryForm, SummaryReplyForm, WithholdForm
from councils.models import Meeting, MinutesRecord, MinutesSummary, SummaryReply
from councils.rights import keeps_record, manages, manages_or_chairs
from councils.views.answers import acted, form_page, too_late
from councils.views.frame import confirm, refuse
from councils.views.record import around_meeting

State = MinutesSummary.State
STEPS = (
    (State.DRAFTING, gettext_lazy("作成")),
    (State.ATTENDEE_CHECK, gettext_lazy("出席者の確認")),
    (State.CHAIR_APPROVAL, gettext_lazy("座長の承認")),
    (State.DISCLOSURE_CHECK, gettext_lazy("公開前の点検")),
    (State.APPROVED, pgettext_lazy("step", "公開")),
)
EDITABLE = (State.DRAFTING, State.ATTENDEE_CHECK)


def _url(summary: MinutesSummary) -> str:
    return reverse("minutes_summary", args=[summary.meeting_id])


def _around(summary: MinutesSummary) -> dict[str, Any]:
    return {**around_meeting(summary.meeting, "minutes_summary"), "summary": summary}


@doors.item(Meeting, related=("council",))
@require_safe
def minutes_summary(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The text as it will be printed, where it stands, and what this reader can do about it."""
    summary = MinutesSummary.objects.filter(meeting_id=meeting.pk).select_related("council").first()
    record = MinutesRecord.objects.filter(meeting_id=meeting.pk).first()
    context = {
        **around_meeting(meeting, "minutes_summary"),
        "record": record,
        "compose_form": ComposeForm(),
        "may_compose": record is not None and keeps_record(record, request.user),
    }
    if summary is None:
        return render(request, "councils/summary_none.html", context)
    summary.meeting = meeting
    journal.record("read_summary", summary)
    return render(request, "councils/summary_page.html", {**context, **_summary_context(request, summary)})


def _summary_context(request: HttpRequest, summary: MinutesSummary) -> dict[str, Any]:
    person, is_keeper = request.user, keeps_record(summary, request.user)
    attendance = minutes.own_attendance(summary.meeting_id, person)
    replies = list(
        SummaryReply.objects.filter(summary=summary).select_related("person").order_by("answered_at", "id")
    )
    own = next((r for r in reversed(replies) if r.person_id == person.pk), None)
    may_reply = attendance is not None and summary.state == State.ATTENDEE_CHECK
    states = [state for state, _words in STEPS]
    step = states.index(summary.state) if summary.state in states else len(states)
    # What only a holder can notice: the check sees with this reader's eyes.
    noticed = (
        disclosure.check(summary.printed, summary.meeting) if may_reply and twin.page(summary.printed) else []
    )
    return {
        "summary": summary,
        "paper": twin.page(summary.printed, noticed),
        "is_keeper": is_keeper,
        "own": own,
        "replies": replies if is_keeper else [],
        "steps": [
            (words, "done" if n < step else "now" if n == step else "")
            for n, (_state, words) in enumerate(STEPS)
        ],
        "may_reply": may_reply,
        "reply_form": SummaryReplyForm() if may_reply else None,
        "verbs": {v.name for v in offered(summary, person)},
        "noticed": [f for f in noticed if f.kind in ("designation", "keyword", "material")],
        "waiting": summary.unanswered() if is_keeper and summary.state == State.ATTENDEE_CHECK else None,
        "editions": summary.editions.select_related("file") if summary.published_at else [],
        "may_edit": is_keeper and summary.state in EDITABLE,
        "may_correct": can("correct_summary", summary, person),
    }


@doors.item(Meeting, related=("council",))
@require_POST
def summary_compose(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Make the summary from the record; made again, it replaces what was typed."""
    record = MinutesRecord.objects.filter(meeting_id=meeting.pk).first()
    if record is None:
        raise Http404
    if not keeps_record(record, request.user):
        refuse(request, record, "compose_summary")
    form = ComposeForm(request.POST)
    form.is_valid()
    return acted(
        request,
        lambda: minutes.compose_summary(record, by=request.user, **form.cleaned_data),
        back=reverse("minutes_summary", args=[meeting.pk]),
        said=_("記録から議事要旨を作りました。"),
    )


@doors.item(MinutesSummary, related=("meeting", "council"), allows=keeps_record)
def summary_edit(request: HttpRequest, summary: MinutesSummary) -> HttpResponse:
    form = SummaryForm(request.POST or None, initial=SummaryForm.values_of(summary))
    context = {**_around(summary), "form": form}
    if request.method != "POST" or not form.is_valid():
        return form_page(request, "councils/summary_edit.html", context)
    try:
        minutes.save_printed(summary, by=request.user, shown=form.cleaned_data["shown"], **form.parts)
    except minutes.Conflict as conflict:
        return _both_texts(request, context, conflict.current, SummaryForm)
    except WrongState as wrong:
        return too_late(request, wrong, _url(summary))
    messages.success(request, _("議事要旨を保存しました。"))
    return redirect(_url(summary))


def _both_texts(
    request: HttpRequest, context: dict[str, Any], current: MinutesSummary, kind: type[SummaryForm]
) -> HttpResponse:
    """The typed text in the form, the one saved meanwhile beside it; saving again keeps the typed one."""
    typed = request.POST.copy()
    typed["shown"] = current.text_hash
    context["form"] = kind(typed)
    context["changes"] = [
        c
        for c in differences.changes(
            differences.paragraphs(minutes.body_text(current)), differences.paragraphs(typed["body"])
        )
        if c.kind != differences.SAME
    ]
    return render(request, "councils/summary_edit.html", {**context, "is_conflict": True}, status=409)


@doors.item(MinutesSummary, related=("meeting", "council"), allows=keeps_record)
def summary_send(request: HttpRequest, summary: MinutesSummary) -> HttpResponse:
    form = DeadlineForm(request.POST or None, days=summary.council.confirm_days)
    return confirm(
        request,
        summary,
        lambda day: minutes.send_to_attendees(summary, by=request.user, check_by=form.until),
        heading=_("出席者の確認へ回す"),
        verb=_("確認へ回す"),
        back=_url(summary),
        form=form,
        council=summary.council,
        words=[
            _("議事要旨の案を構成員に表示し、出席者に回答を依頼します。"),
            _("期限までに回答がない方は「回答なし」と記録され、期限の後に座長の承認へ進めます。"),
        ],
        said=_("出席者に確認を依頼しました。"),
    )


@doors.item(MinutesSummary, related=("meeting", "council"))
@require_POST
def summary_reply(request: HttpRequest, summary: MinutesSummary) -> HttpResponse:
    form = SummaryReplyForm(request.POST)
    if not form.is_valid():
        return form_page(
            request,
            "councils/summary_reply.html",
            {**_around(summary), "form": form, "paper": twin.page(summary.printed)},
        )
    return acted(
        request,
        lambda: minutes.reply_to_summary(summary, by=request.user, **form.cleaned_data),
        back=_url(summary),
        said=_("回答を受け付けました。"),
    )


@doors.item(MinutesSummary, related=("meeting", "council"))
def summary_step(request: HttpRequest, summary: MinutesSummary, verb: str) -> HttpResponse:
    """Go on to the chair, or take back."""
    words = {
        "submit_to_chair": [_("座長に承認を依頼します。承認までの間、本文は変更できません。")],
        "take_back": [_("作成中に戻し、本文を直せるようにします。出席者の確認からやり直します。")],
    }
    known = verbs_of(MinutesSummary).get(verb)
    if known is None or verb not in words:
        raise Http404
    if not known.allows(summary, request.user):
        refuse(request, summary, verb)
    acts = {
        "submit_to_chair": lambda: minutes.submit_to_chair(summary, by=request.user),
        "take_back": lambda: perform("take_back", summary, by=request.user),
    }
    if (
        verb == "submit_to_chair"
        and summary.state == State.ATTENDEE_CHECK
        and (waiting := summary.unanswered())
    ):
        words[verb].append(_("まだ回答していない出席者が%(n)s名います。") % {"n": len(waiting)})
    return confirm(
        request,
        summary,
        acts[verb],
        heading=str(known.label),
        verb=str(known.label),
        back=_url(summary),
        words=words[verb],
        council=summary.council,
    )


def chairs_it(summary: MinutesSummary, person: Any) -> bool:
    return verbs_of(MinutesSummary)["approve"].allows(summary, person)


@doors.item(MinutesSummary, related=("meeting", "council"), allows=chairs_it)
def summary_approve(request: HttpRequest, summary: MinutesSummary) -> HttpResponse:
    """The chair reads the whole text on the page with the button, and approves exactly it."""
    return _with_text(
        request,
        summary,
        "approve",
        lambda shown: minutes.approve_summary(summary, by=request.user, shown=shown),
        said=_("議事要旨を承認しました。事務局が公開前の点検をします。"),
    )


def _with_text(
    request: HttpRequest, summary: MinutesSummary, act: str, do: Any, *, said: str
) -> HttpResponse:
    """A check page that shows the text and acts on exactly it."""
    context = {
        **_around(summary),
        "paper": twin.page(summary.printed),
        "act": act,
        "is_possible": can(_VERB[act], summary, request.user),
    }
    if request.method == "POST":
        try:
            do(request.POST.get("shown", ""))
        except minutes.Conflict:
            context["problem"] = _(
                "表示した後に本文が変わりました。新しい本文を読んでから、もう一度お願いします。"
            )
        except WrongState as wrong:
            context["problem"] = str(wrong)
        else:
            messages.success(request, said)
            return redirect(_url(summary))
    return render(
        request, f"councils/summary_{act}.html", context, status=409 if "problem" in context else 200
    )


_VERB = {"approve": "approve", "publish": "publish_summary"}


@doors.item(MinutesSummary, related=("meeting", "council"), allows=manages)
def summary_disclosure(request: HttpRequest, summary: MinutesSummary) -> HttpResponse:
    """What stands against publication, place by place; clearing it is another person's act than approving was."""
    paper = twin.page(summary.printed)
    found = disclosure.check(summary.printed, summary.meeting) if paper else []
    context = {
        **_around(summary),
        "found": found,
        "paper": twin.page(summary.printed, found),
        "certain": sum(f.is_certain for f in found),
        "is_possible": can("clear_for_disclosure", summary, request.user)
        and summary.approved_by_id != request.user.pk,
    }
    if request.method == "POST":
        try:
            minutes.clear_summary(
                summary,
                by=request.user,
                shown=request.POST.get("shown", ""),
                looked_at=request.POST.getlist("looked_at"),
            )
        except minutes.Conflict:
            context["problem"] = _("表示した後に本文が変わりました。開き直して、もう一度確認してください。")
        except WrongState as wrong:
            context["problem"] = str(wrong)
        else:
            messages.success(request, _("公開の準備ができました。"))
            return redirect(_url(summary))
    return render(
        request, "councils/summary_disclosure.html", context, status=409 if "problem" in context else 200
    )


@doors.item(MinutesSummary, related=("meeting", "council"), allows=manages)
@reauthentication_required
def summary_publish(request: HttpRequest, summary: MinutesSummary) -> HttpResponse:
    """The page before everybody sees it."""
    return _with_text(
        request,
        summary,
        "publish",
        lambda shown: minutes.publish_summary(summary, by=request.user, shown=shown),
        said=_("議事要旨を公開しました。公式のPDFを作成しています。"),
    )


@doors.item(MinutesSummary, related=("meeting", "council"), allows=manages_or_chairs)
@reauthentication_required
def summary_correct(request: HttpRequest, summary: MinutesSummary) -> HttpResponse:
    """A corrected edition: edit, look at what changes and what the check finds, publish."""
    if not can("correct_summary", summary, request.user):
        return too_late(request, WrongState(_("公開済みの議事要旨だけ訂正できます。")), _url(summary))
    form = CorrectionForm(request.POST or None, initial=SummaryForm.values_of(summary))
    context = {**_around(summary), "form": form}
    if request.method != "POST" or not form.is_valid() or request.POST.get("step") == "edit":
        return form_page(request, "councils/summary_correct.html", context)
    if request.POST.get("step") == "publish":
        return _publish_correction(request, summary, form, context)
    printed = {**summary.printed, **form.parts}
    old, new = (differences.paragraphs(text) for text in (minutes.body_text(summary), request.POST["body"]))
    found = disclosure.check(printed, summary.meeting)
    return render(
        request,
        "councils/summary_correct_check.html",
        {
            **context,
            "paper": twin.page(printed, found),
            "found": found,
            "certain": sum(f.is_certain for f in found),
            "changes": [c for c in differences.changes(old, new) if c.kind != differences.SAME],
        },
    )


def _publish_correction(
    request: HttpRequest, summary: MinutesSummary, form: CorrectionForm, context: dict[str, Any]
) -> HttpResponse:
    try:
        minutes.correct_summary(
            summary,
            by=request.user,
            shown=form.cleaned_data["shown"],
            reason=form.cleaned_data["reason"],
            on=today(),
            looked_at=request.POST.getlist("looked_at"),
            **form.parts,
        )
    except minutes.Conflict as conflict:
        return _both_texts(request, context, conflict.current, CorrectionForm)
    except WrongState as wrong:
        return render(
            request, "councils/summary_correct.html", {**context, "problem": str(wrong)}, status=409
        )
    messages.success(request, _("訂正版を公開しました。"))
    return redirect(_url(summary))


@doors.item(MinutesSummary, related=("meeting", "council"), allows=chairs_it)
def summary_withhold(request: HttpRequest, summary: MinutesSummary) -> HttpResponse:
    return confirm(
        request,
        summary,
        lambda reason: perform("withhold", summary, by=request.user, reason=reason),
        heading=_("公開しないこととする"),
        verb=_("公開しない"),
        back=_url(summary),
        words=[_("議事要旨を公開しないことを、理由とともに記録します。議事の記録は残ります。")],
        form=WithholdForm(request.POST or None),
        council=summary.council,
        kind="danger",
    )
