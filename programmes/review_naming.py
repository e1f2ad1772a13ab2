"""Words for reviews and selection in the journal, and where their things have a page; refuses to decide anything."""

from django.utils.translation import gettext_lazy

from confidentiality import naming

naming.acts(
    {
        "start_document_review": gettext_lazy("書面審査を始めました"),
        "make_dossier": gettext_lazy("審査の資料を作りました"),
        "open_paper": gettext_lazy("添付ファイルの写しを審査員に開きました"),
        "list_candidate": gettext_lazy("審査員の候補を登録しました"),
        "save_review": gettext_lazy("審査の評価の下書きを保存しました"),
        "write_consensus": gettext_lazy("合議のまとめを保存しました"),
        "record_interview": gettext_lazy("面接の記録を保存しました"),
        "save_ranking": gettext_lazy("順位の案を保存しました"),
        "order_by_score": gettext_lazy("評点の順に順位を付けました"),
        "move_proposal": gettext_lazy("提案の順位を動かしました"),
        "export_ranking": gettext_lazy("順位の一覧をCSVで保存しました"),
        "edit_letter": gettext_lazy("審査結果の通知を直しました"),
        "announce_results": gettext_lazy("審査結果を発表しました"),
        "name_reader": gettext_lazy("公募の閲覧者を加えました"),
        "end_reader": gettext_lazy("公募の閲覧者の指定を終えました"),
        "lose_reading": gettext_lazy("閲覧者が、利益相反のため提案を見られなくなりました"),
        "declare_reading": gettext_lazy("閲覧者が利益相反を申告しました"),
        "read_reviews": gettext_lazy("閲覧者が評価を開きました"),
        "read_dossier": gettext_lazy("審査の資料を開きました"),
        "export_results": gettext_lazy("審査の結果をCSVで保存しました"),
    }
)
naming.page_of_kind("programmes.proposaldossier", "review_dossier")
naming.page_of_kind("programmes.callreview", "call_review_page")
naming.page_of_kind("programmes.securitycheck", "security_check")
naming.page_of_kind("programmes.resultletter", "result_letter")
naming.page_of_kind("programmes.callresult", "public_result")
