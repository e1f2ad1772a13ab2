"""Whom the review and its results tell by letter, and what they ask on a desk; letters name neither the thing nor anybody."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Person
from confidentiality.acting import database_now
from confidentiality.asked import any_of, one
from confidentiality.desk import Task
from confidentiality.notices import Notice, in_state, register
from programmes import conflicts
from programmes.desk import Desk, asks, on_the_desk
from programmes.models import (
    Assignment,
    CallReview,
    EvaluatorSeat,
    Proposal,
    ProposalDossier,
    ResultLetter,
)
from programmes.models.selection import runs_review
from programmes.standing import AGENCY, CO_APPLICANT, INSTITUTION, REPRESENTATIVE


def _holders(places: list, *parts: str) -> list[Person]:
    rows = Assignment.objects.filter(
        Assignment.valid_on(database_now()), item_id__in=places, role__in=parts
    ).select_related("person")
    return [a.person for a in rows]


def _agency(thing: Any) -> list[Person]:
    return _holders([thing.call_id, thing.concept_id, thing.fund_id], AGENCY)


def _reviewers(dossier: ProposalDossier) -> list[Person]:
    return [s.person for s in conflicts.live_seats(dossier).filter(is_clear=True).select_related("person")]


def _applicants(thing: Any) -> list[Person]:
    return _holders([thing.proposal_id], REPRESENTATIVE, CO_APPLICANT, INSTITUTION)


_Call, _Far = CallReview.State, ProposalDossier.State

register(
    {
        "review.reopened": Notice(
            EvaluatorSeat,
            "review_dossier",
            lambda seat: [seat.person],
            lambda seat, person: conflicts.is_live(seat),
            of=("item_id",),
        ),
        "reading.named": Notice(
            Assignment,
            "call_reading",
            lambda named: [named.person],
            lambda named, person: named.valid_until is None,
            of=("item_id",),
        ),
        "review.discussion": Notice(ProposalDossier, "review_dossier", _reviewers, in_state(_Far.DISCUSSING)),
        "review.security": Notice(ProposalDossier, "review_dossier", _agency, in_state(_Far.SELECTED)),
        "review.ranking_proposed": Notice(
            CallReview,
            "call_review_page",
            _agency,
            lambda r, p: r.state == _Call.PROPOSED and runs_review(r, p),
        ),
        "review.release_planned": Notice(
            CallReview,
            "call_review_page",
            _agency,
            lambda r, p: r.state == _Call.PLANNED and runs_review(r, p),
        ),
        # Asked as its reader at the instant it is sent: before the release there is no letter for them.
        "result.released": Notice(ResultLetter, "result_letter", _applicants, asks=True),
        "proposal.awarded": Notice(
            Proposal,
            "proposal",
            lambda p: _holders([p.pk], REPRESENTATIVE, CO_APPLICANT, INSTITUTION),
            in_state("awarded"),
        ),
    }
)


# The desk ---------------------------------------------------------------------------------------------
# Dossiers answer row by row. Who sits in hundreds asks of the seats that wait for them; nobody asks of the desk's work
# in calls they do not run.
_RUN = (
    Q(call__in=any_of("agency")) | Q(call__concept__in=any_of("agency")) | Q(call__fund__in=any_of("agency"))
)
_REVIEWS = on_the_desk(
    lambda: ProposalDossier.objects.filter(
        pk__in=EvaluatorSeat.objects.filter(
            person_id=one("person"), is_clear=True, handed_in_at__isnull=True
        ).values("item_id"),
        state="document_review",
    ).values_list("pk", "review_due")
)
_TALKS = on_the_desk(
    lambda: ProposalDossier.objects.filter(
        pk__in=EvaluatorSeat.objects.filter(person_id=one("person"), is_clear=True, is_chair=True).values(
            "item_id"
        ),
        state="discussing",
        consensus__isnull=True,
    ).values_list("pk", "number")
)
_TO_CONFIRM = on_the_desk(
    lambda: (
        CallReview.objects.filter(_RUN, state="proposed")
        .exclude(proposed_by_id=one("person"))
        .values_list("pk", "call_id")
    ),
    AGENCY,
)
_TO_APPROVE = on_the_desk(
    lambda: (
        CallReview.objects.filter(_RUN, state="planned")
        .exclude(planned_by_id=one("person"))
        .values_list("pk", "call_id")
    ),
    AGENCY,
)
_TO_CHECK = on_the_desk(
    lambda: (
        ProposalDossier.objects.filter(_RUN, state="selected", decisions__is_selected=True)
        .exclude(decisions__decided_by_id=one("person"))
        .values_list("pk", "number")
        .distinct()
    ),
    AGENCY,
)
_TO_RELEASE = on_the_desk(
    lambda: (
        CallReview.objects.filter(_RUN, state="ranked")
        .exclude(
            call_id__in=ProposalDossier.objects.filter(state__in=["ranked", "selected"]).values("call_id")
        )
        .values_list("pk", "call_id")
    ),
    AGENCY,
)
# Row security answers with the letter from its instant on, by the database's clock.
_RESULTS = on_the_desk(
    lambda: ResultLetter.objects.filter(
        is_selected=True,
        proposal_id__in=any_of("representative"),
        proposal__state__in=["eligible", "selected"],
    ).values_list("pk", "number"),
    REPRESENTATIVE,
)


@asks
def _review_tasks(desk: Desk) -> list[Task]:
    """All of them together: the words say what to do, never of which proposal."""
    agency = _("研究推進法人の担当だから")
    made = [
        Task(_("評価を提出する"), reverse("review_dossier", args=[pk]), _("審査員だから"), due, 60)
        for pk, due in desk.said(_REVIEWS)
    ]
    made += [
        Task(_("合議のまとめを書く"), reverse("review_dossier", args=[pk]), _("審査の主査だから"), None, 30)
        for pk, _number in desk.said(_TALKS)
    ]
    made += [
        Task(_("順位の案を確かめる"), reverse("call_review_page", args=[pk]), agency, None, 30)
        for pk, _call in desk.said(_TO_CONFIRM)
    ]
    made += [
        Task(_("安全管理の確認をする"), reverse("review_dossier", args=[pk]), agency, None, 30)
        for pk, _number in desk.said(_TO_CHECK)
    ]
    made += [
        Task(
            _("審査結果の通知を整え、発表の日時を決める"),
            reverse("call_review_page", args=[pk]),
            agency,
            None,
            20,
        )
        for pk, _call in desk.said(_TO_RELEASE)
    ]
    made += [
        Task(_("発表の案を確かめる"), reverse("call_review_page", args=[pk]), agency, None, 10)
        for pk, _call in desk.said(_TO_APPROVE)
    ]
    made += [
        Task(_("審査の結果を読む"), reverse("result_letter", args=[pk]), _("研究代表者だから"), None, 5)
        for pk, _number in desk.said(_RESULTS)
    ]
    return made
