"""The programme in tables: policy first, then fund and projects."""

from programmes.models.assignment import Assignment
from programmes.models.benchmark import OverseasBenchmark
from programmes.models.call import Call
from programmes.models.disbursement import Disbursement
from programmes.models.dossier import (
    DossierFile,
    GateDossier,
    GateEvaluation,
    GateJudgement,
    HearingAttendance,
    HearingRecord,
)
from programmes.models.evaluation import (
    ConflictDeclaration,
    EvaluationParty,
    EvaluationPlace,
    EvaluatorSeat,
)
from programmes.models.fund import Fund, FundBook, FundContribution, LedgerEntry, Transfer
from programmes.models.gate import (
    GateCriterion,
    GateResult,
    SelfReport,
    SelfReportAnswer,
    SelfReportFile,
    StageGate,
)
from programmes.models.guideline import (
    CommentAnswer,
    CommentRound,
    ExpertOpinion,
    Guideline,
    GuidelineFile,
    GuidelineSection,
    PublicComment,
)
from programmes.models.measure import MeasureProgress, PolicyMeasure
from programmes.models.project import Allocation, Project, ProjectCouncil, RDConcept
from programmes.models.proposal import Proposal
from programmes.models.technology import CriticalTechnology, NarrowingDecision, TechnologyField

__all__ = [
    "Allocation",
    "Assignment",
    "Call",
    "CommentAnswer",
    "CommentRound",
    "ConflictDeclaration",
    "CriticalTechnology",
    "Disbursement",
    "DossierFile",
    "EvaluationParty",
    "EvaluationPlace",
    "EvaluatorSeat",
    "ExpertOpinion",
    "Fund",
    "FundBook",
    "FundContribution",
    "GateCriterion",
    "GateDossier",
    "GateEvaluation",
    "GateJudgement",
    "GateResult",
    "Guideline",
    "GuidelineFile",
    "GuidelineSection",
    "HearingAttendance",
    "HearingRecord",
    "LedgerEntry",
    "MeasureProgress",
    "NarrowingDecision",
    "OverseasBenchmark",
    "PolicyMeasure",
    "Project",
    "ProjectCouncil",
    "Proposal",
    "PublicComment",
    "RDConcept",
    "SelfReport",
    "SelfReportAnswer",
    "SelfReportFile",
    "StageGate",
    "TechnologyField",
    "Transfer",
]
