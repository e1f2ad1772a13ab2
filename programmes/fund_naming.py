"""Words for funds, projects and payments: acts in the journal, groups of readers; refuses to judge by them."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from confidentiality import naming
from confidentiality.models import Item, Principal
from programmes.models import Assignment

naming.acts(
    {
        "register_fund": gettext_lazy("基金を登録しました"),
        "edit_fund": gettext_lazy("基金の記載を改めました"),
        "propose_contribution": gettext_lazy("拠出を登録しました"),
        "register_concept": gettext_lazy("研究開発構想を登録しました"),
        "propose_allocation": gettext_lazy("配分を登録しました"),
        "propose_transfer": gettext_lazy("年度・構想の間の移動を登録しました"),
        "decide_profile": gettext_lazy("課題の起点と期間を決めました"),
        "register_project": gettext_lazy("研究開発課題を登録しました"),
        "link_council": gettext_lazy("課題に協議会を結び付けました"),
        "unlink_council": gettext_lazy("課題から協議会を外しました"),
        "suspend_without_council": gettext_lazy("協議会が活動しなくなり、課題が停止しました"),
        "request_payment": gettext_lazy("支払を請求しました"),
        "assign": gettext_lazy("担当者を加えました"),
        "end_assignment": gettext_lazy("担当を終えました"),
        "export_sums": gettext_lazy("基金の合計をファイルで保存しました"),
        "export_ledger": gettext_lazy("帳簿をCSVで保存しました"),
        "agree_plan": gettext_lazy("課題の計画を書きました"),
        "plan_use": gettext_lazy("社会実装の計画を書きました"),
        "set_amounts": gettext_lazy("課題の年度ごとの金額を書きました"),
        "delegate": gettext_lazy("変更を承認する権限を委任しました"),
        "end_delegation": gettext_lazy("権限の委任を終えました"),
        "ask_change": gettext_lazy("課題の条件の変更を申請しました"),
        "add_line": gettext_lazy("課題の記録を加えました"),
        "correct_line": gettext_lazy("課題の記録を直しました"),
        "end_line": gettext_lazy("課題の記録を一覧から外しました"),
        "word_face": gettext_lazy("課題の公開ページの記載を書きました"),
        "word_fit": gettext_lazy("海外の相手先向けのページを書きました"),
        "export_projects": gettext_lazy("課題の一覧をCSVで保存しました"),
    }
)
naming.page_of_kind("programmes.fund", "fund")
naming.page_of_kind("programmes.rdconcept", "concept")
naming.page_of_kind("programmes.project", "project")
naming.page_of_kind("programmes.disbursement", "payment")


@naming.principals_of_kind("team")
def _teams(group: Sequence[Principal]) -> dict[int, str]:
    found = Item.objects.in_bulk([p.ref for p in group])
    return {
        p.pk: _("%(place)sの担当者") % {"place": found[p.ref].public_title} if p.ref in found else _("担当者")
        for p in group
    }


@naming.principals_of_kind("role")
def _roles(group: Sequence[Principal]) -> dict[int, str]:
    found = Item.objects.in_bulk([p.ref for p in group])
    return {
        p.pk: _("%(place)sの%(role)s") % {"place": found[p.ref].public_title, "role": _role(p.part)}
        if p.ref in found
        else _role(p.part)
        for p in group
    }


@naming.principals_of_kind("function")
def _functions(group: Sequence[Principal]) -> dict[int, str]:
    return {p.pk: _("いずれかの基金の%(role)s") % {"role": _role(p.part)} for p in group}


def _role(part: str) -> str:
    return str(Assignment.Role(part).label) if part in Assignment.Role.values else part
