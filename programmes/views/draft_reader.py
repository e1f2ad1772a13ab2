"""Pages of who reads a draft of the guideline or of a vision: named people, limiting it to them, and ending that; decides no text."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from confidentiality import doors
from confidentiality.verbs import WrongState
from programmes import draft_readers
from programmes.draft_readers import Draft
from programmes.forms.draft_reader import NarrowForm, WidenForm
from programmes.forms.review import CandidateForm
from programmes.models import Assignment, Guideline, RDVision
from programmes.rights import is_staff
from programmes.views import guideline, vision
from programmes.views.frame import confirm, posted, refuse, too_late

TRAILS: dict[type, Callable[[Any], list]] = {Guideline: guideline.trail_of, RDVision: vision.trail_of}
PAGE = {Guideline: "guideline_readers", RDVision: "vision_readers"}
OWN = {Guideline: "guideline", RDVision: "vision"}
LIST = {Guideline: "guideline_list", RDVision: "vision_list"}


def _trail(draft: Draft, *, at_readers: bool = True) -> list:
    own = [(_("案の閲覧者"), _place(draft))] if at_readers else []
    return [*TRAILS[type(draft)](draft), *own]


def _place(draft: Draft, *, of: dict[type, str] = PAGE) -> str:
    return reverse(of[type(draft)], args=[draft.pk])


def _while_written(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of a draft that is written; of one that has gone on it says so."""

    @wraps(view)
    def inner(request: HttpRequest, draft: Draft) -> HttpResponse:
        try:
            draft_readers.require_written(draft)
        except WrongState as wrong:
            return too_late(request, wrong, _place(draft, of=OWN))
        return view(request, draft)

    return inner


@require_safe
def _readers(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Who reads it now, and why it was limited; for whoever reads it while it is a draft."""
    named = draft_readers.readers(draft)
    if not (draft_readers.is_written(draft) or named):
        raise Http404
    staff = is_staff(draft, request.user)
    context = {
        "draft": draft,
        "rows": named,
        "steps": draft_readers.steps(draft) if staff else [],
        "may_name": staff and draft_readers.is_written(draft),
        "may_end": staff,
        "away": draft_readers.away(named),
        "trail": _trail(draft, at_readers=False),
        "names": {
            name: reverse(f"{PAGE[type(draft)]}_{name}", args=[draft.pk])
            for name in ("narrow", "new", "widen")
        },
        "end_page": f"{PAGE[type(draft)]}_end",
    }
    return render(request, "programmes/draft_readers.html", context)


@_while_written
def _narrow(request: HttpRequest, draft: Draft) -> HttpResponse:
    label = _("閲覧者を限定する")
    return confirm(
        request,
        lambda people, reason: draft_readers.narrow_readers(
            draft, by=request.user, people=people, reason=reason
        ),
        heading=label,
        verb=label,
        back=_place(draft),
        words=[
            _("限定すると、この時から、名前を挙げた方だけが読めます。"),
            _(
                "ほかの方には、案があることだけを、内容を含まない名前で知らせます。検討の記録は、名前を挙げた方のうち、府省庁の事業担当だけが読めます。"
            ),
            _("意見の募集または決定の前に、限定を解きます。それまで、先へ進めません。"),
        ],
        form=NarrowForm(posted(request), by=request.user),
        trail=_trail(draft),
        said=_("閲覧者を限定しました。"),
    )


@_while_written
def _new(request: HttpRequest, draft: Draft) -> HttpResponse:
    label = _("閲覧者を加える")
    return confirm(
        request,
        lambda person: draft_readers.name_draft_reader(draft, by=request.user, person=person),
        heading=label,
        verb=_("加える"),
        back=_place(draft),
        words=[
            _(
                "加えた方は、この時から、案を読めます。直すことと検討の記録を読むことは、府省庁の事業担当だけができます。ご本人に、メールで知らせます。"
            )
        ],
        form=CandidateForm(posted(request)),
        trail=_trail(draft),
        said=_("閲覧者を加えました。"),
    )


def _end(request: HttpRequest, draft: Draft, assignment: Any) -> HttpResponse:
    rows = Assignment.objects.select_related("person")
    found = get_object_or_404(rows, pk=assignment, item_id=draft.pk, role__in=draft_readers.NAMES)
    own = found.person_id == request.user.pk
    if not (own or is_staff(draft, request.user)):
        refuse(request, draft, "end_draft_reader")
    return confirm(
        request,
        lambda: draft_readers.end_draft_reader(draft, found, by=request.user),
        heading=_("閲覧者から外す"),
        verb=_("外す"),
        back=reverse(LIST[type(draft)]) if own else _place(draft),
        words=[_("%(name)sさんは、この時から、この案を読めなくなります。") % {"name": found.person.name}],
        kind="danger",
        trail=_trail(draft),
        said=_("閲覧者から外しました。"),
    )


def _widen(request: HttpRequest, draft: Draft) -> HttpResponse:
    label = _("閲覧者の限定を解く")
    return confirm(
        request,
        lambda reason: draft_readers.widen_readers(draft, by=request.user, reason=reason),
        heading=label,
        verb=_("限定を解く"),
        back=_place(draft, of=PAGE if draft_readers.is_written(draft) else OWN),
        words=[
            _(
                "この時から、府省庁の事業担当の全員と、文書管理担当、基金の研究推進法人の担当者が読めるようになります。"
            ),
            _("事業担当でない閲覧者は、読めなくなります。"),
        ],
        form=WidenForm(posted(request)),
        trail=_trail(draft),
        said=_("閲覧者の限定を解きました。"),
    )


guideline_readers = doors.item(Guideline)(_readers)
guideline_readers_narrow = doors.item(Guideline, allows=is_staff)(_narrow)
guideline_readers_new = doors.item(Guideline, allows=is_staff)(_new)
guideline_readers_end = doors.item(Guideline)(_end)
guideline_readers_widen = doors.item(Guideline, allows=is_staff)(_widen)
vision_readers = doors.item(RDVision)(_readers)
vision_readers_narrow = doors.item(RDVision, allows=is_staff)(_narrow)
vision_readers_new = doors.item(RDVision, allows=is_staff)(_new)
vision_readers_end = doors.item(RDVision)(_end)
vision_readers_widen = doors.item(RDVision, allows=is_staff)(_widen)
