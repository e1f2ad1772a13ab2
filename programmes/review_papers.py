"""採択通知／不採択通知 as PDF, made in the background from the release on; names no reviewer, and nobody who made it."""

import hashlib
import json
from functools import partial

from accounts.japanese import in_tokyo
from confidentiality import outbox
from confidentiality.acting import database_now
from confidentiality.models import OutboxMessage, PrintJob
from confidentiality.orders import PDF, Paper, order, register
from confidentiality.printing import fill, paper_style, render_pdf
from programmes.models import Call, Proposal, ResultLetter

# Papers are Japanese whoever orders them: their fixed words are not for translation.
KIND, AUTHOR = "result_letter_pdf", "研究推進法人"
TITLES = {True: "採択通知", False: "不採択通知"}
# What a letter says before anybody edits it; ``ON_THE_WHOLE`` stands for a reason that is not told.
TEXTS = {
    True: "御提案「{title}」（受付番号 {number}）について、審査の結果、採択することとしましたので、通知します。",
    False: "御提案「{title}」（受付番号 {number}）について、審査の結果、採択には至りませんでしたので、通知します。",
}
ON_THE_WHOLE = "総合的な審査の結果によるものです。"


def letter_pdf(letter: ResultLetter) -> Paper:
    """For whoever reads the letter, once its instant has come. Raises ``ResultLetter.DoesNotExist`` before."""
    if letter.release_at is None or letter.release_at > database_now():
        raise ResultLetter.DoesNotExist
    proposal = Proposal.objects.select_related("representative", "organisation").get(pk=letter.proposal_id)
    call = Call.objects.select_related("agency").get(pk=letter.call_id)
    said = {
        "number": letter.number,
        "date": f"{in_tokyo(letter.release_at):%Y年%m月%d日}",
        "head": proposal.head,
        "home": proposal.home,
        "call": [call.code, call.title],
        "agency": call.agency.name if call.agency else AUTHOR,
        "text": letter.text,
        "feedback": letter.feedback,
        "scores": letter.scores,
    }
    title = TITLES[letter.is_selected]
    return Paper(
        kind=KIND,
        item_id=letter.pk,
        text_hash=hashlib.sha256(
            json.dumps([title, said], ensure_ascii=False, sort_keys=True).encode()
        ).hexdigest(),
        name="kekka-tsuchi.pdf",
        content_type=PDF,
        make=partial(
            _print, title, fill("result_letter.html", {**said, "title": title}), letter, said["agency"]
        ),
    )


def _print(title: str, html: str, letter: ResultLetter, author: str) -> bytes:
    return render_pdf(html, title=title, author=author, dated=letter.release_at, stylesheets=[paper_style()])


def made_for(letter: ResultLetter) -> PrintJob | None:
    return (
        PrintJob.objects.filter(item_id=letter.pk, kind=KIND)
        .exclude(state=PrintJob.State.FAILED)
        .order_by("-created")
        .first()
    )


@outbox.on("result.released")
def _order_letter(message: OutboxMessage) -> None:
    letter = ResultLetter.objects.filter(pk=message.note["subject"]).first()
    if letter is not None and outbox.once(message, "letter pdf"):
        order(letter_pdf(letter), by=None)


register({KIND: lambda job: letter_pdf(ResultLetter.objects.get(pk=job.item_id))}, marked=(KIND,))
