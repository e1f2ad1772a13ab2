"""What visions, concepts and calls ask of one person now: an agreement, a check, an hour that comes; refuses to store it."""

from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from confidentiality.asked import any_of, one
from confidentiality.desk import Task
from programmes.desk import Desk, asks, on_the_desk
from programmes.models import Call, CallQuestion, ConceptAgreement, ConceptMinistry, NoticeDistribution


def _here(*roles: str, concept: str = "concept", fund: str = "fund", call: str = "") -> Q:
    """The reader holds one of these functions at the call, its concept or its fund."""
    found = Q()
    for name in roles:
        found |= Q(**{f"{concept}__in": any_of(name)}) | Q(**{f"{fund}__in": any_of(name)})
        if call:
            found |= Q(**{f"{call}__in": any_of(name)})
    return found


def _staff() -> Any:
    return ExpressionWrapper(one("staff", "boolean"), output_field=BooleanField())


def _agreements() -> QuerySet:
    given = ConceptAgreement.objects.filter(ministry=OuterRef("pk"), text_hash=OuterRef("item__text_hash"))
    return (
        ConceptMinistry.objects.filter(
            dropped_at=None, item__state="draft", organisation__in=any_of("bodies")
        )
        .filter(_here("ministry", "needs", concept="item", fund="item__fund"))
        .exclude(item__summary="")
        .exclude(Exists(given))
        .values_list("item_id", "pk")
    )


def _checks() -> QuerySet:
    return (
        Call.objects.annotate(is_staff=_staff())
        .filter(Q(is_staff=True) | _here("lead", call="pk"), state="clause_check")
        .exclude(submitted_by=one("person"))
        .values_list("pk", "opens_at")
    )


# An instant is compared with an instant: with a day, the database would seal every call before it compares.
def _opening() -> QuerySet:
    return Call.objects.filter(
        _here("agency", call="pk"),
        state="scheduled",
        opens_at__gt=one("now", "timestamptz"),
        opens_at__lt=one("soon", "timestamptz"),
    ).values_list("pk", "opens_at")


def _closing() -> QuerySet:
    return Call.objects.filter(
        _here("agency", call="pk"),
        state="scheduled",
        opens_at__lte=one("now", "timestamptz"),
        closes_at__gt=one("now", "timestamptz"),
        closes_at__lt=one("soon", "timestamptz"),
    ).values_list("pk", "closes_at")


def _questions() -> QuerySet:
    return (
        CallQuestion.objects.filter(_here("agency", concept="call__concept", fund="call__fund", call="call"))
        .filter(answer=None)
        .order_by("call_id")
        .values_list("call_id", flat=False)
        .distinct()
    )


def _follow_ups() -> QuerySet:
    return (
        NoticeDistribution.objects.filter(
            _here("agency", concept="call__concept", fund="call__fund", call="call")
        )
        .filter(followed_up_on=None, follow_up_due__lt=one("soon", "date"))
        .exclude(follow_up="")
        .order_by("follow_up_due")
        .values_list("call_id", "pk", "follow_up_due")[:50]  # the list of notices to follow up holds all
    )


_AGREEMENTS = on_the_desk(_agreements, "ministry", "needs")
_CHECKS = on_the_desk(_checks, "staff", "lead")
_OPENING = on_the_desk(_opening, "agency")
_CLOSING = on_the_desk(_closing, "agency")
_QUESTIONS = on_the_desk(_questions, "agency")
_FOLLOW_UPS = on_the_desk(_follow_ups, "agency")


@asks
def agreements_asked(desk: Desk) -> list[Task]:
    why = _("あなたの府省庁の合意が求められているから")
    return [
        Task(_("研究開発構想への合意を記録する"), reverse("concept_text", args=[concept]), why, None, 10)
        for concept, _pk in desk.said(_AGREEMENTS)
    ]


@asks
def clauses_to_check(desk: Desk) -> list[Task]:
    why = _("公募を決定する担当だから")
    return [
        Task(_("公募の条項を確認する"), reverse("call_clauses", args=[pk]), why, opens, 20)
        for pk, opens in desk.said(_CHECKS)
    ]


@asks
def calls_soon(desk: Desk) -> list[Task]:
    why = _("研究推進法人の担当だから")
    return [
        Task(_("公募の受付開始に備える"), reverse("call", args=[pk]), why, opens)
        for pk, opens in desk.said(_OPENING)
    ] + [
        Task(_("公募の受付終了に備える"), reverse("call", args=[pk]), why, closes)
        for pk, closes in desk.said(_CLOSING)
    ]


@asks
def questions_to_answer(desk: Desk) -> list[Task]:
    why = _("研究推進法人の担当だから")
    return [
        Task(_("公募への質問に回答する"), reverse("call_record", args=[call]), why)
        for (call,) in desk.said(_QUESTIONS)
    ] + [
        Task(_("公募の周知の後を確かめる"), reverse("distribution", args=[call, pk]), why, due)
        for call, pk, due in desk.said(_FOLLOW_UPS)
    ]
