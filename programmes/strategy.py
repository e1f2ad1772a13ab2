"""Keeps the card of a technology: its profile, its strategy in versions, its public part; refuses to lose a version (R10, R13)."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.phrasing import in_japanese
from confidentiality import audience, journal
from confidentiality.models import Item
from confidentiality.verbs import Refused, WrongState, lock
from programmes.history import require_unchanged
from programmes.models import CriticalTechnology, StrategyVersion, TechnologyBook, TechnologySheet
from programmes.rights import is_staff


@transaction.atomic
def save_profile(
    book: TechnologyBook, *, by: Person, shown: int | None = None, **fields: Any
) -> TechnologyBook:
    """Origin, horizon, whether it is a platform (R13, R65)."""
    if not is_staff(book, by):
        raise Refused("save_profile")
    lock(book.pk)
    fresh = TechnologyBook.objects.get(pk=book.pk)
    require_unchanged(fresh, shown)
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh.save()
    journal.record("save_profile", fresh)
    return fresh


@transaction.atomic
def save_strategy(
    book: TechnologyBook, *, by: Person, after: int, why: str, **fields: Any
) -> StrategyVersion:
    """A further version of the card, made from version ``after`` (0: none yet); 409 when somebody was faster."""
    if not is_staff(book, by):
        raise Refused("save_strategy")
    lock(book.pk)
    last = StrategyVersion.objects.filter(item=book).first()
    number = last.number if last else 0
    if number != after:
        raise WrongState(
            _("第%(n)s版が、すでに保存されています。画面を開き直し、その版を確かめてください。")
            % {"n": number}
        )
    if not why.strip():
        raise WrongState(_("改めた理由を記入してください。"))
    made = StrategyVersion.objects.create(item=book, number=number + 1, why=why, written_by=by, **fields)
    journal.record("save_strategy", made, number=made.number)
    return made


@transaction.atomic
def save_sheet(
    technology: CriticalTechnology, *, by: Person, shown: int | None = None, **fields: Any
) -> TechnologySheet:
    """The words everybody may read; written while they are not public."""
    if not is_staff(technology, by):
        raise Refused("save_sheet")
    lock(technology.pk)
    made = TechnologySheet.objects.filter(technology=technology).first()
    if made is None:
        made = TechnologySheet.objects.create(
            technology=technology,
            container=technology,
            custodian=by,
            public_title=in_japanese("公開する要旨"),
            **fields,
        )
        audience.open_to(made, audience.office("programme_staff"))
        Item.objects.filter(pk=made.pk).update(custodian=None)
    else:
        lock(made.pk)
        made = TechnologySheet.objects.get(pk=made.pk)
        if made.state != TechnologySheet.State.DRAFT:
            raise WrongState(_("公開している間は変更できません。公開を取り下げてから直してください。"))
        require_unchanged(made, shown)
        for name, value in fields.items():
            setattr(made, name, value)
        made.save()
    journal.record("save_sheet", made)
    return made
