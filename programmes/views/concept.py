"""A concept's words, the ministries' agreement to them, its handing over and its public sheet (3.3)."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from confidentiality import doors
from confidentiality.acting import database_now
from programmes import concepts
from programmes.forms.fund import ReasonForm
from programmes.forms.vision import AgreementForm, ConceptTextForm, MinistryForm
from programmes.models import Call, ConceptAgreement, ConceptMinistry, ConceptSheet, RDConcept, RDVision
from programmes.standing import leads, leads_or_runs, oversees
from programmes.views.frame import after_fresh_sign_in, confirm, posted, refuse
from programmes.views.fund import Page
from programmes.views.project import _trail
from programmes.views.words import bound_act, offered, saved

State = RDConcept.State
PAGES = {
    "settle_agreement": Page(
        (_("合意を求めた府省庁のすべてが、いまの本文に合意していることを確かめて確定します。"),), forward=True
    ),
    "hand_over": Page(
        (
            _("本文を研究推進法人へ提示します。この後は、本文を変更できません。"),
            _("研究推進法人は、この構想から公募を行えるようになります。"),
        ),
        forward=True,
    ),
    "list_concept": Page(
        (
            _("名称・内容・上限額・期間を、どなたでも読めるように公開します。"),
            _("配分、課題、担当者の氏名は公開しません。"),
        )
    ),
    "unlist_concept": Page(
        (_("公開ページから外します。すでに読まれたものは取り消せません。"),), kind="danger"
    ),
    "discard_concept": Page(
        (
            _(
                "まちがって作った構想の案を取りやめます。一覧から外れ、基金の担当者と府省庁の事業担当だけが見られます。"
            ),
            _("取りやめた案は、元に戻せません。"),
        ),
        form=ReasonForm,
        kind="danger",
    ),
    "reopen_concept": Page(
        (_("本文を直せるようになります。本文を変えると、すべての府省庁の合意が改めて必要です。"),),
        form=ReasonForm,
    ),
    "close_concept": Page(
        (_("この構想から新しい公募を行えなくなります。採択した課題は続きます。"),),
        form=ReasonForm,
        kind="danger",
    ),
}
BOUND = ("settle_agreement", "hand_over")


def trail_of(found: RDConcept) -> list:
    return [*_trail(found), (found.title, reverse("concept", args=[found.pk]))]


def related(found: RDConcept) -> dict[str, Any]:
    """What a theme sharpens and which themes sharpen a project, as (title, address): of what the reader sees (R33)."""
    sharp = RDConcept.objects.filter(pk=found.sharpens_id).first() if found.sharpens_id else None
    themes = RDConcept.kept().filter(sharpens=found).order_by("title")
    return {
        "sharpens": (sharp.title, reverse("concept_text", args=[sharp.pk])) if sharp else None,
        "themes": [(one.title, reverse("concept_text", args=[one.pk])) for one in themes],
    }


@doors.item(RDConcept, related=("ministry", "agency"))
@require_safe
def concept_text(request: HttpRequest, found: RDConcept) -> HttpResponse:
    """What the ministries are asked to agree to, who has, and what is still missing."""
    person = request.user
    rows = list(found.named())
    for row in rows:
        row.item = found
    agreements = list(
        ConceptAgreement.objects.filter(item=found).select_related("ministry__organisation", "recorded_by")
    )
    is_draft, now = found.state == State.DRAFT, database_now()
    context = {
        "concept": found,
        "vision": RDVision.objects.filter(pk=found.vision_id).first(),
        **related(found),
        "rows": [(row, is_draft and not row.has_agreed and concepts.may_agree(row, person)) for row in rows],
        "agreements": agreements,
        "lacking": [why for why in (found.why_not_agreed(), found.why_not_handed_over()) if why]
        if found.state in (State.DRAFT, State.AGREED)
        else [],
        "calls": [(call, call.phase(now)) for call in Call.objects.filter(concept=found).order_by("code")],
        "sheet": ConceptSheet.objects.filter(concept=found).first() if found.is_listed else None,
        "may_edit": is_draft and leads(found, person),
        "may_call": found.state not in (State.CLOSED, State.DISCARDED) and leads_or_runs(found, person),
        "verbs": offered(
            found,
            person,
            PAGES,
            without=("list_concept",) if found.is_listed else ("unlist_concept",),
        ),
        "trail": trail_of(found),
    }
    return render(request, "programmes/concept_text.html", context)


@doors.item(RDConcept, allows=leads)
def concept_edit(request: HttpRequest, found: RDConcept) -> HttpResponse:
    return saved(
        request,
        ConceptTextForm(posted(request), initial=ConceptTextForm.values_of(found), concept=found),
        lambda **data: concepts.edit_concept(found, by=request.user, **data),
        heading=_("構想の本文を直す"),
        back=reverse("concept_text", args=[found.pk]),
        trail=trail_of(found),
        lead=(_("本文を変えると、それまでの府省庁の合意は数えません。合意を改めて求めます。"),),
        shown=found.text_hash,
    )


@doors.item(RDConcept, allows=leads)
def concept_ministry(request: HttpRequest, found: RDConcept) -> HttpResponse:
    return saved(
        request,
        MinistryForm(posted(request)),
        lambda **data: concepts.name_ministry(found, by=request.user, **data),
        heading=_("合意を求める府省庁を加える"),
        verb=_("加える"),
        back=reverse("concept_text", args=[found.pk]),
        trail=trail_of(found),
        lead=(_("構想の担当者になっている、その府省庁の方に通知します。"),),
    )


def _row(found: RDConcept, ministry: UUID) -> ConceptMinistry:
    row = get_object_or_404(
        ConceptMinistry.objects.select_related("organisation"), item=found, pk=ministry, dropped_at=None
    )
    row.item = found
    return row


@doors.item(RDConcept, allows=leads)
def concept_ministry_drop(request: HttpRequest, found: RDConcept, ministry: UUID) -> HttpResponse:
    row = _row(found, ministry)
    return confirm(
        request,
        lambda: concepts.drop_ministry(row, by=request.user),
        heading=_("合意を求めるのをやめる"),
        verb=_("やめる"),
        back=reverse("concept_text", args=[found.pk]),
        words=[row.organisation.name],
        kind="danger",
        trail=trail_of(found),
        said=_("合意を求める府省庁から外しました。"),
    )


@doors.item(RDConcept)
@after_fresh_sign_in
def concept_agree(request: HttpRequest, found: RDConcept, ministry: UUID) -> HttpResponse:
    """One ministry's agreement to exactly the text on the page before."""
    row = _row(found, ministry)
    if not concepts.may_agree(row, request.user):
        refuse(request, found, "concept_agree")
    return confirm(
        request,
        lambda **data: concepts.agree_for(row, by=request.user, **data),
        heading=_("いまの本文への合意を記録する"),
        verb=_("合意を記録する"),
        back=reverse("concept_text", args=[found.pk]),
        words=[
            _("%(body)sの合意を、いまの本文に結び付けて記録します。本文が変わると、この合意は数えません。")
            % {"body": row.organisation.name}
        ],
        form=AgreementForm(posted(request)),
        trail=trail_of(found),
        shown=found.text_hash,
        said=_("合意を記録しました。"),
    )


@doors.item(RDConcept, allows=oversees)
@after_fresh_sign_in
def concept_act(request: HttpRequest, found: RDConcept, verb: str) -> HttpResponse:
    back: Any = reverse("concept_text", args=[found.pk])
    return bound_act(request, found, verb, PAGES, bound=BOUND, back=back, trail=trail_of(found))
