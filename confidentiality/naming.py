"""Words for readers, items and acts that only another app knows; refuses to decide anything by them.

Apps above this one register here when they start (see ``councils/naming.py``); this app never imports them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Office, Organisation, Person
from confidentiality.models import Item, Principal
from confidentiality.verbs import verbs_of

Namer = Callable[[Sequence[Principal]], dict[int, str]]


@dataclass(frozen=True)
class Seat:
    """Somebody who sits in a container now: the seat's principal, the person, in which role, and what follows."""

    principal: int
    person_id: UUID
    name: str
    role: str
    capacity: str
    organisation: str
    votes: bool
    scoped: bool

    @property
    def is_asked(self) -> bool:
        return self.votes or self.scoped


@dataclass(frozen=True)
class Undertaking:
    """Something a person has signed besides single agreements: when, what, in whose name, and the text's hash."""

    at: datetime
    sentence: str
    text: str
    text_hash: str


_namers: dict[str, Namer] = {}
_contents: dict[str, Callable[[Item], list[str]]] = {}
_pages: dict[str, str] = {}
_acts: dict[str, str] = {}
_roles: list[Callable[[Sequence[Principal]], dict[int, tuple[str, str, str, int]]]] = []
_undertakings: list[Callable[[Any], list[Undertaking]]] = []
_parts: list[Callable[[str], str]] = []
_notices: list[Callable[[], str]] = []


def principals_of_kind(*kinds: str) -> Callable[[Namer], Namer]:
    """Register who can name principals of these kinds: principals → {number: words}."""

    def register(namer: Namer) -> Namer:
        _namers.update(dict.fromkeys(kinds, namer))
        return namer

    return register


def leaf(kind: str, *, page: str) -> Callable:
    """Register a kind of item that can be designated: its page's URL name, and a function giving its real words."""

    def register(contents: Callable[[Item], list[str]]) -> Callable:
        _contents[kind], _pages[kind] = contents, page
        return contents

    return register


def page_of_kind(kind: str, page: str) -> None:
    _pages[kind] = page


def acts(words: dict[str, str]) -> None:
    """Register what journal verbs are called when they have happened: 資料を開きました."""
    _acts.update(words)


def seat_roles(function: Callable) -> Callable:
    """Register membership principals → {number: (capacity code, role, organisation, place in the roll)}."""
    _roles.append(function)
    return function


def undertakings(function: Callable) -> Callable:
    """Register a person's own pledges of another kind."""
    _undertakings.append(function)
    return function


def part_words(function: Callable[[str], str]) -> Callable[[str], str]:
    """Register what a capacity is called."""
    _parts.append(function)
    return function


def penalty_notices(function: Callable[[], str]) -> Callable[[], str]:
    """Register the published wording about penalties that people read before they bind themselves (R117)."""
    _notices.append(function)
    return function


def part_word(part: str) -> str:
    return next((words for words in (function(part) for function in _parts) if words), part)


def penalty_notice() -> str:
    """Empty when an installation has published none."""
    return "\n".join(filter(None, (function() for function in _notices)))


def is_leaf(kind: str) -> bool:
    """Whether items of this kind can be designated; containers never can (R105)."""
    return kind in _contents


def contents_of(item: Item) -> list[str]:
    """The real words of an item its reader holds; empty for anybody else."""
    return _contents[item.kind](item) if item.kind in _contents else []


def page_of(item: Item) -> str:
    """The item's own address, or empty when its kind has no page."""
    return reverse(_pages[item.kind], args=[item.pk]) if item.kind in _pages else ""


def page_for_reader(item: Item) -> str:
    """As ``page_of``, for who may open it: a concrete row answers to its content alone, so a title leads nowhere."""
    page = page_of(item)
    return page if page and apps.get_model(item.kind)._default_manager.filter(pk=item.pk).exists() else ""


def kind_word(kind: str) -> str:
    """What a thing of this kind is called: 資料, 会合."""
    try:
        return str(apps.get_model(kind)._meta.verbose_name)
    except (LookupError, ValueError):
        return ""


def act_word(verb: str, subject: str = "") -> str:
    """What a journal line's verb means to people, as something that has happened.

    A verb of the subject's own speaks through its button: a word registered for an act of the same name is about
    something else (to withdraw an allocation is not to withdraw a designation).
    """
    try:
        found = verbs_of(apps.get_model(subject)).get(verb) if subject else None
    except (LookupError, ValueError):
        found = None
    if found:
        return _("「%(verb)s」の操作をしました") % {"verb": found.label}
    return str(_acts.get(verb) or _("その他の操作をしました"))


def own_undertakings(person: Any) -> list[Undertaking]:
    return sorted((u for function in _undertakings for u in function(person)), key=lambda u: u.at)


def principal_names(numbers: Iterable[int]) -> dict[int, str]:
    """Words for principals; those the reader may not know by name are called so. One query per kind."""
    by_kind: dict[str, list[Principal]] = {}
    for found in Principal.objects.filter(pk__in=set(numbers)):
        by_kind.setdefault(found.kind, []).append(found)
    names: dict[int, str] = {}
    for kind, group in by_kind.items():
        names |= (_namers.get(kind) or _own.get(kind, _unknown))(group)
    return names


def describe_seats(container: UUID, rows: Sequence[tuple[int, UUID, bool, bool]]) -> list[Seat]:
    """Seats from (principal, person, votes, scoped), named and in the order of the roll. Three queries."""
    people = Person.objects.in_bulk([person for _seat, person, _votes, _scoped in rows])
    found = list(Principal.objects.filter(pk__in=[seat for seat, *_rest in rows]))
    roles: dict[int, tuple[str, str, str, int]] = {}
    for function in _roles:
        roles |= function(found)
    nothing = ("", "", "", 999)
    seats = [
        (
            roles.get(seat, nothing)[3],
            people[person].kana,
            Seat(
                seat,
                person,
                people[person].name,
                roles.get(seat, nothing)[1],
                roles.get(seat, nothing)[0],
                roles.get(seat, nothing)[2],
                votes,
                scoped,
            ),
        )
        for seat, person, votes, scoped in rows
    ]
    return [seat for _place, _kana, seat in sorted(seats, key=lambda s: s[:2])]


def _people(group: Sequence[Principal]) -> dict[int, str]:
    people = Person.objects.in_bulk([p.ref for p in group])
    return {p.pk: people[p.ref].name for p in group if p.ref in people}


def _organisations(group: Sequence[Principal]) -> dict[int, str]:
    found = Organisation.objects.in_bulk([p.ref for p in group])
    return {p.pk: _("%(name)sに所属する方") % {"name": found[p.ref].name} for p in group if p.ref in found}


def _offices(group: Sequence[Principal]) -> dict[int, str]:
    return {p.pk: str(Office.Kind(p.part).label) for p in group}


def _unknown(group: Sequence[Principal]) -> dict[int, str]:
    return {p.pk: _("その他の方") for p in group}


_acts.update(
    {
        "draft": gettext_lazy("守秘の指定の下書きを保存しました"),
        "describe": gettext_lazy("守秘の指定の概要を登録しました"),
        "open_discussion": gettext_lazy("守秘の指定の協議を始めました"),
        "comment": gettext_lazy("守秘の指定に意見を書きました"),
        "open_consent": gettext_lazy("全員に同意を求めました"),
        "remind": gettext_lazy("未回答の方に知らせました"),
        "answer": gettext_lazy("守秘の指定に回答しました"),
        "release": gettext_lazy("守秘の指定の効力が生じました"),
        "join_holders": gettext_lazy("同意して保持者になりました"),
        "break_round": gettext_lazy("構成員が外れ、同意の取得が止まりました"),
        "reword": gettext_lazy("守秘の指定の文面を改めました"),
        "withdraw_change": gettext_lazy("守秘の指定の変更の提案を取り下げました"),
        "withdraw": gettext_lazy("守秘の指定の提案を取り下げました"),
        "lapse": gettext_lazy("期限までに同意がそろいませんでした"),
        "expire": gettext_lazy("守秘の指定の期間が満了しました"),
        "shorten": gettext_lazy("守秘の指定の終了日を早めました"),
        "drop_holder": gettext_lazy("守秘の指定の保持者を減らしました"),
        "lift": gettext_lazy("守秘の指定を解除しました"),
        "ask_for_review": gettext_lazy("守秘の指定の見直しを求めました"),
        "start_review": gettext_lazy("守秘の指定の見直しの時期になりました"),
        "keep": gettext_lazy("守秘の指定を続けることにしました"),
        "open_without_secrecy": gettext_lazy("守秘なしで共有しました"),
        "refused": gettext_lazy("操作しようとしましたが、できませんでした"),
        "take_copy": gettext_lazy("写しを受け取りました"),
    }
)

_own: dict[str, Namer] = {
    "everybody": lambda group: {p.pk: _("どなたでも") for p in group},
    "signed_in": lambda group: {p.pk: _("サインインした方") for p in group},
    "person": _people,
    "organisation": _organisations,
    "office": _offices,
}
