"""Plays the invented fund through the same verbs its users press: two sums, one project, payments in several states."""

from datetime import date
from typing import Any

from accounts.fields import today
from accounts.japanese import fiscal_year
from accounts.models import Organisation, Person
from confidentiality.acting import acting_as
from confidentiality.verbs import perform
from councils.models import Council
from portal.demo.people import described
from portal.demo.project import ProjectStory
from programmes import funding
from programmes.models import Fund, Project

OKU = 100_000_000


class FundStory:
    """One telling. 一郎 proposes, 二葉 decides; the agency's officer runs the project and pays."""

    def __init__(self, people: dict[str, Person], council: Council) -> None:
        self.people, self.council = people, council
        self.first, self.second, self.agent = (
            people["secretariat"],
            people["secretariat2"],
            people["candidate"],
        )
        self.year = fiscal_year(today())
        names = {o["key"]: o["name"] for o in described()["organisations"]}
        with acting_as(self.first):
            self.organisations = {key: Organisation.objects.get(name=name) for key, name in names.items()}

    def tell(self) -> Fund:
        self.fund = self.found()
        self.concept = self.plan()
        self.project = self.start()
        self.spend()
        with acting_as(self.second):
            return perform("list_publicly", self.fund, by=self.second)

    def act(self, verb: str, thing: Any, person: Person, **details: Any) -> Any:
        with acting_as(person):
            return perform(verb, thing, by=person, **details)

    def found(self) -> Fund:
        by, ministry, agency = self.first, self.organisations["ministry"], self.organisations["agency"]
        with acting_as(by):
            fund = funding.register_fund(
                by=by,
                name="海中センシング研究開発基金（体験用）",
                english_name="Underwater Sensing R&D Fund (demonstration)",
                purpose="海中の見守りに役立つ先端的な技術を、複数年度にわたり柔軟に育てるための基金です。体験用の架空のものです。",
                english_purpose="An invented fund for the demonstration.",
                legal_basis="体験用",
                agency=agency,
                is_demo=True,
            )
            sums = [
                funding.propose_contribution(
                    fund, by=by, act=act, fiscal_year=year, amount=amount, ministry=ministry, agency=agency
                )
                for act, year, amount in (
                    ("体験用の補正予算", self.year - 1, 20 * OKU),
                    ("体験用の当初予算", self.year, 10 * OKU),
                )
            ]
            for officer in (self.agent, self.people["officer"]):
                funding.assign(fund, by=by, person=officer, part="agency")
            funding.assign(fund, by=by, person=self.people["needs"], part="needs")
        for one in sums:
            self.act("approve", one, self.second)
        return self.act("establish", fund, self.second)

    def plan(self) -> Any:
        by = self.first
        with acting_as(by):
            concept = funding.register_concept(
                self.fund,
                by=by,
                title="小型の海中センサー網の構築",
                ceiling=25 * OKU,
                starts_on=date(self.year - 1, 4, 1),
                ends_on=date(self.year + 4, 3, 31),
                ministry=self.organisations["ministry"],
                agency=self.organisations["agency"],
            )
            given = [
                funding.propose_allocation(concept, by=by, fiscal_year=year, amount=amount, reason=reason)
                for year, amount, reason in (
                    (self.year, 12 * OKU, "試作と海域での試験のため"),
                    (self.year + 1, 3 * OKU, "翌年度の海域試験のため"),
                    (self.year, 2 * OKU, "部材の値上がりに対応するため"),
                )
            ]
        for one in given[:2]:
            self.act("approve", one, self.second)
        return concept

    def start(self) -> Project:
        with acting_as(self.agent):
            project = funding.register_project(
                self.concept,
                by=self.agent,
                code=f"体験-{self.year}-001",
                title="小型センサーによる海中の見守り",
                english_title="Watching the sea with small sensors",
                representative=self.people["researcher"],
                organisation=self.organisations["university"],
                is_high_risk=True,
                risk_reason="実海域での成否を民間だけでは見通せないため",
            )
            funding.link_council(project, by=self.agent, council=self.council)
        told = ProjectStory(self.people, self.organisations, self.year)
        told.prepare(project)
        started = self.act("activate", project, self.agent)
        told.carry_on(started)
        return started

    def spend(self) -> None:
        head = self.people["researcher"]
        for amount, purpose, until in (
            (3 * OKU, "試作機の製作", "settled"),
            (2 * OKU, "海域試験の準備", "refunded"),
            (1 * OKU, "計測器の購入", "paid"),
            (80_000_000, "傭船", "checked"),
            (45_000_000, "解析の外部委託", "requested"),
        ):
            with acting_as(head):
                one = funding.request_payment(
                    self.project, by=head, amount=amount, fiscal_year=self.year, purpose=purpose
                )
            for state, verb, person, details in (
                ("checked", "verify", self.first, {}),
                ("paid", "pay", self.agent, {}),
                ("settled", "settle", self.first, {}),
            ):
                if until == "requested" or (until == "refunded" and state == "settled"):
                    break
                self.act(verb, one, person, **details)
                if until == state:
                    break
            if until == "refunded":
                self.act("claim_refund", one, self.first, refund=30_000_000, note="試験の日数が減ったため")
                self.act("receive_refund", one, self.agent)
