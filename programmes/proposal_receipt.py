"""The receipt of a sent proposal as PDF: number, instant, hash of exactly what was sent; refuses to print its content."""

from functools import partial

from accounts.japanese import in_tokyo
from confidentiality.models import PrintJob
from confidentiality.orders import PDF, Paper, register
from confidentiality.printing import fill, paper_style, render_pdf
from programmes.models import Proposal, ProposalVersion

# Papers are Japanese whoever orders them: their fixed words are not for translation.
KIND, TITLE = "proposal_receipt_pdf", "提案書の受領書"


def receipt_pdf(version: ProposalVersion) -> Paper:
    """For whoever reads the version; one paper per version. Raises ``Proposal.DoesNotExist`` for who does not."""
    proposal = Proposal.objects.select_related("call", "representative", "organisation").get(
        pk=version.proposal_id
    )
    data = {
        "title": TITLE,
        "number": proposal.number,
        "version": version,
        "at": f"{in_tokyo(version.sent_at):%Y年%m月%d日 %H時%M分%S秒}",
        "call": proposal.call,
        "proposal_title": version.body["title"],
        "head": proposal.head,
        "home": proposal.home,
        "amount": f"{version.amount:,}",
        "files": version.body.get("files", []),
    }
    return Paper(
        kind=KIND,
        item_id=version.pk,
        text_hash=version.text_hash,
        name="juryosho.pdf",
        content_type=PDF,
        make=partial(_print, fill("proposal_receipt.html", data), version),
    )


def _print(html: str, version: ProposalVersion) -> bytes:
    return render_pdf(
        html, title=TITLE, author="研究推進法人", dated=version.sent_at, stylesheets=[paper_style()]
    )


def _again(job: PrintJob) -> Paper:
    return receipt_pdf(ProposalVersion.objects.get(pk=job.item_id))


register({KIND: _again}, marked=(KIND,))
