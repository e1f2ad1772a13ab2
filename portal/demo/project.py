"""Plays the plan of the invented project through the same verbs its users press: agreed words, registers, a change."""

from datetime import date, timedelta
from typing import Any

from accounts.fields import today
from accounts.models import Person
from confidentiality.acting import acting_as
from confidentiality.verbs import perform
from programmes import approvals, changes, faces, funding, plans, registers
from programmes.models import Fund, Project

OKU = 100_000_000


class ProjectStory:
    """What is written before the start by the agency's officer, and after it by the representative."""

    def __init__(self, people: dict[str, Person], organisations: dict[str, Any], year: int) -> None:
        self.people, self.organisations, self.year = people, organisations, year
        self.agent, self.head = people["candidate"], people["researcher"]

    def add(self, slug: str, project: Project, by: Person, **words: Any) -> Any:
        return registers.add(registers.KINDS[slug], project, by=by, **words)

    def prepare(self, project: Project) -> None:
        """Everything the start asks for."""
        by = self.agent
        with acting_as(by):
            plans.agree(
                project,
                by=by,
                purpose="沿岸の海中を、小型で安価なセンサーの網によって途切れなく見守れるようにします。",
                plan_text="第一に、電池で一年動く小型センサーを試作します。\n第二に、実海域で百台の網を組み、途切れずにつながることを確かめます。\n第三に、港湾の管理者とともに運用の手順を作ります。",
                contract_on=date(self.year, 4, 1),
                contract_form="flexible",
                starts_on=date(self.year, 4, 1),
                ends_on=date(self.year + 4, 3, 31),
            )
            plans.set_amounts(
                project,
                by=by,
                amounts={self.year: 8 * OKU, self.year + 1: 4 * OKU, self.year + 2: 2 * OKU},
            )
            plans.plan_use(
                project,
                by=by,
                goal="5年後に、三つの港で、港湾の管理者が日常の見守りに使っている。",
                needs_organisation=self.organisations["guard"],
                needs_person=self.people["needs"],
                industry_organisation=self.organisations["company"],
                industry="量産の設計を引き継ぎ、保守まで担う。",
                private_test="実海域での成否が見通せず、民間だけでは試験の費用を負えないため。",
                private_part="量産の設備への投資は、民間が負う。",
                public_need="港湾の管理者が、成果を使う意向を示している。",
            )
            for kind, measure in (
                ("people", "海域の試験に立ち会う者を名簿で管理し、持ち込む機器を記録する。"),
                ("network", "設計の図面を、持ち出せない共有の保管場所だけに置く。"),
            ):
                self.add("leak-measures", project, by, measure_kind=kind, measure=measure)
            self._team(project, by)
            self._schedule(project, by)

    def _team(self, project: Project, by: Person) -> None:
        start = date(self.year, 4, 1)
        university = self.organisations["university"]
        house = self.add(
            "participants",
            project,
            by,
            participant_kind="university",
            organisation=university,
            name=university.name,
            part="センサーの設計と、網の理論",
            share=60,
            starts_on=start,
        )
        company = self.organisations["company"]
        self.add(
            "participants",
            project,
            by,
            participant_kind="large",
            organisation=company,
            name=company.name,
            part="試作と、実海域での設置",
            share=40,
            starts_on=start,
        )
        self.add(
            "members",
            project,
            by,
            participant=house,
            name="学生　体験",
            duty="通信の試験の補助",
            is_student=True,
            agreement_due_on=today() + timedelta(days=20),
        )

    def _schedule(self, project: Project, by: Person) -> None:
        university, company = self.organisations["university"], self.organisations["company"]
        first = self.add(
            "work-packages",
            project,
            by,
            code="WP1",
            title="小型センサーの試作",
            organisation=university,
            starts_on=date(self.year, 4, 1),
            due_on=date(self.year + 1, 3, 31),
        )
        self.add(
            "work-packages",
            project,
            by,
            code="WP2",
            title="実海域での網の試験",
            organisation=company,
            starts_on=date(self.year, 10, 1),
            due_on=date(self.year + 2, 3, 31),
        )
        self.add(
            "milestones",
            project,
            by,
            title="電池で一年動くことの確認",
            criterion="実海域と同じ水温の水槽で、一年に当たる回数の送信を終える。",
            work_package=first,
            organisation=university,
            due_on=today() - timedelta(days=3),
        )

    def carry_on(self, project: Project) -> None:
        """After the start: use cases, a trial, a request to change, the public page."""
        by = self.head
        with acting_as(by):
            self.add(
                "use-cases",
                project,
                by,
                mode="peace",
                user="港湾の管理者",
                use="海中の機器の異常を毎日見つける。",
            )
            self.add(
                "use-cases",
                project,
                by,
                mode="emergency",
                user="海上の救助に当たる機関",
                use="災害の後に、海中の障害物を探す。",
            )
            self.add(
                "prototypes",
                project,
                by,
                name="一号試作機",
                begun_on=date(self.year, 4, 10),
                made_on=date(self.year, 6, 20),
                used_on=date(self.year, 7, 15),
                learned="防水の継ぎ目を減らすと、組立ての時間が半分になる。",
            )
            self.add(
                "valley-risks",
                project,
                by,
                risk="設置の許可に時間がかかり、事業として続かない。",
                counter_measure="港湾の管理者とともに、許可の手順をあらかじめ整理する。",
                standing="treated",
            )
        self._change(project)
        with acting_as(self.agent):
            faces.word_face(
                project,
                by=self.agent,
                purpose="沿岸の海中を、小型センサーの網で見守る技術を育てます。体験用の架空のものです。",
                why_public="実海域での成否を、民間だけでは見通せないためです。",
                english_summary="An invented project for the demonstration.",
            )
            perform("list_publicly", faces.face_of(project), by=self.agent)

    def _change(self, project: Project) -> None:
        """A budget change half way along the fund's route: the agency's accounts have agreed, the ministry is asked."""
        agent, officer = self.agent, self.people["officer"]
        first = self.people["secretariat"]
        with acting_as(first):
            for key, part in (("secretariat2", "ministry"), ("secretariat", "lead")):
                funding.assign(project, by=first, person=self.people[key], part=part)
        with acting_as(agent):
            step = {"place": "any", "person": None, "label": ""}
            line = {
                "kind": "budget",
                "from_yen": OKU,
                "also_delegated": False,
                "stages": [
                    [{**step, "role": "agency", "label": "経理"}, {**step, "role": "ministry"}],
                    [{**step, "role": "lead"}],
                ],
            }
            approvals.lay_down(
                Fund.objects.get(pk=project.fund_id),
                by=agent,
                base=0,
                lines=[line],
                reason="大きな額を動かすときは、経理と所管省庁がともに確かめるため。",
            )
        with acting_as(self.head):
            after = changes.with_amounts(
                changes.terms_now(project),
                {self.year: 7 * OKU, self.year + 1: 5 * OKU, self.year + 2: 2 * OKU},
            )
            asked = changes.ask(
                project,
                by=self.head,
                change_kind="budget",
                after=after,
                reason="傭船の契約が翌年度になったため、1億円を翌年度に移したい。",
            )
        with acting_as(officer):
            first = asked.steps.get(role="agency")
            approvals.answer(
                first,
                by=officer,
                verdict=approvals.AGREED,
                shown=approvals.change_hash(asked),
                reason="翌年度の支払で足りることを確かめました。",
            )
