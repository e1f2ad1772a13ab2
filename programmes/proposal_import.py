"""Proposals brought in as a list of e-Rad by the agency: all rows or none, with the file and its hash (R36).

Nobody gets a function from a list: representatives stay as they are printed there, and only the agency reads the rows.
"""

import hashlib
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Person
from accounts.phrasing import in_japanese
from confidentiality import audience, files, journal
from confidentiality.acting import database_now
from confidentiality.guards import TITLE
from confidentiality.verbs import Refused, WrongState, lock
from programmes.imports import Column, Row, Sheet, code, digits, read, text, whole
from programmes.models import Call, EligibilityCheck, Proposal, ProposalImport
from programmes.proposal_sending import CHECK, agencies, bystanders, new_number
from programmes.proposals import hand_over, open_all
from programmes.standing import runs

MOST = 500  # rows of one list
TOP = 10**15  # yen
LIST = gettext_lazy("e-Rad からの取込み")


class Faulty(Exception):
    """A list that cannot be taken as it is; ``sheet`` knows every fault."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self.sheet = sheet


def columns() -> tuple[Column, ...]:
    return (
        Column(
            "erad_id",
            gettext_lazy("応募番号"),
            code(40),
            required=True,
            also=(gettext_lazy("課題ID"), gettext_lazy("e-Rad の応募番号")),
        ),
        Column(
            "title", gettext_lazy("研究開発課題名"), text(200), required=True, also=(gettext_lazy("課題名"),)
        ),
        Column(
            "representative",
            gettext_lazy("研究代表者氏名"),
            text(120),
            required=True,
            also=(gettext_lazy("研究代表者"),),
        ),
        Column(
            "organisation",
            gettext_lazy("所属研究機関名"),
            text(200),
            required=True,
            also=(gettext_lazy("所属機関"),),
        ),
        Column("erad", gettext_lazy("研究者番号"), digits(8)),
        Column("amount", gettext_lazy("申請額（円）"), whole(low=1, high=TOP), empty=None),
        Column("effort", gettext_lazy("エフォート（％）"), whole(low=0, high=100), empty=None),
    )


def look_at(call: Call, data: bytes) -> Sheet:
    """Read a list and name every fault, also those only the call's own proposals show. Raises ``imports.Unreadable``."""
    sheet = read(data, columns(), most=MOST)
    known = dict(
        Proposal.objects.filter(call=call)
        .exclude(state="draft")
        .exclude(erad_id="")
        .values_list("erad_id", "number")
    )
    seen: dict[str, int] = {}
    for row in sheet.rows:
        _judge(sheet, row, call, known, seen)
    return sheet


def _judge(sheet: Sheet, row: Row, call: Call, known: dict[str, str], seen: dict[str, int]) -> None:
    erad, amount = row.values["erad_id"], row.values["amount"]
    if erad and erad in known:
        sheet.blame(
            row, "erad_id", _("この公募に、すでに登録されています（%(number)s）。") % {"number": known[erad]}
        )
    elif erad and erad in seen:
        sheet.blame(row, "erad_id", _("%(row)s行目と同じ番号です。") % {"row": seen[erad]})
    elif erad:
        seen[erad] = row.number
    if amount and call.max_amount and amount > call.max_amount:
        sheet.blame(
            row,
            "amount",
            _("この公募の上限（%(most)s円）を超えています。") % {"most": f"{call.max_amount:,}"},
        )


@transaction.atomic
def take_list(call: Call, *, by: Person, name: str, data: bytes) -> ProposalImport:
    """Register every row of a list, or none. Raises ``imports.Unreadable``, Faulty, or WrongState for a list taken before."""
    if not runs(call, by):
        raise Refused("import_proposals")
    lock(call.pk)
    if call.state != Call.State.SCHEDULED or database_now() < call.opens_at:
        raise WrongState(_("公募が始まってから、採択を決定するまでの間に取り込めます。"))
    sheet = look_at(call, data)
    if sheet.faults:
        raise Faulty(sheet)
    try:
        with transaction.atomic():
            made = ProposalImport.objects.create(
                call=call,
                container_id=call.pk,
                custodian=by,
                imported_by=by,
                sha256=hashlib.sha256(data).hexdigest(),
                rows=len(sheet.rows),
                public_title=in_japanese(LIST),
            )
    except IntegrityError as twice:
        raise WrongState(_("この一覧は、すでに取り込まれています。")) from twice
    made.file = files.keep(files.Checked(name[-150:] or "list.csv", "text/csv", data), made, by)
    made.save()
    proposals = [_register(call, made, row.values, by) for row in sheet.rows]
    _open(call, made, proposals, by)
    journal.record("import_proposals", made, item=made.pk, rows=made.rows, hash=made.sha256)
    return made


def _register(call: Call, made: ProposalImport, words: dict[str, Any], by: Person) -> Proposal:
    return Proposal.objects.create(
        call=call,
        concept_id=call.concept_id,
        fund_id=call.fund_id,
        container_id=call.pk,
        custodian=by,
        imported=made,
        state=Proposal.State.SUBMITTED,
        number=new_number(call),
        submitted_at=database_now(),
        erad_id=words["erad_id"],
        title=words["title"],
        printed_representative=words["representative"],
        printed_organisation=words["organisation"],
        printed_erad=words["erad"],
        printed_effort=words["effort"],
        amount=words["amount"],
    )


def _open(call: Call, made: ProposalImport, proposals: list[Proposal], by: Person) -> None:
    """To the agency and the records; the others learn of each by its number."""
    checks = [
        EligibilityCheck.objects.create(
            proposal=one, container_id=one.pk, custodian=by, public_title=in_japanese(CHECK)
        )
        for one in proposals
    ]
    readers = [*agencies(proposals[0]), audience.office("records_officer")]
    open_all([made, *proposals, *checks], readers)
    open_all(proposals, bystanders(proposals[0]), depth=TITLE)
    hand_over([made, *proposals, *checks])
