"""The by-laws of a council in versions: read, propose, accept exactly this text, bring into force (R72)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from confidentiality import doors, verbs
from confidentiality.verbs import WrongState, perform
from councils import founding, seating
from councils.forms.rules import AcceptanceForm, RulesForm
from councils.models import Council, Rules, RulesTemplate
from councils.rights import inside, manages
from councils.views.answers import acted
from councils.views.frame import after_fresh_sign_in, around, confirm, own_seat, refuse, takes_part

OPEN = (Rules.State.DRAFT, Rules.State.ADOPTING)
PRESSED = {
    "propose": ((_("この文面への承諾を、全員にお願いします。対象の方にはメールでお知らせします。"),), "main"),
    "take_back": (
        (_("承諾の取得をやめ、案に戻します。文面を変えると、それまでの承諾は数えません。"),),
        "danger",
    ),
    "bring_into_force": (
        (_("全員の承諾がそろったことを確かめ、この版を施行します。いまの版は旧規約として残ります。"),),
        "main",
    ),
}


@doors.item(Council, allows=takes_part)
def council_rules(request: HttpRequest, council: Council) -> HttpResponse:
    """All versions the database shows; drafts are the secretariat's until they are put to the members."""
    is_manager = manages(council, request.user)
    versions = list(Rules.objects.filter(council=council))
    context = around(council, request.user, "council_rules") | {
        "versions": versions,
        "manages": is_manager,
        "may_draft": is_manager and not any(v.state in OPEN for v in versions),
        "current": next((v for v in versions if v.state == Rules.State.IN_FORCE), None),
    }
    return render(request, "councils/rules_list.html", context)


def _version(council: Council, number: int) -> Rules:
    found = Rules.objects.filter(council=council, number=number).first()
    if found is None:
        raise Http404
    return found


@doors.item(Council, allows=takes_part)
@after_fresh_sign_in
def rules_version(request: HttpRequest, council: Council, number: int) -> HttpResponse:
    """One version: its words, who has accepted them, my own acceptance."""
    is_manager = manages(council, request.user)
    version = _version(council, number)
    seat = own_seat(council, request.user)
    form = AcceptanceForm(request.POST or None, initial={"text_hash": version.text_hash})
    context = (
        around(council, request.user, "council_rules")
        | _acceptances(version, is_manager, seat)
        | {
            "version": version,
            "form": form,
            "verbs": [v for v in verbs.offered(version, request.user) if v.name in PRESSED],
            "may_reword": is_manager and version.state == Rules.State.DRAFT,
            "seat": seat,
        }
    )
    if not (form.is_bound and form.is_valid()):
        return render(request, "councils/rules_version.html", context, status=422 if form.is_bound else 200)
    if not context["may_accept"] and context["mine"] is None:
        refuse(request, version, "accept_rules")
    try:
        taken = seating.accept_rules(version, by=request.user, text_hash=form.cleaned_data["text_hash"])
    except WrongState as wrong:
        return render(
            request,
            "councils/rules_version.html",
            context
            | {"problem": str(wrong), "form": AcceptanceForm(initial={"text_hash": version.text_hash})},
            status=409,
        )
    if seat is not None and taken.state != seat.state:
        messages.success(request, _("規約を承諾しました。これで手続が済み、在籍となりました。"))
        return redirect("council", council.pk)
    messages.success(request, _("規約を承諾しました。"))
    return redirect("rules_version", council.pk, number)


def _acceptances(version: Rules, is_manager: bool, seat: Any) -> dict[str, Any]:
    """How far the acceptance of this very text has come; who is missing is for the secretariat."""
    given = {a.membership_id: a for a in version.acceptances.filter(text_hash=version.text_hash)}
    asked = list(version.asked().select_related("person", "organisation")) if is_manager else []
    is_open = version.state in (Rules.State.ADOPTING, Rules.State.IN_FORCE)
    mine = given.get(seat.pk) if seat else None
    return {
        "rows": [(s, given.get(s.pk)) for s in asked],
        "given": sum(1 for s in asked if s.pk in given),
        "asked": len(asked),
        "mine": mine,
        "may_accept": is_open and seat is not None and seat.state != "nominated" and mine is None,
    }


@doors.item(Council, allows=manages)
def rules_new(request: HttpRequest, council: Council) -> HttpResponse:
    """A draft, started from the rules in force or from a published model text."""
    templates = list(RulesTemplate.objects.order_by("name"))
    chosen = next((t for t in templates if str(t.pk) == request.GET.get("template")), None)
    current = Rules.objects.filter(council=council, state=Rules.State.IN_FORCE).first()
    start = chosen.text if chosen else current.text if current else templates[0].text if templates else ""
    form = RulesForm(request.POST or None, initial={"text": start})
    if form.is_bound and form.is_valid():
        return acted(
            request,
            lambda: founding.draft_rules(council, by=request.user, text=form.cleaned_data["text"]),
            back=reverse("council_rules", args=[council.pk]),
            said=_("規約の案を保存しました。"),
        )
    context = around(council, request.user, "council_rules") | {
        "form": form,
        "templates": templates,
        "chosen": chosen,
    }
    return render(request, "councils/rules_form.html", context, status=422 if form.is_bound else 200)


@doors.item(Council, allows=manages)
def rules_edit(request: HttpRequest, council: Council, number: int) -> HttpResponse:
    """Change a draft."""
    version = _version(council, number)
    form = RulesForm(request.POST or None, initial={"text": version.text})
    if form.is_bound and form.is_valid():
        return acted(
            request,
            lambda: founding.reword_rules(version, by=request.user, text=form.cleaned_data["text"]),
            back=reverse("rules_version", args=[council.pk, number]),
            said=_("規約の案を保存しました。"),
        )
    context = around(council, request.user, "council_rules") | {"form": form, "version": version}
    return render(request, "councils/rules_form.html", context, status=422 if form.is_bound else 200)


@doors.item(Council, allows=inside)
def rules_verb(request: HttpRequest, council: Council, number: int, verb: str) -> HttpResponse:
    """The check page of one verb of a version."""
    if verb not in PRESSED:
        raise Http404
    version = _version(council, number)
    if not verbs.verbs_of(Rules)[verb].allows(version, request.user):
        refuse(request, version, verb)
    label, (words, kind) = verbs.verbs_of(Rules)[verb].label, PRESSED[verb]
    return confirm(
        request,
        version,
        lambda: perform(verb, version, by=request.user),
        heading=label,
        verb=label,
        words=list(words),
        kind=kind,
        back=reverse("rules_version", args=[council.pk, number]),
        council=council,
        said=_("「%(verb)s」の操作が完了しました。") % {"verb": label},
    )
