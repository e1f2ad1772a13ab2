"""Decisions, what has to be done and support that was asked for; lists are filtered by their address."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.fields import today
from confidentiality import doors
from confidentiality.verbs import offered, perform, verbs_of
from councils import followup
from councils.addresses import address_of
from councils.forms.followup import ActionForm, AnswerForm, DecisionForm, NoteForm, ReassignForm, SupportForm
from councils.meetings import OPEN_ACTIONS
from councils.models import ActionItem, Council, Decision, SupportAction
from councils.rights import inside, manages_or_chairs
from councils.views.answers import acted, form_page, posted
from councils.views.frame import around, confirm, refuse

SHOWN = 50
OWNER = ("owner__person__family_name", "owner__person__given_name", "owner__organisation__name")
ACTION_COLUMNS = ("pk", "text", "due_on", "state", "is_lead", *OWNER, "meeting__number")
FILTERS = ("open", "late", "mine", "lead", "done", "all")


def _list(council: Council) -> str:
    return reverse("decisions", args=[council.pk])


@doors.item(Council, allows=inside)
@require_safe
def decisions(request: HttpRequest, council: Council) -> HttpResponse:
    """Action items by ?show=, owner and due date; and the newest decisions."""
    show = request.GET.get("show") if request.GET.get("show") in FILTERS else "open"
    rows = list(_filtered(council, show, request.user).values(*ACTION_COLUMNS)[: SHOWN + 1])
    words = {
        "open": _("終わっていないもの"),
        "late": _("期限を過ぎたもの"),
        "mine": _("自分の担当"),
        "lead": _("社会実装の牽引"),
        "done": _("終わったもの"),
        "all": _("全て"),
    }
    return render(
        request,
        "councils/decision_list.html",
        {
            **around(council, request.user, "decision_list"),
            "actions": _described(rows[:SHOWN]),
            "more": len(rows) > SHOWN,
            "decisions": _agreed(council),
            "filters": [(word, f"?show={name}", name == show) for name, word in words.items()],
            "shown": words[show],
            "to_action_new": address_of("action_new")(council.pk),
            "may_record": manages_or_chairs(council, request.user),
        },
    )


def _described(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    names, day, to_action = dict(ActionItem.State.choices), today(), address_of("action")
    for row in rows:
        is_late = row["state"] in OPEN_ACTIONS and row["due_on"] < day
        row.update(url=to_action(row["pk"]), label=names[row["state"]], is_late=is_late)
    return rows


def _agreed(council: Council) -> list[dict[str, Any]]:
    """The newest decisions, each with the address of its meeting."""
    to_meeting = address_of("meeting")
    rows = list(
        Decision.objects.filter(council=council)
        .order_by("-decided_at", "number")
        .values("pk", "number", "text", "decided_at", "meeting__number", "meeting_id")[:SHOWN]
    )
    for row in rows:
        row["meeting_url"] = to_meeting(row["meeting_id"]) if row["meeting_id"] else ""
    return rows


def _filtered(council: Council, show: str, person: Any) -> Any:
    found = ActionItem.objects.filter(council=council).order_by("due_on", "created")
    still = Q(state__in=OPEN_ACTIONS)
    return {
        "open": found.filter(still),
        "late": found.filter(still, due_on__lt=today()),
        "mine": found.filter(still, owner__person=person),
        "lead": found.filter(is_lead=True),
        "done": found.exclude(still).order_by("-due_on"),
        "all": found,
    }[show]


@doors.item(Council, allows=manages_or_chairs)
def decision_new(request: HttpRequest, council: Council) -> HttpResponse:
    form = DecisionForm(posted(request), council=council, initial={"meeting": request.GET.get("meeting")})
    if request.method == "POST" and form.is_valid():
        return acted(
            request,
            lambda: followup.record_decision(council, by=request.user, **form.cleaned_data),
            back=_list(council),
            said=_("決定事項を記録しました。"),
        )
    return form_page(
        request,
        "councils/decision_new.html",
        {**around(council, request.user, "decision_list"), "form": form},
    )


@doors.item(Council, allows=manages_or_chairs)
def action_new(request: HttpRequest, council: Council) -> HttpResponse:
    form = ActionForm(
        posted(request),
        council=council,
        initial={"decision": request.GET.get("decision"), "meeting": request.GET.get("meeting")},
    )
    if request.method == "POST" and form.is_valid():
        return acted(
            request,
            lambda: followup.assign_action(council, by=request.user, **form.cleaned_data),
            back=_list(council),
            said=_("対応事項を登録し、担当に知らせました。"),
        )
    return form_page(
        request, "councils/action_new.html", {**around(council, request.user, "decision_list"), "form": form}
    )


_ORDER = ("start", "report_done", "reassign", "hand_back", "drop")


@doors.item(ActionItem, related=("council", "owner", "owner__person", "owner__organisation"))
@require_safe
def action(request: HttpRequest, action: ActionItem) -> HttpResponse:
    """One action item with its reports and what the reader can do about it."""
    verbs = [
        (v.label, reverse("action_act", args=[action.pk, v.name]), v.name in ("start", "report_done"))
        for v in sorted(offered(action, request.user), key=lambda v: _ORDER.index(v.name))
    ]
    # What it came from may be under a stricter item; the database leaves it out then.
    return render(
        request,
        "councils/action_page.html",
        {
            **around(action.council, request.user, "decision_list"),
            "action": action,
            "verbs": verbs,
            "reports": action.reports.select_related("person"),
            "is_late": action.state in OPEN_ACTIONS and action.due_on < today(),
            "decision": Decision.objects.filter(pk=action.decision_id).first(),
            "is_open": action.state in OPEN_ACTIONS,
        },
    )


_NOTES = {
    "report_done": gettext_lazy("行ったこと"),
    "hand_back": gettext_lazy("対応できない理由"),
    "drop": gettext_lazy("取りやめる理由"),
}


@doors.item(ActionItem, related=("council",))
def action_act(request: HttpRequest, action: ActionItem, verb: str) -> HttpResponse:
    """Press a verb of an action item, with the note it asks for."""
    known = verbs_of(ActionItem)
    if verb not in known:
        raise Http404
    if not known[verb].allows(action, request.user):
        refuse(request, action, verb)
    form, act = None, lambda **details: perform(verb, action, by=request.user, **details)
    if verb in _NOTES:
        form = NoteForm(posted(request), label=_NOTES[verb])
    elif verb == "reassign":
        form = ReassignForm(posted(request), action=action)
        act = lambda **details: followup.reassign_action(action, by=request.user, **details)  # noqa: E731
    label = known[verb].label
    return confirm(
        request,
        action,
        act,
        heading=label,
        verb=label,
        back=reverse("action", args=[action.pk]),
        words=[action.text],
        form=form,
        council=action.council,
    )


@doors.item(Council, allows=inside)
@require_safe
def support_list(request: HttpRequest, council: Council) -> HttpResponse:
    """Support asked of ministries and bodies, and who leads implementation (R80, R82)."""
    rows = list(
        SupportAction.objects.filter(council=council)
        .order_by("-created")
        .values("pk", "support_kind", "text", "provider__name", "due_on", "state", "answer", "created")[
            :SHOWN
        ]
    )
    kinds, names = dict(SupportAction.Kind.choices), dict(SupportAction.State.choices)
    for row in rows:
        row.update(kind=kinds[row["support_kind"]], label=names[row["state"]])
    leads = (
        ActionItem.objects.filter(council=council, is_lead=True)
        .exclude(state=ActionItem.State.DROPPED)
        .values(
            "pk",
            "text",
            "state",
            "owner__person__family_name",
            "owner__person__given_name",
            "owner__organisation__name",
        )[:SHOWN]
    )
    return render(
        request,
        "councils/support_list.html",
        {**around(council, request.user, "support_list"), "supports": rows, "leads": leads},
    )


@doors.item(Council, allows=inside)
def support_new(request: HttpRequest, council: Council) -> HttpResponse:
    form = SupportForm(posted(request))
    if request.method == "POST" and form.is_valid():
        return acted(
            request,
            lambda: followup.request_support(council, by=request.user, **form.cleaned_data),
            back=reverse("support_list", args=[council.pk]),
            said=_("支援を依頼しました。"),
        )
    return form_page(
        request, "councils/support_new.html", {**around(council, request.user, "support_list"), "form": form}
    )


@doors.item(SupportAction, related=("council", "provider", "requested_by"))
@require_safe
def support(request: HttpRequest, support: SupportAction) -> HttpResponse:
    verbs = [
        (v.label, reverse("support_act", args=[support.pk, v.name])) for v in offered(support, request.user)
    ]
    return render(
        request,
        "councils/support_page.html",
        {**around(support.council, request.user, "support_list"), "support": support, "verbs": verbs},
    )


@doors.item(SupportAction, related=("council",))
def support_act(request: HttpRequest, support: SupportAction, verb: str) -> HttpResponse:
    """Press a verb of a support action; the answer goes with it."""
    known = verbs_of(SupportAction)
    if verb not in known:
        raise Http404
    if not known[verb].allows(support, request.user):
        refuse(request, support, verb)
    return confirm(
        request,
        support,
        lambda **details: perform(verb, support, by=request.user, **details),
        heading=known[verb].label,
        verb=known[verb].label,
        back=reverse("support", args=[support.pk]),
        words=[support.text],
        form=AnswerForm(posted(request)),
        council=support.council,
    )
