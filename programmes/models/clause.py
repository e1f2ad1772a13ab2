"""Model clauses for guidelines of calls and how each call answers to them (R35); refuses an answerless mandatory one."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from confidentiality.guards import Closed, Guard
from programmes.models.call import Call
from programmes.rights import STAFF

MINE = "(select app.principals())::int[]"


class Clause(models.Model):
    """One version of a model clause (公募要領のひな形の条項); its words never change, a change is a new version."""

    class Kind(models.TextChoices):
        LEAK_PREVENTION = "leak_prevention", _("技術流出の防止")
        EXPORT_CONTROL = "export_control", _("安全保障輸出管理")
        INTEGRITY = "integrity", _("研究の健全性・公正性")
        COUNCIL = "council", _("協議会への参加と同意")
        PUBLICATION = "publication", _("成果の公表")
        INTELLECTUAL_PROPERTY = "intellectual_property", _("知的財産")
        COSTS = "costs", _("経費の使い方")
        OTHER = "other", _("その他")

    # The technology-management set no call goes out without; the database knows the same five words.
    MANDATORY = ("leak_prevention", "export_control", "integrity", "council", "publication")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    family = models.UUIDField(default=uuid.uuid4, editable=False)
    version = models.PositiveSmallIntegerField(editable=False)
    kind = models.CharField(_("種類"), max_length=24, choices=Kind)
    title = models.CharField(_("条項の見出し"), max_length=120)
    text = models.TextField(_("条文"))
    reason = models.TextField(_("加えた、または改めた理由"), blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    retired_at = models.DateTimeField(null=True, editable=False)

    guard = Closed(
        "model clauses; for the programme's staff, auditors and records officers and whoever leads or runs a fund, concept or call",
        writes="select, insert, update",
        policies=(
            (
                "read",
                "select",
                f"array[{STAFF}, 5, 7] && {MINE} or exists (select 1 from confidentiality_principal p where p.kind = 'role'"
                f" and p.part in ('lead', 'ministry', 'agency') and p.id = any({MINE}))",
            ),
            ("add", "insert", f"{STAFF} = any({MINE})"),
            ("retire", "update", f"{STAFF} = any({MINE})"),
        ),
    )

    class Meta:
        verbose_name = _("ひな形の条項")
        ordering = ["kind", "family", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["family", "version"], name="clause_numbered"),
            models.UniqueConstraint(
                fields=["family"], condition=Q(retired_at__isnull=True), name="one_clause_in_force"
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(
                    retired_at__isnull=True,
                    kind__in=["leak_prevention", "export_control", "integrity", "council", "publication"],
                ),
                name="one_mandatory_clause_of_a_kind",
            ),
            models.CheckConstraint(condition=Q(text__regex=r"\S"), name="clause_has_words"),
        ]

    @property
    def is_mandatory(self) -> bool:
        return self.kind in self.MANDATORY


class CallClause(models.Model):
    """How a call answers to a model clause: adopted word for word, in changed words, or left out with the reason (3.13).

    A mandatory clause cannot be left out. Reasons are public with the call.
    """

    class Answer(models.TextChoices):
        ADOPTED = "adopted", _("ひな形のとおり採用")
        CHANGED = "changed", _("文言を変えて採用")
        EXEMPTED = "exempted", _("適用しない")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Call, models.PROTECT, related_name="clauses", editable=False)
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="+", editable=False)
    # Copied by a trigger, because the public reads a call without the library.
    family = models.UUIDField(editable=False, null=True)
    kind = models.CharField(max_length=24, choices=Clause.Kind, editable=False, blank=True)
    title = models.CharField(max_length=120, editable=False, blank=True)
    order = models.PositiveSmallIntegerField(default=0, editable=False)
    answer = models.CharField(_("扱い"), max_length=10, choices=Answer)
    text = models.TextField(_("この公募での条文"), blank=True)
    reason = models.TextField(_("理由"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )

    guard = Guard(writes="select, insert, update, delete")

    class Meta:
        verbose_name = _("公募の条項")
        ordering = ["item", "order", "title"]
        constraints = [
            models.UniqueConstraint(fields=["item", "family"], name="clause_answered_once"),
            models.CheckConstraint(
                condition=Q(answer="exempted", text="") | (~Q(answer="exempted") & Q(text__regex=r"\S")),
                name="clause_in_words_unless_exempted",
            ),
            models.CheckConstraint(
                condition=Q(answer="adopted") | Q(reason__regex=r"\S"), name="clause_departure_is_explained"
            ),
            models.CheckConstraint(
                condition=~Q(answer="exempted")
                | ~Q(kind__in=["leak_prevention", "export_control", "integrity", "council", "publication"]),
                name="mandatory_clause_is_never_exempted",
            ),
        ]

    @property
    def is_mandatory(self) -> bool:
        return self.kind in Clause.MANDATORY
