"""Secrecy agreements in the API: where each stands, its words, the reader's own answer, numbers; names nobody but holders in the text."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from confidentiality import agreements, asking
from confidentiality.acting import database_now, principals
from confidentiality.api.frame import (
    COUNCIL,
    CURSOR,
    Act,
    Body,
    List,
    Offered,
    Row,
    Thing,
    described,
    known_items,
    offer,
)
from confidentiality.forms import AnswerForm
from confidentiality.lifecycle import ACTS, State, is_provider, state_at
from confidentiality.models import Consent, Designation, Voter
from confidentiality.standing import Wording, standing

TAG = "designations"
DECISIONS = {"agree": Consent.Decision.AGREE, "refuse": Consent.Decision.REFUSE, "ask": Consent.Decision.ASK}
RELATED = ("item", "candidate", "in_force")


class Answers(serializers.Serializer):
    asked = serializers.IntegerField(help_text=_("同意を求めた構成員の数"))
    agreed = serializers.IntegerField(help_text=_("同意した構成員の数"))
    missing = serializers.IntegerField(help_text=_("まだ同意していない構成員の数"))


class DesignationRow(serializers.Serializer):
    id = serializers.UUIDField()
    url = serializers.CharField()
    item = serializers.UUIDField(help_text=_("守る資料"))
    council = serializers.UUIDField(allow_null=True)
    title = serializers.CharField(help_text=_("内容に触れない件名"))
    state = serializers.CharField(help_text=_("いまの状態"))
    state_label = serializers.CharField()
    number = serializers.IntegerField(help_text=_("文面の版"))
    answer_by = serializers.DateTimeField(allow_null=True, help_text=_("回答の期限"))
    ends_at = serializers.DateTimeField(help_text=_("終わりの時。この時を含まない"))
    is_provider = serializers.BooleanField(help_text=_("自分が提供者か"))
    own_answer = serializers.CharField(
        allow_null=True, help_text=_("この文面への自分の回答：agree, refuse, ask")
    )
    answers = Answers()
    offered = Offered(many=True)


class TextRow(serializers.Serializer):
    label = serializers.CharField()
    text = serializers.CharField()


class WordingShape(serializers.Serializer):
    number = serializers.IntegerField()
    hash = serializers.CharField(help_text=_("回答に添える、文面全体の SHA-256"))
    is_in_force = serializers.BooleanField()
    is_proposed = serializers.BooleanField(help_text=_("いま協議または同意の対象か"))
    valid_from = serializers.DateTimeField(allow_null=True)
    valid_until = serializers.DateTimeField(allow_null=True)
    rows = TextRow(many=True)
    sentence = serializers.CharField(help_text=_("同意するときの言葉"))
    answers = Answers()


class DesignationShape(DesignationRow):
    wordings = WordingShape(many=True, help_text=_("新しい版から順に"))


def rows_of(found: Sequence[Designation], person: Any) -> list[Row]:
    """Each agreement in a line; five queries, however many."""
    now, mine = database_now(), principals()
    shown = {d.pk: d.candidate or d.in_force for d in found}
    versions = [v.pk for v in shown.values()]
    asked = Counter(Voter.objects.filter(version__in=versions).values_list("version_id", flat=True))
    last = {
        (version, who): decision
        for version, who, decision in Consent.objects.filter(version__in=versions)
        .order_by("decided_at", "id")
        .values_list("version_id", "principal_id", "decision")
    }
    open_to_me, councils = answerable(found, person, now), known_items(d.item.container_id for d in found)
    made = []
    for d in found:
        version, state = shown[d.pk], state_at(d, now)
        given = {who: said for (of, who), said in last.items() if of == version.pk}
        agreed = sum(said == Consent.Decision.AGREE for said in given.values())
        made.append(
            {
                "id": d.pk,
                "url": reverse("api_designation", args=[d.pk]),
                "item": d.item_id,
                "council": d.item.container_id if d.item.container_id in councils else None,
                "title": version.title,
                "state": state,
                "state_label": State(state).label,
                "number": version.number,
                "answer_by": d.answer_by,
                "ends_at": version.valid_until or version.ends_at,
                "is_provider": is_provider(d, person),
                "own_answer": next((said for who, said in given.items() if who in mine), None),
                "answers": _numbers(asked[version.pk], agreed),
                "offered": offer("designation", d.pk, _answers() if d.pk in open_to_me else ()),
            }
        )
    return made


def _numbers(asked: int, agreed: int) -> Row:
    return {"asked": asked, "agreed": agreed, "missing": max(asked - agreed, 0)}


def _answers() -> list[tuple[str, Any]]:
    return [(name, decision.label) for name, decision in DECISIONS.items()]


def answerable(found: Sequence[Designation], person: Any, now: datetime) -> set[Any]:
    """Those about which this reader may say something now: an open round they are asked in, or one they may join."""
    rounds = {
        d.candidate_id: d.pk
        for d in found
        if state_at(d, now) in (State.CONSENT_OPEN, State.CHANGE_OPEN) and d.answer_by and d.answer_by > now
    }
    asked = Voter.objects.filter(version__in=list(rounds), principal__in=list(principals()))
    joins = asking.awaiting_answer(person).filter(pk__in=[d.pk for d in found])
    return {rounds[version] for version in asked.values_list("version_id", flat=True)} | set(
        joins.values_list("pk", flat=True)
    )


def _wording(wording: Wording, designation: Designation) -> Row:
    version = wording.version
    return {
        "number": version.number,
        "hash": wording.text_hash,
        "is_in_force": version.pk == designation.in_force_id,
        "is_proposed": version.pk == designation.candidate_id,
        "valid_from": version.valid_from,
        "valid_until": version.valid_until,
        "rows": [{"label": label, "text": text} for label, text in wording.rows],
        "sentence": wording.sentence,
        "answers": _numbers(len(wording.answers), wording.agreed),
    }


@described(
    "designations_list",
    TAG,
    _("守秘の指定の一覧"),
    _("あることを知ってよい守秘の指定を、新しい順に返す。作成中のものは提供者だけに返す。"),
    COUNCIL,
    CURSOR,
)
class Designations(List):
    shape = DesignationRow

    def page(self, request: Request) -> tuple[Sequence[Row], str]:
        rows, council = Designation.objects.select_related(*RELATED), self.council(request)
        if council:
            rows = rows.filter(item__container_id=council)
        found, onward = self.cut(request, rows, "created")
        return rows_of(found, request.user), onward


class _One(Thing):
    model, related, shape = Designation, RELATED, DesignationShape

    def show(self, request: Request, found: Designation) -> Row:
        where = standing(found, [])
        return {
            **rows_of([found], request.user)[0],
            "wordings": [_wording(w, found) for w in where.wordings],
        }


@described(
    "designation",
    TAG,
    _("守秘の指定"),
    _("文面の各版、状態、自分の回答、回答の数を返す。回答した人の名前は返さない。"),
)
class OneDesignation(_One):
    pass


class AnswerBody(Body):
    hash = serializers.RegexField(
        r"^[0-9a-f]{64}$",
        help_text=_("読んだ文面の hash"),
        error_messages={
            "required": _("読んだ文面の hash を入れてください。"),
            "invalid": _("hash は、文面に添えられた64桁の英数字です。"),
        },
    )
    comment = serializers.CharField(
        required=False,
        allow_blank=True,
        default="",
        max_length=2000,
        help_text=_("理由または質問。構成員の全員に表示する"),
    )


class _Answer(_One, Act):
    """The decision is in the address; the text it is about in the hash, whose change is a conflict."""

    body, is_consequential = AnswerBody, True

    def allows(self, found: Designation, person: Any) -> bool:
        return ACTS["answer"].allows(found, person)

    def act(self, request: Request, found: Designation, details: Row) -> None:
        decision, shown, comment = DECISIONS[self.name], details["hash"], details["comment"]
        form = AnswerForm({"decision": decision, "shown_hash": shown, "comment": comment})
        if not form.is_valid():  # the page's own rules
            raise ValidationError({name: list(told) for name, told in form.errors.items()})
        said = form.cleaned_data
        if not _is_said_already(found, decision, shown, said["comment"]):
            agreements.answer(found, by=request.user, **said)


def _is_said_already(found: Designation, decision: str, shown: str, comment: str) -> bool:
    """The reader's last word about this text is this very answer: sent twice, it is given once."""
    last = (
        Consent.objects.filter(item_id=found.item_id, text_hash=shown, principal__in=list(principals()))
        .order_by("-decided_at", "-id")
        .values_list("decision", "comment")
        .first()
    )
    return last == (decision, comment)


@described(
    "designation_agree",
    TAG,
    _("文面に同意する"),
    _(
        "表示された文面に本人として同意する。最後の1名の同意で効力が生じ、保持者が内容を見られる。直前の再認証が要る。"
    ),
)
class Agree(_Answer):
    name = "agree"


@described(
    "designation_refuse",
    TAG,
    _("文面に同意しない"),
    _("理由を添えて、同意しないと回答する。提案は再検討へ戻る。直前の再認証が要る。"),
)
class Refuse(_Answer):
    name = "refuse"


@described(
    "designation_ask",
    TAG,
    _("文面について質問する"),
    _("回答を決める前に、質問を構成員の全員に示す。直前の再認証が要る。"),
)
class Ask(_Answer):
    name = "ask"
