"""The acts of a secrecy agreement: describe, put to the members, agree or refuse, narrow, lift; content stays sealed.

The database itself releases (see sql/0001_core.sql); these acts ask, record and explain.
"""
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from confidentiality import audience, journal, outbox
from confidentiality.acting import database_now, known, principals
from confidentiality.models import Consent, Designation, DesignationVersion, Item, Principal, ScopedPrincipal, Voter
from confidentiality.verbs import Refused, WrongState, lock

State = Designation.State
VIEWPOINTS = ("implementation", "leak_prevention", "diversity", "incentive", "theme")  # the four of the framework text, and the theme
MAX_YEARS = 5  # a cap per item; longer needs a new agreement (domain: 極秘 ≤ 5 years)
TEXT_FIELDS = ("title", "subject", "extent", "category", "origin", "reason", "handling", "viewpoints", "minimality_reason",
               "holder_scope", "starts_at", "ends_at")


def is_provider(designation: Designation, person: Any) -> bool:
    return designation.item.custodian_id == person.pk


def is_member(designation: Designation, person: Any) -> bool:
    """The reader sits, active and pledged, on the council this item belongs to."""
    return designation.item.container_id is not None and audience.council(designation.item.container_id) in principals()


def manages_container(designation: Designation, person: Any) -> bool:
    """Holds the right to manage the container; asked through the container's own rights."""
    container = _container(designation.item)
    from confidentiality import grants

    return is_member(designation, person) and grants.holds("manage", container, person)


def _container(item: Item) -> Any:
    from django.apps import apps

    base = Item.objects.get(pk=item.container_id)
    return apps.get_model(base.kind)._default_manager.get(pk=base.pk)


def _fresh(designation: Designation) -> Designation:
    """Under the item's lock, with nothing remembered from before it."""
    lock(designation.item_id)
    known().clear()
    return Designation.objects.select_related("item", "candidate", "in_force").get(pk=designation.pk)


def _require(condition: bool, act: str) -> None:
    if not condition:
        raise Refused(act)


def _in_state(designation: Designation, *states: str) -> None:
    if designation.state not in states:
        raise WrongState(_("この操作は、いまの状態（%(state)s）ではできません。画面を開き直してください。")
                         % {"state": designation.get_state_display()})


def _set(designation: Designation, state: str, **fields: Any) -> None:
    Designation.objects.filter(pk=designation.pk).update(state=state, **fields)


def check_text(text: dict[str, Any], *, now: datetime) -> dict[str, str]:
    """Field → sentence for what the law of the house refuses (R106, R109, R110, R136); empty when fine."""
    wrong = {}
    if text["ends_at"] <= now:
        wrong["ends_at"] = _("終了日は、明日以降の日にしてください。")
    elif text["ends_at"].year - now.year > MAX_YEARS or (text["ends_at"] - now).days > 366 * MAX_YEARS:
        wrong["ends_at"] = _("期間は5年以内にしてください。続ける必要があるときは、改めて全員の同意を求めてください。")
    for name in VIEWPOINTS[:4]:
        if not str(text["viewpoints"].get(name, "")).strip():
            wrong["viewpoints"] = _("4つの観点のすべてについて、考慮したことを記入してください。")
    whole = ("会合全体", "会議全体", "全ての議事", "すべての議事", "議論の全て", "議論のすべて", "会合で話し合われた全て")
    if any(phrase in text["subject"] + text["extent"] for phrase in whole):
        wrong["extent"] = _("会合の全体は対象にできません。守る必要がある情報を1つだけ特定してください。")
    return wrong


@transaction.atomic
def draft(item: Item, *, by: Any, text: dict[str, Any], scoped: Iterable[int]) -> Designation:
    """The custodian describes the item without content. Nobody else sees the draft but its title-holders."""
    lock(item.pk)
    _require(item.custodian_id == by.pk, "draft")
    if Designation.objects.filter(item_id=item.pk).exclude(state__in=[State.LAPSED, State.WITHDRAWN, State.LIFTED, State.EXPIRED]).exists():
        raise WrongState(_("この資料には、手続中または有効な指定がすでにあります。"))
    designation = Designation.objects.create(item_id=item.pk)
    version = _write_version(designation, by=by, text=text, scoped=scoped)
    Designation.objects.filter(pk=designation.pk).update(candidate=version)
    journal.record("draft", designation, version=str(version.pk))
    return Designation.objects.get(pk=designation.pk)


def _write_version(designation: Designation, *, by: Any, text: dict[str, Any], scoped: Iterable[int]) -> DesignationVersion:
    number = (designation.versions.aggregate(n=Max("number"))["n"] or 0) + 1
    version = DesignationVersion.objects.create(
        designation=designation, item_id=designation.item_id, number=number, created_by=by, **{f: text[f] for f in TEXT_FIELDS if f in text}
    )
    for who in set(scoped):
        ScopedPrincipal.objects.create(version=version, item_id=designation.item_id, principal_id=who)
    return version


@transaction.atomic
def reword(designation: Designation, *, by: Any, text: dict[str, Any], scoped: Iterable[int]) -> DesignationVersion:
    """A new wording with zero consents; what is in force stays in force meanwhile (R123)."""
    designation = _fresh(designation)
    _require(is_provider(designation, by), "reword")
    _in_state(designation, State.DRAFT, State.DESCRIBED, State.DISCUSSING, State.REWORK, State.CONSENT_OPEN, State.IN_FORCE, State.UNDER_REVIEW)
    version = _write_version(designation, by=by, text=text, scoped=scoped)
    back = {State.CONSENT_OPEN: State.DISCUSSING, State.REWORK: State.DISCUSSING, State.UNDER_REVIEW: State.IN_FORCE}
    _set(designation, back.get(designation.state, designation.state), candidate=version, answer_by=None)
    journal.record("reword", designation, version=str(version.pk), was=designation.state)
    return version


@transaction.atomic
def describe(designation: Designation, *, by: Any) -> None:
    """Show the content-free description to the council; the content stays the provider's alone."""
    designation = _fresh(designation)
    _require(is_provider(designation, by), "describe")
    _in_state(designation, State.DRAFT)
    audience.open_to(designation.item, audience.council(designation.item.container_id))
    _set(designation, State.DESCRIBED)
    journal.record("describe", designation)
    outbox.enqueue("designation.described", designation)


@transaction.atomic
def open_discussion(designation: Designation, *, by: Any) -> None:
    designation = _fresh(designation)
    _require(is_provider(designation, by) or manages_container(designation, by), "open_discussion")
    _in_state(designation, State.DESCRIBED)
    _set(designation, State.DISCUSSING)
    journal.record("open_discussion", designation)


@transaction.atomic
def open_consent(designation: Designation, *, by: Any, answer_by: datetime) -> int:
    """Fix who must agree and until when; returns how many. Also opens the round about a change of one in force."""
    designation = _fresh(designation)
    _require(manages_container(designation, by) or is_provider(designation, by), "open_consent")
    _in_state(designation, State.DISCUSSING, State.DESCRIBED, State.IN_FORCE)
    version = designation.candidate
    if version is None:
        raise WrongState(_("同意を求める文面がありません。"))
    now = database_now()
    if answer_by <= now or version.ends_at <= now:
        raise WrongState(_("回答期限と終了日は、いまより後にしてください。"))
    with connection.cursor() as cursor:
        cursor.execute("select app.freeze_voters(%s)", [version.pk])
        count = cursor.fetchone()[0]
    if not count:
        raise WrongState(_("同意する構成員がいません。"))
    changing = designation.state == State.IN_FORCE
    _set(designation, State.CHANGE_OPEN if changing else State.CONSENT_OPEN, answer_by=answer_by)
    journal.record("open_consent", designation, version=str(version.pk), voters=count, hash=text_hash(version))
    outbox.enqueue("designation.consent_open", designation)
    return count


def text_hash(version: DesignationVersion) -> str:
    """The hash a consent is bound to, computed by the database from every word of the version."""
    with connection.cursor() as cursor:
        cursor.execute("select app.version_hash(%s)", [version.pk])
        return cursor.fetchone()[0]


def missing_count(version: DesignationVersion) -> int:
    with connection.cursor() as cursor:
        cursor.execute("select app.missing_voters(%s)", [version.pk])
        return cursor.fetchone()[0]


def own_seat(designation: Designation, person: Any) -> Principal | None:
    """The reader's membership principal in this item's council, or None."""
    return Principal.objects.filter(
        kind="membership", pk__in=principals(),
        ref__in=person.holdings.filter(ground="membership", principals__contains=[audience.council(designation.item.container_id)]).values("ground_id"),
    ).first()


@transaction.atomic
def answer(designation: Designation, *, by: Any, decision: str, shown_hash: str, comment: str = "") -> Designation:
    """One member's answer to the text on their screen; the n-th agreement releases in this transaction.

    Raises Refused (not asked), WrongState (text changed, round closed, not a live item).
    """
    designation = _fresh(designation)
    seat = own_seat(designation, by)
    _require(seat is not None, "answer")
    version, joining = _asked_about(designation, seat)
    if text_hash(version) != shown_hash:
        raise WrongState(_("表示していた文面が更新されました。新しい文面を読んでから、もう一度回答してください。"))
    Consent.objects.create(
        version=version, item_id=designation.item_id, principal=seat, person=by, decision=decision, text_hash=shown_hash, comment=comment
    )
    journal.record("answer", designation, version=str(version.pk), decision=decision, hash=shown_hash)
    after = Designation.objects.get(pk=designation.pk)
    if decision == Consent.Decision.REFUSE and not joining:
        if designation.state == State.CHANGE_OPEN:
            _set(designation, State.IN_FORCE, candidate=None, answer_by=None)
        else:
            _set(designation, State.REWORK, answer_by=None)
        outbox.enqueue("designation.refused", designation)
    elif after.in_force_id == version.pk and not joining:
        journal.record("release", after, version=str(version.pk), hash=shown_hash)
        outbox.enqueue("designation.in_force", after)
    elif joining and decision == Consent.Decision.AGREE:
        journal.record("join_holders", after, version=str(version.pk))
        outbox.enqueue("designation.joined", after)
    return Designation.objects.get(pk=designation.pk)


def _asked_about(designation: Designation, seat: Principal) -> tuple[DesignationVersion, bool]:
    """The version this member is asked about, and whether they join one already in force (R130)."""
    now = database_now()
    candidate, live = designation.candidate, designation.in_force
    if designation.state in (State.CONSENT_OPEN, State.CHANGE_OPEN) and Voter.objects.filter(version=candidate, principal=seat).exists():
        if designation.answer_by <= now:
            raise WrongState(_("回答期限（%(at)s）を過ぎました。") % {"at": designation.answer_by.astimezone().strftime("%Y-%m-%d %H:%M")})
        return candidate, False
    if live is not None and live.valid_from <= now < live.valid_until:
        if live.holders.filter(principal=seat, valid_until=None).exists():
            raise WrongState(_("すでに同意しています。見直しを求めるときは「見直しを求める」から申し出てください。"))
        return live, True
    raise WrongState(_("いまは同意を受け付けていません。"))


@transaction.atomic
def lapse(designation: Designation) -> bool:
    """After the deadline, silence means no agreement: close the round. Safe to run any number of times."""
    designation = _fresh(designation)
    if designation.state not in (State.CONSENT_OPEN, State.CHANGE_OPEN) or designation.answer_by > database_now():
        return False
    if designation.state == State.CHANGE_OPEN:
        _set(designation, State.IN_FORCE, candidate=None, answer_by=None)
    else:
        _set(designation, State.LAPSED)
    journal.record("lapse", designation)
    outbox.enqueue("designation.lapsed", designation)
    return True


@transaction.atomic
def expire(designation: Designation) -> bool:
    """Say of an agreement whose end has passed that it is over; sight changed by itself at the instant."""
    designation = _fresh(designation)
    if designation.state not in (State.IN_FORCE, State.UNDER_REVIEW, State.CHANGE_OPEN) or designation.in_force.valid_until > database_now():
        return False
    _set(designation, State.EXPIRED, candidate=None, answer_by=None)
    journal.record("expire", designation)
    outbox.enqueue("designation.expired", designation)
    return True


@transaction.atomic
def withdraw(designation: Designation, *, by: Any, note: str) -> None:
    """The provider takes the proposal back; sealed content stays sealed."""
    designation = _fresh(designation)
    _require(is_provider(designation, by), "withdraw")
    _in_state(designation, State.DRAFT, State.DESCRIBED, State.DISCUSSING, State.CONSENT_OPEN, State.REWORK)
    _set(designation, State.WITHDRAWN, closing_note=note, answer_by=None)
    journal.record("withdraw", designation)
    outbox.enqueue("designation.withdrawn", designation)


@transaction.atomic
def lift(designation: Designation, *, by: Any, note: str) -> None:
    """The provider ends it early; the item returns to its base audience at this instant (R123, R124)."""
    designation = _fresh(designation)
    _require(is_provider(designation, by), "lift")
    _in_state(designation, State.IN_FORCE, State.UNDER_REVIEW, State.CHANGE_OPEN)
    with connection.cursor() as cursor:
        cursor.execute("select app.shorten(%s, app.at())", [designation.pk])
    _set(designation, State.LIFTED, closing_note=note, candidate=None, answer_by=None)
    journal.record("lift", designation)
    outbox.enqueue("designation.lifted", designation)


@transaction.atomic
def shorten(designation: Designation, *, by: Any, ends_at: datetime) -> None:
    """An earlier end, by the provider, at once."""
    designation = _fresh(designation)
    _require(is_provider(designation, by), "shorten")
    _in_state(designation, State.IN_FORCE, State.UNDER_REVIEW, State.CHANGE_OPEN)
    if not database_now() < ends_at < designation.in_force.valid_until:
        raise WrongState(_("新しい終了日は、今日より後で、いまの終了日より前にしてください。延ばすときは全員の同意が必要です。"))
    with connection.cursor() as cursor:
        cursor.execute("select app.shorten(%s, %s)", [designation.pk, ends_at])
    journal.record("shorten", designation, ends_at=ends_at.isoformat())
    outbox.enqueue("designation.narrowed", designation)


@transaction.atomic
def drop_holder(designation: Designation, *, by: Any, principal: int) -> None:
    """Fewer holders, by the provider, at once."""
    designation = _fresh(designation)
    _require(is_provider(designation, by), "drop_holder")
    _in_state(designation, State.IN_FORCE, State.UNDER_REVIEW, State.CHANGE_OPEN)
    with connection.cursor() as cursor:
        cursor.execute("select app.drop_holder(%s, %s)", [designation.in_force_id, principal])
    journal.record("drop_holder", designation, principal=principal)
    outbox.enqueue("designation.narrowed", designation)


@transaction.atomic
def ask_for_review(designation: Designation, *, by: Any, comment: str) -> None:
    """A member who has agreed may ask to look again; the agreement stays in force meanwhile."""
    designation = _fresh(designation)
    _require(is_member(designation, by), "ask_for_review")
    _in_state(designation, State.IN_FORCE)
    _set(designation, State.UNDER_REVIEW)
    journal.record("ask_for_review", designation)
    outbox.enqueue("designation.review_asked", designation)


@transaction.atomic
def keep(designation: Designation, *, by: Any) -> None:
    """Close a review with the agreement unchanged."""
    designation = _fresh(designation)
    _require(is_provider(designation, by) or manages_container(designation, by), "keep")
    _in_state(designation, State.UNDER_REVIEW)
    _set(designation, State.IN_FORCE)
    journal.record("keep", designation)


@transaction.atomic
def open_without_secrecy(item: Item, *, by: Any) -> None:
    """The provider shares a sealed item freely with its base audience; any proposal about it is withdrawn."""
    lock(item.pk)
    known().clear()
    item = Item.objects.get(pk=item.pk)
    _require(item.custodian_id == by.pk, "open_without_secrecy")
    for designation in Designation.objects.filter(item_id=item.pk).exclude(state__in=[State.LAPSED, State.WITHDRAWN, State.LIFTED, State.EXPIRED]):
        if designation.in_force_id:
            raise WrongState(_("有効な指定があります。先に解除してください。"))
        _set(designation, State.WITHDRAWN, closing_note=_("守秘なしで共有"), answer_by=None)
    Item.objects.filter(pk=item.pk).update(unsealed_at=database_now())
    journal.record("open_without_secrecy", item)
