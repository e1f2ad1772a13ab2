"""What comes of a meeting: decisions, actions, support; refuses to carry words of a stricter item to a wider circle."""

from datetime import date
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import Organisation, Person
from confidentiality import journal, outbox
from confidentiality.models import Item
from confidentiality.verbs import Refused, WrongState, lock, perform
from councils.models import ActionItem, Council, Decision, Meeting, Membership, SupportAction
from councils.rights import inside, manages_or_chairs

TRIES = 20


def _require(condition: bool, act: str) -> None:
    if not condition:
        raise Refused(act)


@transaction.atomic
def record_decision(
    council: Council,
    *,
    by: Person,
    text: str,
    meeting: Meeting | None = None,
    about: Item | None = None,
    remark_id: Any = None,
) -> Decision:
    """An agreed outcome, seen by all members; one ``about`` a paper, exactly by who has that paper's content (R77)."""
    _require(manages_or_chairs(council, by), "record_decision")
    if meeting is not None and meeting.council_id != council.pk:
        raise WrongState(_("この協議会の会合ではありません。"))
    lock(meeting.pk if meeting else council.pk)
    item_id = _circle(council, about, by)
    # A number may be taken by a decision the recorder does not see: count on from what they see.
    first = (
        Decision.objects.filter(council=council, meeting=meeting).aggregate(n=Max("number"))["n"] or 0
    ) + 1
    for number in range(first, first + TRIES):
        try:
            with transaction.atomic():
                made = Decision.objects.create(
                    item_id=item_id,
                    council=council,
                    meeting=meeting,
                    number=number,
                    text=text,
                    remark_id=remark_id,
                )
        except IntegrityError:
            continue
        journal.record("record_decision", made, meeting=str(meeting.pk) if meeting else None)
        return made
    raise WrongState(_("決定事項の番号を付けられませんでした。画面を開き直してください。"))


def _circle(council: Council, about: Item | None, by: Person) -> Any:
    """Whose words these are: the members' room, or a paper of this council that the writer reads themself."""
    if about is None:
        return council.room.pk
    if about.container_id != council.pk:
        raise WrongState(_("この協議会の資料ではありません。"))
    if not reads(about.item_id, by.pk):
        raise WrongState(_("内容を見られる資料についてだけ記録できます。"))
    return about.item_id


@transaction.atomic
def assign_action(
    council: Council,
    *,
    by: Person,
    text: str,
    owner: Membership,
    due_on: date,
    meeting: Meeting | None = None,
    decision: Decision | None = None,
    about: Item | None = None,
    is_lead: bool = False,
    remark_id: Any = None,
) -> ActionItem:
    """Somebody's follow-up with a date; what is ``about`` a paper goes only to one who reads that paper (R77, R80)."""
    _require(manages_or_chairs(council, by), "assign_action")
    if owner.council_id != council.pk or owner.state not in ("active", "leaving"):
        raise WrongState(_("担当は、在籍している構成員から選んでください。"))
    item_id = decision.item_id if decision else _circle(council, about, by)
    if not reads(item_id, owner.person_id):
        raise WrongState(_("この内容を見られる構成員ではないため、担当にできません。"))
    made = ActionItem.objects.create(
        item_id=item_id,
        council=council,
        meeting=meeting or (decision.meeting if decision else None),
        decision=decision,
        text=text,
        owner=owner,
        due_on=due_on,
        is_lead=is_lead,
        remark_id=remark_id,
    )
    journal.record("assign_action", made, owner=str(owner.pk))
    outbox.enqueue("action.assigned", made)
    return made


@transaction.atomic
def reassign_action(action: ActionItem, *, by: Person, owner: Membership, due_on: date) -> ActionItem:
    """Another owner or another date; again only to somebody who reads what it is about."""
    if (
        owner.council_id != action.council_id
        or owner.state not in ("active", "leaving")
        or not reads(action.item_id, owner.person_id)
    ):
        raise WrongState(_("この内容を見られる、在籍中の構成員から選んでください。"))
    return perform("reassign", action, by=by, owner=owner, due_on=due_on)


def reads(item_id: Any, person_id: Any) -> bool:
    """Whether that person has the item's content now; the database answers to one who has its title."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select exists (select 1 from app.who_can_see(%s, 2::smallint) where person_id = %s)",
            [item_id, person_id],
        )
        return cursor.fetchone()[0]


@transaction.atomic
def request_support(
    council: Council,
    *,
    by: Person,
    support_kind: str,
    text: str,
    provider: Organisation,
    due_on: date | None = None,
) -> SupportAction:
    """A member asks a ministry or body for accompanying support (R82)."""
    _require(inside(council, by), "request_support")
    if council.state != Council.State.ACTIVE:
        raise WrongState(_("協議会が設置済みではないため、依頼できません。"))
    made = SupportAction.objects.create(
        item_id=council.room.pk,
        council=council,
        support_kind=support_kind,
        text=text,
        provider=provider,
        due_on=due_on,
        requested_by=by,
    )
    journal.record("request_support", made, provider=str(provider.pk))
    outbox.enqueue("support.requested", made)
    return made
