"""A proposal in each state the matrix speaks of: 高橋 represents, 田中 applies with him, 鈴木 approves, 伊藤 checks integrity, 中村 and 渡辺 are the agency."""

from confidentiality.acting import acting_as
from confidentiality.models import StoredFile
from programmes import proposal_import
from programmes.models import (
    Assignment,
    DeclarationMark,
    EligibilityCheck,
    InstitutionApproval,
    ProposalDeclaration,
    ProposalFile,
    ProposalImport,
    ProposalMember,
    ProposalRoll,
    ProposalVersion,
    SectionRight,
    SectionVersion,
    SelfCheck,
)
from tests.access_scenes.stage import Rows, last, scene
from tests.cast import World
from tests.programmes import proposal_stage


def _stage(world: World) -> proposal_stage.Stage:
    stage = proposal_stage.make_stage(world)
    proposal_stage.checker(world, stage.call)
    proposal_stage.approve(stage.proposal, world.takahashi, world.suzuki)
    return stage


@scene("提案：作成中")
def proposal_in_draft(world: World) -> Rows:
    stage = _stage(world)
    plan = stage.section("plan")
    return [
        stage.fresh(),
        plan,
        last(SectionVersion, item=plan),
        last(ProposalFile, item=plan),
        last(StoredFile, item_id=plan.pk),
        SectionRight.objects.get(item=plan),
        ProposalDeclaration.objects.get(person=world.tanaka),
        DeclarationMark.objects.get(person=world.tanaka),
        last(InstitutionApproval, item=stage.proposal),
    ]


@scene("提案：提出済")
def proposal_sent(world: World) -> Rows:
    stage = _stage(world)
    proposal_stage.send(stage.proposal, world.takahashi)
    return [
        stage.fresh(),
        stage.section("plan"),
        ProposalVersion.objects.get(),
        ProposalRoll.objects.get(),
        last(ProposalMember),
        ProposalDeclaration.objects.get(person=world.tanaka),
        EligibilityCheck.objects.get(),
        SelfCheck.objects.get(),
        Assignment.objects.get(item_id=stage.proposal.pk, role="representative"),
    ]


@scene("提案：取り込んだ")
def proposal_imported(world: World) -> Rows:
    call = proposal_stage.open_call(world)
    data = "応募番号,研究開発課題名,研究代表者氏名,所属研究機関名\r\n1,題,高橋　代表,試験大学\r\n".encode()
    with acting_as(world.nakamura):
        proposal_import.take_list(call, by=world.nakamura, name="l.csv", data=data)
    return [ProposalImport.objects.get()]
