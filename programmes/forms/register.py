"""Forms of a project's registers, made from each table's own fields; refuses what its constraints refuse, in words."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.fields import FullWidthIntegerField, JapaneseDateField, PlainForm
from accounts.models import Organisation, Person
from programmes.bodies import concerned
from programmes.forms.fund import Choice, PersonField, YenField, lines
from programmes.models import (
    CatalogueEntry,
    ContinuedSupport,
    InternationalPartner,
    IPDeal,
    Participant,
    Project,
)
from programmes.registers import KINDS, Kind

LONG = 4_000  # characters
# By which box the words of a constraint stand.
BESIDE = {
    "participant_is_somebody": "organisation",
    "participant_leaves_after_joining": "ends_on",
    "student_with_an_agreement": "agreement_due_on",
    "work_package_late_with_a_reason": "delay_reason",
    "work_package_ends_after_start": "due_on",
    "milestone_late_with_a_reason": "delay_reason",
    "milestone_reached_with_evidence": "evidence",
    "valley_treated_with_words": "counter_measure",
    "prototype_made_after_begun": "made_on",
    "prototype_used_after_begun": "used_on",
    "demo_ends_after_start": "ends_on",
    "support_ends_after_start": "ends_on",
    "partner_ends_after_start": "ends_on",
    "third_country_is_named": "country",
}
# Whom these name need not have to do with the project yet: who joins it, supports it or deals with it.
ANYBODY = (Participant, ContinuedSupport, InternationalPartner, IPDeal)


def control(field: models.Field, project: Project, row: models.Model | None = None) -> forms.Field:
    """The box for one column, as this portal's readers type."""
    common = {"label": field.verbose_name, "required": not field.blank, "help_text": field.help_text}
    if isinstance(field, models.ForeignKey):
        return _choice(field, project, row, common)
    if isinstance(field, models.DateField):
        return JapaneseDateField(**common)
    if isinstance(field, models.BooleanField):
        return forms.BooleanField(**{**common, "required": False})
    if isinstance(field, models.BigIntegerField):
        return YenField(**common)
    if isinstance(field, models.PositiveSmallIntegerField):
        return FullWidthIntegerField(min_value=0, max_value=100, **common)
    if field.choices:
        choices = list(field.choices)
        box = forms.RadioSelect if len(choices) <= 6 else forms.Select
        initial = None if field.default is models.NOT_PROVIDED else field.default
        return forms.ChoiceField(choices=choices, widget=box, initial=initial, **common)
    if isinstance(field, models.TextField):
        return forms.CharField(widget=lines(3), max_length=LONG, **common)
    return forms.CharField(max_length=field.max_length, **common)


def _choice(
    field: models.ForeignKey, project: Project, row: models.Model | None, common: dict
) -> forms.Field:
    model = field.related_model
    if model is Person:
        return PersonField(**common)
    if model is Organisation:
        if field.model in ANYBODY:
            return Choice(Organisation.objects.filter(is_active=True), **common)
        return Choice(concerned(project, getattr(row, field.attname, None)), **common)
    if model is CatalogueEntry:
        found = Choice(model.objects.filter(**field.get_limit_choices_to()).order_by("title"), **common)
        found.label_from_instance = lambda row: row.title
        return found
    rows = model._default_manager.filter(project_id=project.pk, ended_at__isnull=True)
    found = Choice(rows, **common)
    if not hasattr(model, "__str__") or model.__str__ is models.Model.__str__:
        found.label_from_instance = lambda row: getattr(row, "place", row.pk)
    return found


class LineForm(PlainForm, forms.Form):
    """One line of a register of ``project``; ``row`` is the line it corrects."""

    def __init__(
        self, *args: Any, kind: Kind, project: Project, row: models.Model | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.project, self.row = kind, project, row
        for field in kind.fields:
            self.fields[field.name] = control(field, project, row)
        if row is None:
            self.fields["key"] = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
        else:
            self.fields["shown"] = forms.CharField(widget=forms.HiddenInput, required=False)

    @staticmethod
    def values_of(kind: Kind, row: models.Model) -> dict[str, Any]:
        """What a form begins with: a person by the address, everything else as it is."""
        found = {}
        for field in kind.fields:
            value = getattr(row, field.name)
            found[field.name] = getattr(value, "email" if isinstance(value, Person) else "pk", value)
        return found

    def words(self) -> dict[str, Any]:
        return {field.name: self.cleaned_data[field.name] for field in self.kind.fields}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.errors:
            return data
        if self.kind.model is Participant:
            self._participant(data)
        self._date_moved(data)
        if self.errors:
            return data
        made = self.kind.model(**{f.name: data[f.name] for f in self.kind.fields})
        for constraint in self.kind.model._meta.constraints:
            try:
                constraint.validate(self.kind.model, made)
            except ValidationError as wrong:
                self.add_error(BESIDE.get(constraint.name), wrong)
        return data

    def _participant(self, data: dict[str, Any]) -> None:
        if data["organisation"] and not data["name"].strip():
            data["name"] = data["organisation"].name
        if not data["name"].strip():
            self.add_error("name", _("個人の技術者では、氏名を記入してください。"))
        others = KINDS["participants"].lines(self.project)
        if self.row is not None:
            others = others.exclude(pk=self.row.pk)
        taken = sum(one.share or 0 for one in others)
        if (data["share"] or 0) + taken > 100:
            self.add_error(
                "share",
                _("分担の割合の合計が100％を超えます。残りは%(left)s％です。") % {"left": 100 - taken},
            )

    def _date_moved(self, data: dict[str, Any]) -> None:
        """Once the project runs, another date needs a reason of its own."""
        moves = self.row is not None and "due_on" in data and data["due_on"] != self.row.due_on
        if not moves or self.project.state == Project.State.PREPARING:
            return
        if not data["delay_reason"].strip() or data["delay_reason"] == self.row.delay_reason:
            self.add_error("delay_reason", _("期限を動かすときは、今回の理由を記入してください。"))
