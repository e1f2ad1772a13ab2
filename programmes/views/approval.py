"""Routes of approval on the fund's pages, and the steps of a request as their people answer them (R41)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.phrasing import punctuation
from confidentiality import doors
from confidentiality.verbs import WrongState
from programmes import approvals
from programmes.forms.approval import AgreeForm, HandOnForm, LineEndForm, RefuseForm, RouteLineForm
from programmes.models import ApprovalRoute, ApprovalStep, Fund
from programmes.standing import leads_or_runs
from programmes.views.entry import Entry, entered, sent
from programmes.views.frame import (
    after_fresh_sign_in,
    confirm,
    posted,
    slice_of,
    sure_after_fresh_sign_in,
    too_late,
)
from programmes.views.fund import may_read_book, tabs_of, trail_to
from programmes.views.project_frame import trail

A_PAGE = 20
AFTER = gettext_lazy(
    "この時から後に申請される変更に使います。すでに申請されたものは、申請された時の段階のまま進みます。"
)


# --- the route on the fund's pages -------------------------------------------------------------------


def _told(routes: list[ApprovalRoute]) -> list[tuple[ApprovalRoute, list[tuple[dict, str, str]]]]:
    """[(version, [(line, when it applies, who agrees)])], everybody named found in one query."""
    people = approvals.people_of(line for route in routes for line in route.lines)
    return [
        (route, [(line, approvals.when(line), approvals.way(line, people)) for line in route.lines])
        for route in routes
    ]


@doors.item(Fund)
def fund_route(request: HttpRequest, fund: Fund) -> HttpResponse:
    """The route in force in words, what it means, and how to lay it down anew."""
    if not may_read_book(fund):
        raise Http404
    route = approvals.route_of(fund)
    context = {
        "fund": fund,
        "route": route,
        "lines": _told([route])[0][1] if route else [],
        "may_lay": leads_or_runs(fund, request.user) and fund.state != Fund.State.CLOSED,
        "trail": trail_to(fund),
        "tabs": tabs_of(fund, "fund_route"),
    }
    return render(request, "programmes/approval_route.html", context)


@doors.item(Fund)
def fund_routes(request: HttpRequest, fund: Fund) -> HttpResponse:
    """Every version, the newest first."""
    if not may_read_book(fund):
        raise Http404
    rows = ApprovalRoute.objects.filter(fund=fund).select_related("laid_by")
    found, more = slice_of(request, rows, size=A_PAGE)
    back = reverse("fund_route", args=[fund.pk])
    context = {
        "fund": fund,
        "versions": _told(found),
        "more": more,
        "trail": [*trail_to(fund), (_("承認経路"), back)],
    }
    return render(request, "programmes/approval_routes.html", context)


@doors.item(Fund, allows=leads_or_runs)
@after_fresh_sign_in
def route_line_new(request: HttpRequest, fund: Fund) -> HttpResponse:
    """One line more."""
    return _line(request, fund, approvals.route_of(fund), None)


@doors.item(Fund, allows=leads_or_runs)
@after_fresh_sign_in
def route_line_edit(request: HttpRequest, fund: Fund, version: int, number: int) -> HttpResponse:
    """Another line in place of one; the version it stood in is kept."""
    route = _version(fund, version, number)
    return _line(request, fund, route, number)


def _version(fund: Fund, version: int, number: int) -> ApprovalRoute:
    """The version a line stands in; 404 for a line that never was, whoever asks."""
    route = ApprovalRoute.objects.filter(fund=fund, number=version).first()
    if route is None or not 1 <= number <= len(route.lines):
        raise Http404
    return route


def _line(request: HttpRequest, fund: Fund, route: ApprovalRoute | None, number: int | None) -> HttpResponse:
    """Ask, say back in words, lay down."""
    back = reverse("fund_route", args=[fund.pk])
    heading = _("承認経路の行を直す") if number else _("承認経路に行を加える")
    entry = Entry(heading, _("定める"), back, [*trail_to(fund), (_("承認経路"), back)], after=(AFTER,))
    held = list(route.lines) if route else []
    line = held.pop(number - 1) if number else None
    initial = RouteLineForm.initial_of(line, approvals.people_of([line])) if line else {}
    initial["base"] = route.number if route else 0
    form = RouteLineForm(posted(request), fund=fund, others=held, initial=initial)
    context = {"entry": entry, "form": form}
    if request.method != "POST" or "change" in request.POST:
        return render(request, "programmes/approval_line_form.html", context)
    if not form.is_valid():
        return render(request, "programmes/approval_line_form.html", context, status=422)
    made, data = form.line(), form.cleaned_data
    context |= {"understood": _understood(made, data["reason"]), "sent": sent(request)}
    if "sure" not in request.POST:
        return render(request, "programmes/entry_check.html", context)
    wanted = approvals.with_line(route, made, number)
    try:
        approvals.lay_down(
            fund, by=request.user, base=data["base"], lines=wanted, reason=data["reason"], key=data["key"]
        )
    except WrongState as wrong:
        return render(request, "programmes/entry_check.html", {**context, "problem": str(wrong)}, status=409)
    messages.success(request, _("承認経路を定めました。"))
    return redirect(back)


def _understood(line: dict[str, Any], reason: str) -> list[tuple[str, str]]:
    return [
        (_("どの変更か"), approvals.when(line)),
        (_("同意する方と順"), approvals.way(line, approvals.people_of([line]))),
        (_("最後の決定"), _("すべての同意の後に、研究推進法人または事務局の、別の方が承認します。")),
        (
            _("委任を受けた方の決定"),
            _("この段階を経ます。") if line["also_delegated"] else _("段階を待たずに行えます。"),
        ),
        (_("定める理由"), reason),
    ]


@doors.item(Fund, allows=leads_or_runs)
@after_fresh_sign_in
def route_line_end(request: HttpRequest, fund: Fund, version: int, number: int) -> HttpResponse:
    """A route without this line; the version it stood in is kept."""
    route = _version(fund, version, number)
    line, back = route.lines[number - 1], reverse("fund_route", args=[fund.pk])
    return confirm(
        request,
        lambda reason, key: approvals.lay_down(
            fund,
            by=request.user,
            base=version,
            lines=approvals.without_line(route, number),
            reason=reason,
            key=key,
        ),
        heading=_("承認経路から行を外す"),
        verb=_("外す"),
        back=back,
        words=[
            f"{approvals.when(line)}{punctuation('：')}{approvals.way(line, approvals.people_of([line]))}",
            _("この時から後に申請される変更には、この段階がなくなります。"),
        ],
        form=LineEndForm(posted(request)),
        kind="danger",
        trail=[*trail_to(fund), (_("承認経路"), back)],
        said=_("承認経路から行を外しました。"),
    )


# --- the steps of a request --------------------------------------------------------------------------


def _of(step: ApprovalStep) -> dict[str, Any]:
    """What the pages of one step share: where they lead back to, and the request in a line."""
    back = reverse("change", args=[step.request_id])
    kind = step.request.get_change_kind_display()
    return {"back": back, "trail": [*trail(step.project, inside=True), (kind, back)]}


def _summary(step: ApprovalStep) -> list[str]:
    return [
        _("%(code)s %(kind)sの申請：%(reason)s")
        % {
            "code": step.project.code,
            "kind": step.request.get_change_kind_display(),
            "reason": step.request.reason,
        },
        _("%(mark)s%(who)sとして回答します。")
        % {"mark": approvals.mark(step.number), "who": approvals.step_words(step)},
    ]


@doors.item(ApprovalStep, related=("project", "request", "person"), allows=approvals.is_mine)
@after_fresh_sign_in
def step_agree(request: HttpRequest, step: ApprovalStep) -> HttpResponse:
    """Agree to exactly the request as it stands on its page."""
    about = _of(step)
    if request.method != "POST" and (why := approvals.why_not(step, request.user)):
        return too_late(request, WrongState(why), about["back"])
    return confirm(
        request,
        lambda **said: approvals.answer(step, by=request.user, verdict=approvals.AGREED, **said),
        heading=_("変更の申請に同意する"),
        verb=_("同意する"),
        words=[
            *_summary(step),
            _(
                "同意は、いまの申請の内容に結び付けて記録され、取り消せません。同意した方は、この申請の最後の承認をしません。"
            ),
        ],
        form=AgreeForm(posted(request)),
        shown=approvals.change_hash(step.request),
        said=_("同意しました。"),
        **about,
    )


@doors.item(ApprovalStep, related=("project", "request", "person"), allows=approvals.is_mine)
@after_fresh_sign_in
def step_refuse(request: HttpRequest, step: ApprovalStep) -> HttpResponse:
    """Not to agree, with the reason: the request ends."""
    about = _of(step)
    if request.method != "POST" and (why := approvals.why_not(step, request.user)):
        return too_late(request, WrongState(why), about["back"])
    return confirm(
        request,
        lambda **said: approvals.answer(step, by=request.user, verdict=approvals.REFUSED, **said),
        heading=_("変更の申請に同意しない"),
        verb=_("同意しない"),
        words=[
            *_summary(step),
            _("同意しないと、この申請は却下され、条件は変わりません。理由は申請した方に表示されます。"),
        ],
        form=RefuseForm(posted(request)),
        shown=approvals.change_hash(step.request),
        kind="danger",
        said=_("同意しないと回答し、申請は却下されました。"),
        **about,
    )


@doors.item(ApprovalStep, related=("project", "request", "person"), allows=approvals.hands_on)
@sure_after_fresh_sign_in
def step_hand_on(request: HttpRequest, step: ApprovalStep) -> HttpResponse:
    """Another function or person for a step that nobody can answer."""
    about = _of(step)
    if request.method != "POST" and (why := approvals.why_not_handed(step)):
        return too_late(request, WrongState(why), about["back"])
    initial = {"role": step.role, "place": step.place, "label": step.label}
    lead = _(
        "%(mark)s%(who)sには、いま回答できる方がいません。代わりに回答する担当を選んでください。替えた方は、この段階に回答できません。"
    )
    lead %= {"mark": approvals.mark(step.number), "who": approvals.step_words(step)}
    return entered(
        request,
        HandOnForm(posted(request), initial=initial),
        Entry(
            _("段階の担当を替える"),
            _("替える"),
            about["back"],
            about["trail"],
            (lead,),
            said=_("段階の担当を替えました。"),
        ),
        lambda **words: approvals.hand_on(step, by=request.user, **words),
        where=lambda _made: about["back"],
    )
