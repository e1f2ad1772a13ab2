"""Forms of visions and of the words of concepts; they refuse what a verb would refuse, with the field named."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.fields import JapaneseDateField, LinkField, PlainForm, today
from accounts.models import Organisation
from confidentiality.acting import database_now
from programmes.forms.fund import Choice, YenField, agencies, government, lines
from programmes.models import ConceptMinistry, CriticalTechnology, Guideline, RDConcept, RDVision
from programmes.models.concept import LONGEST, years_later


class _ByTitle(Choice):
    def label_from_instance(self, obj: Any) -> str:
        return getattr(obj, "title", None) or obj.name


class VisionStartForm(PlainForm, forms.Form):
    title = forms.CharField(label=_("表題"), max_length=200)
    reason = forms.CharField(label=_("策定または改定の趣旨"), widget=lines(4))


class VisionForm(PlainForm, forms.Form):
    """The words of a vision; technologies and findings are added on its page."""

    title = forms.CharField(label=_("表題"), max_length=200)
    needs = forms.CharField(label=_("国のニーズ"), widget=lines(12), required=False)
    policy_documents = forms.CharField(
        label=_("よりどころとする政府文書"),
        widget=lines(3),
        required=False,
        help_text=_("文書の名称と決定日を、1行に1件書いてください。"),
    )
    guideline = _ByTitle(Guideline.objects.none(), label=_("よりどころとする基本指針"), required=False)
    no_inputs_reason = forms.CharField(
        label=_("シンクタンクの知見を使わなかった理由"),
        widget=lines(3),
        required=False,
        help_text=_("知見を1件以上結び付けるときは、書かなくてかまいません。"),
    )
    english_title = forms.CharField(label=_("英語の表題"), max_length=300, required=False)
    english_summary = forms.CharField(label=_("英語の要約"), widget=lines(5), required=False)

    FIELDS = (
        "title",
        "needs",
        "policy_documents",
        "guideline",
        "no_inputs_reason",
        "english_title",
        "english_summary",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["guideline"].queryset = Guideline.objects.filter(
            document="guideline", published_at__lte=database_now()
        )

    @classmethod
    def values_of(cls, vision: RDVision) -> dict[str, Any]:
        return {name: getattr(vision, name) for name in cls.FIELDS} | {"guideline": vision.guideline_id}


class SupportForm(PlainForm, forms.Form):
    technology = _ByTitle(CriticalTechnology.objects.none(), label=_("重要技術"))
    name = forms.CharField(
        label=_("公表する技術の名称"),
        max_length=200,
        required=False,
        help_text=_("空欄のときは、登録した名称のまま公表します。"),
    )
    statement = forms.CharField(label=_("支援する内容"), widget=lines(4), required=False)

    def __init__(self, *args: Any, technologies: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["technology"].queryset = technologies


class InputForm(PlainForm, forms.Form):
    body = forms.CharField(label=_("調査研究を行った機関"), max_length=200)
    title = forms.CharField(label=_("報告書の名称"), max_length=300)
    link = LinkField(
        label=_("報告書のアドレス"),
        max_length=500,
        required=False,
        help_text=_("公表された報告書の掲載先です。公表されていないときは空欄にします。"),
    )
    used_for = forms.CharField(label=_("何に使ったか"), widget=lines(3))


class DeliberationForm(PlainForm, forms.Form):
    held_on = JapaneseDateField(label=_("開催日"))
    body = forms.CharField(label=_("会議の名称"), max_length=200)
    text = forms.CharField(label=_("主な意見"), widget=lines(6))
    response = forms.CharField(label=_("対応"), widget=lines(4), required=False)

    def clean_held_on(self) -> Any:
        return not_to_come(self.cleaned_data["held_on"])


class VisionDecisionForm(PlainForm, forms.Form):
    decided_on = JapaneseDateField(label=_("決定日"))
    decided_by = forms.CharField(label=_("決定の主体"), max_length=100)

    def clean_decided_on(self) -> Any:
        return not_to_come(self.cleaned_data["decided_on"])


class ConceptTextForm(PlainForm, forms.Form):
    """All the words the ministries agree to."""

    title = forms.CharField(label=_("研究開発構想の名称"), max_length=160)
    english_title = forms.CharField(label=_("英語の名称"), max_length=300, required=False)
    concept_kind = forms.ChoiceField(label=_("種別"), choices=RDConcept.Kind, widget=forms.RadioSelect)
    vision = _ByTitle(RDVision.objects.none(), label=_("研究開発ビジョン"), required=False)
    needs = forms.CharField(label=_("応える国のニーズ"), widget=lines(5), required=False)
    summary = forms.CharField(label=_("研究開発の内容"), widget=lines(8), required=False)
    council_plan = forms.CharField(
        label=_("協議会の予定"),
        widget=lines(3),
        required=False,
        help_text=_("基金の課題には協議会を必ず置きます。だれが、いつまでに置くかを書いてください。"),
    )
    sharpens = _ByTitle(
        RDConcept.objects.none(),
        label=_("先鋭化するプロジェクト型の構想"),
        required=False,
        help_text=_("個別研究型のときに、同じ基金の構想から選べます。"),
    )
    ceiling = YenField(label=_("上限額（円）"))
    starts_on = JapaneseDateField(label=_("開始"))
    ends_on = JapaneseDateField(label=_("終了"), help_text=_("開始から10年以内としてください。"))
    ministry = Choice(Organisation.objects.none(), label=_("所管する府省庁"))
    agency = Choice(Organisation.objects.none(), label=_("研究推進法人"))
    is_high_risk = forms.BooleanField(label=_("不確実性の高い研究開発"), required=False)
    risk_reason = forms.CharField(
        label=_("民間だけでは投資できず、国がリスクを取る理由"),
        widget=lines(4),
        required=False,
        help_text=_(
            "不確実性の高い研究開発のときに書きます。公募のページで、どなたにも読めるようになります。"
        ),
    )

    def __init__(self, *args: Any, concept: RDConcept | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ministry"].queryset, self.fields["agency"].queryset = government(), agencies()
        if concept is not None:
            others = RDConcept.kept().filter(fund_id=concept.fund_id, concept_kind="project")
            self.fields["sharpens"].queryset = others.exclude(pk=concept.pk).order_by("title")
        self.fields["vision"].queryset = RDVision.objects.filter(state="published").order_by("number")

    @classmethod
    def values_of(cls, concept: RDConcept) -> dict[str, Any]:
        keys = {n: getattr(concept, f"{n}_id") for n in ("vision", "ministry", "agency", "sharpens")}
        return {name: getattr(concept, name) for name in RDConcept.TEXT if name not in keys} | keys

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        start, end = data.get("starts_on"), data.get("ends_on")
        if start and end and end <= start:
            self.add_error("ends_on", _("終了の日は、開始の日より後にしてください。"))
        elif start and end and end > years_later(start, LONGEST):
            self.add_error("ends_on", _("期間は10年以内にしてください。"))
        if data.get("sharpens") and data.get("concept_kind") != RDConcept.Kind.THEME:
            self.add_error("sharpens", _("先鋭化する構想は、種別が個別研究型のときだけ選べます。"))
        if data.get("is_high_risk") and not (data.get("risk_reason") or "").strip():
            self.add_error("risk_reason", _("国がリスクを取る理由を書いてください。"))
        return data


class MinistryForm(PlainForm, forms.Form):
    organisation = Choice(Organisation.objects.none(), label=_("府省庁"))
    side = forms.ChoiceField(label=_("立場"), choices=ConceptMinistry.Side, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = government()


class AgreementForm(PlainForm, forms.Form):
    given_by = forms.CharField(
        label=_("合意した方の職名と氏名"), max_length=200, help_text=_("例：○○課長 試験太郎")
    )
    reference = forms.CharField(label=_("文書番号"), max_length=200, required=False)


def not_to_come(day: Any) -> Any:
    if day and day > today():
        raise forms.ValidationError(_("今日までの日を入力してください。"))
    return day
