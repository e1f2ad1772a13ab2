"""What is typed at a stage gate: plan and criteria, report, evaluation, hearing, judgement, decision; saves nothing."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import FullWidthIntegerField, JapaneseDateField, PlainForm, today
from accounts.models import Organisation
from confidentiality.uploads import CheckedFileField
from programmes.forms.fund import Choice, PersonField, lines
from programmes.gates import WHOLE
from programmes.models import EvaluationParty, GateDossier, GateEvaluation, SelfReport, StageGate

LONG = 6_000  # characters
ROWS = 8  # criteria of one gate at most
Result = StageGate.Result


class GateForm(PlainForm, forms.Form):
    """A gate with its dates and up to eight criteria; their weights are 100 together."""

    name = forms.CharField(label=_("名称"), max_length=80, help_text=_("例：中間評価、3年目の評価"))
    report_due = JapaneseDateField(label=_("自己評価の提出期限"))
    evaluation_due = JapaneseDateField(
        label=_("書面評価の期限"), help_text=_("評価者にだけ表示します。課題の側には表示しません。")
    )
    decision_due = JapaneseDateField(label=_("決定の予定日"))
    min_evaluators = FullWidthIntegerField(
        label=_("必要な評価の数"),
        min_value=1,
        max_value=30,
        initial=3,
        help_text=_("この数の評価がそろうと、ヒアリングと合議に進めます。課題の側には表示しません。"),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, ROWS + 1):
            self.fields[f"title_{n}"] = forms.CharField(
                label=_("評価項目%(n)s") % {"n": n}, max_length=120, required=False
            )
            self.fields[f"description_{n}"] = forms.CharField(
                label=_("評価項目%(n)sの観点") % {"n": n}, max_length=1000, required=False, widget=lines(2)
            )
            self.fields[f"weight_{n}"] = FullWidthIntegerField(
                label=_("評価項目%(n)sの重み") % {"n": n}, min_value=1, max_value=WHOLE, required=False
            )

    @classmethod
    def values_of(cls, gate: StageGate, dossier: GateDossier) -> dict[str, Any]:
        found = {name: getattr(gate, name) for name in ("name", "report_due", "decision_due")}
        found |= {"evaluation_due": dossier.evaluation_due, "min_evaluators": dossier.min_evaluators}
        for c in gate.criteria.all():
            found |= {
                f"title_{c.number}": c.title,
                f"description_{c.number}": c.description,
                f"weight_{c.number}": c.weight,
            }
        return found

    def heads(self) -> Iterator[Any]:
        return (self[name] for name in self.base_fields)

    def rows(self) -> Iterator[tuple[int, list]]:
        for n in range(1, ROWS + 1):
            yield n, [self[f"{part}_{n}"] for part in ("title", "description", "weight")]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        dates = [data.get(name) for name in ("report_due", "evaluation_due", "decision_due")]
        if all(dates) and dates != sorted(dates):
            self.add_error(
                "decision_due", _("提出期限、書面評価の期限、決定の予定日の順になるように入力してください。")
            )
        criteria = []
        for n in range(1, ROWS + 1):
            title, weight = data.get(f"title_{n}"), data.get(f"weight_{n}")
            if title and not weight and f"weight_{n}" not in self.errors:
                self.add_error(f"weight_{n}", _("重みを入力してください。"))
            if weight and not title:
                self.add_error(f"title_{n}", _("評価項目の名称を入力してください。"))
            if title and weight:
                criteria.append(
                    {"title": title, "description": data.get(f"description_{n}") or "", "weight": weight}
                )
        total = sum(c["weight"] for c in criteria)
        if not self.errors and total != WHOLE:
            self.add_error("weight_1", _("重みの合計を100にしてください（いまは%(n)s）。") % {"n": total})
        data["criteria"] = criteria
        return data

    def fields_of_gate(self) -> dict[str, Any]:
        """What the act takes."""
        return {
            name: self.cleaned_data[name]
            for name in (
                "name",
                "report_due",
                "evaluation_due",
                "decision_due",
                "min_evaluators",
                "criteria",
            )
        }


class ReportForm(PlainForm, forms.Form):
    """One box for each criterion; a draft may have empty ones."""

    def __init__(self, *args: Any, report: SelfReport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for answer in report.answers.select_related("criterion").order_by("criterion__number"):
            self.fields[f"c_{answer.criterion_id}"] = forms.CharField(
                label=_("%(title)s（重み%(n)s）")
                % {"title": answer.criterion.title, "n": answer.criterion.weight},
                help_text=answer.criterion.description,
                max_length=LONG,
                required=False,
                initial=answer.text,
                widget=lines(8),
            )

    def texts(self) -> dict[Any, str]:
        from uuid import UUID

        return {UUID(name.removeprefix("c_")): text for name, text in self.cleaned_data.items()}


class EvidenceForm(PlainForm, forms.Form):
    """A file with what it shows."""

    label = forms.CharField(
        label=_("資料の説明"),
        max_length=120,
        help_text=_("何を示す資料か。評価者にも表示します。ファイル名は、評価者には表示しません。"),
    )
    file = CheckedFileField(label=_("ファイル"))


class EvaluationForm(PlainForm, forms.Form):
    """Marks and comments by criterion, an overall remark, an opinion; a draft may be incomplete."""

    def __init__(self, *args: Any, criteria: list[Mapping[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        marks = [("", _("まだ付けない")), *((m, self.words(m)) for m in reversed(GateEvaluation.MARKS))]
        for c in criteria:
            n, words = c["number"], {"title": c["title"], "n": c["weight"]}
            self.fields[f"score_{n}"] = forms.TypedChoiceField(
                label=_("%(title)s（重み%(n)s）の評点") % words,
                choices=marks,
                coerce=int,
                empty_value=None,
                required=False,
            )
            self.fields[f"comment_{n}"] = forms.CharField(
                label=_("%(title)sへのコメント") % words, max_length=LONG, required=False, widget=lines(4)
            )
        self.fields["recommendation"] = forms.ChoiceField(
            label=_("結果についての意見"),
            choices=[("", _("選んでください")), *Result.choices],
            required=False,
        )
        self.fields["comment"] = forms.CharField(
            label=_("総合所見"), max_length=LONG, required=False, widget=lines(5)
        )
        self.criteria = criteria

    @staticmethod
    def words(mark: int) -> str:
        return str(
            {
                5: _("5（極めて優れている）"),
                4: _("4（優れている）"),
                3: _("3（妥当である）"),
                2: _("2（やや不十分である）"),
                1: _("1（不十分である）"),
            }[mark]
        )

    @classmethod
    def values_of(cls, evaluation: GateEvaluation | None) -> dict[str, Any]:
        if evaluation is None:
            return {}
        found = {"recommendation": evaluation.recommendation, "comment": evaluation.comment}
        for number, said in evaluation.scores.items():
            found |= {f"score_{number}": said.get("score"), f"comment_{number}": said.get("comment", "")}
        return found

    def said(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "scores": {
                str(c["number"]): {
                    "score": data.get(f"score_{c['number']}"),
                    "comment": data.get(f"comment_{c['number']}", ""),
                }
                for c in self.criteria
            },
            "recommendation": data["recommendation"],
            "comment": data["comment"],
        }


class DeclarationForm(PlainForm, forms.Form):
    """Related or not; and if so, how."""

    answer = forms.ChoiceField(
        label=_("上の機関・方と、利益相反の関係はありますか"),
        choices=[("no", _("関係はない")), ("yes", _("関係がある、またはあるかもしれない"))],
        widget=forms.RadioSelect,
    )
    detail = forms.CharField(
        label=_("関係の内容"),
        required=False,
        max_length=2000,
        widget=lines(4),
        help_text=_("関係がある場合に記入してください。評価の事務局だけが読みます。"),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("answer") == "yes" and not data.get("detail", "").strip():
            self.add_error("detail", _("関係の内容を記入してください。"))
        return data


class EvaluatorForm(PlainForm, forms.Form):
    """A person to be asked, and whether they chair."""

    person = PersonField(
        label=_("メールアドレス"), help_text=_("登録されている利用者のアドレスを入力してください。")
    )
    is_chair = forms.BooleanField(
        label=_("主査とする"), required=False, help_text=_("主査が総合判定をします。1名だけです。")
    )


class PartyForm(PlainForm, forms.Form):
    """An organisation or person of the subject's side that the portal does not know of."""

    ground = forms.ChoiceField(label=_("立場"), choices=EvaluationParty.Ground)
    organisation = Choice(Organisation.objects.none(), label=_("機関"), required=False)
    person = PersonField(label=_("人のメールアドレス"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.filter(is_active=True)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and bool(data.get("organisation")) == bool(data.get("person")):
            self.add_error("organisation", _("機関か人の、どちらか一方を入力してください。"))
        return data


class HearingForm(PlainForm, forms.Form):
    """When, where, who, what was asked; or why there was none."""

    held_on = JapaneseDateField(label=_("開催日"), required=False)
    place = forms.CharField(label=_("場所"), max_length=120, required=False)
    names = forms.CharField(
        label=_("出席者"),
        required=False,
        max_length=4000,
        widget=lines(5),
        help_text=_("1行に1名、氏名を先に書いてください。評価者と課題の側には表示しません。"),
    )
    exchanges = forms.CharField(
        label=_("質疑の記録"),
        required=False,
        max_length=20_000,
        widget=lines(10),
        help_text=_("評価者が読みます。発言者の氏名は書かないでください。"),
    )
    waived_reason = forms.CharField(
        label=_("行わなかった理由"),
        required=False,
        max_length=1000,
        widget=lines(3),
        help_text=_("ヒアリングを行わない場合だけ記入してください。"),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        held, waived = data.get("held_on"), data.get("waived_reason", "").strip()
        if "held_on" in self.errors:
            return data
        if held and waived:
            self.add_error("waived_reason", _("開催日を入力した場合は、空にしてください。"))
        elif not held and not waived:
            self.add_error("held_on", _("開催日か、行わなかった理由を入力してください。"))
        elif held and held > today():
            self.add_error("held_on", _("今日までの日を入力してください。"))
        return data


class JudgementForm(PlainForm, forms.Form):
    """The chair's judgement and its reason."""

    result = forms.ChoiceField(label=_("判定"), choices=Result, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("判定の理由"),
        max_length=LONG,
        widget=lines(6),
        help_text=_("評価の事務局が読みます。課題の側には表示しません。"),
    )


class DecisionForm(PlainForm, forms.Form):
    """Result and the text for the project."""

    result = forms.ChoiceField(label=_("結果"), choices=Result, widget=forms.RadioSelect)
    result_text = forms.CharField(
        label=_("課題への講評"),
        max_length=LONG,
        widget=lines(8),
        help_text=_("課題の担当者が読みます。評価者や出席者の氏名は書けません。"),
    )
    change_text = forms.CharField(
        label=_("求める計画変更"),
        max_length=LONG,
        required=False,
        widget=lines(4),
        help_text=_("「計画変更の上継続」の場合に記入してください。"),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("result") == Result.CONTINUE_CHANGED and not data.get("change_text", "").strip():
            self.add_error("change_text", _("「計画変更の上継続」では、求める計画変更を記入してください。"))
        return data


class PublicationForm(PlainForm, forms.Form):
    """What everybody will read."""

    text = forms.CharField(
        label=_("公表する文"),
        max_length=LONG,
        widget=lines(8),
        help_text=_(
            "課題番号、課題名、結果、決定日とともに公開します。氏名と、守秘の資料の名称は書けません。"
        ),
    )
    english_text = forms.CharField(label=_("英語の文"), max_length=LONG, required=False, widget=lines(5))


class CorrectionForm(PublicationForm):
    """The corrected words and why; they begin as they are published now."""

    reason = forms.CharField(
        label=_("訂正の理由"),
        max_length=1000,
        widget=lines(3),
        help_text=_("訂正版とともに、どなたでも読めるように公開します。"),
    )
    shown = forms.IntegerField(widget=forms.HiddenInput)


class GateFilterForm(PlainForm, forms.Form):
    """Which gates of a concept or fund."""

    state = forms.ChoiceField(
        label=_("状態"), required=False, choices=[("", _("すべて")), *StageGate.State.choices]
    )
    result = forms.ChoiceField(label=_("結果"), required=False, choices=[("", _("すべて")), *Result.choices])
