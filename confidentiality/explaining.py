"""Says in sentences why a reader sees an item, who else does, until when, and what a change would do; decides nothing.

Everything is read from the same table that decides (``item_acl``, through ``app.who_can_see``).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.dates import day_words, last_moment
from accounts.models import Person
from accounts.phrasing import listed
from confidentiality import naming
from confidentiality.acting import database_now, principals
from confidentiality.agreements import missing_count, seats_of
from confidentiality.guards import CONTENT, TITLE
from confidentiality.lifecycle import ENDED, State
from confidentiality.marking import in_force
from confidentiality.models import Consent, Designation, Holder, Item, Principal


@dataclass
class Why:
    """A reader's own standing towards an item: depth, the chain of reasons, the end, what would change it."""

    depth: int
    reasons: list[str] = field(default_factory=list)
    until: datetime | None = None
    changes: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)

    @property
    def sees_content(self) -> bool:
        return self.depth == CONTENT


@dataclass
class Reader:
    """Somebody who sees the content (or, at depth 1, the title), on which grounds and until when."""

    person_id: UUID | None
    name: str
    role: str
    depth: int
    grounds: list[str]
    until: datetime | None


@dataclass(frozen=True)
class Rule:
    """One rule of a judgement: the question, whether it holds, and the detail behind the answer."""

    question: str
    holds: bool
    detail: str = ""


def why(item: Item, person: Any) -> Why:
    """Why this transaction's reader sees this item as they do. They must see at least its title."""
    now, rows = database_now(), _own_rows(item)
    depth = max((row_depth for _principal, row_depth, _until in rows), default=TITLE)
    told = Why(CONTENT if item.custodian_id == person.pk else depth)
    live = in_force(item, now)
    kinds = {
        p.pk: p.kind
        for p in Principal.objects.filter(pk__in=[principal for principal, _depth, _until in rows])
    }
    names = naming.principal_names(kinds)
    if item.custodian_id == person.pk:
        told.reasons.append(
            _("あなたがこの%(kind)sの提供者だからです。提供者は、いつでも内容を見られます。")
            % {"kind": _kind(item)}
        )
    ends = []
    for principal, row_depth, until in rows:
        if row_depth == CONTENT:
            ends.append(until)
            told.reasons += _ground(
                item, live, principal, kinds.get(principal, ""), names.get(principal, ""), person
            )
    told.until = None if None in ends else max(ends, default=None)
    if not told.sees_content:
        _explain_missing(told, item, live, person, now)
    standing = _standing(item, person, now)
    if item.custodian_id == person.pk and item.container_id is not None and not standing:
        told.reasons.append(
            _(
                "退任した後も、自分が提供した%(kind)sの内容は見られます。できるのは、提案を取り下げることと、有効な指定を解除することだけです。"
            )
            % {"kind": _kind(item)}
        )
    told.reasons += standing
    told.changes += _changes(item, live, told, sits=bool(standing))
    return told


def _ground(
    item: Item, live: Designation | None, principal: int, kind: str, name: str, person: Any
) -> list[str]:
    """The sentence for one row that lets the reader in."""
    words = {"kind": _kind(item), "who": name or _("その他の方")}
    if kind == "everybody":
        return [_("この%(kind)sは公開されていて、どなたでも見られます。") % words]
    if kind == "signed_in":
        return [_("この%(kind)sは、サインインした方の全員に共有されています。") % words]
    if kind == "person":
        is_provider = item.custodian_id == person.pk  # said already
        return [] if is_provider else [_("この%(kind)sは、あなた個人に共有されています。") % words]
    if kind == "membership" and live is not None:
        return _holder_reasons(item, live, principal)
    return [_("この%(kind)sは、%(who)sに共有されています。あなたはこれに当たります。") % words]


def _kind(item: Item) -> str:
    return naming.kind_word(item.kind) or _("資料")


def _own_rows(item: Item) -> list[tuple[int, int, datetime | None]]:
    """The rows of the timeline that let this reader in now, as deep as they do: (principal, depth, end or None)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select principal_id, least(depth, (select max(w.depth) from app.who_can_see(%(item)s, 1::smallint) w"
            " where w.person_id is null or w.person_id = app.user_id())), nullif(valid_until, 'infinity')"
            " from item_acl where item_id = %(item)s"
            " and valid_from <= app.at() and valid_until > app.at() and principal_id = any(app.principals())",
            {"item": item.pk},
        )
        return cursor.fetchall()


def _holder_reasons(item: Item, live: Designation, principal: int) -> list[str]:
    version = live.in_force
    consent = (
        Consent.objects.filter(version=version, principal=principal, decision=Consent.Decision.AGREE)
        .order_by("-decided_at")
        .first()
    )
    reasons = [
        _("守秘の指定「%(title)s」（第%(n)s版）の保持者だからです。")
        % {"title": version.title, "n": version.number}
    ]
    if consent:
        reasons.append(
            _("あなたは%(day)sにこの文面に同意しました。効力は、全員の同意がそろった%(from)sに生じました。")
            % {"day": day_words(consent.decided_at), "from": day_words(version.valid_from)}
        )
    reasons.append(_("認められている取扱い：%(handling)s") % {"handling": version.handling})
    return reasons


def _standing(item: Item, person: Any, now: datetime) -> list[str]:
    """Since when, and until when, the reader sits in the item's container."""
    if item.container_id is None:
        return []
    place = Item.objects.filter(pk=item.container_id).values_list("public_title", flat=True).first()
    group = (
        Principal.objects.filter(kind="council", ref=item.container_id).values_list("pk", flat=True).first()
    )
    seat = (
        person.holdings.filter(ground="membership", principals__contains=[group], valid_from__lte=now)
        .order_by("-valid_from")
        .first()
    )
    if seat is None or not place or (seat.valid_until and seat.valid_until <= now):
        return []
    told = [
        _("あなたは%(since)sから、%(place)sに在籍しています。")
        % {"since": day_words(seat.valid_from), "place": place}
    ]
    if seat.valid_until:
        told.append(_("任期は%(until)sまでです。") % {"until": last_moment(seat.valid_until)})
    return told


def _explain_missing(told: Why, item: Item, live: Designation | None, person: Any, now: datetime) -> None:
    """Which condition is missing for the content, and who can change that."""
    provider = _provider(item)
    if live is not None:
        people = Holder.objects.filter(version=live.in_force, valid_until=None).count()
        told.reasons.append(
            _(
                "この%(kind)sには守秘の指定があり、同意した保持者%(n)s名と提供者だけが内容を見られます（%(until)sまで）。"
            )
            % {"kind": _kind(item), "n": people, "until": last_moment(live.in_force.valid_until)}
        )
        mine = list(principals())
        if Holder.objects.filter(version=live.in_force, principal__in=mine).exists():
            told.reasons.append(_("提供者が保持者の範囲を狭めたため、あなたは保持者ではなくなりました。"))
        elif live.in_force.scoped.filter(principal_id__in=mine).exists():
            told.reasons.append(
                _(
                    "あなたは保持者の範囲に含まれていますが、まだ同意していません。同意すると、その時から見られます。"
                )
            )
            told.links.append((_("文面を読んで回答する"), reverse("designation_answer", args=[live.pk])))
        else:
            told.reasons.append(
                _(
                    "あなたは保持者の範囲に含まれていません。範囲を広げるには、提供者（%(name)s）の提案と、全員の同意が必要です。"
                )
                % {"name": provider}
            )
        told.links.append((_("守秘の指定を見る"), reverse("designation", args=[live.pk])))
        return
    if item.is_born_sealed and (item.unsealed_at is None or item.unsealed_at > now):
        told.reasons.append(
            _("この%(kind)sは、全員の同意がそろうまで、提供者（%(name)s）だけが内容を見られます。")
            % {"kind": _kind(item), "name": provider}
        )
        pending = (
            Designation.objects.select_related("candidate")
            .filter(item_id=item.pk)
            .exclude(state__in=ENDED)
            .first()
        )
        if pending is not None:
            if pending.state == State.CONSENT_OPEN:
                told.reasons.append(
                    _("いま同意を集めています。まだ%(n)s名の同意がありません。")
                    % {"n": missing_count(pending.candidate)}
                )
            told.links.append((_("守秘の指定を見る"), reverse("designation", args=[pending.pk])))
        else:
            told.reasons.append(_("いま、手続中の提案はありません。共有するかどうかは提供者が決めます。"))
        return
    told.reasons.append(
        _("あなたには件名だけが共有されています。内容を共有するかどうかは、提供者（%(name)s）が決めます。")
        % {"name": provider}
    )


def _provider(item: Item) -> str:
    found = Person.objects.filter(pk=item.custodian_id).first()
    return found.name if found else _("登録なし")


def _changes(item: Item, live: Designation | None, told: Why, *, sits: bool) -> list[str]:
    """What will or would change the reader's sight, as far as it is known today."""
    sentences = []
    if live is not None:
        sentences.append(
            _(
                "%(until)sを過ぎると指定は自動で終わり、協議会の構成員の全員が内容を見られるようになります。一般に公開されるわけではありません。"
            )
            % {"until": last_moment(live.in_force.valid_until)}
        )
        sentences.append(
            _(
                "提供者が解除するか終了日を早めると、その時に終わります。延ばすときや範囲を広げるときは、改めて全員の同意が必要です。"
            )
        )
    elif told.sees_content and sits and not item.is_born_sealed:
        sentences.append(
            _("全員の同意で守秘の指定が効力を生じると、その期間は保持者だけが内容を見られるようになります。")
        )
    if sits:
        sentences.append(
            _(
                "退任すると、次の操作から見られなくなります。知った内容についての守秘の義務は、退任した後も続きます。"
            )
        )
    return sentences


def readers(item: Item, *, depth: int = CONTENT, at: datetime | None = None) -> list[Reader]:
    """Everybody who sees the item at this depth (at ``at``, by the timeline known today), by role and reading."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select person_id, depth, principal_id, ground, valid_until from app.who_can_see(%s, %s::smallint, %s)",
            [item.pk, depth, at],
        )
        rows = cursor.fetchall()
    people = Person.objects.in_bulk([row[0] for row in rows if row[0]])
    names = naming.principal_names(row[2] for row in rows)
    seats = {s.person_id: s for s in seats_of(item.container_id, [])} if item.container_id else {}
    agreed = dict(
        Consent.objects.filter(
            item_id=item.pk, decision=Consent.Decision.AGREE, version__valid_from__isnull=False
        )
        .order_by("decided_at")
        .values_list("principal_id", "decided_at")
    )
    found: dict[Any, Reader] = {}
    for who, reach, principal, ground, until in rows:
        name = people[who].name if who in people else names.get(principal, "")
        entry = found.setdefault(
            who or -principal, Reader(who, name, seats[who].role if who in seats else "", reach, [], None)
        )
        entry.depth = max(entry.depth, reach)
        _add_ground(entry, item, names.get(principal, ""), ground, agreed.get(principal), until)
    order = {person: n for n, person in enumerate(seats)}
    return sorted(
        found.values(),
        key=lambda r: (
            order.get(r.person_id, 999),
            people[r.person_id].kana if r.person_id in people else "",
        ),
    )


def _add_ground(
    entry: Reader, item: Item, name: str, ground: str, agreed: datetime | None, until: datetime | None
) -> None:
    if ground == "person":
        words = _("提供者") if entry.person_id == item.custodian_id else _("個別に共有")
        until = None
    elif agreed is not None:
        words = _("守秘の指定の保持者（%(day)sに同意）") % {"day": day_words(agreed)}
    else:
        words = name
    first = not entry.grounds
    if words not in entry.grounds:
        entry.grounds.append(words)
    entry.until = (
        until if first else (None if until is None or entry.until is None else max(entry.until, until))
    )


def judge(item: Item, name: str) -> tuple[str, bool | None, list[Rule]]:
    """Whether the person of this name sees the content now, and the rules applied in order.

    Only people the reader meets here anyway are looked through: those who sit in the container and those who see the
    item. Returns (name, answer, rules); the answer is None when nobody, or more than one, is called so.
    """
    wanted = re.sub(r"[\s　]", "", name)
    seeing = {r.person_id: r for r in readers(item, depth=TITLE) if r.person_id}
    seats = {s.person_id: s for s in seats_of(item.container_id, [])} if item.container_id else {}
    known = {pid: r.name for pid, r in seeing.items()} | {pid: s.name for pid, s in seats.items()}
    exact = [pid for pid, full in known.items() if re.sub(r"[\s　]", "", full) == wanted]
    hits = exact or [pid for pid, full in known.items() if wanted and full.split("　")[0] == wanted]
    if len(hits) != 1:
        return name, None, []
    who = hits[0]
    reader = seeing.get(who)
    answer = reader is not None and reader.depth == CONTENT
    return known[who], answer, _rules(item, who, reader, seats.get(who))


def _rules(item: Item, who: UUID, reader: Reader | None, seat: naming.Seat | None) -> list[Rule]:
    now = database_now()
    live = in_force(item, now)
    rules = [
        Rule(
            _("提供者ですか"),
            who == item.custodian_id,
            _("提供者は、いつでも内容を見られます。") if who == item.custodian_id else "",
        )
    ]
    rules.append(
        Rule(
            _("いま在籍し、誓約していますか"),
            seat is not None,
            seat.role if seat else _("在籍していないか、誓約が済んでいません。"),
        )
    )
    if live is not None:
        rules.append(
            Rule(
                _("守秘の指定がありますか"),
                True,
                _("第%(n)s版、%(until)sまで")
                % {"n": live.in_force.number, "until": last_moment(live.in_force.valid_until)},
            )
        )
        scoped = list(live.in_force.scoped.values_list("principal_id", flat=True))
        in_scope = seat is not None and any(
            s.scoped and s.person_id == who for s in seats_of(item.container_id, scoped)
        )
        rules.append(Rule(_("保持者の範囲に含まれますか"), in_scope))
        held = (
            seat is not None
            and Holder.objects.filter(
                version=live.in_force, principal_id=seat.principal, valid_until=None
            ).exists()
        )
        rules.append(Rule(_("文面に同意し、いま保持者ですか"), held))
    elif item.is_born_sealed and (item.unsealed_at is None or item.unsealed_at > now):
        rules.append(
            Rule(_("全員の同意がそろっていますか"), False, _("そろうまで、提供者だけが内容を見られます。"))
        )
    else:
        rules.append(
            Rule(_("守秘の指定がありますか"), False, _("ありません。共有先の全員が内容を見られます。"))
        )
        shared = reader is not None and reader.depth == CONTENT
        rules.append(Rule(_("共有先に含まれますか"), shared, listed(reader.grounds) if reader else ""))
    return rules


def what_if(item: Item, scoped: Iterable[int]) -> tuple[list[str], list[str], list[naming.Seat]]:
    """Who would see the content more and less if this scope came into force, and the seats as they would be asked."""
    seats = seats_of(item.container_id, scoped)
    today = {r.person_id: r.name for r in readers(item)}
    then = {s.person_id: s.name for s in seats if s.scoped}
    if item.custodian_id:
        then.setdefault(item.custodian_id, today.get(item.custodian_id, ""))
    return (
        [n for p, n in then.items() if p not in today],
        [n for p, n in today.items() if p not in then],
        seats,
    )


def names_of(people: Sequence[Any]) -> str:
    return listed(getattr(p, "name", p) for p in people)
