"""Plays the invented council's life through the same verbs its users press; refuses to write states by hand."""

from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.utils import timezone

from accounts.fields import end_of_day, in_tokyo
from accounts.models import Organisation, Person
from confidentiality import agreements, audience
from confidentiality.acting import acting_as
from confidentiality.models import Designation
from confidentiality.verbs import perform
from councils import founding, meetings
from councils.models import (
    ActionItem,
    AgendaItem,
    Attendance,
    Council,
    Decision,
    DutyText,
    Handout,
    Material,
    MaterialVersion,
    Meeting,
    Membership,
    Post,
    Rules,
    SupportAction,
)
from portal.demo.people import described

FILE = Path(settings.ROOT) / "fixtures" / "demo" / "council.yaml"


class Story:
    """One telling: people, council, seats and what they did, oldest first."""

    def __init__(self, people: dict[str, Person]) -> None:
        self.people = people
        self.data: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
        self.today = timezone.now().astimezone().date()
        self.seats: dict[str, Membership] = {}

    def tell(self) -> Council:
        self.secretary = self.people["secretariat"]
        self.council = self.found()
        self.meetings = {m["number"]: self.plan(m) for m in self.data["meetings"]}
        for m in self.data["meetings"]:
            self.hold(m)
        for d in self.data["designations"]:
            self.designate(d)
        self.talk()
        self.invite_candidate()
        return self.council

    def organisation(self, person: Person) -> Organisation:
        return person.affiliation_on(timezone.now()).organisation

    def found(self) -> Council:
        data, by = dict(self.data["council"]), self.secretary
        rules_text, text = data.pop("rules"), data.pop("prospectus")
        with acting_as(by):
            council = founding.propose_council(
                by=by,
                organisation=self.organisation(by),
                prospectus=text,
                council_kind="designated_fund",
                is_demo=True,
                establishing_organisation=self.organisation(by),
                **data,
            )
            self.seats["secretariat"] = Membership.objects.get(council=council, person=by)
            for m in self.data["members"]:
                self.nominate(council, m)
            perform("collect_consents", council, by=by)
        for m in self.data["members"]:
            person, seat = self.people[m["person"]], self.seats[m["person"]]
            with acting_as(person):
                founding.answer_prospectus(
                    council.prospectus, by=person, decision="agree", text_hash=council.prospectus.text_hash
                )
                perform("acknowledge_briefing", seat, by=person)
                perform("accept", seat, by=person)
        with acting_as(by):
            perform("adopt_rules", council, by=by)
            rules = Rules.objects.create(item=council.prospectus, council=council, number=1, text=rules_text)
            perform("propose", rules, by=by)
        for m in self.data["members"]:
            with acting_as(self.people[m["person"]]):
                founding.accept_rules(rules, by=self.people[m["person"]], text_hash=rules.text_hash)
        with acting_as(by):
            perform("bring_into_force", rules, by=by)
            council = perform("establish", council, by=by)
            perform("list_publicly", council, by=by)
        for m in self.data["members"]:
            person = self.people[m["person"]]
            with acting_as(person):
                seat = Membership.objects.get(pk=self.seats[m["person"]].pk)
                perform(
                    "sign_pledge",
                    seat,
                    by=person,
                    name=person.name,
                    text_hash=DutyText.current("pledge").text_hash,
                )
                self.seats[m["person"]] = perform("activate", seat, by=person)
        self.add_second_officer(council)
        return council

    def add_second_officer(self, council: Council) -> None:
        """Two officers, so that who approves and who checks are two people."""
        person = self.people["secretariat2"]
        with acting_as(self.secretary):
            seat = self.nominate(
                council, {"person": "secretariat2", "capacity": "secretariat", "reason": "副担当"}
            )
        with acting_as(person):
            for verb in ("acknowledge_briefing", "accept"):
                perform(verb, seat, by=person)
            rules = council.rules.get(state="in_force")
            founding.accept_rules(rules, by=person, text_hash=rules.text_hash)
            perform(
                "sign_pledge",
                seat,
                by=person,
                name=person.name,
                text_hash=DutyText.current("pledge").text_hash,
            )
        with acting_as(self.secretary):
            self.seats["secretariat2"] = perform("activate", seat, by=self.secretary)

    def nominate(self, council: Council, m: dict) -> Membership:
        person = self.people[m["person"]]
        seat = founding.nominate(
            council,
            by=self.secretary,
            person=person,
            organisation=self.organisation(person),
            capacity=m["capacity"],
            title=person.affiliation_on(timezone.now()).title,
            selection_reason=m["reason"],
            is_chair=m.get("is_chair", False),
            is_representative=m.get("is_representative", False),
        )
        self.seats[m["person"]] = perform("invite", seat, by=self.secretary)
        return seat

    def plan(self, m: dict) -> Meeting:
        day: date = self.today + timedelta(days=m["days"])
        with acting_as(self.secretary):
            meeting = meetings.plan_meeting(
                self.council,
                by=self.secretary,
                place=m["place"],
                starts_at=in_tokyo(day, time(14, 0)),
                ends_at=in_tokyo(day, time(16, 0)),
                is_online=m["place"] == "オンライン",
            )
            for number, a in enumerate(m["agenda"], 1):
                AgendaItem.objects.create(item=meeting, number=number, **a)
            for order, (key, seat) in enumerate(self.seats.items()):
                person = self.people[key]
                Attendance.objects.create(
                    item=meeting,
                    membership=seat,
                    name=person.name,
                    kana=person.kana,
                    affiliation=seat.organisation.name,
                    title=seat.title,
                    group=str(seat.get_capacity_display()),
                    reply="online" if order % 2 else "venue",
                    print_order=0,
                )
        for number, material in enumerate(m["materials"], 1):
            self.hand_out(meeting, number, self.make_material(material))
        return meeting

    def make_material(self, m: dict, *, sealed: bool = False) -> Material:
        by = self.people[m["by"]]
        with acting_as(by):
            material = Material.objects.create(
                council=self.council,
                container=self.council,
                custodian=by,
                title=m["title"],
                public_title=m["public_title"],
                disclosure="sealed" if sealed else m["disclosure"],
                is_born_sealed=sealed,
                source_body=self.organisation(by).name,
            )
            MaterialVersion.objects.create(item=material, number=1, text=m["text"], created_by=by)
            if not sealed:
                audience.open_to(material, audience.council(self.council.pk))
                if m["disclosure"] == "public":
                    audience.open_to(material, audience.EVERYBODY)
        return material

    def hand_out(self, meeting: Meeting, number: int, material: Material) -> None:
        with acting_as(self.secretary):
            Handout.objects.create(
                meeting=meeting,
                item_id=material.pk,
                number=number,
                agenda_item=meeting.agenda.filter(number=min(number, meeting.agenda.count())).first(),
            )

    def hold(self, m: dict) -> None:
        meeting = self.meetings[m["number"]]
        with acting_as(self.secretary):
            if m.get("announced") or "remarks" in m:
                perform("announce", meeting, by=self.secretary)
            if "remarks" in m:
                meeting.attendances.update(is_present=True)
                perform("hold", meeting, by=self.secretary)
                perform("start_record", meeting, by=self.secretary)
                self.decide(meeting, m.get("decisions", []))
        if "remarks" in m:
            from portal.demo.minutes import record_meeting

            record_meeting(self, meeting, m)

    def decide(self, meeting: Meeting, decisions: list) -> None:
        for number, d in enumerate(decisions, 1):
            decision = Decision.objects.create(
                item_id=meeting.pk, council=self.council, meeting=meeting, number=number, text=d["text"]
            )
            ActionItem.objects.create(
                item_id=meeting.pk,
                council=self.council,
                meeting=meeting,
                decision=decision,
                text=d["action"],
                owner=self.seats[d["owner"]],
                due_on=self.today + timedelta(days=d["due"]),
                is_lead=d.get("is_lead", False),
            )

    def designate(self, d: dict) -> None:
        by, until = self.people[d["by"]], d["until"]
        material = self.make_material(d, sealed=True)
        text = {
            "title": d["public_title"],
            "subject": d["subject"],
            "extent": d["extent"],
            "category": d["category"],
            "origin": d["origin"],
            "reason": d["reason"],
            "handling": "閲覧、印刷",
            "holder_scope": "named" if "holders" in d else "all",
            "minimality_reason": "必要な部分だけを対象とし、期間も最短としました。",
            "viewpoints": {
                "implementation": "実装の検討に必要な情報です。",
                "leak_prevention": "公表前の流出を防ぎます。",
                "diversity": "関係する構成員の全員が検討に参加できます。",
                "incentive": "提供者が安心して参加できます。",
                "theme": "試作の段階にある課題です。",
            },
            "ends_at": end_of_day(self.today + timedelta(days=d["days"])),
        }
        with acting_as(by):
            scope = (
                [audience.membership(self.seats[h].pk) for h in d["holders"]]
                if "holders" in d
                else [audience.capacity(self.council.pk, "member")]
            )
            designation = agreements.draft(material, by=by, text=text, scoped=scope)
            if until != "draft":
                agreements.describe(designation, by=by)
        if "meeting" in d:
            meeting = self.meetings[d["meeting"]]
            self.hand_out(meeting, self.next_number(meeting), material)
        if until in ("draft", "described"):
            return
        with acting_as(by):
            agreements.open_discussion(designation, by=by)
            if until == "withdrawn":
                agreements.withdraw(designation, by=by, note="展示会での公表が決まったため")
        if until in ("discussing", "withdrawn"):
            return
        with acting_as(self.secretary):
            agreements.open_consent(
                designation, by=self.secretary, answer_by=end_of_day(self.today + timedelta(days=6))
            )
        everyone = [m["person"] for m in self.data["members"]]
        for key in d.get("agreed", everyone):
            refuses = key == d.get("refused_by")
            if until == "rework" and not refuses:
                continue
            self.answer(designation, key, "refuse" if refuses else "agree")
        if until == "lifted":
            with acting_as(by):
                agreements.lift(
                    Designation.objects.get(pk=designation.pk), by=by, note="報告書を公表したため"
                )

    def next_number(self, meeting: Meeting) -> int:
        with acting_as(self.secretary):
            last = meeting.handouts.order_by("-number").first()
            return (last.number if last else 0) + 1

    def answer(self, designation: Designation, key: str, decision: str) -> None:
        person = self.people[key]
        with acting_as(person):
            fresh = Designation.objects.get(pk=designation.pk)
            agreements.answer(
                fresh,
                by=person,
                decision=decision,
                shown_hash=agreements.text_hash(fresh.candidate),
                comment="調達先の名称は一部が公表されています。" if decision == "refuse" else "",
            )

    def talk(self) -> None:
        for p in self.data["posts"]:
            with acting_as(self.people[p["by"]]):
                Post.objects.create(
                    item_id=self.council.room.pk,
                    council=self.council,
                    author=self.people[p["by"]],
                    text=p["text"],
                )
        with acting_as(self.secretary):
            organisations = {o.name: o for o in Organisation.objects.all()}
        named = {o["key"]: organisations[o["name"]] for o in described()["organisations"]}
        for s in self.data["support"]:
            with acting_as(self.people["researcher"]):
                asked = SupportAction.objects.create(
                    item_id=self.council.room.pk,
                    council=self.council,
                    support_kind=s["kind"],
                    text=s["text"],
                    provider=named[s["provider"]],
                    due_on=self.today + timedelta(days=s["days"]),
                    requested_by=self.people["researcher"],
                )
            if s["state"] == "accepted":
                with acting_as(self.secretary):
                    perform("accept", asked, by=self.secretary, answer=s["answer"])

    def invite_candidate(self) -> None:
        with acting_as(self.secretary):
            self.nominate(
                self.council,
                {
                    "person": "candidate",
                    "capacity": "funding_agency",
                    "reason": "課題を推進する法人の担当として",
                },
            )
