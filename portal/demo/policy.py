"""Plays what the ministry's office does besides: an open round of comments, a late measure, a follow-up that is published."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from accounts.fields import end_of_day, today
from accounts.japanese import fiscal_year
from accounts.models import Organisation, Person
from confidentiality.acting import acting_as
from confidentiality.verbs import perform
from portal.demo.people import described
from programmes import comments, followups, guidelines, measures
from programmes.models import BudgetFollowUp, CommentRound, PolicyMeasure

COMMENTS = (
    {
        "sender_kind": "body",
        "sender": "体験用の団体",
        "part": "資金の確保",
        "text": "複数の年度にわたる支援を続けてほしい（体験用）。",
    },
    {
        "sender_kind": "person",
        "part": "人材の養成",
        "text": "博士課程の学生が加わりやすい仕組みがあるとよい（体験用）。",
    },
    {"sender_kind": "unknown", "text": "成果は、早く分かりやすく公表してほしい（体験用）。"},
)


class PolicyStory:
    """One telling by 一郎 of the office."""

    def __init__(self, people: dict[str, Person]) -> None:
        self.by = people["secretariat"]
        names = {o["key"]: o["name"] for o in described()["organisations"]}
        with acting_as(self.by):
            self.organisations = {key: Organisation.objects.get(name=name) for key, name in names.items()}

    def tell(self) -> None:
        self.ask_the_public()
        self.be_late()
        self.invite()
        self.follow_up()

    def act(self, verb: str, thing: Any, **details: Any) -> Any:
        with acting_as(self.by):
            return perform(verb, thing, by=self.by, **details)

    def ask_the_public(self) -> CommentRound | None:
        """None where a real version is in preparation: there is one at a time."""
        with acting_as(self.by):
            if guidelines.in_preparation() is not None:
                return None
            draft = guidelines.start(
                by=self.by,
                title="研究開発基本指針の改定案（体験用）",
                reason="体験用の架空の改定です。",
                basis=None,
            )
            for section in draft.sections.all():
                guidelines.edit_section(
                    section,
                    by=self.by,
                    shown=section.text_hash,
                    text=f"「{section.heading}」について、体験用に書いた文です。実在の文書ではありません。",
                )
        draft = self.act("ask_experts", draft)
        with acting_as(self.by):
            guidelines.record_opinion(
                draft,
                by=self.by,
                given_by="体験用の有識者会議",
                given_on=today(),
                text="使う側の府省庁の役割を、より明らかに書くべきである。",
                response="「基本的な考え方」に書き加えた。",
            )
        with acting_as(self.by):
            perform(
                "open_comments",
                draft,
                by=self.by,
                shown=draft.text_hash,
                closes_at=end_of_day(today() + timedelta(days=31)),
            )
        with acting_as(None):
            round_ = CommentRound.objects.get(guideline_id=draft.pk)
            for one in COMMENTS:
                comments.submit(round_, key=uuid4(), **one)
        return round_

    def be_late(self) -> PolicyMeasure:
        with acting_as(self.by):
            measure = measures.add(
                by=self.by,
                pillar="use",
                nature="measure",
                text="海中の試験に使う海域を、年に一度、使う者に示す（体験用）。",
                source="体験用の政府文書",
            )
        measure = self.act(
            "assign",
            measure,
            owner=self.organisations["guard"],
            due=today() - timedelta(days=7),
            section=None,
        )
        return self.act("start", measure, text="使える海域を調べ始めた（体験用）。")

    def invite(self) -> PolicyMeasure:
        """One that is to make the country attractive for investment, for everybody to read."""
        with acting_as(self.by):
            measure = measures.add(
                by=self.by,
                pillar="grow",
                nature="measure",
                purpose="investment",
                text="海中の試験に投資する者への手引きを、日本語と英語で公表する（体験用）。",
                source="体験用の政府文書",
            )
        self.act(
            "assign",
            measure,
            owner=self.organisations["guard"],
            due=today() + timedelta(days=200),
            section=None,
        )
        return self.act("publish_measure", measure)

    def follow_up(self) -> BudgetFollowUp:
        year = fiscal_year(today())
        with acting_as(self.by):
            made = followups.begin(
                by=self.by, title="予算と人材の配分（体験用）", from_year=year - 1, to_year=year
            )
            made = followups.write(
                made,
                by=self.by,
                shown=followups.words_hash(made),
                title=made.title,
                evaluation="一つの構想に集まっているのは、立ち上げの時期であるためと考える（体験用）。",
                public_text="海中の見守りの技術に重点を置きました。体験用の架空の評価です。",
            )
            found = followups.figures(made.from_year, made.to_year)
            made = perform("record", made, by=self.by, shown=followups.hash_of(made, found))
            public = followups.public_figures(made.from_year, made.to_year)
            return perform("publish_follow_up", made, by=self.by, shown=followups.hash_of(made, public))
