"""Words for the journal's acts on planned publications, and who is told of them; refuses to decide anything."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy

from accounts.models import Person
from confidentiality import disclosures, naming
from confidentiality.models import Disclosure, DisclosureVoter
from confidentiality.notices import Notice, register

naming.acts(
    {
        "register_disclosure": gettext_lazy("公開の確認を登録しました"),
        "edit_disclosure": gettext_lazy("公開の計画を改めました"),
        "add_part": gettext_lazy("原稿を加えました"),
        "remove_part": gettext_lazy("原稿を外しました"),
        "answer_touch": gettext_lazy("守秘の指定との関係に答えました"),
        "open_screening": gettext_lazy("公開の確認に出しました"),
        "take_back": gettext_lazy("公開の確認を手直しに戻しました"),
        "no_objection": gettext_lazy("公開に支障がないと答えました"),
        "object_to": gettext_lazy("非公開を要請しました"),
        "answer_closing": gettext_lazy("非公開の要請に回答しました"),
        "restrict": gettext_lazy("全員の同意で非公開になりました"),
        "clear": gettext_lazy("公開できることになりました"),
        "end_closing": gettext_lazy("非公開の要請を終わりにしました"),
        "lift_closing": gettext_lazy("非公開を解除しました"),
        "settle_disclosure": gettext_lazy("期限が来て、公開の確認の状態が変わりました"),
        "record_export_control": gettext_lazy("輸出管理の確認結果を記録しました"),
        "take_over_disclosure": gettext_lazy("公開の手続を引き継ぎました"),
        "offer_disclosure": gettext_lazy("公開の手続の引渡しを申し出ました"),
        "accept_disclosure": gettext_lazy("公開の手続を引き受けました"),
        "decline_disclosure": gettext_lazy("公開の手続の引受けを断りました"),
        "withdraw_offer": gettext_lazy("公開の手続の引渡しの申出を取り下げました"),
        "publish": gettext_lazy("公開しました"),
        "open_disclosure": gettext_lazy("公開の計画を見ました"),
        "open_manuscript": gettext_lazy("原稿のファイルを開きました"),
    }
)
naming.page_of_kind("confidentiality.disclosure", "disclosure")


def _asked(disclosure: Disclosure) -> Iterable[Person]:
    return [
        v.person
        for v in DisclosureVoter.objects.filter(
            item=disclosure, request=None, asked_at=disclosure.opened_at, dropped_at=None
        ).select_related("person")
    ]


def _to_answer(disclosure: Disclosure) -> Iterable[Person]:
    request = disclosures.open_request(disclosure)
    return (
        [v.person for v in request.voters.filter(dropped_at=None).select_related("person")] if request else []
    )


def _still_to_answer(disclosure: Disclosure, person: Any) -> bool:
    request = disclosures.open_request(disclosure)
    return (
        request is not None
        and request.voters.filter(person=person, dropped_at=None).exists()
        and not request.answers.filter(person=person).exists()
    )


def _author(disclosure: Disclosure) -> Iterable[Person]:
    return [disclosure.custodian] if disclosure.custodian else []


register(
    {
        "disclosure.opened": Notice(Disclosure, "disclosure", _asked, disclosures.waits_for_look, asks=True),
        "disclosure.exception": Notice(
            Disclosure, "disclosure_answer", _to_answer, _still_to_answer, asks=True
        ),
        "disclosure.cleared": Notice(
            Disclosure,
            "disclosure",
            _author,
            lambda disclosure, person: disclosures.state_of(disclosure) == Disclosure.State.CLEARED_OPEN,
            asks=True,
        ),
        "disclosure.restricted": Notice(Disclosure, "disclosure", _author, asks=True),
    }
)
