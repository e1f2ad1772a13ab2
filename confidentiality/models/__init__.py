"""The tables of the core: items and who sees them, agreements, files, the journal, the outbox."""

from confidentiality.models.agreement import (
    Consent,
    Designation,
    DesignationVersion,
    Holder,
    ScopedPrincipal,
    Voter,
)
from confidentiality.models.disclosure import (
    ClosingRequest,
    Disclosure,
    DisclosureAnswer,
    DisclosureCouncil,
    DisclosureOffer,
    DisclosurePart,
    DisclosureSuccession,
    DisclosureTouch,
    DisclosureVoter,
    PublishedPart,
)
from confidentiality.models.files import PrintJob, StoredFile
from confidentiality.models.item import BaseAudience, Holding, Item, ItemAcl, Principal
from confidentiality.models.record import Effect, Entry, Link, OutboxMessage

__all__ = [
    "BaseAudience",
    "ClosingRequest",
    "Consent",
    "Designation",
    "DesignationVersion",
    "Disclosure",
    "DisclosureAnswer",
    "DisclosureCouncil",
    "DisclosureOffer",
    "DisclosurePart",
    "DisclosureSuccession",
    "DisclosureTouch",
    "DisclosureVoter",
    "Effect",
    "Entry",
    "Holder",
    "Holding",
    "Item",
    "ItemAcl",
    "Link",
    "OutboxMessage",
    "Principal",
    "PrintJob",
    "PublishedPart",
    "ScopedPrincipal",
    "StoredFile",
    "Voter",
]
