"""Words for the journal's verbs and items of this app; refuses to decide anything."""

from django.utils.translation import gettext_lazy

from confidentiality import naming

naming.acts(
    {
        "start_guideline": gettext_lazy("基本指針の案を作りました"),
        "add_section": gettext_lazy("指針の項目を加えました"),
        "edit_section": gettext_lazy("指針の項目を直しました"),
        "move_section": gettext_lazy("指針の項目の順を変えました"),
        "remove_section": gettext_lazy("指針の項目を削除しました"),
        "quote_item": gettext_lazy("指針が引用する情報を登録しました"),
        "unquote_item": gettext_lazy("指針が引用する情報から外しました"),
        "stop_publication": gettext_lazy("守秘の合意により、指針の公表の日時を取り消しました"),
        "record_opinion": gettext_lazy("有識者の意見を記録しました"),
        "register_comment": gettext_lazy("意見を登録しました"),
        "submit_comment": gettext_lazy("公開ページで意見を受け付けました"),
        "import_comments": gettext_lazy("意見をCSVから取り込みました"),
        "export_comments": gettext_lazy("意見をCSVで保存しました"),
        "begin_follow_up": gettext_lazy("重点化のフォローアップを始めました"),
        "write_follow_up": gettext_lazy("フォローアップの文を保存しました"),
        "export_follow_up": gettext_lazy("フォローアップの表をCSVで保存しました"),
        "answer_comments": gettext_lazy("意見への回答を保存しました"),
        "add_measure": gettext_lazy("施策を登録しました"),
        "export_measures": gettext_lazy("施策の一覧をCSVで保存しました"),
        "retie_measure": gettext_lazy("施策を別の項目へ結び付け直しました"),
        "reword_measure": gettext_lazy("施策の文面を直しました"),
        "add_benchmark": gettext_lazy("主要国の施策を登録しました"),
        "add_field": gettext_lazy("技術分野を加えました"),
        "save_technology": gettext_lazy("重要技術を保存しました"),
        "consider": gettext_lazy("絞込みの考慮事項を保存しました"),
        "narrow_readers": gettext_lazy("案の閲覧者を限定しました"),
        "widen_readers": gettext_lazy("案の閲覧者の限定を解きました"),
        "name_draft_reader": gettext_lazy("案の閲覧者を加えました"),
        "end_draft_reader": gettext_lazy("案の閲覧者から外しました"),
        "edit_benchmark": gettext_lazy("主要国の施策を直しました"),
    }
)
naming.page_of_kind("programmes.guideline", "guideline")
naming.page_of_kind("programmes.budgetfollowup", "follow_up")
naming.page_of_kind("programmes.publishedfollowup", "public_follow_up")
naming.page_of_kind("programmes.commentround", "public_comments")
naming.page_of_kind("programmes.policymeasure", "measure")
naming.page_of_kind("programmes.overseasbenchmark", "benchmark")
naming.page_of_kind("programmes.criticaltechnology", "technology")
naming.page_of_kind("programmes.narrowingdecision", "narrowing")
