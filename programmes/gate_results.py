"""Publishes what a gate decided, and corrects it by further editions beside the first (R43); decides nothing itself."""

from django.utils.translation import gettext as _

from accounts.fields import today
from accounts.japanese import in_tokyo
from accounts.models import Person
from confidentiality import audience, journal
from confidentiality.verbs import WrongState
from programmes.gates import gate_readers, hand_over, refusals, touches
from programmes.models import GateResult, Project, StageGate


def newest_result(gate: StageGate) -> GateResult | None:
    """The edition that counts; the ones before it stay public as history."""
    return GateResult.objects.filter(gate=gate).order_by("-edition").first()


def correct(
    gate: StageGate, *, by: Person, shown: int, text: str, english_text: str, reason: str
) -> GateResult:
    """Within the gate's verb: a further edition, when the one that counts is still the one ``shown``."""
    last = newest_result(gate)
    if last is None or last.edition != shown:
        raise WrongState(_("表示した後に、ほかの方が訂正しました。新しい版を確かめてから直してください。"))
    if not reason.strip():
        raise WrongState(_("訂正の理由を記入してください。"))
    if (text, english_text) == (last.text, last.english_text):
        raise WrongState(_("公表している文と同じです。直すところを直してから訂正してください。"))
    return publish(gate, by=by, text=text, english_text=english_text, reason=reason, edition=shown + 1)


def publish(
    gate: StageGate, *, by: Person, text: str, english_text: str, reason: str = "", edition: int = 1
) -> GateResult:
    """Within the gate's verb: a result of its own, open to everybody from this instant."""
    if not text.strip():
        raise WrongState(_("公表する文を記入してください。"))
    project = Project.objects.get(pk=gate.project_id)
    found = touches(gate, [text, english_text, project.title, project.english_title, gate.name, reason])
    if found:
        raise WrongState(" ".join(refusals(found)))
    made = GateResult.objects.create(
        gate=gate,
        container_id=gate.pk,
        custodian=by,
        code=project.code,
        title=project.title,
        english_title=project.english_title,
        number=gate.number,
        name=gate.name,
        result=gate.result,
        text=text,
        english_text=english_text,
        edition=edition,
        correction_reason=reason,
        decided_on=in_tokyo(gate.decided_at).date(),
        published_on=today(),
    )
    audience.open_to(made, audience.EVERYBODY, *gate_readers(gate))
    hand_over(made)
    journal.record("correct_gate_result" if reason else "publish_gate_result", made, edition=edition)
    return made
