"""Words for visions, concepts' agreements and calls: acts in the journal, pages of kinds; refuses to decide anything."""

from django.utils.translation import gettext_lazy

from confidentiality import naming

naming.acts(
    {
        "export_reach": gettext_lazy("周知が届いた数をCSVで保存しました"),
        "start_vision": gettext_lazy("研究開発ビジョンの案を作りました"),
        "edit_vision": gettext_lazy("研究開発ビジョンの本文を直しました"),
        "support": gettext_lazy("支援対象の技術を加えました"),
        "link_input": gettext_lazy("シンクタンクの知見を結び付けました"),
        "drop_part": gettext_lazy("研究開発ビジョンの案から外しました"),
        "record_deliberation": gettext_lazy("プログラム会議の審議を記録しました"),
        "edit_concept": gettext_lazy("研究開発構想の本文を直しました"),
        "name_ministry": gettext_lazy("合意を求める府省庁を加えました"),
        "drop_ministry": gettext_lazy("合意を求める府省庁から外しました"),
        "agree_for": gettext_lazy("府省庁の合意を記録しました"),
        "start_call": gettext_lazy("公募の案を作りました"),
        "edit_call": gettext_lazy("公募の本文を直しました"),
        "save_section": gettext_lazy("提案書の項目を保存しました"),
        "save_callsection": gettext_lazy("提案書の項目を保存しました"),
        "save_criterion": gettext_lazy("評価項目を保存しました"),
        "save_callcriterion": gettext_lazy("評価項目を保存しました"),
        "drop_call_part": gettext_lazy("公募の項目を削除しました"),
        "move_call_part": gettext_lazy("公募の項目の順を変えました"),
        "word_clause": gettext_lazy("ひな形の条項を加えました"),
        "retire_clause": gettext_lazy("ひな形の条項を廃止しました"),
        "answer_clause": gettext_lazy("公募の条項の扱いを決めました"),
        "add_addendum": gettext_lazy("公募に訂正・お知らせを加えました"),
        "register_question": gettext_lazy("公募への質問を登録しました"),
        "publish_answer": gettext_lazy("公募への質問と回答を公表しました"),
        "record_distribution": gettext_lazy("公募の周知を記録しました"),
    }
)
naming.page_of_kind("programmes.rdvision", "vision")
naming.page_of_kind("programmes.call", "call")
