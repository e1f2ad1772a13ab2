"""Plays two invented outcomes: one went out although somebody asked to keep a part closed, one waits with a part masked."""

from datetime import timedelta
from typing import Any

from accounts.fields import today
from accounts.models import Organisation, Person
from confidentiality import disclosures
from confidentiality.acting import acting_as
from confidentiality.models import Disclosure, DisclosureTouch
from portal.demo.people import described
from programmes import outcomes
from programmes.models import Outcome, Project

Touch = DisclosureTouch.Answer


class OutcomeStory:
    """One telling by the representative; the needs-side ministry asks to close, the chair does not agree: it is open."""

    def __init__(self, people: dict[str, Person], project: Project) -> None:
        self.people, self.project, self.by = people, project, people["researcher"]
        names = {o["key"]: o["name"] for o in described()["organisations"]}
        with acting_as(self.by):
            self.organisations = {key: Organisation.objects.get(name=name) for key, name in names.items()}

    def tell(self) -> list[Outcome]:
        return [self.published(), self.waiting()]

    def register(self, kind: str, title: str, english: str, description: str) -> Outcome:
        with acting_as(self.by):
            return outcomes.register(
                self.project,
                by=self.by,
                outcome_kind=kind,
                title=title,
                english_title=english,
                authors="研究　代子、提供　進",
                organisation=self.organisations["university"],
                field=None,
                produced_on=today() - timedelta(days=20),
                description=description,
                english_description="An invented outcome for the demonstration.",
            )

    def plan(self, outcome: Outcome, form: str, venue: str, parts: tuple[tuple[str, str], ...]) -> Disclosure:
        with acting_as(self.by):
            made = disclosures.register(
                outcome,
                by=self.by,
                form=form,
                title=outcome.title,
                venue=venue,
                planned_on=today() + timedelta(days=60),
                abstract="体験用の概要です。小さな装置の作り方と、水槽での試験の結果を述べます。",
                is_basic_research=False,
            )
            for place, text in parts:
                disclosures.add_part(made, by=self.by, place=place, text=text)
        return made

    def put(self, disclosure: Disclosure, *, repeats: int | None = None) -> Disclosure:
        """Answers for every agreement in force; the first is said to be repeated by part number ``repeats``."""
        with acting_as(self.by):
            for n, one in enumerate(disclosures.unanswered(disclosure, self.by)):
                said: dict[str, Any] = {"answer": Touch.NOT_TOUCHED}
                if repeats is not None and n == 0:
                    part = disclosure.manuscript.get(number=repeats)
                    said = {"answer": Touch.REPRODUCES, "parts": [part.pk]}
                disclosures.answer_touch(disclosure, by=self.by, touched=one.item, **said)
            return disclosures.open_screening(disclosure, by=self.by, days=30)

    def published(self) -> Outcome:
        outcome = self.register(
            "paper",
            "小型センサーの防水の継ぎ目を減らす方法（体験用）",
            "Fewer seams for small waterproof sensors (demonstration)",
            "防水の継ぎ目を減らし、組立ての時間を半分にした方法です。体験用の架空の成果です。",
        )
        disclosure = self.put(
            self.plan(
                outcome,
                "paper",
                "体験用の学会誌",
                (
                    ("本文", "継ぎ目を二か所に減らした設計を述べる（体験用）。"),
                    ("付録", "試験の条件を表にまとめる（体験用）。"),
                ),
            )
        )
        asking, refusing = self.people["needs"], self.people["chair"]
        with acting_as(asking):
            asked = disclosures.object_to(
                disclosure,
                by=asking,
                ground="security",
                reason="試験の条件から、装置を置く深さが推し量られるおそれがあるため（体験用）。",
                alternatives="条件を幅で示す方法も考えたが、再現できなくなる（体験用）。",
                review_by="海域保安庁（体験用）の装備技術課長",
                parts=[disclosures.parts_of(disclosure)[1].pk],
                ends_on=today() + timedelta(days=90),
            )
        with acting_as(refusing):
            disclosures.answer(
                asked,
                by=refusing,
                decision="refuse",
                shown=disclosures.closing_hash(asked),
                comment="同じ条件は、すでに公開の論文にあります（体験用）。",
            )
        with acting_as(self.by):
            disclosures.publish(disclosure, by=self.by)
            outcomes.say_where(
                Outcome.objects.get(pk=outcome.pk),
                by=self.by,
                doi="",
                link="https://example.org/taiken",
                restriction="",
            )
            outcomes.report_use(
                outcome,
                by=self.by,
                sector="public",
                state="tried",
                ministry=self.organisations["guard"],
                note="海域での試験に使う話を始めた（体験用）。",
                is_public=True,
            )
        return outcome

    def waiting(self) -> Outcome:
        outcome = self.register(
            "data",
            "水槽での送信の記録（体験用）",
            "Records of transmissions in a tank (demonstration)",
            "一年に当たる回数の送信の記録です。体験用の架空の成果です。",
        )
        parts = (
            ("送信の記録", "送信の回数と電圧の表（体験用）。"),
            ("測定の設定", "協議会で共有した資料と同じ設定を含む（体験用）。"),
        )
        self.put(self.plan(outcome, "data", "体験用のデータの保管場所", parts), repeats=2)
        return outcome
