"""What the API's answers about councils look like; refuses a field that names a speaker, a custodian or a reader."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from confidentiality.api.frame import Offered


class ItemRow(serializers.Serializer):
    """What every item says; the fields below it are left out where only the title is the reader's."""

    id = serializers.UUIDField()
    url = serializers.CharField()
    council = serializers.UUIDField(allow_null=True, help_text=_("協議会。知ってよくない場合は null"))
    title = serializers.CharField(help_text=_("名称。内容を見られない場合は、内容に触れない件名"))
    has_content = serializers.BooleanField(help_text=_("内容が自分のものか。false なら、以下の項目はない"))
    created = serializers.DateTimeField()
    offered = Offered(many=True, help_text=_("自分がいまできる操作"))

    def to_representation(self, instance: Mapping[str, Any]) -> dict[str, Any]:
        """Without what the row does not say: null would be a statement about it."""
        shown = super().to_representation(instance)
        return {name: value for name, value in shown.items() if name in instance}


class CouncilRow(ItemRow):
    state = serializers.CharField(required=False)
    council_kind = serializers.CharField(required=False)
    is_listed = serializers.BooleanField(required=False, help_text=_("公開ページに載せているか"))
    established_at = serializers.DateTimeField(required=False, allow_null=True)


class CouncilShape(CouncilRow):
    english_name = serializers.CharField(required=False, allow_blank=True)
    purpose = serializers.CharField(required=False)
    scope = serializers.CharField(required=False, help_text=_("対象とする研究開発"))


class MeetingRow(ItemRow):
    number = serializers.IntegerField(required=False)
    state = serializers.CharField(required=False)
    starts_at = serializers.DateTimeField(required=False)
    ends_at = serializers.DateTimeField(required=False)
    place = serializers.CharField(required=False)


class HandoutShape(serializers.Serializer):
    item = serializers.UUIDField()
    url = serializers.CharField(allow_null=True, help_text=_("資料のアドレス"))
    label = serializers.CharField(help_text=_("資料番号"))
    title = serializers.CharField()
    has_content = serializers.BooleanField()
    pages = serializers.IntegerField(allow_null=True)
    is_finished = serializers.BooleanField(help_text=_("自分が読み終えたか"))
    secrecy = serializers.CharField(allow_blank=True, help_text=_("守秘についての説明"))


class PointShape(serializers.Serializer):
    number = serializers.IntegerField()
    title = serializers.CharField()
    topic = serializers.CharField()
    kind = serializers.CharField()
    minutes = serializers.IntegerField()
    presenter = serializers.CharField(allow_blank=True)
    is_closed = serializers.BooleanField()
    handouts = HandoutShape(many=True)


class RepliesShape(serializers.Serializer):
    own = serializers.CharField(allow_null=True, help_text=_("自分の回答：none, venue, online, absent"))
    expected = serializers.IntegerField(help_text=_("出席を求めた構成員の数"))
    coming = serializers.IntegerField(help_text=_("出席と回答した数"))


class MeetingShape(MeetingRow):
    is_online = serializers.BooleanField(required=False)
    joining_note = serializers.CharField(required=False, allow_blank=True)
    agenda = PointShape(many=True, required=False)
    handouts = HandoutShape(many=True, required=False, help_text=_("議題に付かない資料"))
    replies = RepliesShape(required=False)


class MaterialRow(ItemRow):
    disclosure = serializers.CharField(required=False, help_text=_("公開の区分"))
    source_body = serializers.CharField(required=False, allow_blank=True)
    version = serializers.IntegerField(required=False, help_text=_("最新の版"))


class VersionRow(serializers.Serializer):
    number = serializers.IntegerField()
    created = serializers.DateTimeField()
    url = serializers.CharField()


class FileShape(serializers.Serializer):
    name = serializers.CharField()
    size = serializers.IntegerField()
    url = serializers.CharField(help_text=_("写しを受け取る画面。守秘の指定があるときは、確認の後に渡す"))
    leaves = serializers.BooleanField(help_text=_("取扱いが写しを許すか"))


class SectionShape(serializers.Serializer):
    heading = serializers.CharField(allow_blank=True)
    level = serializers.IntegerField()
    page = serializers.IntegerField(allow_null=True)
    paragraphs = serializers.ListField(child=serializers.CharField())


class TextShape(serializers.Serializer):
    number = serializers.IntegerField()
    created = serializers.DateTimeField()
    change_note = serializers.CharField(allow_blank=True)
    sections = SectionShape(many=True)
    file = FileShape(allow_null=True)


class MaterialShape(MaterialRow):
    seal = serializers.CharField(help_text=_("いまの取扱いの表示"))
    designation = serializers.CharField(required=False, allow_null=True, help_text=_("守秘の指定のアドレス"))
    versions = VersionRow(many=True, required=False)
    text = TextShape(required=False, allow_null=True, help_text=_("最新の版、または求めた版"))


class RecordRow(ItemRow):
    meeting = serializers.UUIDField(required=False, allow_null=True)
    state = serializers.CharField(required=False)
    confirm_by = serializers.DateTimeField(required=False, allow_null=True)
    approved_at = serializers.DateTimeField(required=False, allow_null=True)
    has_confirmed = serializers.BooleanField(required=False, help_text=_("自分の確認が終わっているか"))


class OwnRemark(serializers.Serializer):
    id = serializers.UUIDField()
    version = serializers.CharField(help_text=_("確認のときに添える、文の印"))
    topic = serializers.CharField(allow_blank=True)
    text = serializers.CharField()
    is_confirmed = serializers.BooleanField()


class RecordShape(RecordRow):
    own_remarks = OwnRemark(many=True, required=False, help_text=_("自分の発言だけ"))


class SummaryRow(ItemRow):
    meeting = serializers.UUIDField(required=False, allow_null=True)
    number = serializers.IntegerField(required=False)
    held_on = serializers.DateField(required=False)
    state = serializers.CharField(required=False)
    published_at = serializers.DateTimeField(required=False, allow_null=True)


class EditionShape(serializers.Serializer):
    number = serializers.IntegerField()
    hash = serializers.CharField()
    reason = serializers.CharField(allow_blank=True, help_text=_("訂正の理由"))
    published_at = serializers.DateTimeField()


class PrintedAttendee(serializers.Serializer):
    name = serializers.CharField()
    affiliation = serializers.CharField(allow_blank=True)


class PrintedTopic(serializers.Serializer):
    heading = serializers.CharField(allow_blank=True)
    remarks = serializers.ListField(child=serializers.CharField())


class PrintedSection(serializers.Serializer):
    heading = serializers.CharField(allow_blank=True)
    paragraphs = serializers.ListField(child=serializers.CharField())
    topics = PrintedTopic(many=True)


class PrintedShape(serializers.Serializer):
    title = serializers.CharField(allow_blank=True)
    date_line = serializers.CharField(allow_blank=True)
    place = serializers.CharField(allow_blank=True)
    attendees = PrintedAttendee(many=True)
    sections = PrintedSection(many=True)


class SummaryShape(SummaryRow):
    hash = serializers.CharField(required=False, help_text=_("公開のときに添える、文面の SHA-256"))
    printed = PrintedShape(required=False, help_text=_("印刷のとおりの文面。発言者は含まない"))
    editions = EditionShape(many=True, required=False)


class DecisionShape(serializers.Serializer):
    id = serializers.UUIDField()
    url = serializers.CharField()
    council = serializers.UUIDField(allow_null=True)
    meeting = serializers.UUIDField(allow_null=True)
    number = serializers.IntegerField()
    text = serializers.CharField()
    decided_at = serializers.DateTimeField()
    offered = Offered(many=True)


class OwnerShape(serializers.Serializer):
    seat = serializers.UUIDField()
    name = serializers.CharField()
    organisation = serializers.CharField()


class ActionRow(serializers.Serializer):
    id = serializers.UUIDField()
    url = serializers.CharField()
    council = serializers.UUIDField(allow_null=True)
    meeting = serializers.UUIDField(allow_null=True)
    decision = serializers.UUIDField(allow_null=True)
    text = serializers.CharField()
    due_on = serializers.DateField()
    state = serializers.CharField()
    is_lead = serializers.BooleanField(help_text=_("社会実装を牽引するか"))
    is_late = serializers.BooleanField()
    is_mine = serializers.BooleanField()
    owner = OwnerShape(allow_null=True, help_text=_("担当。構成員を見られない場合は null"))
    offered = Offered(many=True)


class ReportShape(serializers.Serializer):
    text = serializers.CharField()
    created = serializers.DateTimeField()
    is_mine = serializers.BooleanField()


class ActionShape(ActionRow):
    reports = ReportShape(many=True)


class TaskShape(serializers.Serializer):
    what = serializers.CharField()
    why = serializers.CharField()
    url = serializers.CharField(help_text=_("行う画面"))
    due_on = serializers.DateField(allow_null=True)
    minutes = serializers.IntegerField(allow_null=True, help_text=_("かかる時間の目安（分）"))
