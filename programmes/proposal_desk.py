"""What a proposal asks of its people and of the agency now; in neutral words, of nobody who has no part in it."""

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from confidentiality.asked import any_of, one
from confidentiality.desk import Task
from programmes.desk import Desk, asks, on_the_desk
from programmes.models import (
    DeclarationMark,
    EligibilityCheck,
    InstitutionApproval,
    Proposal,
    ProposalSection,
    SectionRight,
)

_OPEN = {
    "call__state": "scheduled",
    "call__opens_at__lte": one("now", "timestamptz"),
    "call__closes_at__gt": one("now", "timestamptz"),
}

_DRAFTS = on_the_desk(
    lambda: Proposal.objects.filter(
        pk__in=any_of("representative"), representative_id=one("person"), state="draft", **_OPEN
    ).values_list("pk", "call__closes_at")
)
_REOPENED = on_the_desk(
    lambda: Proposal.objects.filter(
        Exists(ProposalSection.objects.filter(proposal=OuterRef("pk"), is_open=True)),
        pk__in=any_of("representative"),
        representative_id=one("person"),
        state="submitted",
        **_OPEN,
    ).values_list("pk", "call__closes_at")
)
_GIVEN = on_the_desk(
    lambda: SectionRight.objects.filter(
        item__proposal__in=any_of("co_applicant"),
        assignment__person_id=one("person"),
        level="edit",
        ended_at__isnull=True,
        item__is_open=True,
        item__revision=0,
        item__proposal__call__state="scheduled",
        item__proposal__call__closes_at__gt=one("now", "timestamptz"),
    ).values_list("item_id", "item__proposal__call__closes_at")
)
_UNDECLARED = on_the_desk(
    lambda: Proposal.objects.filter(
        ~Exists(DeclarationMark.objects.filter(item=OuterRef("pk"), person_id=one("person"))),
        pk__in=any_of("co_applicant"),
        state="draft",
        **_OPEN,
    ).values_list("pk", "call__closes_at")
)
_APPROVALS = on_the_desk(
    lambda: InstitutionApproval.objects.filter(
        item__in=any_of("institution"),
        answered_at__isnull=True,
        item__call__state="scheduled",
        item__call__closes_at__gt=one("now", "timestamptz"),
    ).values_list("item_id", "item__call__closes_at")
)
_TO_CHECK = on_the_desk(
    lambda: (
        EligibilityCheck.objects.filter(
            proposal__state="submitted",
            proposal__call__closes_at__lte=one("now", "timestamptz"),
        )
        .filter(
            Q(proposal__fund__in=any_of("agency"))
            | Q(proposal__concept__in=any_of("agency"))
            | Q(proposal__call__in=any_of("agency"))
        )
        .values_list("proposal__call_id")
        .distinct()
    ),
    "agency",
)


@asks
def proposals_to_send(desk: Desk) -> list[Task]:
    drafts = [
        Task(
            _("作成中の提案書を仕上げて、提出する"),
            reverse("proposal", args=[pk]),
            _("研究代表者だから"),
            due=closes,
        )
        for pk, closes in desk.said(_DRAFTS)
    ]
    again = [
        Task(
            _("変更中の提案書を、提出し直す"),
            reverse("proposal", args=[pk]),
            _("研究代表者だから。提出し直すまで、前に提出したものが有効です"),
            due=closes,
        )
        for pk, closes in desk.said(_REOPENED)
    ]
    return [*drafts, *again]


@asks
def parts_to_write(desk: Desk) -> list[Task]:
    return [
        Task(
            _("任された部分を書く"), reverse("proposal_section", args=[pk]), _("共同提案者だから"), due=closes
        )
        for pk, closes in desk.said(_GIVEN)
    ]


@asks
def declarations_to_make(desk: Desk) -> list[Task]:
    return [
        Task(
            _("研究インテグリティの申告をする"),
            reverse("proposal_declare", args=[pk]),
            _("共同提案者だから"),
            due=closes,
            minutes=10,
        )
        for pk, closes in desk.said(_UNDECLARED)
    ]


@asks
def approvals_to_give(desk: Desk) -> list[Task]:
    return [
        Task(
            _("所属機関として、提案書を承認する"),
            reverse("proposal_approval", args=[pk]),
            _("所属機関の承認者だから"),
            due=closes,
        )
        for pk, closes in desk.said(_APPROVALS)
    ]


@asks
def proposals_to_check(desk: Desk) -> list[Task]:
    return [
        Task(
            _("提案が要件を満たすか確かめる"),
            reverse("call_proposals", args=[call]) + "?state=submitted",
            _("研究推進法人の担当だから"),
        )
        for (call,) in desk.said(_TO_CHECK)
    ]
