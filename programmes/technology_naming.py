"""Words for the journal's acts on technologies and their registers; refuses to decide anything."""

from django.utils.translation import gettext_lazy

from confidentiality import naming

naming.acts(
    {
        "export_balance": gettext_lazy("起点と期間の均衡をCSVで保存しました"),
        "edit_field": gettext_lazy("技術分野を改めました"),
        "move_field": gettext_lazy("技術分野の順を変えました"),
        "merge_field": gettext_lazy("技術分野を統合しました"),
        "remove_field": gettext_lazy("技術分野を削除しました"),
        "save_profile": gettext_lazy("技術の起点と期間を保存しました"),
        "save_strategy": gettext_lazy("戦略カードの版を保存しました"),
        "save_sheet": gettext_lazy("公開する要旨を保存しました"),
        "record_trl": gettext_lazy("技術成熟度の評価を記録しました"),
        "place_technology": gettext_lazy("技術の順位を決めました"),
        "unrank_technology": gettext_lazy("技術を順位から外しました"),
        "add_milestone": gettext_lazy("ロードマップに到達点を加えました"),
        "edit_milestone": gettext_lazy("ロードマップの到達点を直しました"),
        "link_technology": gettext_lazy("構想に重要技術を結び付けました"),
        "unlink_technology": gettext_lazy("構想から重要技術を外しました"),
        "save_issue": gettext_lazy("課題・観点を保存しました"),
        "set_tags": gettext_lazy("課題・観点の印を改めました"),
        "add_entry": gettext_lazy("登録簿に記載しました"),
        "edit_entry": gettext_lazy("登録簿の記載を直しました"),
        "note_entry": gettext_lazy("登録簿の記載に経過を加えました"),
        "link_entry": gettext_lazy("登録簿の記載に結び付けました"),
        "unlink_entry": gettext_lazy("登録簿の記載から外しました"),
        "add_budget_line": gettext_lazy("予算の要求または措置を登録しました"),
        "edit_budget_line": gettext_lazy("予算の要求または措置を直しました"),
        "export_budget": gettext_lazy("予算の一覧をCSVで保存しました"),
    }
)
naming.page_of_kind("programmes.technologybook", "technology_book")
naming.page_of_kind("programmes.technologysheet", "technology_sheet")
naming.page_of_kind("programmes.catalogueentry", "catalogue_entry")
naming.page_of_kind("programmes.budgetline", "budget_line")
