"""What a project shows to the public, and the English page for partners abroad; worded here, opened by a verb (R39, R52)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from confidentiality import doors, verbs
from confidentiality.verbs import perform
from programmes import faces
from programmes.forms.project import FaceForm, FitForm
from programmes.models import PartnerAnswer, PartnerFit, Project, ProjectFace
from programmes.standing import edits_project, leads_or_runs
from programmes.views.frame import acted, after_fresh_sign_in, confirm, form_page, posted
from programmes.views.project_frame import around, trail

WORDS = {
    "list_publicly": (
        _(
            "課題番号、課題名、研究開発機関、公開する目的、実施期間、状態、英語の課題名を、どなたでも読めるようになります。"
        ),
        _(
            "計画、体制、お金、協議会、保護の記録は公開しません。課題の状態が変わると、公開ページも変わります。"
        ),
    ),
    "take_off_public": (_("公開ページから取り下げます。すでに読まれたものは取り消せません。"),),
    "publish_fit": (_("英語のページを、どなたでも読めるようになります。"),),
    "withdraw_fit": (_("英語のページを取り下げます。すでに読まれたものは取り消せません。"),),
}


@doors.item(Project)
@require_safe
def project_face(request: HttpRequest, project: Project) -> HttpResponse:
    """Both pages as they would be read, and what can be done with them."""
    context = around(project, request.user, "project_face")
    face, fit = faces.face_of(project), faces.fit_of(project)
    context |= {
        "face": face,
        "fit": fit,
        "sections": [(PartnerFit._meta.get_field(n).verbose_name, getattr(fit, n)) for n in fit.SECTIONS],
        "answers": answers_of(fit),
        "verbs": [*verbs.offered(face, request.user), *verbs.offered(fit, request.user)],
    }
    return render(request, "programmes/project_face.html", context)


def answers_of(fit: PartnerFit) -> list[tuple[Any, PartnerAnswer | None]]:
    """Every question in its order, with the answer where there is one."""
    found = {one.question: one for one in PartnerAnswer.objects.filter(item_id=fit.pk)}
    return [(question.label, found.get(question.value)) for question in PartnerAnswer.Question]


@doors.item(Project, allows=leads_or_runs)
def face_edit(request: HttpRequest, project: Project) -> HttpResponse:
    face = faces.face_of(project)
    form = FaceForm(posted(request), initial={n: getattr(face, n) for n in FaceForm.base_fields})
    back = reverse("project_face", args=[project.pk])
    if form.is_bound and form.is_valid():
        return acted(
            request,
            lambda: faces.word_face(project, by=request.user, **form.cleaned_data),
            back=back,
            said=_("公開ページの記載を保存しました。"),
        )
    listed = face.state == ProjectFace.State.LISTED
    context = {
        "form": form,
        "back": back,
        "heading": _("公開ページの記載を書く"),
        "lead": _("公開ページに掲載中です。保存すると、すぐに公開されます。")
        if listed
        else _("公開ページに掲載するまで、課題の関係者だけが読めます。"),
        "trail": trail(project, inside=True),
    }
    return form_page(request, "programmes/plan_form.html", context)


@doors.item(Project, allows=edits_project)
def fit_edit(request: HttpRequest, project: Project) -> HttpResponse:
    """The English page and its check-list."""
    fit = faces.fit_of(project)
    initial = {n: getattr(fit, n) for n in fit.SECTIONS}
    for one in PartnerAnswer.objects.filter(item_id=fit.pk):
        initial |= {f"a_{one.question}": one.answer, f"n_{one.question}": one.note}
    form = FitForm(posted(request), initial=initial)
    back = reverse("project_face", args=[project.pk])
    if form.is_bound and form.is_valid():
        return acted(
            request,
            lambda: faces.word_fit(project, by=request.user, answers=form.answers(), **form.words()),
            back=back,
            said=_("海外の相手先向けのページを保存しました。"),
        )
    context = {
        "form": form,
        "back": back,
        "heading": _("海外の相手先向けのページを書く"),
        "lead": _("国外の一流の大学が参加を考えるときに尋ねることに、英語で答えます。途中でも保存できます。"),
        "trail": trail(project, inside=True),
    }
    return form_page(request, "programmes/plan_form.html", context)


@doors.item(Project, allows=leads_or_runs)
@after_fresh_sign_in
def face_act(request: HttpRequest, project: Project, verb: str) -> HttpResponse:
    """The check page before something is opened to everybody, or taken back."""
    if verb not in WORDS:
        raise Http404
    subject = faces.fit_of(project) if verb.endswith("_fit") else faces.face_of(project)
    label = verbs.verbs_of(type(subject))[verb].label
    return confirm(
        request,
        lambda: perform(verb, subject, by=request.user),
        heading=label,
        verb=label,
        back=reverse("project_face", args=[project.pk]),
        words=list(WORDS[verb]),
        kind="main" if verb in ("list_publicly", "publish_fit") else "danger",
        trail=trail(project, inside=True),
        said=_("「%(verb)s」の操作が完了しました。") % {"verb": label},
    )
