"""The registers of a project: one pattern to add, correct and end a line; each kind has its own typed table."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Person
from confidentiality import journal
from confidentiality.acting import database_now
from confidentiality.verbs import Refused, WrongState, lock
from programmes.models import (
    AfterCheck,
    CoInvestment,
    ContinuedSupport,
    CoreTechnology,
    FieldDemo,
    FilingBook,
    InternationalPartner,
    IPDeal,
    LeakMeasure,
    Milestone,
    Participant,
    PlanLink,
    Project,
    ProjectTerms,
    Prototype,
    Provision,
    SchemeLink,
    TeamMember,
    TermsVersion,
    UnpublishedFiling,
    UseCase,
    ValleyRisk,
    WorkPackage,
)
from programmes.standing import edits_project

OWN = {"id", "project", "item", "created_at", "created_by", "ended_at", "ended_by", "end_reason"}


@dataclass(frozen=True)
class Kind:
    """One register: its address, table, tab, what it is for, and the columns after the first, which heads the row."""

    slug: str
    model: type[models.Model]
    page: str
    about: Any
    columns: tuple[str, ...]
    part: type[models.Model] | None = None  # the side item that guards it; without one the project itself

    @property
    def heading(self) -> Any:
        return self.model._meta.verbose_name

    @cached_property
    def fields(self) -> tuple[models.Field, ...]:
        """What is typed, as the list shows it; what the list leaves out comes last."""
        order = {name: n for n, name in enumerate(self.columns)}
        found = (f for f in self.model._meta.concrete_fields if f.name not in OWN)
        return tuple(sorted(found, key=lambda f: order.get(f.name, len(order))))

    @cached_property
    def related(self) -> tuple[str, ...]:
        return tuple(f.name for f in self.fields if f.is_relation)

    def item_of(self, project: Project) -> Any:
        """The item its lines answer to, or None where this reader may not know of it."""
        if self.part is None:
            return project
        return self.part._default_manager.filter(project_id=project.pk).first()

    def lines(self, project: Project) -> models.QuerySet:
        """The lines in force, in the table's order, with what they name."""
        rows = self.model._default_manager.filter(project_id=project.pk, ended_at__isnull=True)
        return rows.select_related(*self.related) if self.related else rows

    def ended(self, project: Project) -> models.QuerySet:
        return self.model._default_manager.filter(project_id=project.pk, ended_at__isnull=False)


KINDS = {
    kind.slug: kind
    for kind in (
        Kind(
            "participants",
            Participant,
            "team",
            gettext_lazy("課題に参加する機関と個人です。開始の後は、変更の申請によって変えます。"),
            ("name", "participant_kind", "part", "share", "starts_on", "ends_on"),
        ),
        Kind(
            "members",
            TeamMember,
            "team",
            gettext_lazy(
                "参加機関の研究者・技術者・学生です。雇用関係のない学生には、発明の帰属に関する取決めが要ります。"
            ),
            ("name", "participant", "duty", "is_student", "agreement_signed_on", "agreement_due_on"),
        ),
        Kind(
            "work-packages",
            WorkPackage,
            "plan",
            gettext_lazy("研究開発を分けて担うまとまりです。責任を持つ組織を一つ決めます。"),
            ("title", "code", "organisation", "starts_on", "due_on", "done_on", "state_note"),
        ),
        Kind(
            "milestones",
            Milestone,
            "plan",
            gettext_lazy("いつまでに何を達成するかの節目です。達成の根拠を残します。"),
            ("title", "work_package", "criterion", "organisation", "due_on", "done_on"),
        ),
        Kind(
            "leak-measures",
            LeakMeasure,
            "protection",
            gettext_lazy("課題の情報が流出しないための措置です。一つもないと、課題を開始できません。"),
            ("measure", "measure_kind", "organisation", "checked_on"),
        ),
        Kind(
            "core-technologies",
            CoreTechnology,
            "protection",
            gettext_lazy("特に守るべき核となる技術です。年10億円以上の課題では、開始までに特定します。"),
            ("name", "why", "protection"),
        ),
        Kind(
            "valley-risks",
            ValleyRisk,
            "use",
            gettext_lazy("研究の成果が社会で使われる前に止まってしまうおそれと、その対策です。"),
            ("risk", "counter_measure", "standing", "organisation"),
        ),
        Kind(
            "use-cases",
            UseCase,
            "use",
            gettext_lazy("成果が平常時と緊急時に、だれによってどう使われるかです。"),
            ("user", "mode", "use"),
        ),
        Kind(
            "prototypes",
            Prototype,
            "use",
            gettext_lazy("早く試して直すための試作です。開発の開始から使用までの日数を数えます。"),
            ("name", "begun_on", "made_on", "used_on", "days", "learned"),
        ),
        Kind(
            "demonstrations",
            FieldDemo,
            "use",
            gettext_lazy("実際の現場での実証と、緊急時に組まれた技術者のチームです。"),
            ("place", "demo_kind", "team", "starts_on", "ends_on", "result"),
        ),
        Kind(
            "plan-links",
            PlanLink,
            "use",
            gettext_lazy("社会実装がよりどころとする、ほかの政府計画です。"),
            ("plan", "part", "how"),
        ),
        Kind(
            "continued-support",
            ContinuedSupport,
            "use",
            gettext_lazy(
                "実証が事業になった後の、国・地方公共団体による支援、調達制度の見直し、継続使用です。"
            ),
            ("support", "support_kind", "organisation", "demo", "starts_on", "ends_on"),
        ),
        Kind(
            "after-checks",
            AfterCheck,
            "use",
            gettext_lazy("課題が終わった後に、成果がどう使われているかを確かめる予定と、その結果です。"),
            ("subject", "organisation", "due_on", "done_on", "found"),
        ),
        Kind(
            "co-investments",
            CoInvestment,
            "money",
            gettext_lazy("公的な資金と並んで投じられる、民間の資金です。"),
            ("investor", "amount", "standing", "on", "note"),
            ProjectTerms,
        ),
        Kind(
            "schemes",
            SchemeLink,
            "use",
            gettext_lazy("この課題の前身、並行、または引き継ぎ先となる、ほかの制度の課題です。"),
            ("entry", "title", "how"),
        ),
        Kind(
            "international-partners",
            InternationalPartner,
            "team",
            gettext_lazy("国際共同研究の相手先と、双方の利益、条件です。"),
            ("organisation", "country", "our_gain", "their_gain", "terms", "starts_on", "ends_on"),
        ),
        Kind(
            "provisions",
            Provision,
            "team",
            gettext_lazy("柔軟な契約で、資金のほかに持ち寄る人員・設備・情報・技術です。"),
            ("what", "provision_kind", "organisation", "returned_on"),
        ),
        Kind(
            "ip-deals",
            IPDeal,
            "protection",
            gettext_lazy(
                "成果の権利についての取決めです。公開しない出願の先願の地位や、第三国への展開を含みます。"
            ),
            ("partner", "deal_kind", "terms", "country", "agreed_on"),
            ProjectTerms,
        ),
        Kind(
            "unpublished-filings",
            UnpublishedFiling,
            "protection",
            gettext_lazy(
                "公開しない特許出願の所在だけを控えます。発明の名称・内容・発明者は、決して書かないでください。"
            ),
            ("number", "organisation", "filed_on", "standing", "review_on"),
            FilingBook,
        ),
    )
}


def of_page(page: str) -> list[Kind]:
    """The registers of one tab, in the order of the table above."""
    return [kind for kind in KINDS.values() if kind.page == page]


def is_frozen(project: Project) -> bool:
    """The terms have a first version: participants change by request alone."""
    return (
        TermsVersion.objects.filter(project_id=project.pk).exists()
        or project.state != Project.State.PREPARING
    )


def seen(row: models.Model, names: Iterable[str]) -> str:
    """A mark of what a form showed; a correction to anything else comes too late."""
    values = [str(getattr(row, row._meta.get_field(n).attname)) for n in names]
    return hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()[:24]


@transaction.atomic
def add(kind: Kind, project: Project, *, by: Person, key: UUID | None = None, **fields: Any) -> models.Model:
    """A new line; the same ``key`` twice is one line. Raises WrongState where the terms are frozen."""
    if not edits_project(project, by):
        raise Refused("add_line")
    place = kind.item_of(project)
    if place is None:
        raise Refused("add_line")
    lock(project.pk)
    if key is not None and (found := kind.model._default_manager.filter(pk=key, project=project).first()):
        return found
    _not_frozen(kind, project)
    made = kind.model._default_manager.create(
        project=project, item_id=place.pk, created_by=by, **fields, **({"id": key} if key else {})
    )
    journal.record("add_line", made, register=kind.slug)
    return made


@transaction.atomic
def correct(
    kind: Kind, row: models.Model, *, by: Person, shown: str | None = None, **fields: Any
) -> models.Model:
    """Other words for a line; what stood there before stays in its history. ``shown``: mark of what was corrected."""
    project = row.project
    if not edits_project(project, by):
        raise Refused("correct_line")
    lock(project.pk)
    fresh = _live(kind, row)
    _not_frozen(kind, project)
    if shown is not None and shown != seen(fresh, fields):
        raise WrongState(_("ほかの方が先に直しています。開き直して、いまの記載を確かめてください。"))
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh.save()
    journal.record("correct_line", fresh, register=kind.slug, fields=sorted(fields))
    return fresh


@transaction.atomic
def end(kind: Kind, row: models.Model, *, by: Person, reason: str) -> models.Model:
    """The line leaves the list with a reason and stays on record. Raises WrongState for what a running project needs."""
    project = row.project
    if not edits_project(project, by):
        raise Refused("end_line")
    lock(project.pk)
    fresh = _live(kind, row)
    _not_frozen(kind, project)
    if not reason.strip():
        raise WrongState(_("理由を記入してください。"))
    _not_needed(kind, project, fresh)
    fresh.ended_at, fresh.ended_by, fresh.end_reason = database_now(), by, reason
    fresh.save()
    journal.record("end_line", fresh, register=kind.slug)
    return fresh


def _live(kind: Kind, row: models.Model) -> models.Model:
    fresh = kind.model._default_manager.filter(pk=row.pk, ended_at__isnull=True).first()
    if fresh is None:
        raise WrongState(_("この記録は、すでに一覧から外されています。"))
    return fresh


def _not_frozen(kind: Kind, project: Project) -> None:
    if kind.model is Participant and is_frozen(project):
        raise WrongState(_("課題の開始の後は、参加機関を変更の申請によって変えてください。"))


def _not_needed(kind: Kind, project: Project, row: models.Model) -> None:
    """The last protection of a running project is replaced before it goes."""
    running = Project.objects.filter(pk=project.pk, state__in=["active", "suspended"]).exists()
    if not running or kind.lines(project).exclude(pk=row.pk).exists():
        return
    if kind.model is LeakMeasure:
        raise WrongState(
            _("実施中の課題には、技術流出対策が少なくとも一つ必要です。先に、別の対策を加えてください。")
        )
    if kind.model is CoreTechnology:
        terms = ProjectTerms.objects.filter(project=project).first()
        if terms is None or terms.amounts.filter(amount__gte=LARGE).exists():
            raise WrongState(_("年10億円以上の課題には、コア重要技術等の特定が必要です。"))


LARGE = 1_000_000_000  # yen in one year from which core technologies must be identified
