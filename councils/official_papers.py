"""Official papers of a meeting (notice, agenda, handouts, those present) as plain forms; the same for every reader.

A paper under secrecy is named by its content-free title, also on the copy of somebody who holds it.
"""

from collections.abc import Callable

from django.utils import translation
from django.utils.translation import gettext_lazy

from accounts.japanese import to_fullwidth, wareki_date, wareki_range
from accounts.models import Person
from confidentiality.printing import Form, FormSection, Listing, Paragraph, Table
from councils import timetable
from councils.models import Handout, Meeting
from councils.paper import Attendee, in_kana_order

HANDLING = "協議会限り"
END = "以上"


def _name(meeting: Meeting) -> str:
    return f"{meeting.council.name}（第{to_fullwidth(meeting.number)}回）"


def _when_and_where(meeting: Meeting) -> list[FormSection]:
    place = meeting.place + (
        "（オンライン併用）" if meeting.is_online and "オンライン" not in meeting.place else ""
    )
    return [
        FormSection("日時", [wareki_range(meeting.starts_at, meeting.ends_at)]),
        FormSection("場所", [place]),
    ]


def _points(meeting: Meeting) -> Listing:
    rows = meeting.agenda.values_list("number", "title", "is_closed")
    return Listing(
        [title + ("【非公開】" if closed or meeting.is_closed else "") for _number, title, closed in rows],
        marker="circled",
    )


def notice(meeting: Meeting, reader: Person) -> Form:
    """開催通知: to all members, with the agenda and how to join."""
    sections = [*_when_and_where(meeting), FormSection("議題", [_points(meeting)])]
    if meeting.is_closed and meeting.closed_reason:
        sections.append(FormSection("公開の取扱い", [f"非公開（{meeting.closed_reason}）"]))
    if meeting.joining_note:
        sections.append(FormSection("参加の方法", meeting.joining_note.splitlines()))
    return Form(
        title=f"{_name(meeting)}の開催について",
        handling=HANDLING,
        sections=sections,
        end=END,
        date_line=wareki_date(meeting.announced_at, weekday=False) if meeting.announced_at else "",
        addressee=["構成員　各位"],
        sender=[f"{meeting.council.name}事務局"],
        opening=["標記の会合を下記のとおり開催しますので、御出席くださるようお願いします。"],
    )


def agenda(meeting: Meeting, reader: Person) -> Form:
    """議事次第: date, place, points, and the numbered papers."""
    return Form(
        title=f"{_name(meeting)}議事次第",
        handling=HANDLING,
        end=END,
        sections=[
            *_when_and_where(meeting),
            FormSection("議題", [_points(meeting)]),
            FormSection("配付資料", [_list_of_papers(meeting, reader)]),
        ],
    )


def handouts(meeting: Meeting, reader: Person) -> Form:
    """配付資料一覧: number, content-free or shared title, class; papers for the secretariat alone are left out."""
    return Form(
        title=f"{_name(meeting)}配付資料一覧",
        handling=HANDLING,
        end=END,
        sections=[FormSection("配付資料", [_table_of_papers(meeting, reader)], numbered=False)],
    )


def _papers(meeting: Meeting, reader: Person) -> list[tuple[str, str, str]]:
    neutral = dict(Handout.objects.filter(meeting=meeting).values_list("id", "item__public_title"))
    with translation.override("ja"):
        return [
            (
                r.label,
                neutral[r.id] if r.secrecy else r.title,
                "個別の守秘" if r.secrecy else str(r.disclosure),
            )
            for r in timetable.papers([meeting.pk])
            if not Handout.APART <= r.number < Handout.PENDING
        ]


def _list_of_papers(meeting: Meeting, reader: Person) -> Listing | str:
    rows = [f"{label}　{title}" for label, title, _class in _papers(meeting, reader)]
    return Listing(rows, marker="dot") if rows else "なし"


def _table_of_papers(meeting: Meeting, reader: Person) -> Table | str:
    rows = _papers(meeting, reader)
    return Table(["番号", "件名", "公開の区分"], rows, caption="配付資料") if rows else "なし"


def attendees(meeting: Meeting, reader: Person) -> Form:
    """出席者名簿 in kana order; before the meeting is held, those who are expected."""
    held = meeting.state not in (Meeting.State.PLANNED, Meeting.State.ANNOUNCED)
    rows = (
        meeting.attendances.filter(is_present=True) if held else meeting.attendances.exclude(reply="absent")
    )
    groups: dict[str, list[Attendee]] = {}
    for row in rows.order_by("print_order"):
        place = " ".join(part for part in (row.affiliation, row.title) if part)
        group = "" if row.group == "座長" else row.group
        groups.setdefault(group, []).append(
            Attendee(
                name=row.name, affiliation=place + ("（座長）" if row.group == "座長" else ""), kana=row.kana
            )
        )
    sections = [
        FormSection(
            group or "構成員",
            [Table(["氏名", "所属・役職"], [[a.set_name, a.affiliation] for a in in_kana_order(people)])],
        )
        for group, people in sorted(groups.items())
    ]
    return Form(
        title=f"{_name(meeting)}{'出席者名簿' if held else '出席予定者名簿'}",
        handling=HANDLING,
        end=END,
        date_line=wareki_date(meeting.starts_at),
        sections=sections or [FormSection("構成員", [Paragraph("なし")])],
    )


PAPERS: dict[str, tuple[object, Callable[[Meeting, Person], Form]]] = {
    "notice": (gettext_lazy("開催通知"), notice),
    "agenda": (gettext_lazy("議事次第"), agenda),
    "handouts": (gettext_lazy("配付資料一覧"), handouts),
    "attendees": (gettext_lazy("出席者名簿"), attendees),
}


def file_name(meeting: Meeting, paper: str) -> str:
    """An opaque name: code, number and kind of paper."""
    return f"{meeting.council.code}-{meeting.number}-{paper}.pdf"
