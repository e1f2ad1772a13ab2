"""The acts of a secrecy agreement: describe, put to the members, agree or refuse, narrow, lift; content stays sealed.

The database itself releases (see sql/0001_core.sql); these acts ask, record and explain.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.phrasing import in_japanese
from confidentiality import audience, journal, naming, outbox
from confidentiality.acting import database_now, known, principals
from confidentiality.asking import (
    asked_about,
    missing_count,
    own_seat,
    seats_of,
    text_hash,
)
from confidentiality.lifecycle import (
    ENDED,
    LIVE,
    State,
    require,
)
from confidentiality.models import (
    Consent,
    Designation,
    DesignationVersion,
    Holder,
    Item,
    Principal,
    ScopedPrincipal,
)
from confidentiality.verbs import Refused, WrongState, lock
from confidentiality.wording import check_text

TEXT_FIELDS = (
    "title",
    "subject",
    "extent",
    "category",
    "origin",
    "reason",
    "handling",
    "viewpoints",
    "minimality_reason",
    "holder_scope",
    "starts_at",
    "ends_at",
)
REMIND_EVERY = timedelta(hours=20)  # "once a day" for people who come at nine one day and at eight the next


def _fresh(designation: Designation) -> Designation:
    """Under the item's lock, with nothing remembered from before it."""
    lock(designation.item_id)
    known().clear()
    return Designation.objects.select_related("item", "candidate", "in_force").get(pk=designation.pk)


def _for(act: str, designation: Designation, by: Any) -> Designation:
    """Lock, read afresh, ask right and state."""
    designation = _fresh(designation)
    require(act, designation, by)
    return designation


def _set(designation: Designation, state: str, **fields: Any) -> None:
    Designation.objects.filter(pk=designation.pk).update(state=state, **fields)


def _must_read_well(version: DesignationVersion) -> None:
    wrong = check_text({name: getattr(version, name) for name in TEXT_FIELDS}, now=database_now())
    if wrong:
        raise WrongState(next(iter(wrong.values())))


@transaction.atomic
def draft(item: Item, *, by: Any, text: dict[str, Any], scoped: Iterable[int]) -> Designation:
    """The custodian describes the item without content; until ``describe`` the draft is theirs alone.

    Raises Refused, and WrongState for what cannot be designated (a container, an item under another agreement) or
    named (a scope beyond the council).
    """
    lock(item.pk)
    known().clear()
    item = Item.objects.get(pk=item.pk)
    if (
        item.custodian_id != by.pk
        or item.container_id is None
        or audience.council(item.container_id) not in principals()
    ):
        raise Refused("draft")
    if not naming.is_leaf(item.kind):
        raise WrongState(_("会合や協議会の全体は指定できません。守る必要がある資料を1つだけ選んでください。"))
    if item.base_audience.filter(principal=audience.EVERYBODY, valid_until=None).exists():
        raise WrongState(_("公開されている資料は、守秘の対象にできません。"))
    for other in Designation.objects.filter(item_id=item.pk).exclude(state__in=ENDED):
        settle(other)
    if Designation.objects.filter(item_id=item.pk).exclude(state__in=ENDED).exists():
        raise WrongState(_("この資料には、手続中または有効な指定がすでにあります。"))
    designation = Designation.objects.create(item_id=item.pk)
    version = _write_version(designation, by=by, text=text, scoped=scoped)
    Designation.objects.filter(pk=designation.pk).update(candidate=version)
    journal.record("draft", designation, version=str(version.pk))
    return Designation.objects.select_related("item", "candidate", "in_force").get(pk=designation.pk)


def _write_version(
    designation: Designation, *, by: Any, text: dict[str, Any], scoped: Iterable[int]
) -> DesignationVersion:
    scoped = set(scoped)
    _must_be_seats_here(designation.item, scoped)
    number = (designation.versions.aggregate(n=Max("number"))["n"] or 0) + 1
    version = DesignationVersion.objects.create(
        designation=designation,
        item_id=designation.item_id,
        number=number,
        created_by=by,
        **{f: text[f] for f in TEXT_FIELDS if f in text},
    )
    ScopedPrincipal.objects.bulk_create(
        [
            ScopedPrincipal(version=version, item_id=designation.item_id, principal_id=who)
            for who in sorted(scoped)
        ]
    )
    return version


def _rewrite(designation: Designation, *, text: dict[str, Any], scoped: Iterable[int]) -> DesignationVersion:
    """A draft nobody has been shown keeps its number."""
    version, scoped = designation.candidate, set(scoped)
    _must_be_seats_here(designation.item, scoped)
    DesignationVersion.objects.filter(pk=version.pk).update(**{f: text[f] for f in TEXT_FIELDS if f in text})
    version.scoped.all().delete()
    ScopedPrincipal.objects.bulk_create(
        [
            ScopedPrincipal(version=version, item_id=designation.item_id, principal_id=who)
            for who in sorted(scoped)
        ]
    )
    journal.record("reword", designation, version=str(version.pk), was=designation.state)
    return DesignationVersion.objects.get(pk=version.pk)


def _must_be_seats_here(item: Item, scoped: set[int]) -> None:
    """Holders are members of the item's own council: all, some capacities, or single seats."""
    if not scoped:
        raise WrongState(_("保持者を1名以上選んでください。"))
    seats = {seat.principal for seat in seats_of(item.container_id, [])}
    groups = set(
        Principal.objects.filter(
            pk__in=scoped, kind__in=("council", "capacity"), ref=item.container_id
        ).values_list("pk", flat=True)
    )
    if not scoped <= seats | groups:
        raise WrongState(_("保持者にできるのは、この協議会に在籍している構成員だけです。"))


@transaction.atomic
def reword(
    designation: Designation, *, by: Any, text: dict[str, Any], scoped: Iterable[int]
) -> DesignationVersion:
    """A new wording with zero consents; what is in force stays in force meanwhile (R123). A draft is written over."""
    designation = _for("reword", designation, by)
    if designation.state == State.DRAFT:
        return _rewrite(designation, text=text, scoped=scoped)
    version = _write_version(designation, by=by, text=text, scoped=scoped)
    _must_read_well(version)
    back = {
        State.CONSENT_OPEN: State.DISCUSSING,
        State.REWORK: State.DISCUSSING,
        State.UNDER_REVIEW: State.IN_FORCE,
    }
    _set(designation, back.get(designation.state, designation.state), candidate=version, answer_by=None)
    journal.record("reword", designation, version=str(version.pk), was=designation.state)
    outbox.enqueue("designation.reworded", designation)
    return version


@transaction.atomic
def withdraw_change(designation: Designation, *, by: Any) -> None:
    """Take a proposed change of an agreement in force back; the agreement stays as it is."""
    designation = _for("withdraw_change", designation, by)
    if designation.candidate_id is None:
        raise WrongState(_("取り下げる変更の提案がありません。"))
    _set(designation, State.IN_FORCE, candidate=None, answer_by=None)
    journal.record("withdraw_change", designation, version=str(designation.candidate_id))
    outbox.enqueue("designation.change_withdrawn", designation)


@transaction.atomic
def describe(designation: Designation, *, by: Any) -> None:
    """Show the content-free description to the council; the content stays the provider's alone."""
    designation = _for("describe", designation, by)
    _must_read_well(designation.candidate)
    audience.open_to(designation.item, audience.council(designation.item.container_id))
    _set(designation, State.DESCRIBED)
    journal.record("describe", designation)
    outbox.enqueue("designation.described", designation)


@transaction.atomic
def open_discussion(designation: Designation, *, by: Any) -> None:
    """The chair, the secretariat or the provider puts it on the table; members comment and propose less."""
    designation = _for("open_discussion", designation, by)
    _set(designation, State.DISCUSSING)
    journal.record("open_discussion", designation)
    outbox.enqueue("designation.discussing", designation)


@transaction.atomic
def comment(designation: Designation, *, by: Any, text: str) -> None:
    """A member's words about the wording, before anybody is asked to agree; every member reads them."""
    designation = _for("comment", designation, by)
    _say(designation, designation.candidate, by, text)
    outbox.enqueue("designation.commented", designation)


def _say(designation: Designation, version: DesignationVersion, by: Any, text: str) -> None:
    if not text.strip():
        raise WrongState(_("意見を書いてください。"))
    seat = own_seat(designation, by)
    if seat is None:
        raise Refused("comment")
    Consent.objects.create(
        version=version,
        item_id=designation.item_id,
        principal=seat,
        person=by,
        decision=Consent.Decision.ASK,
        text_hash=text_hash(version),
        comment=text.strip(),
    )
    journal.record("comment", designation, version=str(version.pk))


@transaction.atomic
def open_consent(designation: Designation, *, by: Any, answer_by: datetime) -> int:
    """Fix who must agree and until when; returns how many. Also opens the round about a change of one in force."""
    designation = _for("open_consent", designation, by)
    version, live, now = designation.candidate, designation.in_force, database_now()
    if version is None:
        raise WrongState(_("同意を求める文面がありません。"))
    _must_read_well(version)
    if answer_by <= now or version.ends_at <= answer_by:
        raise WrongState(_("回答期限は、いまより後で、終了日より前にしてください。"))
    if live is not None and answer_by > live.valid_until:
        raise WrongState(_("変更の回答期限は、いまの終了日より前にしてください。"))
    with connection.cursor() as cursor:
        cursor.execute("select app.freeze_voters(%s)", [version.pk])
        count = cursor.fetchone()[0]
    if not count:
        raise WrongState(_("同意する構成員がいません。"))
    _set(
        designation,
        State.CHANGE_OPEN if live is not None else State.CONSENT_OPEN,
        answer_by=answer_by,
        reminded_at=None,
    )
    journal.record(
        "open_consent", designation, version=str(version.pk), voters=count, hash=text_hash(version)
    )
    outbox.enqueue("designation.consent_open", designation)
    return count


@transaction.atomic
def remind(designation: Designation, *, by: Any) -> int:
    """Ask those who have not agreed once more, at most once a day; returns how many are missing."""
    designation = _for("remind", designation, by)
    now = database_now()
    if designation.reminded_at and designation.reminded_at > now - REMIND_EVERY:
        raise WrongState(_("お知らせは1日に1回までです。明日以降にもう一度お試しください。"))
    missing = missing_count(designation.candidate)
    Designation.objects.filter(pk=designation.pk).update(reminded_at=now)
    journal.record("remind", designation, missing=missing)
    outbox.enqueue("designation.remind", designation)
    return missing


@transaction.atomic
def answer(
    designation: Designation, *, by: Any, decision: str, shown_hash: str, comment: str = ""
) -> Designation:
    """One member's answer to the text on their screen; the n-th agreement releases in this transaction.

    Raises Refused (not asked), WrongState (text changed, round closed, not a live item).
    """
    designation = _fresh(designation)
    seat = own_seat(designation, by)
    if seat is None:
        raise Refused("answer")
    version, joining = asked_about(designation, seat)
    if text_hash(version) != shown_hash:
        raise WrongState(
            _("表示していた文面が更新されました。新しい文面を読んでから、もう一度回答してください。")
        )
    journal.record("answer", designation, version=str(version.pk), decision=decision, hash=shown_hash)
    Consent.objects.create(  # the database releases, journals and queues the letter when this was the last one
        version=version,
        item_id=designation.item_id,
        principal=seat,
        person=by,
        decision=decision,
        text_hash=shown_hash,
        comment=comment,
    )
    if joining and decision == Consent.Decision.AGREE:
        journal.record("join_holders", designation, version=str(version.pk))
        outbox.enqueue("designation.joined", designation)
    elif decision == Consent.Decision.REFUSE and not joining:
        if designation.state == State.CHANGE_OPEN:
            _set(designation, State.IN_FORCE, candidate=None, answer_by=None)
        else:
            _set(designation, State.REWORK, answer_by=None)
        outbox.enqueue("designation.refused", designation)
    elif decision == Consent.Decision.ASK:
        outbox.enqueue("designation.commented", designation)
    return Designation.objects.select_related("item", "candidate", "in_force").get(pk=designation.pk)


@transaction.atomic
def lapse(designation: Designation) -> bool:
    """After the deadline, silence means no agreement: close the round. Safe to run any number of times."""
    designation = _fresh(designation)
    if (
        designation.state not in (State.CONSENT_OPEN, State.CHANGE_OPEN)
        or designation.answer_by > database_now()
    ):
        return False
    if designation.state == State.CHANGE_OPEN:
        _set(designation, State.IN_FORCE, candidate=None, answer_by=None)
    else:
        _set(designation, State.LAPSED, answer_by=None)
    journal.record("lapse", designation)
    outbox.enqueue("designation.lapsed", designation)
    return True


@transaction.atomic
def expire(designation: Designation) -> bool:
    """Say of an agreement whose end has passed that it is over; sight changed by itself at the instant."""
    designation = _fresh(designation)
    if designation.state not in LIVE or designation.in_force.valid_until > database_now():
        return False
    _set(designation, State.EXPIRED, candidate=None, answer_by=None)
    journal.record("expire", designation)
    outbox.enqueue("designation.expired", designation)
    return True


@transaction.atomic
def start_review(designation: Designation) -> bool:
    """On the review day the provider looks again; the agreement stays in force meanwhile (3.8)."""
    designation = _fresh(designation)
    today = database_now().astimezone().date()
    if designation.state != State.IN_FORCE or not designation.review_on or designation.review_on > today:
        return False
    _set(designation, State.UNDER_REVIEW, review_on=None)
    journal.record("start_review", designation)
    outbox.enqueue("designation.review_due", designation)
    return True


def settle(designation: Designation) -> str:
    """Write what the clock has done to this agreement; returns the act's name, or empty. Twice is once."""
    for act in (expire, lapse, start_review):
        if act(designation):
            return act.__name__
    return ""


@transaction.atomic
def withdraw(designation: Designation, *, by: Any, note: str) -> None:
    """The provider takes the proposal back; sealed content stays sealed."""
    designation = _for("withdraw", designation, by)
    _set(designation, State.WITHDRAWN, closing_note=note, answer_by=None)
    journal.record("withdraw", designation)
    outbox.enqueue("designation.withdrawn", designation)


@transaction.atomic
def lift(designation: Designation, *, by: Any, note: str) -> None:
    """The provider, also one who has left, ends it early; the item returns to its base audience at this instant (R123, R124)."""
    designation = _for("lift", designation, by)
    with connection.cursor() as cursor:
        cursor.execute("select app.shorten(%s, app.at())", [designation.pk])
    _set(designation, State.LIFTED, closing_note=note, candidate=None, answer_by=None)
    journal.record("lift", designation)
    outbox.enqueue("designation.lifted", designation)


@transaction.atomic
def shorten(designation: Designation, *, by: Any, ends_at: datetime) -> None:
    """An earlier end, by the provider, at once."""
    designation = _for("shorten", designation, by)
    if not database_now() < ends_at < designation.in_force.valid_until:
        raise WrongState(
            _(
                "新しい終了日は、今日より後で、いまの終了日より前にしてください。延ばすときは全員の同意が必要です。"
            )
        )
    with connection.cursor() as cursor:
        cursor.execute("select app.shorten(%s, %s)", [designation.pk, ends_at])
    journal.record("shorten", designation, ends_at=ends_at.isoformat())
    outbox.enqueue("designation.narrowed", designation)


@transaction.atomic
def drop_holder(designation: Designation, *, by: Any, principal: int) -> None:
    """Fewer holders, by the provider, at once."""
    designation = _for("drop_holder", designation, by)
    if not Holder.objects.filter(
        version=designation.in_force_id, principal=principal, valid_until=None
    ).exists():
        raise WrongState(_("この方は、いま保持者ではありません。"))
    with connection.cursor() as cursor:
        cursor.execute("select app.drop_holder(%s, %s)", [designation.in_force_id, principal])
    journal.record("drop_holder", designation, principal=principal)
    outbox.enqueue("designation.narrowed", designation)


@transaction.atomic
def ask_for_review(designation: Designation, *, by: Any, comment: str) -> None:
    """A member who has agreed may ask to look again; the agreement stays in force meanwhile."""
    designation = _for("ask_for_review", designation, by)
    _say(designation, designation.in_force, by, comment)
    _set(designation, State.UNDER_REVIEW)
    journal.record("ask_for_review", designation)
    outbox.enqueue("designation.review_asked", designation)


@transaction.atomic
def keep(designation: Designation, *, by: Any) -> None:
    """Close a review with the agreement unchanged."""
    designation = _for("keep", designation, by)
    with connection.cursor() as cursor:
        cursor.execute("select app.review_day(app.at(), %s)", [designation.in_force.valid_until])
        again = cursor.fetchone()[0]
    _set(designation, State.IN_FORCE, review_on=again)
    journal.record("keep", designation)
    outbox.enqueue("designation.kept", designation)


@transaction.atomic
def open_without_secrecy(item: Item, *, by: Any) -> None:
    """The provider shares a sealed item freely with its base audience; any proposal about it is withdrawn.

    Raises Refused to anybody but the provider, and to them once they have left.
    """
    lock(item.pk)
    known().clear()
    item = Item.objects.get(pk=item.pk)
    if item.custodian_id != by.pk or audience.council(item.container_id) not in principals():
        raise Refused("open_without_secrecy")
    for designation in Designation.objects.filter(item_id=item.pk).exclude(state__in=ENDED):
        if designation.in_force_id:
            if not expire(designation):
                raise WrongState(_("有効な指定があります。先に解除してください。"))
        else:
            _set(designation, State.WITHDRAWN, closing_note=in_japanese("守秘なしで共有"), answer_by=None)
    if not item.base_audience.filter(valid_until=None).exists():  # sealed, and never described to anybody
        audience.open_to(item, audience.council(item.container_id))
    Item.objects.filter(pk=item.pk).update(unsealed_at=database_now())
    journal.record("open_without_secrecy", item)
