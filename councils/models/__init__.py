"""The council's world in tables: set-up, members, meetings, materials, minutes, follow-up."""

from councils.models.board import Consultation, ConsultationAnswer, Post
from councils.models.council import (
    Council,
    CouncilRight,
    EstablishmentConsent,
    OrganisationInvitation,
    Prospectus,
    Room,
    Rules,
    RulesAcceptance,
    RulesTemplate,
)
from councils.models.followup import ActionItem, ActionReport, Decision, SupportAction
from councils.models.material import Handout, Material, MaterialVersion, Reading
from councils.models.meeting import AgendaItem, Attendance, Meeting
from councils.models.membership import DutyText, Membership, Pledge, SelectionReason
from councils.models.minutes import (
    MinutesRecord,
    MinutesSummary,
    RecordAddendum,
    RecordReply,
    Remark,
    RemarkSpeaker,
    RemarkSuggestion,
    SpeakerSheet,
    SummaryEdition,
    SummaryReply,
)

__all__ = [
    "ActionItem",
    "ActionReport",
    "AgendaItem",
    "Attendance",
    "Consultation",
    "ConsultationAnswer",
    "Council",
    "CouncilRight",
    "Decision",
    "DutyText",
    "EstablishmentConsent",
    "Handout",
    "Material",
    "MaterialVersion",
    "Meeting",
    "Membership",
    "MinutesRecord",
    "MinutesSummary",
    "OrganisationInvitation",
    "Pledge",
    "Post",
    "Prospectus",
    "Reading",
    "RecordAddendum",
    "RecordReply",
    "Remark",
    "RemarkSpeaker",
    "RemarkSuggestion",
    "Room",
    "Rules",
    "RulesAcceptance",
    "RulesTemplate",
    "SelectionReason",
    "SpeakerSheet",
    "SummaryEdition",
    "SummaryReply",
    "SupportAction",
]
