"""What measures and rounds of comments ask of one person; asks the office of rounds, an organisation of its own measures."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.fields import today
from confidentiality.asked import any_of, one
from confidentiality.desk import Task
from programmes.desk import Desk, asks, on_the_desk
from programmes.models import CommentRound, Guideline, PolicyMeasure, PublicComment
from programmes.money_desk import for_staff

CLOSING_DAYS = 7
OPEN = ("planned", "underway")


def _own_measures() -> QuerySet:
    rows = PolicyMeasure.objects.filter(
        state__in=OPEN, owner_id__in=any_of("bodies"), due__lte=one("soon", "date")
    )
    return rows.values_list("pk", "due", "state").order_by("due")


def _late_measures() -> QuerySet:
    """Of the office: those whose time is over, whoever carries them out."""
    rows = for_staff(PolicyMeasure.objects.filter(state__in=OPEN, due__lt=one("now", "timestamptz")))
    return (
        rows.filter(staff=True)
        .exclude(owner_id__in=any_of("bodies"))
        .values_list("pk", "due")
        .order_by("due")
    )


def _on_old_text() -> QuerySet:
    """Of the office: open measures under a section of a version that is no longer in force."""
    rows = PolicyMeasure.objects.filter(
        state__in=OPEN, section__item__superseded_at__lte=one("now", "timestamptz")
    )
    return for_staff(rows).filter(staff=True).values_list("pk").order_by("pk")


_OWN = on_the_desk(_own_measures)
_LATE = on_the_desk(_late_measures)
_OLD = on_the_desk(_on_old_text)


@asks
def measures_to_report(desk: Desk) -> Iterable[Task]:
    """Of the reader's organisation: due within thirty days, or late."""
    for pk, due, state in desk.said(_OWN):
        verb, what = (
            ("start", _("施策の着手を報告する"))
            if state == "planned"
            else ("report_progress", _("施策の進み具合を報告する"))
        )
        yield Task(what, reverse("measure_act", args=[pk, verb]), _("担当する組織の方だから"), due, 10)


@asks
def measures_that_are_late(desk: Desk) -> Iterable[Task]:
    for pk, due in desk.said(_LATE):
        if due < today():
            what = _("期限を過ぎた施策を確かめる")
            yield Task(what, reverse("measure", args=[pk]), _("事業担当だから"), due, 5)


@asks
def measures_on_old_text(desk: Desk) -> Iterable[Task]:
    """One task however many there are: the page shows them all, and they are put right together (R3)."""
    if desk.said(_OLD):
        what = _("旧版の項目に結び付いた施策を確かめる")
        yield Task(what, reverse("measure_retie"), _("事業担当だから"), None, 20)


def _rounds() -> QuerySet:
    open_ = PublicComment.objects.filter(round=OuterRef("pk")).filter(Q(answer=None) | Q(answer__answer=""))
    rows = for_staff(CommentRound.objects.filter(results_at=None, stopped_reason="")).filter(staff=True)
    return (
        rows.annotate(waits=Exists(open_))
        .values_list("pk", "guideline_id", "closes_at", "waits")
        .order_by("closes_at")
    )


_ROUNDS = on_the_desk(_rounds)


@asks
def rounds_to_answer(desk: Desk) -> Iterable[Task]:
    """A round that ends soon, comments without an answer, answers that are not out yet."""
    why, now = _("事業担当だから"), timezone.now()
    for pk, guideline, closes_at, waits in desk.said(_ROUNDS):
        page = reverse("comment_round", args=[pk])
        if waits:
            yield Task(_("届いた意見に回答を書く"), f"{page}?open=1", why, None, 30)
        elif closes_at <= now:
            out = reverse("guideline_act", args=[guideline, "publish_results"])
            yield Task(_("意見と回答を公表する"), out, why, None, 10)
        if now < closes_at and (closes_at - now).days < CLOSING_DAYS:
            yield Task(_("意見の募集の締切を確かめる"), page, why, closes_at, 5)


def _decided() -> QuerySet:
    rows = for_staff(Guideline.objects.filter(state__in=["decided", "scheduled"])).filter(staff=True)
    return rows.values_list("pk", "state", "published_at", "stopped_at").order_by("pk")


_DECIDED = on_the_desk(_decided)


@asks
def guidelines_to_publish(desk: Desk) -> Iterable[Task]:
    """Decided and not out: its instant is to be set, set anew after an agreement took it away, or comes soon."""
    why, now = _("事業担当だから"), timezone.now()
    for pk, state, at, stopped in desk.said(_DECIDED):
        page = reverse("guideline", args=[pk])
        if state == "decided":
            what = (
                _("公表が止まった基本指針を確かめる")
                if stopped
                else _("決定した基本指針の公表の日時を決める")
            )
            yield Task(what, page, why, None, 5 if stopped else 20)
        elif at > now:
            yield Task(_("基本指針の公表の予定を確かめる"), page, why, at, 30)
