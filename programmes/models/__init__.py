"""The programme in tables: policy first, then fund and projects."""

from programmes.models.assignment import Assignment
from programmes.models.benchmark import OverseasBenchmark
from programmes.models.call import Call, CallCriterion, CallSection
from programmes.models.call_record import (
    CallAddendum,
    CallAnswer,
    CallExtension,
    CallFile,
    CallQuestion,
    NoticeDistribution,
)
from programmes.models.clause import CallClause, Clause
from programmes.models.concept import ConceptAgreement, ConceptMinistry, ConceptSheet, RDConcept
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
from programmes.models.follow_up import BudgetFollowUp, PublishedFollowUp
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
from programmes.models.project import Allocation, Project, ProjectCouncil
from programmes.models.proposal import Proposal
from programmes.models.proposal_record import (
    EligibilityCheck,
    ProposalImport,
    ProposalMember,
    ProposalRoll,
    ProposalVersion,
)
from programmes.models.proposal_work import (
    DeclarationMark,
    InstitutionApproval,
    ProposalDeclaration,
    ProposalFile,
    ProposalSection,
    SectionRight,
    SectionVersion,
    SelfCheck,
)
from programmes.models.review import (
    ConsensusNote,
    DossierPaper,
    InterviewRecord,
    ProposalDossier,
    Review,
    ReviewerCandidate,
)
from programmes.models.selection import (
    Award,
    CallResult,
    CallReview,
    RankingLine,
    ResultLetter,
    ResultLine,
    SecurityCheck,
    SelectionDecision,
)
from programmes.models.technology import CriticalTechnology, NarrowingDecision, TechnologyField
from programmes.models.vision import RDVision, VisionDeliberation, VisionFile, VisionInput, VisionTechnology

__all__ = [
    "Allocation",
    "Assignment",
    "Award",
    "BudgetFollowUp",
    "Call",
    "CallAddendum",
    "CallAnswer",
    "CallClause",
    "CallCriterion",
    "CallExtension",
    "CallFile",
    "CallQuestion",
    "CallResult",
    "CallReview",
    "CallSection",
    "Clause",
    "CommentAnswer",
    "CommentRound",
    "ConceptAgreement",
    "ConceptMinistry",
    "ConceptSheet",
    "ConflictDeclaration",
    "ConsensusNote",
    "CriticalTechnology",
    "DeclarationMark",
    "Disbursement",
    "DossierFile",
    "DossierPaper",
    "EligibilityCheck",
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
    "InstitutionApproval",
    "InterviewRecord",
    "LedgerEntry",
    "MeasureProgress",
    "NarrowingDecision",
    "NoticeDistribution",
    "OverseasBenchmark",
    "PolicyMeasure",
    "Project",
    "ProjectCouncil",
    "Proposal",
    "ProposalDeclaration",
    "ProposalDossier",
    "ProposalFile",
    "ProposalImport",
    "ProposalMember",
    "ProposalRoll",
    "ProposalSection",
    "ProposalVersion",
    "PublicComment",
    "PublishedFollowUp",
    "RDConcept",
    "RDVision",
    "RankingLine",
    "ResultLetter",
    "ResultLine",
    "Review",
    "ReviewerCandidate",
    "SectionRight",
    "SectionVersion",
    "SecurityCheck",
    "SelectionDecision",
    "SelfCheck",
    "SelfReport",
    "SelfReportAnswer",
    "SelfReportFile",
    "StageGate",
    "TechnologyField",
    "Transfer",
    "VisionDeliberation",
    "VisionFile",
    "VisionInput",
    "VisionTechnology",
]
