"""Words for proposals: acts in the journal, pages of kinds, readers of single functions; refuses to judge by them."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from confidentiality import naming
from confidentiality.models import Principal
from programmes.models import Assignment

naming.acts(
    {
        "start_proposal": gettext_lazy("提案書を作り始めました"),
        "write_proposal": gettext_lazy("提案書の部分を保存しました"),
        "add_proposal_file": gettext_lazy("提案書にファイルを付けました"),
        "remove_proposal_file": gettext_lazy("提案書のファイルを取り除きました"),
        "set_rights": gettext_lazy("共同提案者の権限を決めました"),
        "declare": gettext_lazy("研究インテグリティの申告をしました"),
        "ask_approval": gettext_lazy("所属機関に承認を依頼しました"),
        "approve_text": gettext_lazy("所属機関として承認しました"),
        "return_text": gettext_lazy("所属機関として差し戻しました"),
        "read_declaration": gettext_lazy("研究インテグリティの申告を開きました"),
        "read_proposal": gettext_lazy("提出された提案書を開きました"),
        "take_proposal_file": gettext_lazy("提案書のファイルを受け取りました"),
        "check_concentration": gettext_lazy("重複・集中を確かめました"),
        "note_check": gettext_lazy("確認のメモを保存しました"),
        "import_proposals": gettext_lazy("提案の一覧を取り込みました"),
        "export_proposals": gettext_lazy("提案の一覧をCSVで保存しました"),
        "set_terms": gettext_lazy("応募の条件を決めました"),
    }
)
naming.page_of_kind("programmes.proposal", "proposal")
naming.page_of_kind("programmes.proposalsection", "proposal_section")
naming.page_of_kind("programmes.proposaldeclaration", "declaration")
naming.page_of_kind("programmes.proposalversion", "proposal_version")
naming.page_of_kind("programmes.proposalroll", "proposal_roll")
naming.page_of_kind("programmes.eligibilitycheck", "eligibility")
naming.page_of_kind("programmes.proposalimport", "proposal_import")


@naming.principals_of_kind("assignment")
def _assignments(group: Sequence[Principal]) -> dict[int, str]:
    found = Assignment.objects.select_related("person").in_bulk([p.ref for p in group])
    return {p.pk: found[p.ref].person.name if p.ref in found else _("担当者") for p in group}
