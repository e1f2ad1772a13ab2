"""Plays an invented vision, the handing over of the fund's concept and one call, through the verbs their users press."""

from datetime import timedelta
from typing import Any

from accounts.fields import today
from accounts.models import Organisation, Person
from confidentiality.acting import acting_as, database_now
from confidentiality.verbs import perform
from portal.demo.people import described
from programmes import calls, clauses, concepts, technologies, visions
from programmes.models import Call, NarrowingDecision, RDConcept, RDVision, TechnologyField

OKU = 100_000_000
CLAUSES = (
    (
        "leak_prevention",
        "技術流出の防止",
        "研究代表者は、研究データの管理者と保管場所を定め、外部の者が触れられないようにする。",
    ),
    (
        "export_control",
        "安全保障輸出管理",
        "研究機関は、技術の提供が許可を要するかどうかを事前に確かめ、記録を残す。",
    ),
    ("integrity", "研究の健全性・公正性", "応募者は、すべての研究資金、兼業及び外国機関との関係を申告する。"),
    (
        "council",
        "協議会への参加と同意",
        "採択された課題の研究代表者は、協議会の設置に同意し、構成員として参加する。",
    ),
    (
        "publication",
        "成果の公表",
        "研究成果は公表を原則とする。公表しない場合は、協議会の全員の合意により範囲と期間を定める。",
    ),
    ("costs", "経費の使い方", "間接経費は、直接経費の3割を上限とする。"),
)
SECTIONS = (
    ("purpose", "研究の目的", "何を明らかにし、何に役立つかを書いてください。", 1500, "representative"),
    ("plan", "研究計画", "年度ごとに、行うことと到達点を書いてください。", 4000, "team"),
    ("team", "実施体制", "参加する機関と、それぞれの役割を書いてください。", 2000, "team"),
    ("management", "情報の管理", "研究データの管理のしかたを書いてください。", 1500, "team"),
)
CRITERIA = (
    ("新規性・優位性", "これまでにない方法か。", 2),
    ("実現可能性", "計画と体制は現実的か。", 2),
    ("社会実装への道筋", "だれが、いつ使うかが明らかか。", 1),
)
# Words of the call that takes proposals, and of the one whose proposals are being reviewed.
OPEN = {
    "code": "公募1",
    "title": "小型の海中センサーの研究開発（体験用）",
    "english_title": "R&D on small underwater sensors (demonstration)",
    "english_summary": "An invented call for the demonstration.",
    "summary": "小型の海中センサーと、そのつなぎ方の研究開発を募集します。体験用の架空の公募です。",
    "plain_summary": "海の中の様子を知る小さな装置を、一緒に作る会社や大学を探しています。初めての応募も歓迎します。",
    "budget": 10 * OKU,
    "awards_planned": 3,
}
CLOSED = {
    "code": "公募2",
    "title": "海中の音響通信の研究開発（体験用）",
    "english_title": "R&D on underwater acoustic communication (demonstration)",
    "english_summary": "An invented call whose proposals are being reviewed.",
    "summary": "海中のセンサーの値を、音で陸まで届ける方法の研究開発を募集します。体験用の架空の公募です。",
    "plain_summary": "海の底の小さな装置と話すための、音の通信を一緒に作る会社や大学を探しています。",
    "budget": 4 * OKU,
    "awards_planned": 1,
}
FIVE = {
    "expert_view": "専門家からは、小型化が鍵になるとの意見があった。",
    "think_tank": "シンクタンクの調査では、海中の計測の需要が増えるとされた。",
    "own_strength": "水中音響の研究で蓄積がある。",
    "foreign_research": "各国で研究開発が進んでいる。",
    "implementation_needs": "海域の見守りと防災に使われる見込みがある。",
}


class CallStory:
    """One telling, after the fund's. 一郎 words, 二葉 checks; the agency's officer writes the call."""

    def __init__(
        self, people: dict[str, Person], concept: RDConcept, opens_in: timedelta = timedelta(minutes=2)
    ) -> None:
        self.concept, self.opens_in = concept, opens_in
        self.first, self.second, self.agent = (
            people["secretariat"],
            people["secretariat2"],
            people["candidate"],
        )
        self.needs = people["needs"]
        names = {o["key"]: o["name"] for o in described()["organisations"]}
        with acting_as(self.first):
            self.organisations = {key: Organisation.objects.get(name=name) for key, name in names.items()}

    def tell(self) -> Call:
        """The published call; it opens ``opens_in`` after its words are ready, as no call may open in the past."""
        vision = self.see()
        self.hand_over(vision)
        self.word_clauses()
        return self.invite()

    def act(self, verb: str, thing: Any, person: Person, **details: Any) -> Any:
        with acting_as(person):
            return perform(verb, thing, by=person, **details)

    def see(self) -> RDVision:
        by = self.first
        with acting_as(by):
            field = TechnologyField.objects.filter(name__contains="海洋").first() or technologies.add_field(
                by=by, name="海洋（体験用）", parent=None
            )
            self.field = field
            technology = technologies.save_technology(
                by=by,
                field=field,
                name="小型の海中センサー（体験用）",
                description="海中の様子を広く長く測る、小さな装置。",
                risk_misuse="測り方が知られると、見守りをすり抜けられるおそれがある。",
                risk_dependency="部材を外部に頼ると、必要なときに作れないおそれがある。",
            )
            perform("open_narrowing", technology, by=by)
            decision = NarrowingDecision.objects.get(technology=technology)
            technologies.consider(decision, by=by, **FIVE)
            perform("complete_evidence", decision, by=by)
            perform("put_to_panel", decision, by=by, panel_name="体験用の有識者会議")
            perform(
                "record_panel",
                decision,
                by=by,
                panel_on=today(),
                panel_opinion="需要と強みの見立ては妥当である。",
            )
            perform(
                "close_narrowing",
                decision,
                by=by,
                outcome="selected",
                reason="需要があり、民間だけでは進まないため。",
                decided_on=today(),
            )
            vision = visions.start_vision(
                by=by, title="研究開発ビジョン（体験用）", reason="体験用の架空のビジョンです。"
            )
            vision = visions.edit_vision(
                vision,
                by=by,
                shown=vision.text_hash,
                needs="広い海の様子を、少ない人手で絶えず知ること。災害や事故に早く気づくこと。",
                english_title="R&D Vision (demonstration)",
                english_summary="An invented vision for the demonstration: to know the state of the sea with few people.",
                policy_documents="体験用の政府文書",
            )
            visions.support(
                vision, by=by, technology=technology, statement="小型で安価な装置と、そのつなぎ方を育てる。"
            )
            visions.link_input(
                vision,
                by=by,
                body=self.organisations["tank"].name,
                title="海中計測の動向（体験用）",
                used_for="支援対象の技術を選ぶ際の比較に使った。",
            )
            vision = perform("deliberate", vision, by=by)
            visions.record_deliberation(
                vision,
                by=by,
                held_on=today(),
                body="プログラム会議",
                text="使う側の省庁の意見を早くから聞くべきである。",
                response="ニーズ省庁を構想の段階から加えることとした。",
            )
            vision = perform(
                "decide_vision",
                vision,
                by=by,
                shown=vision.text_hash,
                decided_on=today(),
                decided_by="体験用の会議",
            )
            return perform("publish_vision", vision, by=by, shown=vision.text_hash)

    def hand_over(self, vision: RDVision) -> None:
        by = self.first
        with acting_as(by):
            concept = RDConcept.objects.get(pk=self.concept.pk)
            concept = concepts.edit_concept(
                concept,
                by=by,
                shown=concept.text_hash,
                vision=vision,
                english_title="A network of small underwater sensors",
                needs="広い海を少ない人手で見守ること。",
                summary="小型のセンサーを多数置き、つないで、海中の変化を早く知る技術を確立する。",
                council_plan="課題ごとに、採択の後すみやかに協議会を置く。",
                is_high_risk=True,
                risk_reason="実海域での成否が見通せず、民間だけでは投資を決められないため。",
            )
            asked = [
                concepts.name_ministry(concept, by=by, organisation=self.organisations[key], side=side)
                for key, side in (("ministry", "responsible"), ("guard", "needs"))
            ]
            shown = concept.text_hash
            concepts.agree_for(asked[0], by=by, shown=shown, given_by="研究開発課長")
        with acting_as(self.needs):
            row = concept.named().get(pk=asked[1].pk)
            concepts.agree_for(
                row, by=self.needs, shown=shown, given_by="装備技術課長", reference="体験用第1号"
            )
        concept = self.act("settle_agreement", concept, self.first, shown=shown)
        concept = self.act("hand_over", concept, self.second, shown=shown)
        self.concept = self.act("list_concept", concept, self.second)

    def word_clauses(self) -> None:
        with acting_as(self.first):
            have = {clause.kind for clause in clauses.in_force()}
            for kind, title, text in CLAUSES:
                if kind not in have:
                    clauses.word_clause(by=self.first, kind=kind, title=title, text=text, reason="体験用")

    def invite(self, words: dict[str, Any] = OPEN, lasts: timedelta = timedelta(days=60)) -> Call:
        """A call of its own ``words`` that opens ``opens_in`` from now and takes proposals as long as it ``lasts``."""
        by = self.agent
        with acting_as(by):
            now = database_now()
            call = calls.start_call(
                self.concept,
                by=by,
                field=self.field,
                eligibility="日本に研究の拠点を持つ法人に所属し、日本に居住していること。",
                how_to_apply="この画面の「応募を始める」から、提案書の項目を書いて提出してください。",
                contact="体験用の窓口（平日10時から17時まで）",
                opens_at=now + timedelta(days=1),
                closes_at=now + timedelta(days=60),
                max_amount=3 * OKU,
                min_reviews=2,
                is_blind=True,
                has_interview=True,
                review_due=today() + timedelta(days=14) + lasts,
                **{**words, "code": f"体験-{today().year}-{words['code']}"},
            )
            for key, title, guidance, length, editors in SECTIONS:
                calls.save_section(
                    call, by=by, key=key, title=title, guidance=guidance, max_length=length, editors=editors
                )
            for title, guidance, weight in CRITERIA:
                calls.save_criterion(call, by=by, title=title, guidance=guidance, weight=weight, max_score=5)
            for clause in clauses.in_force():
                clauses.answer_clause(call, clause, by=by, answer="adopted")
            call = Call.objects.get(pk=call.pk)
            opens = database_now() + self.opens_in
            call = calls.edit_call(call, by=by, shown=call.text_hash, opens_at=opens, closes_at=opens + lasts)
            call = perform("submit_for_check", call, by=by)
        with acting_as(self.second):
            call = Call.objects.get(pk=call.pk)
            return perform("schedule", call, by=self.second, shown=call.text_hash)
