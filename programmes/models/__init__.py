"""The programme in tables: policy first, then fund and projects."""

from programmes.models.approval import ApprovalAnswer, ApprovalRoute, ApprovalStep, StepPlace, StepRole
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
from programmes.models.catalogue import BudgetLine, CatalogueEntry, CatalogueLink, CatalogueNote
from programmes.models.clause import CallClause, Clause
from programmes.models.comment import CommentAnswer, CommentRound, PublicComment
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
from programmes.models.ending import FinalEvaluation, StopProposal
from programmes.models.evaluation import (
    ConflictDeclaration,
    EvaluationParty,
    EvaluationPlace,
    EvaluatorSeat,
)
from programmes.models.face import PartnerAnswer, PartnerFit, ProjectFace
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
from programmes.models.guideline import ExpertOpinion, Guideline, GuidelineFile, GuidelineSection
from programmes.models.guideline_quote import GuidelineQuote
from programmes.models.inventions import FilingBook, IPDeal, UnpublishedFiling
from programmes.models.measure import MeasureProgress, MeasureTie, PolicyMeasure
from programmes.models.outcome import Outcome, OutcomeUse
from programmes.models.plan import (
    ChangeRequest,
    Delegation,
    ProjectPlan,
    ProjectTerms,
    TermsVersion,
    YearAmount,
)
from programmes.models.project import Allocation, Project, ProjectCouncil
from programmes.models.project_profile import ProjectProfile
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
from programmes.models.reading import CallReading
from programmes.models.review import (
    ConsensusNote,
    DossierPaper,
    InterviewRecord,
    ProposalDossier,
    Review,
    ReviewerCandidate,
)
from programmes.models.roadmap import MilestoneReport, RoadmapMilestone
from programmes.models.schedule import AfterCheck, Milestone, WorkPackage
from programmes.models.scout import ScoutEntry, ScoutRegister
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
from programmes.models.step import ReasonedStep
from programmes.models.team import Participant, TeamMember
from programmes.models.technology import CriticalTechnology, NarrowingDecision, TechnologyField
from programmes.models.technology_book import (
    RankingDecision,
    StrategyVersion,
    TechnologyBook,
    TechnologySheet,
)
from programmes.models.technology_links import ConceptTechnology, Issue, IssueTag
from programmes.models.trl import TrlReading
from programmes.models.uptake import (
    CoInvestment,
    ContinuedSupport,
    CoreTechnology,
    FieldDemo,
    InternationalPartner,
    LeakMeasure,
    PlanLink,
    Prototype,
    Provision,
    SchemeLink,
    UseCase,
    ValleyRisk,
)
from programmes.models.vision import RDVision, VisionDeliberation, VisionFile, VisionInput, VisionTechnology

__all__ = [
    "AfterCheck",
    "Allocation",
    "ApprovalAnswer",
    "ApprovalRoute",
    "ApprovalStep",
    "Assignment",
    "Award",
    "BudgetFollowUp",
    "BudgetLine",
    "Call",
    "CallAddendum",
    "CallAnswer",
    "CallClause",
    "CallCriterion",
    "CallExtension",
    "CallFile",
    "CallQuestion",
    "CallReading",
    "CallResult",
    "CallReview",
    "CallSection",
    "CatalogueEntry",
    "CatalogueLink",
    "CatalogueNote",
    "ChangeRequest",
    "Clause",
    "CoInvestment",
    "CommentAnswer",
    "CommentRound",
    "ConceptAgreement",
    "ConceptMinistry",
    "ConceptSheet",
    "ConceptTechnology",
    "ConflictDeclaration",
    "ConsensusNote",
    "ContinuedSupport",
    "CoreTechnology",
    "CriticalTechnology",
    "DeclarationMark",
    "Delegation",
    "Disbursement",
    "DossierFile",
    "DossierPaper",
    "EligibilityCheck",
    "EvaluationParty",
    "EvaluationPlace",
    "EvaluatorSeat",
    "ExpertOpinion",
    "FieldDemo",
    "FilingBook",
    "FinalEvaluation",
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
    "GuidelineQuote",
    "GuidelineSection",
    "HearingAttendance",
    "HearingRecord",
    "IPDeal",
    "InstitutionApproval",
    "InternationalPartner",
    "InterviewRecord",
    "Issue",
    "IssueTag",
    "LeakMeasure",
    "LedgerEntry",
    "MeasureProgress",
    "MeasureTie",
    "Milestone",
    "MilestoneReport",
    "NarrowingDecision",
    "NoticeDistribution",
    "Outcome",
    "OutcomeUse",
    "OverseasBenchmark",
    "Participant",
    "PartnerAnswer",
    "PartnerFit",
    "PlanLink",
    "PolicyMeasure",
    "Project",
    "ProjectCouncil",
    "ProjectFace",
    "ProjectPlan",
    "ProjectProfile",
    "ProjectTerms",
    "Proposal",
    "ProposalDeclaration",
    "ProposalDossier",
    "ProposalFile",
    "ProposalImport",
    "ProposalMember",
    "ProposalRoll",
    "ProposalSection",
    "ProposalVersion",
    "Prototype",
    "Provision",
    "PublicComment",
    "PublishedFollowUp",
    "RDConcept",
    "RDVision",
    "RankingDecision",
    "RankingLine",
    "ReasonedStep",
    "ResultLetter",
    "ResultLine",
    "Review",
    "ReviewerCandidate",
    "RoadmapMilestone",
    "SchemeLink",
    "ScoutEntry",
    "ScoutRegister",
    "SectionRight",
    "SectionVersion",
    "SecurityCheck",
    "SelectionDecision",
    "SelfCheck",
    "SelfReport",
    "SelfReportAnswer",
    "SelfReportFile",
    "StageGate",
    "StepPlace",
    "StepRole",
    "StopProposal",
    "StrategyVersion",
    "TeamMember",
    "TechnologyBook",
    "TechnologyField",
    "TechnologySheet",
    "TermsVersion",
    "Transfer",
    "TrlReading",
    "UnpublishedFiling",
    "UseCase",
    "ValleyRisk",
    "VisionDeliberation",
    "VisionFile",
    "VisionInput",
    "VisionTechnology",
    "WorkPackage",
    "YearAmount",
]
