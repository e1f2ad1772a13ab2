"""The programme in tables: policy first, then fund and projects."""

from programmes.models.assignment import Assignment
from programmes.models.benchmark import OverseasBenchmark
from programmes.models.call import Call
from programmes.models.disbursement import Disbursement
from programmes.models.face import PartnerAnswer, PartnerFit, ProjectFace
from programmes.models.fund import Fund, FundBook, FundContribution, LedgerEntry, Transfer
from programmes.models.guideline import (
    CommentAnswer,
    CommentRound,
    ExpertOpinion,
    Guideline,
    GuidelineFile,
    GuidelineSection,
    PublicComment,
)
from programmes.models.inventions import FilingBook, IPDeal, UnpublishedFiling
from programmes.models.measure import MeasureProgress, PolicyMeasure
from programmes.models.plan import (
    ChangeRequest,
    Delegation,
    ProjectPlan,
    ProjectTerms,
    TermsVersion,
    YearAmount,
)
from programmes.models.project import Allocation, Project, ProjectCouncil, RDConcept
from programmes.models.proposal import Proposal
from programmes.models.schedule import Milestone, WorkPackage
from programmes.models.team import Participant, TeamMember
from programmes.models.technology import CriticalTechnology, NarrowingDecision, TechnologyField
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

__all__ = [
    "Allocation",
    "Assignment",
    "Call",
    "ChangeRequest",
    "CoInvestment",
    "CommentAnswer",
    "CommentRound",
    "ContinuedSupport",
    "CoreTechnology",
    "CriticalTechnology",
    "Delegation",
    "Disbursement",
    "ExpertOpinion",
    "FieldDemo",
    "FilingBook",
    "Fund",
    "FundBook",
    "FundContribution",
    "Guideline",
    "GuidelineFile",
    "GuidelineSection",
    "IPDeal",
    "InternationalPartner",
    "LeakMeasure",
    "LedgerEntry",
    "MeasureProgress",
    "Milestone",
    "NarrowingDecision",
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
    "ProjectTerms",
    "Proposal",
    "Prototype",
    "Provision",
    "PublicComment",
    "RDConcept",
    "SchemeLink",
    "TeamMember",
    "TechnologyField",
    "TermsVersion",
    "Transfer",
    "UnpublishedFiling",
    "UseCase",
    "ValleyRisk",
    "WorkPackage",
    "YearAmount",
]
