"""One's own lines of the journal in the API; shows nobody else's, and names no thing one may not see any more."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request

from confidentiality import naming
from confidentiality.api.frame import A_PAGE, CURSOR, Cursor, List, Row, described
from confidentiality.models import Entry, Item


class JournalItem(serializers.Serializer):
    id = serializers.UUIDField()
    title = serializers.CharField(help_text=_("内容に触れない件名"))


class JournalRow(serializers.Serializer):
    at = serializers.DateTimeField()
    verb = serializers.CharField(help_text=_("操作の名前"))
    label = serializers.CharField(help_text=_("操作の説明"))
    item = JournalItem(allow_null=True, help_text=_("対象。いまは見られないものは null"))


@described(
    "journal_list",
    "journal",
    _("自分の記録"),
    _("自分が開いた資料と行った操作を、新しい順に返す。ほかの方の記録は返さない。"),
    CURSOR,
)
class Journal(List):
    shape = JournalRow

    def page(self, request: Request) -> tuple[Sequence[Row], str]:
        mine = Entry.objects.filter(actor=request.user)
        cursor = Cursor.read(request.query_params.get("cursor", ""), is_number=True)
        if cursor:
            mine = mine.filter(pk__lt=cursor.pk)
        found = list(mine.order_by("-pk")[: A_PAGE + 1])
        rows = found[:A_PAGE]
        titles = dict(
            Item.objects.filter(pk__in={e.item_id for e in rows if e.item_id}).values_list(
                "pk", "public_title"
            )
        )
        onward = str(Cursor(None, rows[-1].pk)) if len(found) > A_PAGE else ""
        return [self._row(entry, titles) for entry in rows], onward

    def _row(self, entry: Entry, titles: dict) -> Row:
        known = entry.item_id in titles
        return {
            "at": entry.at,
            "verb": entry.verb,
            "label": naming.act_word(entry.verb, entry.subject),
            "item": {"id": entry.item_id, "title": titles[entry.item_id]} if known else None,
        }
