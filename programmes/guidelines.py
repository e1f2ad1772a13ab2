"""Starts, words and discusses a guideline: the acts that make or move rows besides its state; each all or nothing."""

from typing import Any

from django.db import transaction
from django.db.models import F, Max, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.phrasing import in_japanese
from confidentiality import journal, outbox
from confidentiality.acting import database_now
from confidentiality.asking import AT
from confidentiality.models import Item
from confidentiality.verbs import Refused, WrongState, lock
from programmes import draft_readers
from programmes.models import (
    CommentAnswer,
    CommentRound,
    ExpertOpinion,
    Guideline,
    GuidelineFile,
    GuidelineQuote,
    GuidelineSection,
    PublicComment,
)
from programmes.rights import is_staff

PREPARING = ("draft", "expert_review", "public_comment", "decided", "scheduled")


class Conflict(Exception):
    """Somebody saved meanwhile; ``current`` is the section as it stands now."""

    def __init__(self, current: GuidelineSection) -> None:
        super().__init__()
        self.current = current


def in_force() -> Guideline | None:
    """The guideline everybody goes by now."""
    return Guideline.current().first()


def framework() -> Guideline | None:
    """The document the scheme was first described in."""
    return Guideline.objects.filter(
        document=Guideline.Document.FRAMEWORK, state=Guideline.State.PUBLISHED
    ).first()


def in_preparation() -> Guideline | None:
    """The one version being drafted, discussed or decided; for those who see it."""
    found = Guideline.objects.filter(document=Guideline.Document.GUIDELINE, state__in=PREPARING)
    return found.exclude(published_at__lte=AT).first()


def open_rounds() -> QuerySet[CommentRound]:
    """The comment rounds that take comments at this instant; everybody may write."""
    return CommentRound.objects.filter(
        opens_at__lte=AT, closes_at__gt=AT, stopped_reason="", results_at=None
    ).order_by("closes_at", "pk")


def settle() -> int:
    """Bring the rows up to the clock: a text whose instant has come is the published one, the one before an old one.

    Nobody's sight waits for it. Twice does it once; the database ends the version before in the same statement.
    """
    done = 0
    for one in Guideline.objects.filter(state=Guideline.State.SCHEDULED, published_at__lte=database_now()):
        with transaction.atomic():
            lock(one.pk)
            if Guideline.objects.filter(pk=one.pk, state=Guideline.State.SCHEDULED).update(
                state=Guideline.State.PUBLISHED
            ):
                journal.record("publish_guideline", one, was="scheduled", now="published")
                outbox.enqueue("guideline.published", one)
                done += 1
    return done


@transaction.atomic
def start(*, by: Person, title: str, reason: str, basis: Guideline | None) -> Guideline:
    """A new draft beside the text in force, with its sections when there is one to start from (3.1).

    Without a basis it begins with a heading for every kind the guideline must speak of (R2).
    """
    if not is_staff(None, by):
        raise Refused("start_guideline")
    settle()  # a text that has just come into force is no longer in preparation
    if basis is not None:
        lock(basis.pk)
    if in_preparation() is not None:
        raise WrongState(_("作成中の版があります。先に、その版を公表するか取り下げてください。"))
    made = draft_readers.new_draft(
        Guideline,
        custodian=by,
        number=draft_readers.last_version("guideline") + 1,
        title=title,
        reason=reason,
        revises=basis,
        public_title=in_japanese("研究開発基本指針"),
    )
    file = GuidelineFile.objects.create(
        custodian=by, container=made, guideline=made, public_title=in_japanese("検討の記録")
    )
    draft_readers.open_as_usual(made, file)
    _first_sections(made, basis)
    # It belongs to the office, not to whoever typed it.
    Item.objects.filter(pk__in=[made.pk, file.pk]).update(custodian=None)
    journal.record("start_guideline", made, basis=str(basis.pk) if basis else "")
    return made


def _first_sections(made: Guideline, basis: Guideline | None) -> None:
    old = list(basis.sections.order_by("order")) if basis else []
    rows = [
        GuidelineSection(
            item=made, order=n, kind=s.kind, level=s.level, heading=s.heading, text=s.text, origin=s
        )
        for n, s in enumerate(old, 1)
    ]
    present = {s.kind for s in old}
    for kind in GuidelineSection.MANDATORY:
        if kind not in present:
            heading = in_japanese(GuidelineSection.Kind(kind).label)
            rows.append(GuidelineSection(item=made, order=len(rows) + 1, kind=kind, heading=heading))
    GuidelineSection.objects.bulk_create(rows)


def _editable(guideline: Guideline, by: Person, act: str) -> Guideline:
    if not is_staff(guideline, by):
        raise Refused(act)
    lock(guideline.pk)
    fresh = Guideline.objects.get(pk=guideline.pk)
    if not fresh.is_editable:
        raise WrongState(
            _("いまの状態（%(state)s）では、本文を変更できません。") % {"state": fresh.get_state_display()}
        )
    return fresh


@transaction.atomic
def add_section(guideline: Guideline, *, by: Person, **fields: Any) -> GuidelineSection:
    """A section at the end; ``move_section`` brings it to its place."""
    fresh = _editable(guideline, by, "add_section")
    last = fresh.sections.aggregate(n=Max("order"))["n"] or 0
    made = GuidelineSection.objects.create(item=fresh, order=last + 1, **fields)
    journal.record("add_section", made, item=fresh.pk, kind=made.kind)
    return made


@transaction.atomic
def edit_section(section: GuidelineSection, *, by: Person, shown: str, **fields: Any) -> GuidelineSection:
    """Change a section that is still as it was ``shown`` (its text_hash); raises Conflict when it is not."""
    guideline = _editable(section.item, by, "edit_section")
    fresh = GuidelineSection.objects.filter(pk=section.pk).first()
    if fresh is None:
        raise WrongState(_("この項目は、ほかの方が削除しました。"))
    if fresh.text_hash != shown:
        raise Conflict(fresh)
    was = fresh.text_hash
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh.save()
    journal.record("edit_section", fresh, item=guideline.pk, was=was, now=fresh.text_hash)
    return fresh


@transaction.atomic
def move_section(section: GuidelineSection, *, by: Person, step: int) -> None:
    """Change places with the neighbour before (-1) or after (1); at the edge nothing happens."""
    guideline = _editable(section.item, by, "move_section")
    rows = list(guideline.sections.order_by("order"))
    here = next((n for n, row in enumerate(rows) if row.pk == section.pk), None)
    if here is None or not 0 <= here + step < len(rows):
        return
    one, other = rows[here], rows[here + step]
    one.order, other.order = other.order, one.order
    GuidelineSection.objects.bulk_update([one, other], ["order"])
    journal.record("move_section", one, item=guideline.pk, step=step)


@transaction.atomic
def remove_section(section: GuidelineSection, *, by: Person) -> None:
    """Take a section out of a draft; the earlier version keeps its own."""
    guideline = _editable(section.item, by, "remove_section")
    if section.measures.exists():
        raise WrongState(_("この項目に結び付けた施策があるため、削除できません。"))
    removed, _rows = guideline.sections.filter(pk=section.pk).delete()
    if removed:
        guideline.sections.filter(order__gt=section.order).update(order=F("order") - 1)
        journal.record("remove_section", section, item=guideline.pk, kind=section.kind)


@transaction.atomic
def record_opinion(
    guideline: Guideline, *, by: Person, opinion: ExpertOpinion | None = None, **fields: Any
) -> ExpertOpinion:
    """Keep what an expert said and what was done about it; only while experts are asked."""
    if not is_staff(guideline, by):
        raise Refused("record_opinion")
    lock(guideline.pk)
    fresh = Guideline.objects.get(pk=guideline.pk)
    if fresh.state != Guideline.State.EXPERT_REVIEW:
        raise WrongState(_("有識者の意見は、意見聴取中だけ記録できます。"))
    made = opinion or ExpertOpinion(item=fresh.file, guideline=fresh)
    for name, value in fields.items():
        setattr(made, name, value)
    made.save()
    journal.record("record_opinion", made, item=made.item_id)
    return made


def open_for_answers(round_: CommentRound, by: Person, act: str) -> CommentRound:
    """The round afresh under its guideline's lock, while comments can be taken up and answered."""
    if not is_staff(round_, by):
        raise Refused(act)
    lock(round_.guideline_id)
    fresh = CommentRound.objects.select_related("guideline__file").get(pk=round_.pk)
    if fresh.results_at is not None:
        raise WrongState(_("意見と回答を公表した後は、変更できません。"))
    if fresh.stopped_reason or fresh.guideline.state != Guideline.State.PUBLIC_COMMENT:
        raise WrongState(_("この募集は取りやめになりました。"))
    return fresh


@transaction.atomic
def answer_comments(
    round_: CommentRound,
    *,
    by: Person,
    comments: Any,
    heading: str,
    summary: str,
    answer: str,
    existing: CommentAnswer | None = None,
) -> CommentAnswer:
    """One answer to the comments that say the same; a comment moves to the answer that names it last."""
    fresh = open_for_answers(round_, by, "answer_comments")
    made = existing or CommentAnswer(item=fresh.guideline.file, round=fresh)
    made.heading, made.summary, made.answer = heading, summary, answer
    made.save()
    chosen = [c.pk for c in comments]
    PublicComment.objects.filter(answer=made).exclude(pk__in=chosen).update(answer=None)
    PublicComment.objects.filter(round=fresh, pk__in=chosen).update(answer=made)
    journal.record("answer_comments", made, item=made.item_id, comments=len(chosen))
    return made


@transaction.atomic
def quote(guideline: Guideline, *, by: Person, subject: Item, place: str) -> GuidelineQuote:
    """Name something the text quotes or uses; while an agreement about it holds, the text does not go out."""
    fresh = _quoting(guideline, by, "quote_item")
    if GuidelineQuote.objects.filter(item=fresh, subject_id=subject.pk, valid_until__isnull=True).exists():
        raise WrongState(_("すでに登録されています。"))
    made = GuidelineQuote.objects.create(item=fresh, subject_id=subject.pk, place=place, quoted_by=by)
    journal.record("quote_item", fresh, thing=str(subject.pk))
    return made


@transaction.atomic
def unquote(found: GuidelineQuote, *, by: Person, reason: str) -> None:
    """The text no longer quotes it; of a decided text somebody else than who named it says so."""
    fresh = _quoting(found.item, by, "unquote_item")
    if not reason.strip():
        raise WrongState(_("理由を記入してください。"))
    if fresh.state == Guideline.State.DECIDED and found.quoted_by_id == by.pk:
        raise WrongState(_("決定した後は、登録した方とは別の方が外します。"))
    if not GuidelineQuote.objects.filter(pk=found.pk, valid_until__isnull=True).update(
        valid_until=database_now(), ended_by=by, end_reason=reason
    ):
        raise WrongState(_("すでに外されています。"))
    journal.record("unquote_item", fresh, thing=str(found.subject_id))


def _quoting(guideline: Guideline, by: Person, act: str) -> Guideline:
    if not is_staff(guideline, by):
        raise Refused(act)
    lock(guideline.pk)
    fresh = Guideline.objects.get(pk=guideline.pk)
    if fresh.state not in ("draft", "expert_review", "public_comment", "decided"):
        raise WrongState(
            _("いまの状態（%(state)s）では、引用する情報を変更できません。")
            % {"state": fresh.get_state_display()}
        )
    return fresh
