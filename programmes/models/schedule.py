"""Work packages, milestones, looks after the end: due, done, who answers for them, and why a date moved (R43, R44)."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from confidentiality.guards import Guard
from programmes.models.register import Register, filled, in_order, organisation


def _late_with_a_reason(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(done_on__isnull=True) | Q(done_on__lte=F("due_on")) | filled("delay_reason"),
        name=name,
        violation_error_message=_("期限の後に済んだときは、遅れた理由を記入してください。"),
    )


class Scheduled(Register):
    """A line with a date; once the project runs, the date moves only with a reason (the database asks too)."""

    due_on = models.DateField(_("期限"))
    done_on = models.DateField(_("済んだ日"), null=True, blank=True)
    delay_reason = models.TextField(
        _("期限を動かした理由・遅れの理由"),
        blank=True,
        help_text=_("課題の開始後に期限を動かすとき、または期限の後に済んだときは、必ず記入してください。"),
    )

    class Meta(Register.Meta):
        abstract = True
        ordering = ["due_on", "id"]


@pghistory.track(context_field=None)
class WorkPackage(Scheduled):
    """A part of the work with a beginning, an end and one responsible organisation."""

    code = models.CharField(_("番号"), max_length=20)
    title = models.CharField(_("名称"), max_length=200)
    organisation = organisation(_("責任を持つ組織"), blank=False)
    starts_on = models.DateField(_("開始"))
    state_note = models.TextField(_("状況"), blank=True)

    guard = Guard()

    class Meta(Scheduled.Meta):
        verbose_name = _("作業項目")
        constraints = [
            _late_with_a_reason("work_package_late_with_a_reason"),
            in_order(
                "starts_on",
                "due_on",
                "work_package_ends_after_start",
                _("期限は、開始以後の日にしてください。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


@pghistory.track(context_field=None)
class Milestone(Scheduled):
    """A point that must be reached, with what shows that it was."""

    work_package = models.ForeignKey(
        WorkPackage,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("作業項目"),
        related_name="milestones",
    )
    title = models.CharField(_("名称"), max_length=200)
    criterion = models.TextField(_("達成と認める基準"))
    evidence = models.TextField(_("達成の根拠"), blank=True)
    organisation = organisation(_("責任を持つ組織"), blank=False)

    guard = Guard()

    class Meta(Scheduled.Meta):
        verbose_name = _("マイルストーン")
        constraints = [
            _late_with_a_reason("milestone_late_with_a_reason"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | filled("evidence"),
                name="milestone_reached_with_evidence",
                violation_error_message=_("達成したときは、達成の根拠を記入してください。"),
            ),
        ]


@pghistory.track(context_field=None)
class AfterCheck(Scheduled):
    """A day on which somebody looks at what became of the results, also long after the project's end (R44, R58)."""

    subject = models.CharField(_("確かめること"), max_length=200)
    organisation = organisation(_("確かめる組織"), blank=False)
    found = models.TextField(_("確かめた結果"), blank=True)

    guard = Guard()

    class Meta(Scheduled.Meta):
        verbose_name = _("終了後の追跡")
        constraints = [
            _late_with_a_reason("after_check_late_with_a_reason"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | filled("found"),
                name="after_check_done_with_words",
                violation_error_message=_("確かめたときは、確かめた結果を記入してください。"),
            ),
        ]
