"""Handing the publication of an outcome to another of the project: offered, answered, taken back; moves nothing itself."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Person
from confidentiality import disclosure_handover as handover
from confidentiality import disclosures, doors
from confidentiality.acting import database_now
from confidentiality.models import Disclosure
from confidentiality.verbs import WrongState
from programmes import outcomes
from programmes.forms.outcome import OfferAnswerForm, OfferForm
from programmes.models import Assignment, Outcome
from programmes.standing import REPRESENTATIVE
from programmes.views.entry import Entry, entered
from programmes.views.frame import confirm, posted, refuse, too_late
from programmes.views.outcome import project_of, trail_of


def of_the_project(found: Outcome, but: Any) -> QuerySet[Person]:
    """The project's representative and who takes part, another than the author."""
    held = Assignment.objects.filter(
        Assignment.valid_on(database_now()),
        item_id=found.project_id,
        role__in=[REPRESENTATIVE, "participant"],
    )
    people = Person.objects.filter(pk__in=held.values("person"), is_active=True).exclude(pk=but.pk)
    return people.order_by("family_kana", "given_kana")


@doors.item(Outcome, allows=outcomes.works_on)
def outcome_offer(request: HttpRequest, found: Outcome) -> HttpResponse:
    """Its author asks somebody else of the project to go on with it."""
    planned, back = Disclosure.objects.filter(subject=found).first(), reverse("outcome", args=[found.pk])
    if planned is None or not disclosures.is_author(planned, request.user):
        refuse(request, found, "offer_disclosure")
    if request.method != "POST" and (why := handover.why_not(planned, request.user)):
        return too_late(request, WrongState(why), reverse("disclosure", args=[planned.pk]))
    after = (
        _("相手が引き受けると、公開の計画と原稿は相手のものになり、あなたは変更も公開もできなくなります。"),
        _("守秘の指定の内容を再現しているとした部分は、相手には見せません。"),
    )
    entry = Entry(
        _("公開の手続を引き渡す"),
        _("申し出る"),
        back,
        trail_of(found, project_of(found)),
        after,
        after,
        _("引渡しを申し出ました。相手の返事を待ちます。"),
    )
    return entered(
        request,
        OfferForm(posted(request), people=of_the_project(found, request.user)),
        entry,
        lambda **data: handover.offer(found, by=request.user, **data),
        where=lambda _made: back,
    )


@doors.item(Outcome)
def outcome_offer_answer(request: HttpRequest, found: Outcome) -> HttpResponse:
    """For whom it was offered alone; for everybody else there is no such page."""
    offered = handover.open_offer(found.pk)
    if offered is None or offered.offered_to_id != request.user.pk:
        raise Http404
    form = OfferAnswerForm(posted(request))
    return confirm(
        request,
        lambda answer: handover.answer(offered, by=request.user, accepts=answer == "accept"),
        heading=_("公開の手続の引渡しの申出に返事をする"),
        verb=_("返事をする"),
        back=reverse("outcome", args=[found.pk]),
        words=[
            _("成果：%(title)s") % {"title": found.title},
            _("申し出た人：%(name)s") % {"name": offered.offered_by.name},
            _("理由：%(reason)s") % {"reason": offered.reason},
            _(
                "引き受けると、公開の計画と原稿があなたのものになります。引継ぎと理由は、確認を求める協議会にも表示します。"
            ),
        ],
        form=form,
        trail=trail_of(found, project_of(found)),
        said=_("返事をしました。"),
    )


@doors.item(Outcome)
def outcome_offer_withdraw(request: HttpRequest, found: Outcome) -> HttpResponse:
    """Whoever offered it keeps it after all."""
    offered = handover.open_offer(found.pk)
    if offered is None or offered.offered_by_id != request.user.pk:
        raise Http404
    return confirm(
        request,
        lambda: handover.withdraw(offered, by=request.user),
        heading=_("引渡しの申出を取り下げる"),
        verb=_("取り下げる"),
        back=reverse("outcome", args=[found.pk]),
        words=[_("相手：%(name)s") % {"name": offered.offered_to.name}],
        kind="danger",
        trail=trail_of(found, project_of(found)),
        said=_("申出を取り下げました。"),
    )
