"""Words for councils, seats and materials, registered with the core when the app starts; refuses to judge by them."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from confidentiality import naming
from confidentiality.models import Item, Principal
from councils.models import Council, DutyText, Material, MaterialVersion, Membership, Pledge

_CAPACITY_WORDS = {"member": gettext_lazy("構成員の全員"), "chair": gettext_lazy("座長")}
_ORDER = [c.value for c in Membership.Capacity]


@naming.principals_of_kind("council")
def _councils(group: Sequence[Principal]) -> dict[int, str]:
    found = Council.objects.in_bulk([p.ref for p in group])
    return {
        p.pk: _("%(council)sの構成員と事務局") % {"council": found[p.ref].name}
        if p.ref in found
        else _("協議会の構成員")
        for p in group
    }


@naming.principals_of_kind("capacity")
def _capacities(group: Sequence[Principal]) -> dict[int, str]:
    found = Council.objects.in_bulk([p.ref for p in group])
    return {
        p.pk: _("%(council)sの%(capacity)s")
        % {"council": found[p.ref].name, "capacity": capacity_word(p.part)}
        if p.ref in found
        else capacity_word(p.part)
        for p in group
    }


@naming.part_words
def capacity_word(part: str) -> str:
    """構成員の全員, 座長, or the name of a capacity."""
    if part in _CAPACITY_WORDS:
        return str(_CAPACITY_WORDS[part])
    return str(Membership.Capacity(part).label) if part in Membership.Capacity.values else part


@naming.principals_of_kind("membership")
def _seats(group: Sequence[Principal]) -> dict[int, str]:
    found = {
        m.pk: m for m in Membership.objects.filter(pk__in=[p.ref for p in group]).select_related("person")
    }
    return {p.pk: found[p.ref].person.name if p.ref in found else _("構成員") for p in group}


@naming.seat_roles
def _roles(group: Sequence[Principal]) -> dict[int, tuple[str, str, str, int]]:
    found = {
        m.pk: m
        for m in Membership.objects.filter(pk__in=[p.ref for p in group]).select_related("organisation")
    }
    return {
        p.pk: (
            found[p.ref].capacity,
            _role(found[p.ref]),
            found[p.ref].organisation.name,
            _place(found[p.ref]),
        )
        for p in group
        if p.ref in found
    }


def _role(seat: Membership) -> str:
    capacity = str(seat.get_capacity_display())
    return _("座長（%(capacity)s）") % {"capacity": capacity} if seat.is_chair else capacity


def _place(seat: Membership) -> int:
    return -1 if seat.is_chair else _ORDER.index(seat.capacity)


@naming.leaf("councils.material", page="material")
def _material_words(item: Item) -> list[str]:
    material = Material.objects.filter(pk=item.pk).first()
    if material is None:
        return []
    return [material.title, *MaterialVersion.objects.filter(item_id=item.pk).values_list("text", flat=True)]


@naming.penalty_notices
def _penalty() -> str:
    try:
        return DutyText.current(DutyText.Kind.PENALTY).text
    except DutyText.DoesNotExist:
        return ""


@naming.undertakings
def _pledges(person: Any) -> list[naming.Undertaking]:
    made = []
    for pledge in Pledge.objects.filter(person=person).select_related("text"):
        if pledge.is_statutory:
            sentence, text = _("国家公務員法の守秘義務による（署名は不要）"), ""
        else:
            sentence, text = (
                _("誓約書（第%(n)s版）に「%(name)s」と署名")
                % {"n": pledge.text.number, "name": pledge.signed_name},
                pledge.text.text,
            )
        made.append(naming.Undertaking(pledge.signed_at, sentence, text, pledge.text_hash))
    return made


naming.acts(
    {
        "read_material": gettext_lazy("資料を開きました"),
        "compare_material": gettext_lazy("資料の版を見比べました"),
        "comment_material": gettext_lazy("資料に意見を書きました"),
        "add_material": gettext_lazy("資料を登録しました"),
        "replace_version": gettext_lazy("資料を新しい版に差し替えました"),
        "publish_material": gettext_lazy("資料を公開しました"),
        "hand_out": gettext_lazy("資料を会合の配付資料に加えました"),
        "edit_handout": gettext_lazy("配付資料の表記を改めました"),
        "renumber": gettext_lazy("配付資料の番号を付け直しました"),
        "post": gettext_lazy("連絡を載せました"),
        "ask_in_writing": gettext_lazy("書面協議を始めました"),
        "answer_in_writing": gettext_lazy("書面協議に回答しました"),
        "sign_pledge": gettext_lazy("誓約書に署名しました"),
        "accept_rules": gettext_lazy("規約を承諾しました"),
        "draft_rules": gettext_lazy("規約の案を作りました"),
        "reword_rules": gettext_lazy("規約の案を改めました"),
        "propose_council": gettext_lazy("協議会の設置を提案しました"),
        "nominate": gettext_lazy("構成員の候補を登録しました"),
        "revise_prospectus": gettext_lazy("設置の趣旨を改めました"),
        "answer_prospectus": gettext_lazy("設置の趣旨に回答しました"),
        "invite_organisation": gettext_lazy("組織に参加を依頼しました"),
        "plan_meeting": gettext_lazy("会合を計画しました"),
        "edit_meeting": gettext_lazy("会合の内容を改めました"),
        "add_agenda_item": gettext_lazy("議題を加えました"),
        "edit_agenda_item": gettext_lazy("議題を改めました"),
        "move_agenda_item": gettext_lazy("議題の順を変えました"),
        "remove_agenda_item": gettext_lazy("議題を除きました"),
        "answer_attendance": gettext_lazy("出欠を回答しました"),
        "edit_attendance": gettext_lazy("出席者の記載を改めました"),
        "add_guest": gettext_lazy("出席者を加えました"),
        "remove_guest": gettext_lazy("出席者を除きました"),
        "record_presence": gettext_lazy("出席を記録しました"),
        "refresh_attendance": gettext_lazy("出席者の一覧を作り直しました"),
        "open_record": gettext_lazy("議事の記録を作り始めました"),
        "read_record": gettext_lazy("議事の記録を開きました"),
        "add_remark": gettext_lazy("発言を加えました"),
        "edit_remark": gettext_lazy("発言を改めました"),
        "move_remark": gettext_lazy("発言の順を変えました"),
        "delete_remark": gettext_lazy("発言を除きました"),
        "suggest": gettext_lazy("発言の修正を提案しました"),
        "confirm_remarks": gettext_lazy("自分の発言を確認しました"),
        "confirm_record": gettext_lazy("議事の記録を確認しました"),
        "add_addendum": gettext_lazy("議事の記録に追記しました"),
        "import_minutes": gettext_lazy("議事の記録を取り込みました"),
        "import_council": gettext_lazy("取り込みのために検討会合を登録しました"),
        "explain": gettext_lazy("事務局説明等を改めました"),
        "tell_changes": gettext_lazy("会合の変更を知らせました"),
        "register_person": gettext_lazy("候補者を利用者に登録しました"),
        "compose_summary": gettext_lazy("議事要旨を作りました"),
        "edit_summary": gettext_lazy("議事要旨を改めました"),
        "read_summary": gettext_lazy("議事要旨を開きました"),
        "reply_to_summary": gettext_lazy("議事要旨に回答しました"),
        "check_disclosure": gettext_lazy("公開してよいか確かめました"),
        "order_paper": gettext_lazy("公文書の作成を頼みました"),
        "take_paper": gettext_lazy("公文書を受け取りました"),
        "export_paper": gettext_lazy("公文書を出力しました"),
        "export_minutes": gettext_lazy("議事の記録を出力しました"),
        "record_decision": gettext_lazy("決定事項を記録しました"),
        "assign_action": gettext_lazy("対応事項を割り当てました"),
        "request_support": gettext_lazy("伴走支援を求めました"),
    }
)
naming.page_of_kind("councils.council", "council")
naming.page_of_kind("councils.meeting", "meeting")
