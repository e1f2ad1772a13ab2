"""The register of reviewers and scouts: for the fund's agency whole, for each person their own line; nobody else has a page of it."""

import base64

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from confidentiality import doors, journal
from confidentiality.verbs import can, offered, perform
from programmes import scout_csv, scouts
from programmes.forms.comment import ReturnedListForm
from programmes.forms.fund import ReasonForm
from programmes.forms.scout import DeclineForm, KnownForm, NewScoutForm, ScoutFilter, ScoutForm, ScoutListForm
from programmes.imports import Unreadable
from programmes.models import Fund, ScoutEntry, ScoutRegister
from programmes.models.scout import is_own, keeps, keeps_for
from programmes.sheets import csv_answer
from programmes.views.entry import Entry, entered
from programmes.views.frame import confirm, form_page, posted, refuse, slice_of
from programmes.views.fund import trail_to

SHOWN = 100  # faults a page names
HERE = _("審査員・目利きの名簿")
MINE = _("名簿への登録の依頼")
TOLD = _("本人に知らせ、承諾すると、審査員・評価者に選べるようになります。")
KEPT = _("名簿は、この基金の研究推進法人の担当者と本人のほかには、だれにも表示しません。")
WORDS = {
    "agree_to_judge": (_("表示している内容で、依頼を受けられることを承諾します。"), None, "main"),
    "pause_judging": (_("再開するまで、新しい依頼は届きません。いまの担当は続きます。"), None, "main"),
    "resume_judging": (_("新しい依頼を受けられるようにします。"), None, "main"),
    "decline_to_judge": (
        _("この時から、新しい依頼は届きません。いまの担当は、「あなたの評価」から辞退できます。"),
        DeclineForm,
        "danger",
    ),
    "remove_scout": (_("理由は本人も読みます。いまの担当は続きます。"), ReasonForm, "danger"),
    "ask_scout_again": (_("本人に知らせます。承諾するまで、新しい依頼はできません。"), None, "main"),
}


def trail_of(fund: Fund, *, here: bool = False) -> list:
    """The crumbs above the register of a fund."""
    above = trail_to(fund)
    return above if here else [*above, (HERE, reverse("scout_list", args=[fund.pk]))]


def _asked(request: HttpRequest, fund: Fund) -> tuple[ScoutFilter, QuerySet[ScoutEntry]]:
    """The lines of a fund that the filter leaves."""
    form, rows = ScoutFilter(request.GET or None), ScoutEntry.objects.filter(item__fund=fund)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        rows = scouts.named(rows, data["q"])
        if data["field"]:
            rows = rows.filter(fields__overlap=scouts.near([data["field"]]))
        if data["function"]:
            rows = rows.filter(**{data["function"]: True})
        if data["state"] == "usable":
            rows = scouts.usable(rows)
        elif data["state"]:
            rows = rows.filter(state=data["state"])
    return form, scouts.in_order(rows)


@doors.item(Fund, allows=keeps_for)
@require_safe
def scout_list(request: HttpRequest, fund: Fund) -> HttpResponse:
    """A page of the register; a fixed number of queries however many lines there are."""
    form, rows = _asked(request, fund)
    shown, pages = slice_of(request, rows)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "fund": fund,
        "form": form,
        "rows": scouts.known(shown, [], set()),
        "count": rows.count(),
        "is_narrowed": bool(query),
        "pages": pages,
        "csv": f"{reverse('scout_csv', args=[fund.pk])}?{query.urlencode()}",
        "trail": trail_of(fund, here=True),
    }
    return render(request, "programmes/scout_list.html", context)


@doors.item(ScoutRegister, allows=keeps)
@require_safe
def scout_register(request: HttpRequest, register: ScoutRegister) -> HttpResponse:
    """From the register to its page at the fund."""
    return redirect("scout_list", register.fund_id)


@doors.item(Fund, allows=keeps_for)
def scout_new(request: HttpRequest, fund: Fund) -> HttpResponse:
    """Ask somebody."""
    back = reverse("scout_list", args=[fund.pk])
    entry = Entry(
        _("名簿への登録を依頼する"),
        _("依頼する"),
        back,
        trail_of(fund),
        (TOLD, KEPT),
        (TOLD, KEPT),
        _("名簿への登録を依頼しました。"),
    )
    return entered(
        request,
        NewScoutForm(posted(request)),
        entry,
        lambda **data: scouts.enter(fund, by=request.user, **ScoutForm.said(**data)),
        where=lambda made: reverse("scout", args=[made.pk]),
    )


@doors.item(Fund, allows=keeps_for)
@require_safe
def scout_csv_out(request: HttpRequest, fund: Fund) -> HttpResponse:
    """The lines of the filter as a sheet; that it was taken stands in the journal."""
    _form, rows = _asked(request, fund)
    found = list(rows)
    if register := scouts.register_of(fund):
        journal.record("export_scouts", register, rows=len(found))
    return csv_answer("scouts.csv", scout_csv.HEADING, scout_csv.lines(found))


@doors.item(Fund, allows=keeps_for)
def scout_list_new(request: HttpRequest, fund: Fund) -> HttpResponse:
    """People to ask as a list: read, shown, then asked all together; with one fault nobody is asked."""
    form = ScoutListForm(posted(request), request.FILES or None)
    template = "programmes/scout_list_form.html"
    page = {"form": form, "fund": fund, "columns": scout_csv.columns(), "trail": trail_of(fund)}
    if not (form.is_bound and form.is_valid()):
        return form_page(request, template, page)
    data, _name = form.given()
    page["sent"] = base64.b64encode(data).decode()
    try:
        if "sure" not in request.POST:
            sheet, people = scout_csv.look_at(fund, data, by=request.user)
            if sheet.faults:
                raise scout_csv.Faulty(sheet)
            found = [(people[r.number], ScoutEntry(**scout_csv.said(r))) for r in sheet.rows]
            return render(request, template, {**page, "found": found, "names": scouts.field_names()})
        n = scout_csv.take(fund, by=request.user, data=data)
    except Unreadable as wrong:
        form.add_error(None if form.cleaned_data.get("data") else "file", str(wrong))
        return form_page(request, template, page)
    except scout_csv.Faulty as wrong:
        faults = wrong.sheet.in_order()
        told = {"faults": faults[:SHOWN], "all": len(faults), "more": max(0, len(faults) - SHOWN)}
        return render(request, template, {**page, **told}, status=422)
    messages.success(request, ngettext("%(n)s名に依頼しました。", "%(n)s名に依頼しました。", n) % {"n": n})
    return redirect("scout_list", fund.pk)


@doors.item(Fund, allows=keeps_for)
@require_POST
def scout_list_corrected(request: HttpRequest, fund: Fund) -> HttpResponse:
    """The refused list back, with what is wrong in front of each row; nothing of it was kept in between."""
    form = ReturnedListForm(request.POST)
    try:
        if not form.is_valid():
            return redirect("scout_list_new", fund.pk)
        sheet, _people = scout_csv.look_at(fund, form.cleaned_data["data"], by=request.user)
    except Unreadable:
        return redirect("scout_list_new", fund.pk)
    response = HttpResponse(sheet.corrected(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="scouts-corrected.csv"'
    return response


# One line ----------------------------------------------------------------------------------------------
def _above(entry: ScoutEntry, own: bool) -> list:
    if own:
        return [(_("制度と基金"), reverse("programme_home")), (MINE, reverse("my_scouts"))]
    return trail_of(Fund.objects.get(pk=entry.item.fund_id))


@doors.item(ScoutEntry)
@require_safe
def scout(request: HttpRequest, entry: ScoutEntry) -> HttpResponse:
    """What a person is asked for and how they answered: theirs, and the agency's."""
    own, names = is_own(entry, request.user), scouts.field_names()
    live = entry.state in (ScoutEntry.State.ASKED, ScoutEntry.State.AGREED, ScoutEntry.State.PAUSED)
    steps = offered(entry, request.user)
    if live:
        steps = [v for v in steps if v.name != "ask_scout_again"]
    if entry.is_over:
        steps = [v for v in steps if v.name not in ("agree_to_judge", "resume_judging")]
    context = {
        "entry": entry,
        "own": own,
        "fields": [names[f] for f in entry.fields if f in names],
        "verbs": [(v, WORDS[v.name][2]) for v in steps],
        "edit": reverse("scout_own" if own else "scout_edit", args=[entry.pk]) if live else "",
        "trail": _above(entry, own),
    }
    return render(request, "programmes/scout_page.html", context)


@doors.item(ScoutEntry, allows=keeps)
def scout_edit(request: HttpRequest, entry: ScoutEntry) -> HttpResponse:
    """The agency's words of a line."""
    back = reverse("scout", args=[entry.pk])
    more = _("役割を加えるか、期限を延ばすと、本人がもう一度承諾するまで依頼できなくなります。")
    trail = [*_above(entry, False), (entry.person.name, back)]
    words = Entry(_("名簿の登録を直す"), _("保存する"), back, trail, (more,), (more,), _("保存しました。"))
    return entered(
        request,
        ScoutForm(posted(request), initial=ScoutForm.values_of(entry)),
        words,
        lambda shown, **data: scouts.edit(entry, by=request.user, shown=shown, **ScoutForm.said(**data)),
        where=lambda _made: back,
    )


@doors.item(ScoutEntry, allows=is_own)
def scout_own(request: HttpRequest, entry: ScoutEntry) -> HttpResponse:
    """What one can judge, put right by oneself."""
    back = reverse("scout", args=[entry.pk])
    trail = [*_above(entry, True), (entry.fund_name, back)]
    words = Entry(
        _("専門分野と言語を直す"), _("保存する"), back, trail, said=_("専門分野と言語を保存しました。")
    )
    return entered(
        request,
        KnownForm(posted(request), initial=KnownForm.values_of(entry)),
        words,
        lambda shown, **data: scouts.correct_own(
            entry, by=request.user, shown=shown, **KnownForm.said(**data)
        ),
        where=lambda _made: back,
    )


@doors.item(ScoutEntry)
def scout_act(request: HttpRequest, entry: ScoutEntry, verb: str) -> HttpResponse:
    """One step: agree, pause, resume, say no; remove, ask again."""
    if verb not in WORDS:
        raise Http404
    own, (words, form, kind) = is_own(entry, request.user), WORDS[verb]
    method = getattr(ScoutEntry, verb).verb
    if not can(verb, entry, request.user) and not method.allows(entry, request.user):
        refuse(request, entry, verb)
    back = reverse("scout", args=[entry.pk])
    return confirm(
        request,
        lambda **given: perform(verb, entry, by=request.user, **given),
        heading=method.label,
        verb=method.label,
        back=back,
        words=[_told(entry), words] if verb == "agree_to_judge" else [words],
        form=form(posted(request)) if form else None,
        trail=[*_above(entry, own), (entry.fund_name if own else entry.person.name, back)],
        said=_("保存しました。"),
        kind=kind,
        shown=entry.mark if verb == "agree_to_judge" else "",
    )


def _told(entry: ScoutEntry) -> str:
    """What is agreed to, in one line."""
    from accounts.dates import jdate

    until = strip_tags(jdate(entry.until)) or _("期限なし")
    return _("%(fund)s：%(functions)s（期限：%(until)s）") % {
        "fund": entry.fund_name,
        "functions": "、".join(entry.functions),
        "until": until,
    }


@doors.person
@require_safe
def my_scouts(request: HttpRequest) -> HttpResponse:
    """The registers one is asked to be on, or is on, newest first."""
    mine = ScoutEntry.objects.filter(person=request.user).select_related("person").order_by("-asked_at", "pk")
    rows, pages = slice_of(request, mine)
    trail = [(_("制度と基金"), reverse("programme_home"))]
    return render(request, "programmes/scout_mine.html", {"rows": rows, "pages": pages, "trail": trail})
