"""Who is asked about which wording, who waits, who would hold; reads the agreements and changes none."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import DateTimeField, Exists, Func, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from accounts.dates import last_moment
from confidentiality import audience, naming
from confidentiality.acting import database_now, principals
from confidentiality.lifecycle import LIVE, State
from confidentiality.models import (
    Consent,
    Designation,
    DesignationVersion,
    Holder,
    Principal,
    ScopedPrincipal,
    Voter,
)
from confidentiality.verbs import WrongState

AT = Func(function="app.at", output_field=DateTimeField())  # the database's instant, inside a query


def seats_of(container: Any, scoped: Iterable[int]) -> list["naming.Seat"]:
    """Everybody who sits in this container now; whether they would be asked, and whether they would hold.

    Empty for a reader who does not sit there.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select principal_id, person_id, votes, scoped from app.seats_of(%s, %s)",
            [container, list(scoped)],
        )
        rows = cursor.fetchall()
    return naming.describe_seats(container, rows)


def text_hash(version: DesignationVersion) -> str:
    """The hash a consent is bound to, computed by the database from every word of the version."""
    with connection.cursor() as cursor:
        cursor.execute("select app.version_hash(%s)", [version.pk])
        return cursor.fetchone()[0]


def canonical_text(version: DesignationVersion) -> str:
    """The lines whose SHA-256 (UTF-8) is ``text_hash``: with them a receipt can be checked without the portal."""
    with connection.cursor() as cursor:
        cursor.execute("select app.version_text(%s)", [version.pk])
        return cursor.fetchone()[0]


def missing_count(version: DesignationVersion) -> int:
    with connection.cursor() as cursor:
        cursor.execute("select app.missing_voters(%s)", [version.pk])
        return cursor.fetchone()[0]


def own_seat(designation: Designation, person: Any) -> Principal | None:
    """The reader's membership principal in this item's council, or None."""
    return Principal.objects.filter(
        kind="membership",
        pk__in=principals(),
        ref__in=person.holdings.filter(
            ground="membership", principals__contains=[audience.council(designation.item.container_id)]
        ).values("ground_id"),
    ).first()


def asked_about(designation: Designation, seat: Principal) -> tuple[DesignationVersion, bool]:
    """The version this member is asked about, and whether they join one already in force (R130).

    Raises WrongState with the reason when they are asked about nothing now.
    """
    now = database_now()
    candidate, live = designation.candidate, designation.in_force
    if live is not None and live.valid_until <= now:
        raise WrongState(_("この指定は、期間が満了しています。"))
    if (
        designation.state in (State.CONSENT_OPEN, State.CHANGE_OPEN)
        and Voter.objects.filter(version=candidate, principal=seat).exists()
    ):
        if designation.answer_by > now:
            return candidate, False
        if live is None:
            raise WrongState(
                _("回答期限（%(at)s）を過ぎました。") % {"at": last_moment(designation.answer_by)}
            )
    if live is not None and designation.state in LIVE:
        held = Holder.objects.filter(version=live, principal=seat).order_by("-valid_from").first()
        if held and held.valid_until is None:
            raise WrongState(
                _("すでに同意しています。見直しを求めるときは「見直しを求める」から申し出てください。")
            )
        if held:
            raise WrongState(_("提供者が保持者の範囲を狭めたため、この資料の保持者ではなくなりました。"))
        if not live.scoped.filter(principal_id__in=principals()).exists():
            raise WrongState(_("この指定の保持者の範囲に含まれていないため、同意は必要ありません。"))
        return live, True
    raise WrongState(_("いまは同意を受け付けていません。"))


def awaiting_answer(person: Any) -> QuerySet[Designation]:
    """What waits for this reader: an open round they have not agreed in, or one in force they may join."""
    mine = list(principals())
    last = (
        Consent.objects.filter(version=OuterRef("candidate"), principal__in=mine)
        .order_by("-decided_at", "-id")
        .values("decision")[:1]
    )
    asked = Q(
        Exists(Voter.objects.filter(version=OuterRef("candidate"), principal__in=mine)),
        ~Q(own_last=Consent.Decision.AGREE) | Q(own_last=None),
        state__in=(State.CONSENT_OPEN, State.CHANGE_OPEN),
        answer_by__gt=AT,
    )
    refused = Consent.objects.filter(
        version=OuterRef("in_force"), principal__in=mine, decision=Consent.Decision.REFUSE
    )
    joins = Q(
        Exists(ScopedPrincipal.objects.filter(version=OuterRef("in_force"), principal__in=mine)),
        ~Exists(Holder.objects.filter(version=OuterRef("in_force"), principal__in=mine)),
        ~Exists(refused),
        state__in=LIVE,
        in_force__valid_until__gt=AT,
    )
    return Designation.objects.annotate(own_last=Subquery(last)).filter(asked | joins)


def holding(person: Any) -> QuerySet[Designation]:
    """Agreements in force under which this reader holds content."""
    mine = Holder.objects.filter(
        version=OuterRef("in_force"), principal__in=list(principals()), valid_until=None
    )
    return in_force().filter(Exists(mine))


def in_force() -> QuerySet[Designation]:
    """Agreements whose time has not run out, whoever holds; the secretariat and other members know them by title."""
    return Designation.objects.filter(state__in=LIVE, in_force__valid_until__gt=AT)


def due() -> QuerySet[Designation]:
    """Agreements the clock has overtaken: for the periodic task that settles them."""
    now = database_now()
    return Designation.objects.filter(
        Q(state__in=(State.CONSENT_OPEN, State.CHANGE_OPEN), answer_by__lte=now)
        | Q(state__in=LIVE, in_force__valid_until__lte=now)
        | Q(state=State.IN_FORCE, review_on__lte=now.astimezone().date())
    )
