"""Plays one invented technology through the acts its office presses: card, maturity, roadmap, money, a seed, a standard."""

from datetime import timedelta
from typing import Any

from accounts.fields import today
from accounts.models import Organisation, Person
from confidentiality.acting import acting_as
from confidentiality.verbs import perform
from portal.demo.people import described
from programmes import (
    catalogue,
    portfolio,
    project_profile,
    ranking,
    registers,
    roadmaps,
    strategy,
    technologies,
)
from programmes.models import CriticalTechnology, Project, RDConcept, TechnologyBook, TechnologyField
from programmes.models.trl import record_trl

NAME = "小型海中センサー網（体験用）"


class TechnologyStory:
    """One telling, by 一郎 of the office. ``concept``: the invented concept whose money is for it, if there is one."""

    def __init__(self, people: dict[str, Person], concept: RDConcept | None = None) -> None:
        self.by, self.concept = people["secretariat"], concept
        names = {o["key"]: o["name"] for o in described()["organisations"]}
        with acting_as(self.by):
            self.organisations = {key: Organisation.objects.get(name=name) for key, name in names.items()}

    def tell(self) -> CriticalTechnology:
        """Told once; a second telling finds what is there."""
        with acting_as(self.by):
            found = CriticalTechnology.objects.filter(name=NAME).first()
        if found:
            return found
        made = self.register()
        self.write_card(made)
        self.measure(made)
        self.plan(made)
        self.surround(made)
        return made

    def register(self) -> CriticalTechnology:
        by = self.by
        with acting_as(by):
            field = TechnologyField.objects.filter(name="海洋").first() or technologies.add_field(
                by=by, name="海洋", parent=None
            )
            return technologies.save_technology(
                by=by,
                field=field,
                name=NAME,
                description="小型のセンサーを海中に多数並べ、海の状態を切れ目なく捉える技術です。体験用の架空のものです。",
                risk_misuse="観測の配置や信号の処理が知られると、海中の活動を隠す方法に使われるおそれがあります（体験用）。",
                risk_dependency="素子を国外に頼ると、供給が止まったときに観測を続けられないおそれがあります（体験用）。",
            )

    def book(self, made: CriticalTechnology) -> TechnologyBook:
        return TechnologyBook.objects.get(technology=made)

    def write_card(self, made: CriticalTechnology) -> None:
        by = self.by
        first: dict[str, Any] = {
            "goals": ["autonomy"],
            "winning_path": "電池を替えずに動く省電力の素子（体験用）",
            "levers": ["know_how"],
            "cooperation": "alone",
            "position_academia": "信号処理の論文では上位に並ぶ（体験用）",
            "sourcing": "make",
        }
        second = first | {
            "goals": ["autonomy", "indispensability"],
            "levers": ["patents", "know_how"],
            "cooperation": "mixed",
            "cooperation_note": "通信の方式は同志国と共に定め、素子は国内で作る（体験用）",
            "leaders_abroad": "架空国の研究所（体験用）",
            "position_industry": "素子の量産では後れている（体験用）",
        }
        with acting_as(by):
            book = self.book(made)
            strategy.save_profile(book, by=by, origin="needs", horizon="long", is_platform=False)
            strategy.save_strategy(book, by=by, after=0, why="初めての版", **first)
            strategy.save_strategy(
                book, by=by, after=1, why="有識者の指摘を受けて、連携の範囲を改めた", **second
            )
            strategy.save_sheet(
                made,
                by=by,
                goals=["autonomy", "indispensability"],
                summary="海を見守る力を、他国に頼らずに保つことを目指します（体験用）。",
                english_summary="To keep the ability to watch over the sea without depending on others (demonstration).",
            )
            ranking.place(made, by=by, position=1, reason="需要が明らかで、国内に素地があるため（体験用）")

    def measure(self, made: CriticalTechnology) -> None:
        """Three readings over two years."""
        with acting_as(self.by):
            for days, level, evidence in (
                (700, 3, "水槽での試験（体験用）"),
                (400, 4, "港内での試験（体験用）"),
                (60, 5, "沿岸での一か月の連続試験（体験用）"),
            ):
                record_trl(
                    made, by=self.by, level=level, on=today() - timedelta(days=days), evidence=evidence
                )

    def plan(self, made: CriticalTechnology) -> None:
        """One reached, one late with its reason, one to come."""
        by = self.by
        with acting_as(by):
            book = self.book(made)
            reached, late, _coming = (
                roadmaps.add_milestone(
                    book,
                    by=by,
                    title=title,
                    stage=stage,
                    due=today() + timedelta(days=days),
                    responsible=self.organisations[who],
                )
                for title, stage, days, who in (
                    ("素子の試作", "basic", -200, "university"),
                    ("沿岸での実証", "applied", -10, "university"),
                    ("海域での常時運用", "implementation", 900, "ministry"),
                )
            )
            perform(
                "reach_milestone",
                reached,
                by=by,
                on=today() - timedelta(days=210),
                text="試作の報告書（体験用）",
            )
            perform("start_milestone", late, by=by, text="沿岸での設置を始めた（体験用）")
            perform(
                "postpone_milestone",
                late,
                by=by,
                due=today() + timedelta(days=120),
                text="荒天が続き、設置が遅れたため（体験用）",
            )

    def surround(self, made: CriticalTechnology) -> None:
        """A standard to win, a seed that was found, and the concept's money."""
        by = self.by
        with acting_as(by):
            target = catalogue.add_entry(
                "standard",
                by=by,
                title="海中センサーの通信方式（体験用）",
                technology=made,
                category="formal",
                text="国際標準として提案し、専門家の派遣を支援する（体験用）",
            )
            perform("take_up_entry", target, by=by, text="作業部会に提案した（体験用）")
            catalogue.add_entry(
                "seed",
                by=by,
                title="塩分で発電する素子（体験用）",
                technology=made,
                organisation=self.organisations["university"],
                on=today() - timedelta(days=300),
            )
            scheme = catalogue.add_entry(
                "scheme",
                by=by,
                title="海の見守り実証事業（体験用）",
                category="other",
                text="港湾での実証だけを行った、架空の事業です。得られたデータをこの制度の課題が引き継いでいます。",
            )
            perform("take_up_entry", scheme, by=by, text="実証が始まった（体験用）")
            perform("publish_entry", scheme, by=by)
            if project := Project.objects.filter(concept=self.concept).order_by("code").first():
                registers.add(
                    registers.KINDS["schemes"],
                    project,
                    by=by,
                    entry=scheme,
                    title="港湾の見守り（体験用）",
                    how="前身の事業です。港湾でのデータを引き継ぎ、重なる試験は行いません（体験用）。",
                )
                project_profile.decide_profile(project, by=by, origin="needs", horizon="long")
            if self.concept is not None:
                portfolio.link_technology(self.concept, by=by, technology=made, share=70)
