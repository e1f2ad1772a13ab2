"""The fixed cast of the suite and the small world they live in; factories never give rights by surprise.

Council 量子: 佐藤 (secretariat), 鈴木 (chair, expert), 高橋 (research representative), 田中 (company),
伊藤 (needs-side ministry), 渡辺 (think tank). Council 海洋: 小林 (secretariat), 加藤 (company).
Outside: 山本 (ministry, no council), 中村 (think-tank analyst, no council), 吉田 (administrator), 木村 (auditor),
斎藤 (left 量子), 松本 (invited to 量子, not pledged), 井上 (no organisation, no role).
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Affiliation, Office, Organisation, Person
from confidentiality import agreements, audience
from confidentiality.acting import acting_as
from confidentiality.models import Designation, Item
from confidentiality.verbs import perform
from councils import founding
from councils.models import Council, DutyText, Material, MaterialVersion, Membership, Rules

PASSWORD = "himitsu-no-kotoba-2026"

PEOPLE = {
    "sato": ("佐藤", "事務局"),
    "suzuki": ("鈴木", "座長"),
    "takahashi": ("高橋", "代表"),
    "tanaka": ("田中", "企業"),
    "ito": ("伊藤", "需要"),
    "watanabe": ("渡辺", "調査"),
    "kobayashi": ("小林", "別局"),
    "kato": ("加藤", "別社"),
    "yamamoto": ("山本", "省員"),
    "nakamura": ("中村", "分析"),
    "yoshida": ("吉田", "管理"),
    "kimura": ("木村", "監査"),
    "saito": ("斎藤", "退任"),
    "matsumoto": ("松本", "候補"),
    "inoue": ("井上", "無所属"),
}
MEMBERS = ("sato", "suzuki", "takahashi", "tanaka", "ito", "watanabe")
VOTERS = MEMBERS[1:]


@dataclass
class World:
    """Everybody and everything the tests speak of."""

    people: dict[str, Person] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    quantum: Any = None
    ocean: Any = None
    seats: dict[str, Membership] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Person:
        try:
            return self.__dict__["people"][name]
        except KeyError as missing:
            raise AttributeError(name) from missing


def load_world() -> World:
    """The world as it stands in the database, built on first use."""
    if not Person.objects.filter(email="sato@example.jp").exists():
        make_world()
    world = World()
    world.people = {p.email.split("@")[0]: p for p in Person.objects.all()}
    world.organisations = {o.english_name: o for o in Organisation.objects.all()}
    world.quantum, world.ocean = Council.objects.get(code="quantum"), Council.objects.get(code="ocean")
    world.seats = {m.person.email.split("@")[0]: m for m in Membership.objects.select_related("person")}
    return world


def make_world() -> World:
    world = World()
    for key, (name, kind) in {
        "ministry": ("試験省", "ministry"),
        "needs": ("試験庁", "ministry"),
        "university": ("試験大学", "university"),
        "company": ("試験工業", "company"),
        "tank": ("試験研究所", "think_tank"),
    }.items():
        world.organisations[key] = Organisation.objects.create(name=name, kind=kind, english_name=key)
    for key, (family, given) in PEOPLE.items():
        world.people[key] = Person.objects.create_user(
            f"{key}@example.jp", PASSWORD, family_name=family, given_name=given, family_kana=key
        )
    where = {
        "sato": "ministry",
        "suzuki": "university",
        "takahashi": "university",
        "tanaka": "company",
        "ito": "needs",
        "watanabe": "tank",
        "kobayashi": "ministry",
        "kato": "company",
        "yamamoto": "ministry",
        "nakamura": "tank",
        "saito": "company",
        "matsumoto": "university",
    }
    for key, organisation in where.items():
        Affiliation.objects.create(
            person=world.people[key], organisation=world.organisations[organisation], title="担当"
        )
    Office.objects.create(person=world.yoshida, kind="administrator")
    Office.objects.create(person=world.kimura, kind="auditor")
    for kind in ("duty", "penalty", "pledge", "leaving"):
        DutyText.objects.create(kind=kind, number=1, text=f"{kind}の試験文面")
    world.quantum = make_council(
        world,
        "quantum",
        "量子試験協議会",
        "sato",
        [
            ("suzuki", "expert", {"is_chair": True}),
            ("takahashi", "research", {"is_representative": True}),
            ("tanaka", "implementer", {}),
            ("ito", "needs_ministry", {}),
            ("watanabe", "think_tank", {}),
            ("saito", "implementer", {}),
        ],
    )
    world.ocean = make_council(
        world, "ocean", "海洋試験協議会", "kobayashi", [("kato", "implementer", {"is_chair": True})]
    )
    with acting_as(world.saito):
        seat = Membership.objects.get(person=world.saito)
        perform("start_leaving", seat, by=world.saito)
        perform("leave", seat, by=world.saito, returned_note="資料は返却しました。")
    with acting_as(world.sato):
        world.seats["matsumoto"] = founding.nominate(
            world.quantum,
            by=world.sato,
            person=world.matsumoto,
            organisation=world.organisations["university"],
            capacity="expert",
            selection_reason="試験",
        )
        perform("invite", world.seats["matsumoto"], by=world.sato)
    return world


def make_council(world: World, code: str, name: str, secretary: str, members: list) -> Council:
    """A council taken through its whole set-up, as its people would do it."""
    by = world.people[secretary]
    with acting_as(by):
        council = founding.propose_council(
            by=by,
            organisation=world.organisations["ministry"],
            prospectus="設置の趣旨",
            code=code,
            name=name,
            purpose="目的",
            scope="対象",
            need_note="必要",
            establishing_organisation=world.organisations["ministry"],
        )
        world.seats[secretary] = Membership.objects.get(council=council, person=by)
        for key, capacity, more in members:
            person = world.people[key]
            world.seats[key] = founding.nominate(
                council,
                by=by,
                person=person,
                organisation=person.affiliations.get().organisation,
                capacity=capacity,
                selection_reason="試験",
                **more,
            )
            perform("invite", world.seats[key], by=by)
        perform("collect_consents", council, by=by)
    for key, *_ in members:
        with acting_as(world.people[key]):
            prospectus = council.prospectus
            founding.answer_prospectus(
                prospectus, by=world.people[key], decision="agree", text_hash=prospectus.text_hash
            )
            perform("acknowledge_briefing", world.seats[key], by=world.people[key])
            perform("accept", world.seats[key], by=world.people[key])
    with acting_as(by):
        council = perform("adopt_rules", council, by=by)
        rules = Rules.objects.create(item=council.prospectus, council=council, number=1, text="規約の本文")
        perform("propose", rules, by=by)
    for key, *_ in members:
        with acting_as(world.people[key]):
            founding.accept_rules(rules, by=world.people[key], text_hash=rules.text_hash)
    with acting_as(by):
        perform("bring_into_force", rules, by=by)
        council = perform("establish", council, by=by)
    for key, *_ in members:
        person = world.people[key]
        with acting_as(person):
            seat = Membership.objects.get(pk=world.seats[key].pk)
            perform(
                "sign_pledge",
                seat,
                by=person,
                name=person.name,
                text_hash=DutyText.current("pledge").text_hash,
            )
            world.seats[key] = perform("activate", seat, by=person)
    return council


def make_material(
    council: Council,
    by: Person,
    *,
    title: str = "題名",
    public_title: str = "試験資料",
    text: str = "本文",
    sealed: bool = False,
) -> Material:
    """A material with one version; sealed ones have no audience yet but their provider."""
    with acting_as(by):
        material = Material.objects.create(
            council=council,
            container=council,
            custodian=by,
            title=title,
            public_title=public_title,
            is_born_sealed=sealed,
            disclosure="sealed" if sealed else "council",
        )
        MaterialVersion.objects.create(item=material, number=1, text=text, created_by=by)
        if not sealed:
            audience.open_to(material, audience.council(council.pk))
    return material


def terms(**changes: Any) -> dict[str, Any]:
    """A complete, acceptable wording of a designation."""
    return {
        "title": "装置の試験条件に関する資料",
        "subject": "試験条件の数値",
        "extent": "添付の表に限る",
        "category": "sampling_data",
        "origin": "company",
        "reason": "未公表の数値であるため",
        "handling": "閲覧のみ",
        "minimality_reason": "表以外は対象としない",
        "viewpoints": {
            "implementation": "実装",
            "leak_prevention": "流出防止",
            "diversity": "交流",
            "incentive": "誘因",
            "theme": "主題",
        },
        "holder_scope": "all",
        "ends_at": timezone.now() + timedelta(days=90),
        **changes,
    }


def make_designation(
    world: World,
    material: Item,
    *,
    scoped: list[int] | None = None,
    until: str = "consent_open",
    **changes: Any,
) -> Designation:
    """A designation of ``material`` taken as far as ``until``: draft, described, discussing, consent_open, in_force."""
    provider = Person.objects.get(pk=material.custodian_id)
    council = material.container_id
    with acting_as(provider):
        scoped = scoped or [audience.capacity(council, "member")]
        designation = agreements.draft(material, by=provider, text=terms(**changes), scoped=scoped)
        for step, act in (("described", agreements.describe), ("discussing", agreements.open_discussion)):
            if until == "draft" or (step == "discussing" and until == "described"):
                break
            act(designation, by=provider)
    if until in ("consent_open", "in_force"):
        with acting_as(world.sato):
            agreements.open_consent(designation, by=world.sato, answer_by=timezone.now() + timedelta(days=7))
    if until == "in_force":
        for key in VOTERS:
            agree(world.people[key], designation)
    return Designation.objects.get(pk=designation.pk)


def agree(person: Person, designation: Designation, decision: str = "agree") -> Designation:
    with acting_as(person):
        fresh = Designation.objects.get(pk=designation.pk)
        version = fresh.candidate or fresh.in_force
        return agreements.answer(
            fresh, by=person, decision=decision, shown_hash=agreements.text_hash(version)
        )
