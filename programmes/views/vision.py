"""Visions: which are in force, what each says, how it came about, what changed (R31, R32)."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from confidentiality import doors
from programmes import catalogue, draft_readers, visions
from programmes.forms.fund import ReasonForm
from programmes.forms.vision import (
    DeliberationForm,
    InputForm,
    SupportForm,
    VisionDecisionForm,
    VisionForm,
    VisionStartForm,
)
from programmes.models import (
    CriticalTechnology,
    NarrowingDecision,
    RDVision,
    ReasonedStep,
    VisionFile,
    VisionInput,
    VisionTechnology,
)
from programmes.rights import is_staff
from programmes.views.frame import after_fresh_sign_in, confirm, posted, slice_of
from programmes.views.fund import Page
from programmes.views.words import bound_act, offered, saved

State = RDVision.State
EDITABLE = (State.DRAFT, State.DELIBERATING)
PAGES = {
    "deliberate": Page((_("プログラム会議の審議に付します。審議の間も本文を直せます。"),), forward=True),
    "decide_vision": Page(
        (_("決定した後は、本文も支援対象の技術も変更できません。"),), form=VisionDecisionForm, forward=True
    ),
    "publish_vision": Page(
        (
            _("どなたでも読めるように公表します。取り消すことはできません。"),
            _(
                "同じ次のビジョンの前の版は旧版となり、公開したまま残ります。ほかの次のビジョンは、そのまま現行です。"
            ),
        ),
        forward=True,
    ),
    "discard_vision": Page(
        (
            _("まちがって作った案を取りやめます。一覧から外れ、府省庁の事業担当だけが見られます。"),
            _("ビジョンの番号は、次に作る案で使えるようになります。取りやめた案は、元に戻せません。"),
        ),
        form=ReasonForm,
        kind="danger",
    ),
    "back_to_draft": Page((_("プログラム会議の審議をやめ、案作成中に戻します。"),), form=ReasonForm),
    "reopen_vision": Page(
        (
            _("決定の記録を取り消し、審議中に戻します。本文と支援対象の技術を直し、決定を改めて記録します。"),
            _("取り消した決定の日と主体は、ビジョンの記載から消えます。理由は審議の記録に残ります。"),
        ),
        form=ReasonForm,
        kind="danger",
    ),
}
BOUND = ("decide_vision", "publish_vision")
FORWARD = ("deliberate", "decide_vision")


def trail_of(found: RDVision | None = None) -> list:
    trail = [
        (_("制度と基金"), reverse("programme_home")),
        (pgettext_lazy("list", "研究開発ビジョン"), reverse("vision_list")),
    ]
    return trail + ([(found.title, reverse("vision", args=[found.pk]))] if found else [])


@doors.person
@require_safe
def vision_list(request: HttpRequest) -> HttpResponse:
    """The versions this reader may read, by number and the newest of each first, a page at a time.

    ``?discarded=1``: the drafts that were given up, which are in no other list.
    """
    given_up = request.GET.get("discarded") == "1"
    found = RDVision.objects.filter(state=State.DISCARDED) if given_up else RDVision.kept()
    rows, pages = slice_of(request, found.order_by("number", "-revision", "pk"))
    context = {
        "trail": trail_of()[:1],
        "rows": rows,
        "pages": pages,
        "given_up": given_up,
        "may_start": is_staff(None, request.user),
        "hidden": 0 if given_up else draft_readers.hidden_drafts(RDVision),
    }
    return render(request, "programmes/vision_list.html", context)


@doors.office("programme_staff")
def vision_new(request: HttpRequest) -> HttpResponse:
    made: list[RDVision] = []
    return saved_to(
        saved(
            request,
            VisionStartForm(posted(request)),
            lambda **data: made.append(visions.start_vision(by=request.user, **data)),
            heading=_("新しいビジョンの案を作る"),
            verb=_("作る"),
            back=reverse("vision_list"),
            trail=trail_of(),
            lead=(_("次の番号のビジョンになります。公表されているビジョンを補うもので、置き換えません。"),),
            said=_("ビジョンの案を作りました。"),
        ),
        made,
        "vision",
    )


def saved_to(response: HttpResponse, made: list, name: str) -> HttpResponse:
    """To the page of what was made, when something was."""
    return redirect(name, made[0].pk) if made else response


@doors.item(RDVision, allows=is_staff)
def vision_revise(request: HttpRequest, found: RDVision) -> HttpResponse:
    """A revision begins with the technologies and findings of the version in force."""
    if found.state != State.PUBLISHED:
        raise Http404
    made: list[RDVision] = []
    return saved_to(
        saved(
            request,
            VisionStartForm(posted(request), initial={"title": found.title}),
            lambda **data: made.append(visions.start_vision(by=request.user, basis=found, **data)),
            heading=_("改定の案を作る"),
            verb=_("作る"),
            back=reverse("vision", args=[found.pk]),
            trail=trail_of(found),
            lead=(_("公表するまで、いまの版が現行です。公表すると、いまの版は旧版になります。"),),
            said=_("改定の案を作りました。"),
        ),
        made,
        "vision",
    )


@doors.item(RDVision, related=("guideline",))
@require_safe
def vision(request: HttpRequest, found: RDVision) -> HttpResponse:
    staff = is_staff(found, request.user)
    lacking = found.lacking() if staff else ""
    file = VisionFile.objects.filter(vision=found).first()
    basis = RDVision.objects.filter(pk=found.revises_id).first()
    context = {
        "trail": trail_of(),
        "vision": found,
        # Who chose what and why is the office's: everybody else reads the vision's own words alone.
        "supported": list(found.supported.select_related("decision") if staff else found.supported.all()),
        "inputs": list(found.inputs.all()),
        "deliberations": list(file.deliberations.select_related("recorded_by")) if file else [],
        "reads_file": file is not None,
        "steps": list(
            ReasonedStep.objects.filter(item_id=file.pk)
            .exclude(verb__in=draft_readers.STEPS)
            .select_related("taken_by")
        )
        if file
        else [],
        "named": draft_readers.is_narrowed(found),
        "versions": list(RDVision.kept().filter(number=found.number).order_by("-revision")),
        "basis": basis,
        "may_edit": staff and found.state in EDITABLE,
        "may_deliberate": staff and found.state == State.DELIBERATING,
        "may_revise": staff
        and found.state == State.PUBLISHED
        and not RDVision.objects.filter(number=found.number, state__in=visions.PREPARING).exists(),
        "lacking": lacking,
        # A step that would be refused is not offered: the page says what it waits for instead.
        "verbs": offered(found, request.user, PAGES, without=FORWARD if lacking else ()),
        "is_staff": staff,
        "closed": NarrowingDecision.State.CLOSED,
        "entries": catalogue.entries_linked_to(found),
    }
    return render(request, "programmes/vision_page.html", context)


@doors.item(RDVision, related=("revises",))
@require_safe
def vision_changes(request: HttpRequest, found: RDVision) -> HttpResponse:
    """The version and the one it revises side by side."""
    basis = RDVision.objects.filter(pk=found.revises_id).first()
    if basis is None:
        raise Http404
    context = {
        "vision": found,
        "basis": basis,
        "rows": visions.compare(basis, found),
        "trail": trail_of(found),
        "frame": "base.html",
    }
    return render(request, "programmes/vision_changes.html", context)


@doors.item(RDVision, allows=is_staff)
def vision_edit(request: HttpRequest, found: RDVision) -> HttpResponse:
    form = VisionForm(posted(request), initial=VisionForm.values_of(found))
    return saved(
        request,
        form,
        lambda **data: visions.edit_vision(found, by=request.user, **data),
        heading=_("ビジョンの本文を直す"),
        back=reverse("vision", args=[found.pk]),
        trail=trail_of(found),
        shown=found.text_hash,
    )


@doors.item(RDVision, allows=is_staff)
def vision_support(request: HttpRequest, found: RDVision) -> HttpResponse:
    taken = VisionTechnology.objects.filter(item=found).values("technology")
    free = CriticalTechnology.objects.filter(decisions__isnull=False).exclude(pk__in=taken)
    form = SupportForm(posted(request), technologies=free.order_by("name").distinct())
    return saved(
        request,
        form,
        lambda **data: visions.support(found, by=request.user, **data),
        heading=_("支援対象の技術を加える"),
        verb=_("加える"),
        back=reverse("vision", args=[found.pk]),
        trail=trail_of(found),
        lead=(_("絞込みの検討を始めた重要技術から選びます。決定までに、絞込みの決定が必要です。"),),
    )


@doors.item(RDVision, allows=is_staff)
def vision_input(request: HttpRequest, found: RDVision) -> HttpResponse:
    return saved(
        request,
        InputForm(posted(request)),
        lambda **data: visions.link_input(found, by=request.user, **data),
        heading=_("シンクタンクの知見を加える"),
        verb=_("加える"),
        back=reverse("vision", args=[found.pk]),
        trail=trail_of(found),
    )


@doors.item(RDVision, allows=is_staff)
def vision_part_drop(request: HttpRequest, found: RDVision, kind: str, part: UUID) -> HttpResponse:
    """Take a technology or a finding off a draft."""
    model: Any = {"technology": VisionTechnology, "input": VisionInput}.get(kind)
    if model is None:
        raise Http404
    row = get_object_or_404(model, item=found, pk=part)
    back = reverse("vision", args=[found.pk])
    return confirm(
        request,
        lambda: visions.drop_part(row, by=request.user),
        heading=_("案から外す"),
        verb=_("外す"),
        back=back,
        words=[getattr(row, "name", "") or row.title],
        kind="danger",
        trail=trail_of(found),
        said=_("外しました。"),
    )


@doors.item(RDVision, allows=is_staff)
def vision_deliberation(request: HttpRequest, found: RDVision) -> HttpResponse:
    return saved(
        request,
        DeliberationForm(posted(request)),
        lambda **data: visions.record_deliberation(found, by=request.user, **data),
        heading=_("プログラム会議の審議を記録する"),
        verb=_("記録する"),
        back=reverse("vision", args=[found.pk]),
        trail=trail_of(found),
        lead=(_("記録は、公表した後も事業担当だけが見られます。記録した後は変更できません。"),),
        said=_("審議を記録しました。"),
    )


@doors.item(RDVision, allows=is_staff)
def vision_act(request: HttpRequest, found: RDVision, verb: str) -> HttpResponse:
    page = after_fresh_sign_in(_act) if verb in BOUND else _act
    return page(request, found, verb)


def _act(request: HttpRequest, found: RDVision, verb: str) -> HttpResponse:
    back = reverse("vision", args=[found.pk])
    return bound_act(request, found, verb, PAGES, bound=BOUND, back=back, trail=trail_of(found))
