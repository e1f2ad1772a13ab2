"""Forms of approval routes and their steps: one line of a route, an answer, a step for another; knows no act."""

from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import Q
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.fields import PlainForm
from accounts.models import Person
from confidentiality.acting import database_now
from programmes.forms.fund import PersonField, YenField, lines
from programmes.models import (
    ApprovalRoute,
    Assignment,
    ChangeRequest,
    Fund,
    Project,
    RDConcept,
    StepPlace,
    StepRole,
)

LONG = 4_000
STEPS = 5  # of one line at the most; the database says the same
WITH, THEN = "with", "then"


def holds(person: Person, role: str, fund: Fund) -> bool:
    """Whether the person holds the function now at the fund, or at a concept or project of it."""
    return (
        Assignment.objects.filter(Assignment.valid_on(database_now()), person=person, role=role)
        .filter(
            Q(item_id=fund.pk)
            | Q(item_id__in=RDConcept.objects.filter(fund_id=fund.pk).values("pk"))
            | Q(item_id__in=Project.objects.filter(fund_id=fund.pk).values("pk"))
        )
        .exists()
    )


def _role(**kwargs: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=gettext_lazy("だれの同意か"), **kwargs)


def _place() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("どこの担当か"), choices=StepPlace, initial=StepPlace.ANY, required=False
    )


def _person() -> PersonField:
    return PersonField(
        label=gettext_lazy("一人に限るときは、その方のメールアドレス"),
        required=False,
        help_text=gettext_lazy("記入しないと、その役割の担当者のうち、だれか一人が回答します。"),
    )


def _label() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("添える言葉"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("例：経理。課題のお金を見られる方に表示されます。"),
    )


class RouteLineForm(PlainForm, forms.Form):
    """For which changes, and up to five steps, each beside the one before or after it."""

    change_kind = forms.ChoiceField(
        label=gettext_lazy("どの変更か"), choices=ChangeRequest.Kind, widget=forms.RadioSelect
    )
    from_yen = YenField(
        label=gettext_lazy("動く額の下限（円）"),
        required=False,
        help_text=gettext_lazy(
            "予算の変更だけに記入できます。この額以上が動くときに、この行を使います。同じ課題で、同じ年度にこの行の同意を得ずに承認された変更の額も、合わせて数えます。"
        ),
    )
    also_delegated = forms.BooleanField(
        label=gettext_lazy("委任を受けたPD・PO・PMが決定するときも、この段階を経る"),
        required=False,
        help_text=gettext_lazy("選ばないと、委任の範囲内の決定は、段階を待たずに行えます。"),
    )
    reason = forms.CharField(
        label=gettext_lazy("定める理由"),
        widget=lines(3),
        max_length=LONG,
        help_text=gettext_lazy("承認経路の履歴に残ります。"),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, fund: Fund, others: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fund, self.others = fund, others
        unused = [("", gettext_lazy("使わない")), *StepRole.choices]
        for n in range(1, STEPS + 1):
            if n > 1:
                self.fields[f"s{n}_when"] = forms.ChoiceField(
                    label=gettext_lazy("いつ回答するか"),
                    choices=[
                        (THEN, gettext_lazy("前の段階の後に（順次）")),
                        (WITH, gettext_lazy("前の段階と同時に（並行）")),
                    ],
                    required=False,
                )
            self.fields[f"s{n}_role"] = _role(
                choices=unused if n > 1 else [("", gettext_lazy("選んでください")), *StepRole.choices],
                required=n == 1,
            )
            self.fields[f"s{n}_place"] = _place()
            self.fields[f"s{n}_person"] = _person()
            self.fields[f"s{n}_label"] = _label()

    def heads(self) -> list[BoundField]:
        return [self[name] for name in ("change_kind", "from_yen", "also_delegated")]

    def steps(self) -> list[tuple[int, list[BoundField]]]:
        """The fields of each step, by its number on the page."""
        names = ("when", "role", "place", "person", "label")
        return [
            (n, [self[f"s{n}_{name}"] for name in names if f"s{n}_{name}" in self.fields])
            for n in range(1, STEPS + 1)
        ]

    def uses_more(self) -> bool:
        """Whether more than three agree, or something in the further fields is wrong: then they are not folded away."""
        further = [field for n, fields in self.steps() if n > 3 for field in fields]
        return any(
            field.errors or (field.value() and not field.name.endswith(("_when", "_place")))
            for field in further
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("from_yen") and data.get("change_kind") not in (None, ChangeRequest.Kind.BUDGET):
            self.add_error("from_yen", _("金額は、予算の変更にだけ記入できます。"))
        for n in range(1, STEPS + 1):
            self._check(n, data)
        same = (data.get("change_kind"), data.get("from_yen"))
        taken = same in [(o["kind"], o["from_yen"]) for o in self.others]
        # sent twice, it is the line itself that stands there
        if not self.errors and taken and not ApprovalRoute.objects.filter(pk=data.get("key")).exists():
            field = "from_yen" if data["change_kind"] == ChangeRequest.Kind.BUDGET else "change_kind"
            self.add_error(field, _("同じ変更の行が、すでにあります。その行を直してください。"))
        return data

    def _check(self, n: int, data: dict[str, Any]) -> None:
        role, person = data.get(f"s{n}_role"), data.get(f"s{n}_person")
        if not role and (person or data.get(f"s{n}_label")) and f"s{n}_role" not in self.errors:
            self.add_error(f"s{n}_role", _("だれの同意かを選んでください。"))
        if role and person and not holds(person, role, self.fund):
            self.add_error(
                f"s{n}_person",
                _("この方は、この基金とその構想・課題で、いまはその役割の担当者ではありません。"),
            )

    def line(self) -> dict[str, Any]:
        """The line as a route keeps it."""
        data, stages = self.cleaned_data, []
        for n in range(1, STEPS + 1):
            if not data[f"s{n}_role"]:
                continue
            person = data[f"s{n}_person"]
            one = {
                "role": data[f"s{n}_role"],
                "place": data[f"s{n}_place"] or StepPlace.ANY.value,
                "person": str(person.pk) if person else None,
                "label": data[f"s{n}_label"],
            }
            if stages and data.get(f"s{n}_when") == WITH:
                stages[-1].append(one)
            else:
                stages.append([one])
        return {
            "kind": data["change_kind"],
            "from_yen": data["from_yen"],
            "also_delegated": data["also_delegated"],
            "stages": stages,
        }

    @staticmethod
    def initial_of(line: dict[str, Any], people: dict[str, Person]) -> dict[str, Any]:
        """The fields of a line that is being replaced."""
        found: dict[str, Any] = {
            "change_kind": line["kind"],
            "from_yen": f"{line['from_yen']:,}" if line["from_yen"] else "",
            "also_delegated": line["also_delegated"],
        }
        n = 0
        for stage in line["stages"]:
            for at, one in enumerate(stage):
                n += 1
                named = people.get(one["person"] or "")
                found |= {
                    f"s{n}_when": WITH if at else THEN,
                    f"s{n}_role": one["role"],
                    f"s{n}_place": one["place"],
                    f"s{n}_person": named.email if named else "",
                    f"s{n}_label": one["label"],
                }
        return found


class LineEndForm(PlainForm, forms.Form):
    reason = forms.CharField(label=gettext_lazy("外す理由"), widget=lines(3), max_length=LONG)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class AgreeForm(PlainForm, forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("添える言葉"), widget=lines(3), max_length=LONG, required=False
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class RefuseForm(PlainForm, forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("同意しない理由"),
        widget=lines(4),
        max_length=LONG,
        help_text=gettext_lazy("申請した方と、課題のお金を見られる方に表示されます。"),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class HandOnForm(PlainForm, forms.Form):
    """Who is asked instead, and why."""

    role = _role(choices=StepRole)
    place = _place()
    person = _person()
    label = _label()
    reason = forms.CharField(label=gettext_lazy("担当を替える理由"), widget=lines(3), max_length=LONG)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def clean_place(self) -> str:
        return self.cleaned_data["place"] or StepPlace.ANY.value


__all__ = ["AgreeForm", "HandOnForm", "LineEndForm", "RefuseForm", "RouteLineForm"]
