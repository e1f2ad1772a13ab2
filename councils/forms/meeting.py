"""What the secretariat and members type about a meeting; refuses dates that end before they begin."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import FullWidthIntegerField, JapaneseDateField, JapaneseTimeField, PlainForm, in_tokyo
from councils import headings
from councils.models import AgendaItem, Attendance, Meeting

REPLIES = [choice for choice in Attendance.Reply.choices if choice[0] != Attendance.Reply.NONE]


class WhenAndWhere(PlainForm, forms.Form):
    """One day, from and until, and the place; all on Japan's clock."""

    day = JapaneseDateField(label=_("開催日"), help_text=_("例：2026年11月27日、または R8.11.27"))
    starts = JapaneseTimeField(label=_("開始時刻"), help_text=_("例：10:00"))
    ends = JapaneseTimeField(label=_("終了時刻"))
    place = forms.CharField(
        label=_("場所"), max_length=200, help_text=_("オンラインだけで開くときは「オンライン」")
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("starts") and data.get("ends") and data["ends"] <= data["starts"]:
            self.add_error("ends", _("終了時刻は、開始時刻より後にしてください。"))
        return data

    @property
    def when(self) -> dict[str, datetime]:
        """The two instants; only after validation."""
        data = self.cleaned_data
        return {
            "starts_at": in_tokyo(data["day"], data["starts"]),
            "ends_at": in_tokyo(data["day"], data["ends"]),
        }

    @staticmethod
    def initial_of(meeting: Meeting) -> dict[str, Any]:
        from accounts.fields import TOKYO

        starts, ends = meeting.starts_at.astimezone(TOKYO), meeting.ends_at.astimezone(TOKYO)
        return {"day": starts.date(), "starts": starts.time(), "ends": ends.time(), "place": meeting.place}


class MeetingDetails(PlainForm, forms.ModelForm):
    """How to join, and whether the meeting is closed (R96)."""

    class Meta:
        model = Meeting
        fields = ["is_online", "joining_note", "is_closed", "closed_reason"]
        widgets = {"joining_note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "joining_note": _("接続先や入館の方法。この会合の構成員だけに表示されます。"),
            "closed_reason": _("議事次第に印字されます。内容に触れずに書いてください。"),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("is_closed") and not data.get("closed_reason", "").strip():
            self.add_error("closed_reason", _("非公開で開く理由を書いてください。"))
        return data


class AgendaItemForm(PlainForm, forms.ModelForm):
    """One point of the agenda; every one says which statutory topic it serves (R76)."""

    minutes = FullWidthIntegerField(label=_("時間（分）"), min_value=1, max_value=480, initial=20)

    class Meta:
        model = AgendaItem
        fields = ["title", "topic", "kind", "minutes", "presenter", "is_closed"]
        widgets = {"topic": forms.RadioSelect}
        help_texts = {
            "title": _(
                "この協議会の構成員全員と、議事次第を見る人の目に触れます。守秘の内容は書かないでください。"
            ),
            "presenter": _("例：鈴木座長、試験工業"),
            "is_closed": _("公表する議事次第で、非公開の議題であることを示します。"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = AgendaItem.Topic.choices
        self.headings = headings.offered()
        if self.headings:
            self.fields["title"].widget.attrs["list"] = "headings"


class ReplyForm(PlainForm, forms.Form):
    """Coming, joining online, or not."""

    reply = forms.ChoiceField(label=_("あなたの出欠"), widget=forms.RadioSelect, choices=REPLIES)


class AttendanceLine(PlainForm, forms.ModelForm):
    """One line of the list of those present, as it will be printed; names exactly as typed."""

    class Meta:
        model = Attendance
        fields = ["name", "kana", "affiliation", "title", "group"]
        help_texts = {
            "name": _("姓と名の間は全角の空白1つ"),
            "kana": _("並び順に使います（ひらがな）"),
            "group": _("例：座長、オブザーバー、説明者、事務局"),
        }


class ReasonForm(PlainForm, forms.Form):
    """Why a meeting does not take place."""

    reason = forms.CharField(
        label=_("中止の理由"),
        max_length=300,
        help_text=_("構成員に表示します。内容に触れずに書いてください。"),
    )
