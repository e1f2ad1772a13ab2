"""What is typed about the public summary: its printed lines and its body, an attendee's answer; never a speaker."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import PlainForm
from councils import notation
from councils.models import MinutesSummary, SummaryReply

LONG = 200_000  # characters of a whole body


class ComposeForm(PlainForm, forms.Form):
    """How to make the summary from the record."""

    in_order_of_speaking = forms.BooleanField(
        label=_("発言の順に並べる"),
        required=False,
        help_text=_("選ばないときは、論点ごとに、話した順が分からない並びにします。"),
    )


class SummaryForm(PlainForm, forms.Form):
    """The printed text of a summary, part by part."""

    shown = forms.CharField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("題名"), max_length=200)
    label = forms.CharField(
        label=_("資料番号の表示"),
        max_length=30,
        required=False,
        help_text=_("右上の枠に印字します（例：資料８）。不要なら空欄。"),
    )
    date_line = forms.CharField(label=_("日時"), max_length=200)
    place = forms.CharField(label=_("場所"), max_length=200)
    attendees = forms.CharField(
        label=_("出席者"),
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("1行に1名、「氏名、所属 役職」の順に書きます。"),
    )
    body = forms.CharField(
        label=_("議事概要"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 24}),
        help_text=_(
            "節は（１）、論点は《》、発言は○で始めます。節の番号は、ある節の順に付け直します。発言者の名前は書きません。"
        ),
    )

    @classmethod
    def values_of(cls, summary: MinutesSummary) -> dict[str, Any]:
        printed = summary.printed
        lines = [f"{a['name']}、{a['affiliation']}".rstrip("、") for a in printed.get("attendees") or ()]
        return {
            "shown": summary.text_hash,
            "title": printed.get("title", ""),
            "label": printed.get("label") or "",
            "date_line": printed.get("date_line", ""),
            "place": printed.get("place", ""),
            "attendees": "\n".join(lines),
            "body": notation.write_body(printed.get("sections") or ()),
        }

    def clean_attendees(self) -> list[dict[str, str]]:
        people = []
        for line in filter(None, map(str.strip, self.cleaned_data["attendees"].splitlines())):
            name, _sign, affiliation = re.sub(r"[、，,\t]", "、", line, count=1).partition("、")
            people.append({"name": " ".join(name.split()), "affiliation": affiliation.strip()})
        return people

    def clean_body(self) -> list[dict[str, Any]]:
        sections = notation.read_body(self.cleaned_data["body"])
        if not any(topic["remarks"] for section in sections for topic in section["topics"]) and not any(
            s["paragraphs"] for s in sections
        ):
            raise forms.ValidationError(
                _("発言または説明が1つもありません。発言は行の初めに○を付けてください。")
            )
        return sections

    @property
    def parts(self) -> dict[str, Any]:
        """The parts as print takes them."""
        data = self.cleaned_data
        return {
            **{name: data[name] for name in ("title", "label", "date_line", "place", "attendees")},
            "sections": data["body"],
        }


class CorrectionForm(SummaryForm):
    """The corrected text of a published summary and why it is corrected."""

    reason = forms.CharField(label=_("訂正の理由"), max_length=300, help_text=_("公開ページに表示します。"))
    field_order = ["shown", "reason"]


class SummaryReplyForm(PlainForm, forms.Form):
    """An attendee's answer to the draft."""

    answer = forms.ChoiceField(
        label=_("議事要旨の案について"), choices=SummaryReply.Answer, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("修正してほしい点"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("answer") == SummaryReply.Answer.CORRECT and not (data.get("text") or "").strip():
            self.add_error("text", _("どこをどう直してほしいかを書いてください。"))
        return data


class WithholdForm(PlainForm, forms.Form):
    """Why a summary is not published."""

    reason = forms.CharField(
        label=_("公開しない理由"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
