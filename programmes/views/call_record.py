"""What is added to a published call: addenda, questions and answers, where its notice went (R54)."""

from uuid import UUID

from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from confidentiality import doors
from programmes import calls
from programmes.forms.call import AddendumForm, DistributionForm, PublicAnswerForm, QuestionForm
from programmes.models import Call, CallFile, CallQuestion, NoticeDistribution
from programmes.standing import leads_or_runs
from programmes.views.call import trail_of
from programmes.views.frame import after_fresh_sign_in, posted, slice_of
from programmes.views.words import saved


@doors.item(Call)
@require_safe
def call_record(request: HttpRequest, found: Call) -> HttpResponse:
    """Questions as they came in and where the notice went; 404 for who may read the call alone."""
    file = CallFile.objects.filter(call=found).first()
    if file is None:
        raise Http404
    reported = (
        file.distributions.exclude(reach=None).order_by().values_list("measure").annotate(n=Sum("reach"))
    )
    asked, more_asked = slice_of(
        request, file.questions.select_related("answer").order_by("number"), name="questions"
    )
    sent, more_sent = slice_of(request, file.distributions.order_by("sent_on", "body", "pk"), name="sent")
    context = {
        "call": found,
        "questions": asked,
        "more_asked": more_asked,
        "distributions": sent,
        "more_sent": more_sent,
        "reach": [(NoticeDistribution.Measure(measure).label, n) for measure, n in reported],
        "may_add": leads_or_runs(found, request.user) and found.state in calls.PUBLIC,
        "trail": trail_of(found),
    }
    return render(request, "programmes/call_record.html", context)


@doors.person
@require_safe
def notice_follow_ups(request: HttpRequest) -> HttpResponse:
    """What is still to be done after notices went out, over all calls whose record the reader keeps."""
    rows, pages = slice_of(request, calls.follow_ups())
    context = {"rows": rows, "pages": pages, "trail": trail_of()}
    return render(request, "programmes/notice_follow_ups.html", context)


@doors.item(Call, allows=leads_or_runs)
@after_fresh_sign_in
def addendum_new(request: HttpRequest, found: Call) -> HttpResponse:
    return saved(
        request,
        AddendumForm(posted(request)),
        lambda **data: calls.add_addendum(found, by=request.user, **data),
        heading=_("訂正・お知らせを加える"),
        verb=_("公表する"),
        back=reverse("call", args=[found.pk]),
        trail=trail_of(found),
        lead=(_("公表した時から、どなたでも読めます。公表した後は変更できません。"),),
        said=_("公表しました。"),
    )


@doors.item(Call, allows=leads_or_runs)
def question_new(request: HttpRequest, found: Call) -> HttpResponse:
    return saved(
        request,
        QuestionForm(posted(request)),
        lambda **data: calls.register_question(found, by=request.user, **data),
        heading=_("受け付けた質問を登録する"),
        verb=_("登録する"),
        back=reverse("call_record", args=[found.pk]),
        trail=trail_of(found),
        lead=(_("登録した質問は公表しません。回答を公表するときに、公表する言葉を別に書きます。"),),
        said=_("質問を登録しました。"),
    )


@doors.item(Call, allows=leads_or_runs)
@after_fresh_sign_in
def public_answer_new(request: HttpRequest, found: Call) -> HttpResponse:
    return saved(
        request,
        PublicAnswerForm(
            posted(request),
            questions=CallQuestion.objects.filter(call=found, answer=None).order_by("number"),
            initial={"questions": request.GET.getlist("q")},
        ),
        lambda **data: calls.publish_answer(found, by=request.user, **data),
        heading=_("質問と回答を公表する"),
        verb=_("公表する"),
        back=reverse("call_record", args=[found.pk]),
        trail=trail_of(found),
        lead=(_("公表した時から、どなたでも読めます。公表した後は変更できません。"),),
        said=_("公表しました。"),
    )


@doors.item(Call, allows=leads_or_runs)
def distribution(request: HttpRequest, found: Call, row: UUID | None = None) -> HttpResponse:
    """A notice sent out, and later what became of it."""
    kept = get_object_or_404(NoticeDistribution, call=found, pk=row) if row else None
    return saved(
        request,
        DistributionForm(posted(request), initial=DistributionForm.values_of(kept) if kept else None),
        lambda **data: calls.record_distribution(found, by=request.user, row=kept, **data),
        heading=_("周知の記録を直す") if kept else _("周知を記録する"),
        verb=_("保存する"),
        back=reverse("call_record", args=[found.pk]),
        trail=trail_of(found),
    )
