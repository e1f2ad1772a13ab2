"""What a provider says about a paper when bringing it in; refuses a sealed paper whose public title is its title."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import PlainForm
from accounts.phrasing import punctuation
from confidentiality.uploads import CheckedFileField
from councils.models import AgendaItem, Handout, Material, Meeting

Disclosure = Material.Disclosure


class _Paper(PlainForm, forms.Form):
    """A file, a text, or both."""

    file = CheckedFileField(label=_("ファイル"), required=False)
    text = forms.CharField(
        label=_("文字で読む本文"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "貼り付けておくと、読み上げ・拡大・スマートフォンで読めます。ファイルだけでも登録できます。"
        ),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("file") and not data.get("text", "").strip() and "file" not in self.errors:
            self.add_error("file", _("ファイルを選ぶか、本文を入力してください。"))
        return data


class MaterialForm(_Paper):
    """A new paper, with the class that says who reads it from the moment it is registered (R85, R91)."""

    title = forms.CharField(
        label=_("資料の名称"), max_length=200, help_text=_("この資料の内容を見られる人にだけ表示します。")
    )
    public_title = forms.CharField(
        label=_("件名（内容に触れない）"),
        max_length=200,
        help_text=_("内容を見られない構成員、メール、一覧に表示する名前です。例：装置の試験結果に関する資料"),
    )
    disclosure = forms.ChoiceField(
        label=_("公開の区分"),
        choices=Disclosure.choices,
        widget=forms.RadioSelect,
        initial=Disclosure.COUNCIL,
    )
    source_body = forms.CharField(
        label=_("作成者"),
        max_length=200,
        required=False,
        help_text=_("ほかの機関が作成した資料のときは、その名称（例：試験庁）"),
    )
    is_basic_research = forms.BooleanField(label=_("基礎研究に近い内容を含む"), required=False)
    is_oral = forms.BooleanField(label=_("口頭で提供した内容を書面にしたもの"), required=False)
    basic_is_restricted = forms.BooleanField(
        label=_("基礎研究に近い内容でも、限定する必要があることを確認した"),
        required=False,
        widget=forms.HiddenInput,
    )
    field_order = [
        "file",
        "text",
        "title",
        "public_title",
        "disclosure",
        "source_body",
        "is_basic_research",
        "basic_is_restricted",
        "is_oral",
    ]

    def __init__(self, *args: Any, readers: dict[str, int] | None = None, **kwargs: Any) -> None:
        """``readers``: how many people each class would let read, to be seen before the choice is made (R102)."""
        super().__init__(*args, **kwargs)
        names = {
            Disclosure.PUBLIC: _(
                "公開 ― まず構成員と事務局（%(n)s名）が読み、事務局が公開の手続をした時から誰でも読めます"
            ),
            Disclosure.COUNCIL: _("協議会限り ― 構成員と事務局（%(n)s名）が読めます"),
            Disclosure.SECRETARIAT: _(
                "事務局限り ― 事務局（%(n)s名）だけが読めます。ほかの構成員には件名も表示しません"
            ),
            Disclosure.SEALED: _(
                "個別の守秘 ― 全員の同意がそろうまで、あなただけが読めます。次の画面で範囲と期間を提案します"
            ),
        }
        if readers is not None:
            everyone, office = readers.get("council", 0), readers.get("secretariat", 0)
            self.fields["disclosure"].choices = [
                (value, label % {"n": office if value == Disclosure.SECRETARIAT else everyone})
                for value, label in names.items()
            ]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        sealed = data.get("disclosure") == Disclosure.SEALED
        if (
            sealed
            and data.get("title")
            and data.get("title", "").strip() == data.get("public_title", "").strip()
        ):
            self.add_error(
                "public_title", _("守秘の資料では、名称と違う、内容に触れない件名を付けてください。")
            )
        restricted = data.get("disclosure") in (Disclosure.SEALED, Disclosure.SECRETARIAT)
        if data.get("is_basic_research") and restricted and not data.get("basic_is_restricted"):
            self.fields["basic_is_restricted"].widget = forms.CheckboxInput()
            self.add_error(
                "basic_is_restricted",
                _(
                    "基礎研究に近い内容は、公開を基本とします。「協議会限り」か「公開」にできないか確かめてください。"
                    "限定がどうしても必要なときは、確認の欄に印を付けて、もう一度登録してください。"
                ),
            )
        return data

    @property
    def fields_of_material(self) -> dict[str, Any]:
        names = ("title", "public_title", "disclosure", "source_body", "is_basic_research", "is_oral")
        return {name: self.cleaned_data[name] for name in names}


class PlaceForm(PlainForm, forms.Form):
    """Where a paper stands in a meeting: its agenda item, and a label other than 資料１ where one is wanted."""

    agenda_item = forms.ModelChoiceField(
        label=_("議題"),
        queryset=AgendaItem.objects.none(),
        required=False,
        empty_label=_("議題に結び付けない"),
    )
    label = forms.CharField(
        label=_("資料番号の表記"),
        max_length=30,
        required=False,
        help_text=_("空のままなら「資料１」の形で自動で付けます。例：参考資料１"),
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agenda_item"].queryset = AgendaItem.objects.filter(item=meeting)
        self.fields["agenda_item"].label_from_instance = lambda point: (
            f"{point.number}{punctuation('　')}{point.title}"
        )


class ChooseForm(PlaceForm):
    """A paper the council has already, or another body's published summary (R90)."""

    item = forms.ChoiceField(label=_("登録済みの資料"))
    field_order = ["item", "agenda_item", "label"]

    def __init__(self, *args: Any, choices: list, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = choices


class VersionForm(_Paper):
    """A newer version; a sentence on what changed is required, for those who have read the earlier one."""

    change_note = forms.CharField(
        label=_("前の版からの変更点"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("3行までの要約。この資料の内容を見られる人にだけ表示します。"),
    )
    field_order = ["change_note", "file", "text"]


def initial_of(handout: Handout) -> dict[str, Any]:
    """What the place form shows of a handout; an automatic label is left empty so that it stays automatic."""
    automatic = handout.label == Handout.usual_label(handout.number)
    return {"agenda_item": handout.agenda_item_id, "label": "" if automatic else handout.label}
