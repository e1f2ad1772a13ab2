"""Policies and measures under the four pillars: the list, one measure with its reports, the acts on it."""

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.fields import today
from confidentiality import doors, journal
from confidentiality.verbs import offered, perform, verbs_of
from programmes import issues, measure_ties, measures, measures_overview
from programmes.forms.measure import (
    AssignForm,
    CompleteForm,
    MeasureForm,
    PurposeForm,
    ReportForm,
    WhyForm,
)
from programmes.models import MeasureProgress, PolicyMeasure
from programmes.rights import is_staff
from programmes.sheets import csv_answer
from programmes.views.frame import (
    acted,
    after_fresh_sign_in,
    confirm,
    form_page,
    posted,
    refuse,
    slice_of,
)

State = PolicyMeasure.State
FORMS = {
    "assign": AssignForm,
    "start": ReportForm,
    "report_progress": ReportForm,
    "complete": CompleteForm,
    "drop": WhyForm,
    "take_up_again": WhyForm,
    "mark_purpose": PurposeForm,
}
WORDS = {
    "assign": [gettext_lazy("担当する組織と期限を決めます。決めた後の変更も、履歴に残ります。")],
    "start": [gettext_lazy("着手したことを記録します。")],
    "report_progress": [gettext_lazy("いまの進み具合を記録します。報告は後から直せません。")],
    "complete": [gettext_lazy("完了したことを、それを示すものとともに記録します。")],
    "drop": [gettext_lazy("この施策を取りやめ、理由を履歴に残します。")],
    "take_up_again": [gettext_lazy("この施策を再び実施中とし、理由を履歴に残します。")],
    "mark_purpose": [
        gettext_lazy("この目的の施策の一覧に加えるか、一覧から外します。変更は記録に残ります。")
    ],
    "publish_measure": [
        gettext_lazy(
            "内容、目的、担当、期限、報告と、結び付けた項目の履歴を、どなたでも読めるように公開します。"
        ),
        gettext_lazy("この後の報告も、そのまま公開されます。報告した方の氏名は表示しません。"),
    ],
    "unpublish_measure": [gettext_lazy("公開ページから取り下げます。すでに読まれたものは取り消せません。")],
}
GOES_OUT = ("publish_measure",)
A_PAGE = 50


def trail_of(measure: PolicyMeasure | None = None) -> list[tuple[Any, str]]:
    found = [(_("制度と基金"), reverse("programme_home")), (_("施策"), reverse("measure_list"))]
    if measure is not None:
        found.append((measure.get_pillar_display(), reverse("measure", args=[measure.pk])))
    return found


@doors.person
@require_safe
def measure_list(request: HttpRequest) -> HttpResponse:
    """Those this reader may read, under their pillars; ``?state=`` and ``?purpose=`` narrow to one state and purpose."""
    found = PolicyMeasure.objects.select_related("owner").order_by("pillar", "nature", "order", "pk")
    tasks = PolicyMeasure.objects.filter(nature=PolicyMeasure.Nature.MEASURE).order_by()
    wanted, purpose = request.GET.get("state", ""), request.GET.get("purpose", "")
    purpose = purpose if purpose in PolicyMeasure.Purpose.values else ""
    counts: Counter = Counter()
    for state, of, n in tasks.values_list("state", "purpose").annotate(n=Count("pk")):
        counts[state] += n if purpose in ("", of) else 0
    if purpose:
        found = found.filter(purpose=purpose)
    if wanted in State.values:
        found = found.filter(state=wanted, nature=PolicyMeasure.Nature.MEASURE)
    rows, pages = slice_of(request, found)
    where = lambda state: _address(state, purpose)  # noqa: E731
    tabs = [(_("すべて"), where(""), wanted not in State.values)]
    tabs += [
        (
            _("%(state)s（%(n)s）") % {"state": state.label, "n": counts[state]},
            where(state.value),
            wanted == state,
        )
        for state in State
    ]
    return render(
        request,
        "programmes/measure_list.html",
        {
            "trail": trail_of()[:1],
            "pillars": measures.by_pillar(rows),
            "pages": pages,
            "tabs": tabs,
            "purposes": measures.purpose_tabs(
                lambda one: _address(wanted if wanted in State.values else "", one), purpose
            ),
            "is_empty": not rows,
            "is_staff": is_staff(None, request.user),
        },
    )


def _address(state: str, purpose: str) -> str:
    asked = urlencode({name: value for name, value in (("state", state), ("purpose", purpose)) if value})
    return reverse("measure_list") + (f"?{asked}" if asked else "")


@doors.person
@require_safe
def measure_overview(request: HttpRequest) -> HttpResponse:
    """How those this reader may read stand, by pillar and body, the late ones by name."""
    day = today()
    pillars = measures_overview.by_pillar_and_owner(day)
    context = {
        "trail": trail_of(),
        "pillars": pillars,
        "states": [label for _value, label in State.choices],
        "late": list(measures_overview.late_on(day)[:A_PAGE]),
        "more": max(0, sum(whole.late for _label, _bodies, whole in pillars) - A_PAGE),
        "whole": sum(whole.whole for _label, _bodies, whole in pillars),
        "purposes": measures_overview.by_purpose(day),
        "old": list(measure_ties.on_old()[:A_PAGE]),
        "more_old": max(0, sum(whole.old for _label, _bodies, whole in pillars) - A_PAGE),
        "is_staff": is_staff(None, request.user),
        "now": day,
    }
    return render(request, "programmes/measure_overview.html", context)


@doors.person
@require_safe
def measure_csv(request: HttpRequest) -> HttpResponse:
    """Every measure this reader may read with its last report; the taking stands in the journal."""
    journal.record("export_measures")
    rows = list(measures_overview.concrete())
    return csv_answer(
        "measures.csv", measures_overview.heading(), measures_overview.sheet_rows(rows, today())
    )


@doors.office("programme_staff")
def measure_new(request: HttpRequest) -> HttpResponse:
    form = MeasureForm(posted(request), initial={"nature": PolicyMeasure.Nature.MEASURE})
    if form.is_bound and form.is_valid():
        made = measures.add(by=request.user, **form.cleaned_data)
        messages.success(request, _("施策を登録しました。"))
        return redirect("measure", made.pk)
    return form_page(request, "programmes/measure_form.html", {"form": form, "trail": trail_of()})


@doors.item(PolicyMeasure, related=("owner", "section", "section__item"))
@require_safe
def measure(request: HttpRequest, found: PolicyMeasure) -> HttpResponse:
    staff = is_staff(found, request.user)
    verbs = [v for v in offered(found, request.user) if v.name in WORDS]
    hidden = "publish_measure" if found.is_public else "unpublish_measure"
    if found.nature == PolicyMeasure.Nature.POLICY:
        verbs = [v for v in verbs if v.name != "assign"]
    return render(
        request,
        "programmes/measure_page.html",
        {
            "trail": trail_of(),
            "measure": found,
            "reports": list(MeasureProgress.objects.filter(item=found).select_related("reported_by")),
            "verbs": [v for v in verbs if v.name != hidden],
            "may_reword": staff and not found.is_public and found.state == State.LISTED,
            "is_inside": bool(verbs),
            "issues": issues.issues_of(found),
            "ties": measure_ties.history(found),
            "is_staff": staff,
        },
    )


@doors.item(PolicyMeasure, allows=is_staff)
def measure_edit(request: HttpRequest, found: PolicyMeasure) -> HttpResponse:
    form = MeasureForm(posted(request), initial=MeasureForm.values_of(found))
    if form.is_bound and form.is_valid():
        return acted(
            request,
            lambda: measures.reword(found, by=request.user, **form.cleaned_data),
            back=reverse("measure", args=[found.pk]),
            said=_("施策を保存しました。"),
        )
    context = {"form": form, "measure": found, "trail": trail_of(found)}
    return form_page(request, "programmes/measure_form.html", context)


@doors.item(PolicyMeasure, related=("owner",))
def measure_act(request: HttpRequest, found: PolicyMeasure, verb: str) -> HttpResponse:
    """The check page of one act; publication is asked with a fresh sign-in."""
    if verb not in WORDS:
        raise Http404
    if not verbs_of(PolicyMeasure)[verb].allows(found, request.user):
        refuse(request, found, verb)
    page = after_fresh_sign_in(_act) if verb in GOES_OUT else _act
    return page(request, found, verb)


def _act(request: HttpRequest, found: PolicyMeasure, verb: str) -> HttpResponse:
    known, kind = verbs_of(PolicyMeasure)[verb], FORMS.get(verb)
    now = {
        "assign": {"owner": found.owner_id, "due": found.due, "section": found.section_id},
        "mark_purpose": {"purpose": found.purpose},
    }.get(verb, {})
    words = [*WORDS[verb]]
    if kind is not None and found.is_public:
        words.append(_("この施策は公開しているため、記録はそのまま公開ページに載ります。"))
    return confirm(
        request,
        lambda **given: perform(verb, found, by=request.user, **given),
        heading=known.label,
        verb=known.label,
        back=reverse("measure", args=[found.pk]),
        words=words,
        form=kind(posted(request), initial=now) if kind else None,
        said=_("「%(verb)s」の操作が完了しました。") % {"verb": known.label},
        trail=trail_of(found),
        kind="danger" if verb in ("drop", "unpublish_measure") else "main",
    )
