"""What is typed about the record of a meeting; a speaker's name means an attendee or stays as written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import JapaneseDateField, PlainForm, end_of_day, today
from accounts.phrasing import bracketed
from confidentiality.models import Designation, Item
from councils import headings
from councils.models import AgendaItem, Attendance, Material, Meeting, Membership, Remark, RemarkSpeaker

LONG = 20_000  # characters of one remark


@dataclass(frozen=True)
class Choices:
    """What the forms of one record choose from, read once for all of them."""

    speakers: dict[str, Attendance]  # by the name shown
    agenda: dict[str, AgendaItem]
    covers: dict[str, str]  # item id → name of the material
    topics: list[str]
    kept: list[str]  # headings of the register, besides those of this meeting

    @classmethod
    def of(cls, meeting: Meeting, remarks: list[Remark]) -> Choices:
        present = list(
            meeting.attendances.select_related("membership").order_by(
                "-is_present", "print_order", "kana", "name"
            )
        )
        often = Counter(_spaced(a.name) for a in present)
        speakers = {
            _spaced(a.name) if often[_spaced(a.name)] == 1 else f"{_spaced(a.name)}（{a.affiliation}）": a
            for a in present
        }
        agenda = {str(a.pk): a for a in meeting.agenda.all()}
        topics = list(
            dict.fromkeys([r.topic for r in remarks if r.topic] + [a.title for a in agenda.values()])
        )
        kept = [heading for heading in headings.offered() if heading not in topics]
        return cls(speakers, agenda, _covers(meeting), topics, kept)

    def name_of(self, line: RemarkSpeaker | None) -> str:
        """How the speaker of a line is shown in the form."""
        if line is None or line.name:
            return line.name if line else ""
        return next((name for name, a in self.speakers.items() if a.pk == line.attendance_id), "")


def _covers(meeting: Meeting) -> dict[str, str]:
    """Materials of this council with an agreement in force or under way whose content this reader has."""
    live = Designation.objects.filter(item__container_id=meeting.council_id).exclude(
        state__in=["lapsed", "withdrawn", "lifted", "expired"]
    )
    found = Material.objects.filter(pk__in=live.values("item_id")).order_by("created")
    return {str(pk): title for pk, title in found.values_list("pk", "title")}


def _spaced(name: str) -> str:
    return " ".join(name.split())


class RemarkForm(PlainForm, forms.Form):
    """One remark: the few fields that are always at hand."""

    shown = forms.CharField(widget=forms.HiddenInput, required=False)
    speaker = forms.CharField(label=_("発言者"), max_length=120, required=False)
    topic = forms.CharField(label=_("論点の見出し"), max_length=200, required=False)
    text = forms.CharField(label=_("発言の記録"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 4}))
    in_summary = forms.BooleanField(label=_("議事要旨に載せる"), required=False)

    def __init__(
        self,
        *args: Any,
        choices: Choices,
        remark: Remark | None = None,
        line: RemarkSpeaker | None = None,
        **kwargs: Any,
    ) -> None:
        self.choices, self.line = choices, line
        if remark is not None:
            kwargs.setdefault("auto_id", f"r{remark.pk.hex[:12]}_%s")
            kwargs["initial"] = self.values_of(remark, line)
        super().__init__(*args, **kwargs)
        self.fields["speaker"].widget.attrs.update(list="speakers", autocomplete="off")
        self.fields["topic"].widget.attrs.update(list="topics", autocomplete="off")

    def values_of(self, remark: Remark, line: RemarkSpeaker | None) -> dict[str, Any]:
        return {
            "shown": remark.version,
            "speaker": self.choices.name_of(line),
            "topic": remark.topic,
            "text": remark.text,
            "in_summary": remark.in_summary,
        }

    @property
    def wording(self) -> dict[str, Any]:
        """Everything but the speaker, for the remark."""
        return {name: self.cleaned_data[name] for name in ("text", "topic", "in_summary")}

    @property
    def said_by(self) -> dict[str, Any]:
        """The speaker, for the sheet: an attendee, or a name as written; untouched, the line stays as it is."""
        name = _spaced(self.cleaned_data["speaker"])
        if self.line is not None and name == _spaced(self.choices.name_of(self.line)):
            return {"speaker": self.line.attendance, "speaker_name": self.line.name}
        attendance = self.choices.speakers.get(name)
        return {"speaker": attendance, "speaker_name": "" if attendance else name}


class WholeRemarkForm(RemarkForm):
    """One remark with all there is to say about it."""

    summary_text = forms.CharField(
        label=_("議事要旨での表現"),
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("空欄のときは、発言の記録をそのまま使います。"),
    )
    agenda_item = forms.ChoiceField(label=_("議題"), required=False)
    cover = forms.ChoiceField(
        label=_("この発言に含まれる守秘の資料"),
        required=False,
        help_text=_("選ぶと、この発言はその資料の内容を見られる人だけに表示し、議事要旨には載せません。"),
    )
    field_order = ["shown", "speaker", "agenda_item", "topic", "text", "cover", "in_summary", "summary_text"]

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, choices=choices, **kwargs)
        self.fields["agenda_item"].choices = [
            ("", _("選ばない")),
            *((pk, a.title) for pk, a in choices.agenda.items()),
        ]
        self.fields["cover"].choices = [("", _("含まれない")), *choices.covers.items()]

    def values_of(self, remark: Remark, line: RemarkSpeaker | None) -> dict[str, Any]:
        return {
            **super().values_of(remark, line),
            "summary_text": remark.summary_text,
            "agenda_item": str(remark.agenda_item_id or ""),
            "cover": str(remark.cover_id or ""),
        }

    @property
    def wording(self) -> dict[str, Any]:
        data = self.cleaned_data
        cover = Item.objects.filter(pk=data["cover"]).first() if data["cover"] else None
        return {
            **super().wording,
            "summary_text": data["summary_text"],
            "agenda_item": self.choices.agenda.get(data["agenda_item"]),
            "cover": cover,
        }


class ExplanationForm(PlainForm, forms.Form):
    """The secretariat's explanation as the summary prints it."""

    text = forms.CharField(
        label=_("事務局説明等"),
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("例：事務局から、資料の内容について説明。説明がなかったときは空欄にします。"),
    )


class DeadlineForm(PlainForm, forms.Form):
    """Until when others are asked to look; the day named is the last one."""

    day = JapaneseDateField(label=_("確認の期限"), help_text=_("この日の終わりまで受け付けます。"))

    def __init__(self, *args: Any, days: int, **kwargs: Any) -> None:
        super().__init__(*args, initial={"day": today() + timedelta(days=days)}, **kwargs)

    def clean_day(self) -> Any:
        if self.cleaned_data["day"] < today():
            raise forms.ValidationError(_("期限は、今日以降の日にしてください。"))
        return self.cleaned_data["day"]

    @property
    def until(self) -> Any:
        """The instant at which the day is over."""
        return end_of_day(self.cleaned_data["day"])


class SuggestionForm(PlainForm, forms.Form):
    """A speaker's other wording, or a question, about one remark."""

    text = forms.CharField(label=_("修正案"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 4}))
    reason = forms.CharField(label=_("理由"), max_length=300)

    def __init__(self, *args: Any, remark: Remark, **kwargs: Any) -> None:
        super().__init__(*args, initial={"text": remark.text}, auto_id=f"s{remark.pk.hex[:12]}_%s", **kwargs)
        self.was = remark.text

    def clean_text(self) -> str:
        if self.cleaned_data["text"].strip() == self.was.strip():
            raise forms.ValidationError(_("文が変わっていません。直す箇所を書き換えてください。"))
        return self.cleaned_data["text"]


class QuestionForm(PlainForm, forms.Form):
    """A question to the secretariat about one's own remark."""

    reason = forms.CharField(label=_("相談の内容"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, remark: Remark, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"q{remark.pk.hex[:12]}_%s", **kwargs)


class AddendumForm(PlainForm, forms.Form):
    """A dated correction of an approved record."""

    text = forms.CharField(
        label=_("追記"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("承認された本文は変わりません。日付とともに末尾に残ります。"),
    )


class DecisionForm(PlainForm, forms.Form):
    """The decision a remark states."""

    text = forms.CharField(label=_("決定した事項"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 4}))


class ActionForm(PlainForm, forms.Form):
    """Who does by when what a remark asks for."""

    text = forms.CharField(label=_("対応すること"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 3}))
    owner = forms.ModelChoiceField(
        label=_("担当"), queryset=Membership.objects.none(), empty_label=_("選んでください")
    )
    due_on = JapaneseDateField(label=_("期限"))
    is_lead = forms.BooleanField(label=_("担当は、社会実装を牽引する"), required=False)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = Membership.objects.filter(
            council_id=meeting.council_id, state__in=["active", "leaving"]
        ).select_related("person", "organisation")
        self.fields["owner"].queryset = seats.order_by("person__family_kana", "person__given_kana")
        self.fields["owner"].label_from_instance = lambda seat: bracketed(
            seat.person.name, seat.organisation.name
        )
