"""The programme in tables: policy first, then fund and projects."""

from programmes.models.assignment import Assignment
from programmes.models.benchmark import OverseasBenchmark
from programmes.models.call import Call
from programmes.models.disbursement import Disbursement
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
from programmes.models.measure import MeasureProgress, PolicyMeasure
from programmes.models.outcome import Outcome, OutcomeUse
from programmes.models.project import Allocation, Project, ProjectCouncil, RDConcept
from programmes.models.proposal import Proposal
from programmes.models.technology import CriticalTechnology, NarrowingDecision, TechnologyField

__all__ = [
    "Allocation",
    "Assignment",
    "Call",
    "CommentAnswer",
    "CommentRound",
    "CriticalTechnology",
    "Disbursement",
    "ExpertOpinion",
    "Fund",
    "FundBook",
    "FundContribution",
    "Guideline",
    "GuidelineFile",
    "GuidelineSection",
    "LedgerEntry",
    "MeasureProgress",
    "NarrowingDecision",
    "Outcome",
    "OutcomeUse",
    "OverseasBenchmark",
    "PolicyMeasure",
    "Project",
    "ProjectCouncil",
    "Proposal",
    "PublicComment",
    "RDConcept",
    "TechnologyField",
    "Transfer",
]
