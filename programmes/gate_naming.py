"""Words for stage gates and evaluations in the journal, and where their things have a page; refuses to decide anything."""

from django.utils.translation import gettext_lazy

from confidentiality import naming

naming.acts(
    {
        "plan_gate": gettext_lazy("ステージゲートを計画しました"),
        "edit_gate": gettext_lazy("ステージゲートの計画を直しました"),
        "draft_report": gettext_lazy("自己評価を書き始めました"),
        "save_report": gettext_lazy("自己評価の下書きを保存しました"),
        "add_evidence": gettext_lazy("根拠資料を加えました"),
        "remove_evidence": gettext_lazy("根拠資料を外しました"),
        "save_evaluation": gettext_lazy("評価の下書きを保存しました"),
        "record_hearing": gettext_lazy("ヒアリングの記録を保存しました"),
        "gate_judged": gettext_lazy("総合判定が終わりました"),
        "publish_gate_result": gettext_lazy("ステージゲートの結果を公表しました"),
        "correct_gate_result": gettext_lazy("ステージゲートの結果の訂正版を公表しました"),
        "export_gates": gettext_lazy("ステージゲートの一覧をCSVで保存しました"),
        "name_evaluator": gettext_lazy("評価者または審査員を登録しました"),
        "declare_conflict": gettext_lazy("利益相反を申告しました"),
        "end_seat": gettext_lazy("評価者または審査員の担当を終えました"),
        "lose_seat": gettext_lazy("利益相反に当たり、評価者または審査員の担当が終わりました"),
        "add_party": gettext_lazy("評価を受ける側の機関・人を登録しました"),
    }
)
naming.page_of_kind("programmes.stagegate", "gate")
naming.page_of_kind("programmes.selfreport", "self_report")
naming.page_of_kind("programmes.gatedossier", "gate_dossier")
naming.page_of_kind("programmes.gateresult", "public_gate")
