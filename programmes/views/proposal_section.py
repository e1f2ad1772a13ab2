"""One part of a proposal: written with saving at every pause, its files, its history; refuses to overwrite anybody."""

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from accounts.dates import jdate
from confidentiality import differences, doors, files, journal
from confidentiality.verbs import WrongState
from programmes import proposals
from programmes.forms.proposal import FileForm, form_for
from programmes.models import Proposal, ProposalFile, ProposalSection
from programmes.proposal_lines import plain
from programmes.proposal_text import Budget, indirect_words, length
from programmes.views.frame import confirm, refuse, too_late
from programmes.views.proposal import trail_of

Part = ProposalSection.Part


def _trail(section: ProposalSection) -> list:
    return trail_of(Proposal.objects.get(pk=section.proposal_id))


@doors.item(ProposalSection, related=("proposal", "saved_by"))
def proposal_section(request: HttpRequest, section: ProposalSection) -> HttpResponse:
    """Read it, or write it: by the button, and with scripts at every pause."""
    may = proposals.may_edit(section)
    if request.method == "POST":
        if not may and proposals.takes_text(section.proposal):
            refuse(request, section, "write_proposal")
        return _saved(request, section)
    context = _page(section, form_for(section) if may else None)
    return render(request, "programmes/proposal_section.html", context)


def _page(section: ProposalSection, form: Any, **more: Any) -> dict[str, Any]:
    budget = Budget.of(section.body) if section.part == Part.BUDGET else None
    attached = section.attached.filter(removed_at__isnull=True).select_related("file", "added_by")
    call = section.proposal.call
    return {
        "section": section,
        "form": form,
        "is_table": section.part in (Part.BUDGET, Part.PEOPLE),
        "is_text": section.part == Part.TEXT,
        "words": plain(section.part, section.body),
        "length": length(section.body.get("text", "")),
        "budget": budget,
        "indirect": indirect_words(budget, call) if budget else "",
        "call": call,
        "attached": attached,
        "file_form": FileForm(),
        "trail": _trail(section),
        **more,
    }


def _saved(request: HttpRequest, section: ProposalSection) -> HttpResponse:
    """Keep what was sent. With scripts only the line under the text comes back; a clash shows both texts, 409."""
    form = form_for(section, request.POST)
    if not form.is_valid():
        if request.htmx:
            return _part(
                request, section, status=422, problem=gettext("直すところがあるため、まだ保存していません。")
            )
        return render(
            request, "programmes/proposal_section.html", _page(section, form, problems=True), status=422
        )
    shown = request.POST.get("keep") or request.POST.get("shown", "")
    number = int(shown) if shown.isdecimal() else -1
    try:
        fresh = proposals.save_section(
            section, by=request.user, body=form.body(), shown=number, auto=bool(request.htmx)
        )
    except proposals.Clash as clash:
        return _clashed(request, section, form, clash)
    except WrongState as wrong:
        if request.htmx:
            return _part(request, section, status=409, problem=str(wrong))
        return too_late(request, wrong, reverse("proposal", args=[section.proposal_id]))
    if request.htmx:
        return _part(request, fresh, said=gettext("%(time)sに保存しました") % {"time": _clock(fresh)})
    messages.success(request, _("%(time)sに保存しました。") % {"time": _clock(fresh)})
    if "again" in request.POST:
        return redirect("proposal_section", section.pk)
    return redirect("proposal", section.proposal_id)


def _clock(section: ProposalSection) -> str:
    """Without its element: the words are also spoken and stand in a message."""
    return strip_tags(jdate(section.saved_at, "time"))


def _part(request: HttpRequest, section: ProposalSection, status: int = 200, **words: Any) -> HttpResponse:
    """The line under the form with the revision it now stands on; a refused saving keeps the one the writer had."""
    text = section.body.get("text", "") if status == 200 else request.POST.get("text", "")
    budget = Budget.of(section.body) if section.part == Part.BUDGET and status == 200 else None
    context = {
        "section": section,
        "shown": section.revision if status == 200 else request.POST.get("shown", ""),
        "is_text": section.part == Part.TEXT,
        "length": length(text),
        "budget": budget,
        "indirect": indirect_words(budget, section.proposal.call) if budget else "",
        **words,
    }
    response = render(request, "programmes/proposal_saved_part.html", context, status=status)
    response["HX-Trigger"] = json.dumps({"say": str(words.get("said") or words.get("problem") or "")})
    return response


def _clashed(
    request: HttpRequest, section: ProposalSection, form: Any, clash: proposals.Clash
) -> HttpResponse:
    """Both texts side by side, and a way to keep either; nothing has been saved."""
    old, new = plain(section.part, clash.section.body), plain(section.part, clash.typed)
    left, right = differences.pieces(old, new)
    words = {
        "clash": clash.section,
        "left": left,
        "right": right,
        "keep": clash.section.revision,
        "shown": request.POST.get("shown", ""),
    }
    if request.htmx:
        return _part(
            request,
            section,
            status=409,
            problem=gettext("ほかの方が先に保存しました。まだ保存していません。"),
            **words,
        )
    return render(request, "programmes/proposal_section.html", _page(section, form, **words), status=409)


@doors.item(ProposalSection, related=("proposal",))
@require_safe
def section_history(request: HttpRequest, section: ProposalSection) -> HttpResponse:
    """Every version of a part, who saved it and when, and what changed from the one before."""
    versions = list(section.versions.select_related("saved_by"))
    wanted = request.GET.get("version", "")
    here = next((v for v in versions if str(v.number) == wanted), versions[0] if versions else None)
    before = next((v for v in versions if here and v.number < here.number), None)
    left, right = (
        differences.pieces(plain(section.part, before.body if before else {}), plain(section.part, here.body))
        if here
        else ((), ())
    )
    context = {
        "section": section,
        "versions": versions,
        "here": here,
        "before": before,
        "left": left,
        "right": right,
        "trail": [*_trail(section), (section.title, reverse("proposal_section", args=[section.pk]))],
    }
    return render(request, "programmes/proposal_history.html", context)


@doors.item(ProposalSection, related=("proposal", "saved_by"))
@require_POST
def section_file_new(request: HttpRequest, section: ProposalSection) -> HttpResponse:
    """Hand in a file with a part."""
    if not proposals.may_edit(section) and proposals.takes_text(section.proposal):
        refuse(request, section, "add_proposal_file")
    form, back = FileForm(request.POST, request.FILES), reverse("proposal_section", args=[section.pk])
    if not form.is_valid():
        context = _page(section, form_for(section), file_problem=True)
        context["file_form"] = form
        return render(request, "programmes/proposal_section.html", context, status=422)
    try:
        proposals.add_file(section, by=request.user, checked=form.cleaned_data["file"])
    except WrongState as wrong:
        return too_late(request, wrong, back)
    messages.success(request, _("ファイルを付けました。"))
    return redirect(back)


def _attached(section: ProposalSection, file: Any) -> ProposalFile:
    found = section.attached.filter(pk=file, removed_at__isnull=True).select_related("file").first()
    if found is None:
        raise Http404
    return found


@doors.item(ProposalSection)
@require_safe
def section_file(request: HttpRequest, section: ProposalSection, file: Any) -> HttpResponse:
    found = _attached(section, file)
    data = files.read(found.file)
    journal.record("take_proposal_file", section, file=str(found.file_id))
    return files.send(data, found.file.name, found.file.content_type)


@doors.item(ProposalSection, related=("proposal",))
def section_file_remove(request: HttpRequest, section: ProposalSection, file: Any) -> HttpResponse:
    """Take a file off a part that is still worked on."""
    found = _attached(section, file)
    if not proposals.may_edit(section) and proposals.takes_text(section.proposal):
        refuse(request, section, "remove_proposal_file")
    return confirm(
        request,
        lambda: proposals.remove_file(section, found, by=request.user),
        heading=_("ファイルを取り除く"),
        verb=_("取り除く"),
        back=reverse("proposal_section", args=[section.pk]),
        words=[found.file.name, _("提出済の提案書に付いているものは、変わりません。")],
        kind="danger",
        trail=_trail(section),
        said=_("ファイルを取り除きました。"),
    )
