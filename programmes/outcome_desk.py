"""What planned publications ask of one person now: to look, to answer a request to close, to publish what may go out."""

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from confidentiality.asked import one
from confidentiality.desk import Task
from confidentiality.disclosures import with_state
from confidentiality.models import (
    ClosingRequest,
    Disclosure,
    DisclosureAnswer,
    DisclosureOffer,
    DisclosureVoter,
)
from programmes.desk import Desk, asks, on_the_desk

_LOOK = on_the_desk(
    lambda: (
        with_state(Disclosure.objects.all())
        .filter(
            Exists(
                DisclosureVoter.objects.filter(
                    item=OuterRef("pk"),
                    request=None,
                    person=one("person"),
                    asked_at=OuterRef("opened_at"),
                    dropped_at=None,
                )
            ),
            ~Exists(
                DisclosureAnswer.objects.filter(
                    item=OuterRef("pk"),
                    request=None,
                    person=one("person"),
                    decided_at__gte=OuterRef("opened_at"),
                )
            ),
            state_now="screening",
        )
        .values_list("pk", "decide_by")
    )
)
_CONSENT = on_the_desk(
    lambda: (
        ClosingRequest.objects.filter(
            Exists(
                DisclosureVoter.objects.filter(request=OuterRef("pk"), person=one("person"), dropped_at=None)
            ),
            ~Exists(DisclosureAnswer.objects.filter(request=OuterRef("pk"), person=one("person"))),
            state="open",
            decide_by__gt=one("now", "timestamptz"),
        )
        .order_by()
        .values_list("item_id", "decide_by")
    )
)
_READY = on_the_desk(
    lambda: (
        with_state(Disclosure.objects.filter(Q(custodian=one("person")), opened_at__isnull=False))
        .filter(state_now="cleared_open")
        .values_list("pk", "planned_on")
    )
)

_OFFERED = on_the_desk(
    lambda: (
        DisclosureOffer.objects.filter(offered_to=one("person"), state="offered")
        .order_by()
        .values_list("item_id", "offered_at")
    )
)


@asks
def planned_publications(desk: Desk) -> list[Task]:
    """One line each; the words are neutral, as letters repeat them."""
    look = [
        Task(
            _("公開の確認の原稿を見る"),
            reverse("disclosure", args=[pk]),
            _("協議会の構成員だから。回答がなければ、期限に公開できるようになります"),
            until,
            minutes=10,
        )
        for pk, until in desk.said(_LOOK)
    ]
    consent = [
        Task(
            _("非公開の要請に回答する"),
            reverse("disclosure_answer", args=[pk]),
            _("全員の同意が必要だから。期限までにそろわなければ、公開できるようになります"),
            until,
            minutes=5,
        )
        for pk, until in desk.said(_CONSENT)
    ]
    ready = [
        Task(
            _("公開できるようになったものを公開する"),
            reverse("disclosure", args=[pk]),
            _("あなたが登録した公開の確認だから"),
        )
        for pk, __ in desk.said(_READY)
    ]
    offered = [
        Task(
            _("公開の手続の引渡しの申出に返事をする"),
            reverse("outcome_offer_answer", args=[pk]),
            _("引き渡す相手として申し出られたから"),
            None,
            5,
        )
        for pk, __ in desk.said(_OFFERED)
    ]
    return [*look, *consent, *ready, *offered]
