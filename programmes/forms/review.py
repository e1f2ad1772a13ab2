"""What is typed in a review and a selection: scores, candidates, ranking, reasons, letters, release, award; saves nothing."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import FullWidthIntegerField, JapaneseDateField, PlainForm, today
from accounts.models import Organisation
from programmes.forms.call import SecondField, hours
from programmes.forms.fund import Choice, PersonField, YenField, lines
from programmes.forms.proposal_list import ListForm
from programmes.models import Review

LONG = 6_000  # characters
NO_NAMES = _("審査員の氏名は書けません。")


class OpenForm(PlainForm, forms.Form):
    """How the review of a call begins."""

    shares_scores = forms.BooleanField(
        label=_("提案者に、評価項目ごとの平均点を知らせる"),
        required=False,
        help_text=_("審査結果の通知に載せます。審査員ごとの評点は、いずれの場合も知らせません。"),
    )


class CandidateForm(PlainForm, forms.Form):
    """Somebody who may be asked."""

    person = PersonField(
        label=_("メールアドレス"), help_text=_("登録されている利用者のアドレスを入力してください。")
    )


class RelationForm(PlainForm, forms.Form):
    """How a named reader of a call is related to a proposal's side."""

    detail = forms.CharField(label=_("利益相反の内容"), max_length=LONG, widget=lines(4))


class ReviewForm(PlainForm, forms.Form):
    """Scores and comments by criterion, an overall remark, an opinion; a draft may be incomplete."""

    def __init__(self, *args: Any, criteria: list[Mapping[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for c in criteria:
            n = c["number"]
            self.fields[f"score_{n}"] = FullWidthIntegerField(
                label=_("%(title)sの評点（0～%(most)s点、重み%(weight)s）")
                % {"title": c["title"], "most": c["max_score"], "weight": c["weight"]},
                help_text=c["guidance"],
                min_value=0,
                max_value=c["max_score"],
                required=False,
            )
            self.fields[f"comment_{n}"] = forms.CharField(
                label=_("%(title)sの根拠") % {"title": c["title"]},
                max_length=LONG,
                required=False,
                widget=lines(4),
            )
        self.fields["recommendation"] = forms.ChoiceField(
            label=_("総合の意見"),
            choices=[("", _("選んでください")), *Review.Opinion.choices],
            required=False,
        )
        self.fields["comment"] = forms.CharField(
            label=_("総合所見"), max_length=LONG, required=False, widget=lines(5)
        )
        self.criteria = criteria

    @classmethod
    def values_of(cls, review: Review | None) -> dict[str, Any]:
        if review is None:
            return {}
        found = {"recommendation": review.recommendation, "comment": review.comment}
        for number, said in review.scores.items():
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


class ConsensusForm(PlainForm, forms.Form):
    """What the reviewers hold together."""

    text = forms.CharField(label=_("合議のまとめ"), max_length=LONG, widget=lines(10), help_text=NO_NAMES)


class InterviewForm(PlainForm, forms.Form):
    """When, where, what was asked."""

    held_on = JapaneseDateField(label=_("開催日"))
    place = forms.CharField(label=_("場所"), max_length=120, required=False)
    exchanges = forms.CharField(
        label=_("質疑の記録"),
        max_length=20_000,
        widget=lines(10),
        help_text=_("審査員が読みます。発言者の氏名は書かないでください。"),
    )

    def clean_held_on(self) -> Any:
        held = self.cleaned_data["held_on"]
        if held and held > today():
            raise forms.ValidationError(_("今日までの日を入力してください。"))
        return held


class RankingFilter(PlainForm, forms.Form):
    """Which proposals of the order are listed."""

    part = forms.ChoiceField(
        label=_("表示する提案"),
        required=False,
        choices=[
            ("", _("すべて")),
            ("unplaced", _("順位のない提案")),
            ("moved", _("手で動かした提案")),
        ],
    )
    q = forms.CharField(label=_("受付番号・名称"), required=False, max_length=100)

    def asked(self) -> tuple[str, list[str]]:
        """Part and words; nothing of a filter that cannot be read."""
        if not self.is_valid():
            return "", []
        return self.cleaned_data["part"], self.cleaned_data["q"].split()[:10]


class ByScoreForm(PlainForm, forms.Form):
    """Whether places that were given already are given anew."""

    anew = forms.BooleanField(
        label=_("付けた順位も、評点の順に付け直す"),
        required=False,
        help_text=_("手で動かした順位と理由は、消えます。"),
    )


class PlaceForm(PlainForm, forms.Form):
    """Where one proposal goes, and why; ``seen`` is the place its page showed."""

    place = FullWidthIntegerField(label=_("順位"), min_value=1, max_value=9_999)
    reason = forms.CharField(label=_("理由"), max_length=2_000, widget=lines(3))
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class DeclineRestForm(PlainForm, forms.Form):
    """From which place on, and what all of them are told."""

    place = FullWidthIntegerField(label=_("この順位から後ろ"), min_value=1, max_value=9_999)
    applicant_reason = forms.CharField(
        label=_("提案者への講評"),
        max_length=LONG,
        widget=lines(6),
        help_text=_(
            "すべての提案に、同じ講評を書きます。発表の日時を決めるまで、通知ごとに直せます。審査員の氏名は書けません。"
        ),
    )
    internal_reason = forms.CharField(
        label=_("内部の理由"),
        max_length=LONG,
        widget=lines(4),
        help_text=_("研究推進法人の担当だけが読みます。"),
    )


class RankingListForm(ListForm):
    """The order as a file, or what was read of it on the page before, with the mark of the order it was shown against."""

    mark = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("1MBまで、2,000行までです。")


class DecisionReasonsForm(PlainForm, forms.Form):
    """The three reasons of a decision."""

    applicant_reason = forms.CharField(
        label=_("提案者への講評"),
        max_length=LONG,
        widget=lines(6),
        help_text=_("発表の時から、提案者が読みます。審査員の氏名は書けません。"),
    )
    public_reason = forms.CharField(
        label=_("公表する理由"),
        max_length=LONG,
        required=False,
        widget=lines(4),
        help_text=_("採択する場合に、公開ページに載せます。審査員の氏名は書けません。"),
    )
    internal_reason = forms.CharField(
        label=_("内部の理由"),
        max_length=LONG,
        widget=lines(4),
        help_text=_("研究推進法人の担当だけが読みます。"),
    )


class LetterForm(PlainForm, forms.Form):
    """The words of one letter."""

    text = forms.CharField(label=_("通知の文"), max_length=LONG, widget=lines(6), help_text=NO_NAMES)
    feedback = forms.CharField(label=_("講評"), max_length=LONG, widget=lines(8), help_text=NO_NAMES)


class ReleaseForm(PlainForm, forms.Form):
    """When everything is told at once, and what everybody reads with it."""

    release_on = JapaneseDateField(label=_("発表の日"))
    release_time = SecondField(label=_("発表の時刻"))
    public_text = forms.CharField(
        label=_("公表する講評"), max_length=LONG, widget=lines(8), help_text=NO_NAMES
    )
    english_text = forms.CharField(label=_("英語の講評"), max_length=LONG, required=False, widget=lines(5))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        at = hours(self, "release", required=True)
        if self.errors:
            return data
        return {"release_at": at, "public_text": data["public_text"], "english_text": data["english_text"]}


class AwardForm(PlainForm, forms.Form):
    """Code and sum of the project; who represents it, when the list of e-Rad gave only a printed name."""

    code = forms.CharField(label=_("課題番号"), max_length=40)
    amount = YenField(label=_("採択額（円）"))
    representative = PersonField(
        label=_("研究代表者のメールアドレス"),
        required=False,
        help_text=_("取り込んだ提案の場合だけ入力してください。"),
    )
    organisation = Choice(
        Organisation.objects.none(),
        label=_("研究開発機関"),
        required=False,
        help_text=_("取り込んだ提案の場合だけ選んでください。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.filter(is_active=True)

    def clean_amount(self) -> int:
        amount = self.cleaned_data["amount"]
        if amount is not None and amount <= 0:
            raise forms.ValidationError(_("1円以上の額を入力してください。"))
        return amount


__all__ = [
    "AwardForm",
    "ByScoreForm",
    "CandidateForm",
    "ConsensusForm",
    "DecisionReasonsForm",
    "DeclineRestForm",
    "InterviewForm",
    "LetterForm",
    "OpenForm",
    "PlaceForm",
    "RankingFilter",
    "RankingListForm",
    "ReleaseForm",
    "ReviewForm",
]
