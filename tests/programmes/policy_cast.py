"""An officer of the programme and guidelines at every step, played through the verbs; says nothing of who may see them."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from accounts.fields import today
from accounts.models import Office, Person
from confidentiality.acting import acting_as
from confidentiality.verbs import perform
from programmes import comments, guidelines, measures, technologies
from programmes.models import (
    CriticalTechnology,
    Guideline,
    GuidelineSection,
    PolicyMeasure,
    TechnologyField,
)
from tests.cast import World

SECRET = "提出者の名は丙野"


def officer(world: World) -> Person:
    """山本 of the ministry takes up the office 府省庁の事業担当."""
    Office.objects.get_or_create(person=world.yamamoto, kind="programme_staff")
    return world.yamamoto


def draft(by: Person, *, title: str = "試験指針", whole: bool = True, basis: Any = None) -> Guideline:
    with acting_as(by):
        made = guidelines.start(by=by, title=title, reason="試験の趣旨", basis=basis)
        if whole:
            GuidelineSection.objects.filter(item=made, text="").exclude(kind="heading").update(
                text="本文の一。\n本文の二。"
            )
    return Guideline.objects.get(pk=made.pk)


def discussed(by: Person, **of: Any) -> Guideline:
    """With an expert's opinion and what was done about it."""
    made = draft(by, **of)
    with acting_as(by):
        made = perform("ask_experts", made, by=by)
        guidelines.record_opinion(
            made, by=by, given_by="試験有識者会議", given_on=today(), text="意見の文", response="対応の文"
        )
    return made


def put_to_public(by: Person, *, days: int = 40, **of: Any) -> Guideline:
    made = discussed(by, **of)
    with acting_as(by):
        return perform(
            "open_comments",
            made,
            by=by,
            shown=made.text_hash,
            closes_at=timezone.now() + timedelta(days=days),
        )


def commented(by: Person, made: Guideline, *, text: str = "寄せられた意見") -> Any:
    with acting_as(by):
        return comments.register(
            made.last_round(), by=by, received_on=today(), sender_kind="person", sender=SECRET, text=text
        )


def answered(by: Person, made: Guideline, *comments: Any) -> Any:
    with acting_as(by):
        return guidelines.answer_comments(
            made.last_round(),
            by=by,
            comments=comments,
            heading="論点",
            summary="概要の文",
            answer="考え方の文",
        )


def over(made: Guideline) -> None:
    """As if the time for comments had passed. The trigger keeps the opening, so the test's own hand moves the round."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table programmes_commentround disable trigger guard")
        cursor.execute(
            "update programmes_commentround set opens_at = opens_at - interval '60 days',"
            " closes_at = now() - interval '1 second' where guideline_id = %s",
            [made.pk],
        )
        cursor.execute("alter table programmes_commentround enable trigger guard")


def decided(by: Person, **of: Any) -> Guideline:
    made = put_to_public(by, **of)
    one = commented(by, made)
    answered(by, made, one)
    over(made)
    with acting_as(by):
        perform("publish_results", made, by=by)
        return perform("decide", made, by=by, shown=made.text_hash, decided_on=today(), decided_by="閣議決定")


def published(by: Person, **of: Any) -> Guideline:
    made = decided(by, **of)
    with acting_as(by):
        return perform("publish_guideline", made, by=by, shown=made.text_hash)


def measure(by: Person, **of: Any) -> PolicyMeasure:
    given = {"pillar": "know", "nature": "measure", "text": "施策の文", "source": "試験の文書", **of}
    with acting_as(by):
        return measures.add(by=by, **given)


def assigned(by: Person, world: World, **of: Any) -> PolicyMeasure:
    made = measure(by, **of)
    with acting_as(by):
        return perform(
            "assign",
            made,
            by=by,
            owner=world.organisations["needs"],
            due=today() + timedelta(days=30),
            section=None,
        )


def put_under(by: Person, world: World, made: PolicyMeasure, section: GuidelineSection) -> PolicyMeasure:
    """The same owner and end, under this section of the guideline."""
    with acting_as(by):
        return perform(
            "assign",
            made,
            by=by,
            owner=world.organisations["needs"],
            due=today() + timedelta(days=30),
            section=section,
        )


def technology(by: Person, *, name: str = "試験技術", field: str = "試験分野") -> CriticalTechnology:
    with acting_as(by):
        kept = TechnologyField.objects.filter(name=field).first() or technologies.add_field(
            by=by, name=field, parent=None
        )
        return technologies.save_technology(
            by=by, field=kept, name=name, risk_misuse="悪用の文", risk_dependency="依存の文"
        )
