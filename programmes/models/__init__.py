"""The programme in tables: policy first, then fund and projects."""

from programmes.models.assignment import Assignment
from programmes.models.benchmark import OverseasBenchmark
from programmes.models.catalogue import BudgetLine, CatalogueEntry, CatalogueLink, CatalogueNote
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
from programmes.models.project import Allocation, Project, ProjectCouncil, RDConcept
from programmes.models.roadmap import MilestoneReport, RoadmapMilestone
from programmes.models.technology import CriticalTechnology, NarrowingDecision, TechnologyField
from programmes.models.technology_book import (
    RankingDecision,
    StrategyVersion,
    TechnologyBook,
    TechnologySheet,
)
from programmes.models.technology_links import ConceptTechnology, Issue, IssueTag
from programmes.models.trl import TrlReading

__all__ = [
    "Allocation",
    "Assignment",
    "BudgetLine",
    "CatalogueEntry",
    "CatalogueLink",
    "CatalogueNote",
    "CommentAnswer",
    "CommentRound",
    "ConceptTechnology",
    "CriticalTechnology",
    "Disbursement",
    "ExpertOpinion",
    "Fund",
    "FundBook",
    "FundContribution",
    "Guideline",
    "GuidelineFile",
    "GuidelineSection",
    "Issue",
    "IssueTag",
    "LedgerEntry",
    "MeasureProgress",
    "MilestoneReport",
    "NarrowingDecision",
    "OverseasBenchmark",
    "PolicyMeasure",
    "Project",
    "ProjectCouncil",
    "PublicComment",
    "RDConcept",
    "RankingDecision",
    "RoadmapMilestone",
    "StrategyVersion",
    "TechnologyBook",
    "TechnologyField",
    "TechnologySheet",
    "Transfer",
    "TrlReading",
]
