"""What each small register asks for and how it speaks of its states; refuses to keep a row of its own."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from programmes.models import CatalogueEntry

State = CatalogueEntry.State


@dataclass(frozen=True)
class Register:
    """One register: its columns with their labels in the order of the form, its categories, its words.

    ``needed``: columns that may not stay empty besides the title. ``states`` and ``verbs``: its own words for them.
    ``takes_over``: a settled entry names who took it over. ``links``: of which kinds entries name things.
    """

    slug: str
    name: Any
    lead: Any
    add: Any
    columns: dict[str, Any]
    needed: tuple[str, ...] = ()
    categories: tuple[tuple[str, Any], ...] = ()
    states: dict[str, Any] = field(default_factory=dict)
    verbs: dict[str, Any] = field(default_factory=dict)
    takes_over: Any = ""
    links: tuple[str, ...] = ()

    def state_name(self, state: str) -> Any:
        return self.states.get(state, State(state).label)

    def category_name(self, category: str) -> Any:
        return dict(self.categories).get(category, "")


PROGRAMME = ("technology", "guideline", "vision", "measure", "fund", "concept", "project")

REGISTERS = {
    r.slug: r
    for r in (
        Register(
            "document",
            _("政府文書"),
            _(
                "指針、基金、施策や技術が拠って立つ、上位の政府文書です。何がどの文書に基づくかを結び付けます。"
            ),
            _("政府文書を登録する"),
            {
                "title": _("文書の名称"),
                "counterpart": _("決定の主体と時期"),
                "on": _("決定日"),
                "text": _("関係する記載"),
                "url": _("ページのアドレス"),
                "source": _("出典"),
            },
            states={
                State.OPEN: _("現行"),
                State.UNDERWAY: _("改定中"),
                State.SETTLED: _("改定・終了"),
                State.DROPPED: _("取り消し"),
            },
            verbs={
                "take_up_entry": _("改定中とする"),
                "settle_entry": _("改定または終了を記録する"),
                "drop_entry": _("取り消しを記録する"),
                "reopen_entry": _("現行に戻す"),
            },
            links=PROGRAMME,
        ),
        Register(
            "topic",
            _("論点"),
            _("議題と議事要旨の見出しに使う論点と、制度上の措置が必要かどうかの答えです。"),
            _("論点を登録する"),
            {
                "number": _("論点の番号"),
                "title": _("論点"),
                "text": _("説明"),
                "source": _("出典"),
            },
            states={
                State.OPEN: _("検討前"),
                State.UNDERWAY: _("検討中"),
                State.SETTLED: _("制度上の措置が必要"),
                State.DROPPED: _("制度上の措置は不要"),
            },
            verbs={
                "take_up_entry": _("検討を始める"),
                "settle_entry": _("制度上の措置が必要と答える"),
                "drop_entry": _("制度上の措置は不要と答える"),
                "reopen_entry": _("検討前に戻す"),
            },
            links=("measure", "guideline", "technology"),
        ),
        Register(
            "ask",
            _("政府への要望"),
            _("規制の見直し、インフラ整備、国際交渉についての要望と、府省庁の回答です。"),
            _("要望を登録する"),
            {
                "title": _("要望"),
                "category": _("区分"),
                "text": _("内容"),
                "counterpart": _("要望した方"),
                "organisation": _("回答する府省庁"),
                "technology": _("関係する重要技術"),
                "on": _("受けた日"),
                "source": _("出典"),
            },
            needed=("category",),
            categories=(
                ("regulation", _("規制の見直し")),
                ("infrastructure", _("インフラ整備")),
                ("negotiation", _("国際交渉")),
            ),
            states={
                State.OPEN: _("回答前"),
                State.UNDERWAY: _("検討中"),
                State.SETTLED: _("応じた"),
                State.DROPPED: _("応じられない"),
            },
            verbs={
                "take_up_entry": _("検討を始める"),
                "settle_entry": _("応じたことを記録する"),
                "drop_entry": _("応じられない旨を回答する"),
                "reopen_entry": _("回答前に戻す"),
            },
            links=("measure", "project", "concept"),
        ),
        Register(
            "directive",
            _("トップダウンの指示"),
            _("担当大臣などの指示と、それによって変えたものを、たどれるように記録します。"),
            _("指示を登録する"),
            {
                "title": _("指示の件名"),
                "counterpart": _("指示をした方（役職）"),
                "on": _("指示の日"),
                "text": _("指示の内容"),
                "source": _("出典"),
            },
            needed=("counterpart", "on", "text"),
            states={
                State.OPEN: _("反映前"),
                State.UNDERWAY: _("反映中"),
                State.SETTLED: _("反映済"),
                State.DROPPED: _("取り下げ"),
            },
            verbs={
                "take_up_entry": _("反映を始める"),
                "settle_entry": _("反映を終える"),
                "drop_entry": _("指示の取り下げを記録する"),
                "reopen_entry": _("反映前に戻す"),
            },
            links=PROGRAMME,
        ),
        Register(
            "base",
            _("研究開発拠点・テストベッド"),
            _("研究開発の拠点と、試しながら積み上げるテストベッドです。"),
            _("拠点を登録する"),
            {
                "title": _("名称"),
                "category": _("区分"),
                "organisation": _("運営する組織"),
                "counterpart": _("所在地"),
                "technology": _("関係する重要技術"),
                "on": _("開設の日"),
                "text": _("設備と使い方"),
                "url": _("ページのアドレス"),
                "source": _("出典"),
            },
            needed=("category",),
            categories=(("hub", _("研究開発拠点")), ("testbed", _("テストベッド"))),
            states={
                State.OPEN: _("計画中"),
                State.UNDERWAY: _("運用中"),
                State.SETTLED: _("運用を終了"),
                State.DROPPED: _("計画を中止"),
            },
            verbs={
                "take_up_entry": _("運用を始める"),
                "settle_entry": _("運用を終える"),
                "drop_entry": _("計画を中止する"),
                "reopen_entry": _("計画中に戻す"),
            },
            links=("technology", "concept", "project"),
        ),
        Register(
            "standard",
            _("国際標準の目標"),
            _("国際標準を獲得すべきものと、そのための支援です。"),
            _("国際標準の目標を登録する"),
            {
                "title": _("獲得を目指す標準"),
                "technology": _("重要技術"),
                "category": _("標準の種類"),
                "counterpart": _("標準化を行う団体"),
                "organisation": _("支援を担当する組織"),
                "on": _("目標とする日"),
                "text": _("ねらいと支援の内容"),
                "source": _("出典"),
            },
            needed=("technology", "category"),
            categories=(
                ("formal", _("国際標準化機関の標準")),
                ("forum", _("フォーラム標準")),
                ("de_facto", _("事実上の標準")),
            ),
            states={
                State.OPEN: _("検討中"),
                State.UNDERWAY: _("提案・審議中"),
                State.SETTLED: _("獲得"),
                State.DROPPED: _("断念"),
            },
            verbs={
                "take_up_entry": _("提案を始める"),
                "settle_entry": _("獲得を記録する"),
                "drop_entry": _("断念を記録する"),
                "reopen_entry": _("検討中に戻す"),
            },
            links=("project", "measure"),
        ),
        Register(
            "seed",
            _("ディープテックの種"),
            _("国立研究開発法人や大学で見いだした種と、それを企業が引き取るまでです。"),
            _("種を登録する"),
            {
                "title": _("種の名称"),
                "technology": _("関係する重要技術"),
                "organisation": _("見いだした先"),
                "on": _("見いだした日"),
                "text": _("内容"),
                "counterpart": _("引き合わせている企業"),
                "source": _("出典"),
            },
            needed=("organisation", "on"),
            states={
                State.OPEN: _("発掘"),
                State.UNDERWAY: _("企業と引き合わせ中"),
                State.SETTLED: _("企業が引き取った"),
                State.DROPPED: _("見送り"),
            },
            verbs={
                "take_up_entry": _("引き合わせを始める"),
                "settle_entry": _("企業の引き取りを記録する"),
                "drop_entry": _("見送る"),
                "reopen_entry": _("発掘に戻す"),
            },
            takes_over=_("引き取った企業"),
            links=("technology", "project"),
        ),
        Register(
            "study",
            _("調査研究"),
            _("シンクタンクなどが行った調査研究の参照先です。"),
            _("調査研究を登録する"),
            {
                "title": _("調査研究の名称"),
                "technology": _("重要技術"),
                "counterpart": _("実施した機関"),
                "on": _("公表または納品の日"),
                "text": _("要旨"),
                "url": _("ページのアドレス"),
                "source": _("出典"),
            },
            needed=("technology", "counterpart"),
            states={
                State.OPEN: _("参照中"),
                State.UNDERWAY: _("更新待ち"),
                State.SETTLED: _("活用した"),
                State.DROPPED: _("参照をやめた"),
            },
            verbs={
                "take_up_entry": _("更新待ちとする"),
                "settle_entry": _("活用を記録する"),
                "drop_entry": _("参照をやめる"),
                "reopen_entry": _("参照中に戻す"),
            },
            links=("technology", "concept", "guideline"),
        ),
        # Schemes beside the programme (R48); those with another purpose carry viewpoints as tags (R49).
        Register(
            "scheme",
            _("関連する制度・事業"),
            _(
                "SIP、ムーンショットなど、この制度の外の制度・事業です。"
                "安全保障を目的としないものには、「課題・観点」の印で経済安全保障の観点を付けます。"
            ),
            _("制度・事業を登録する"),
            {
                "title": _("制度・事業の名称"),
                "category": _("目的"),
                "organisation": _("所管する府省庁"),
                "counterpart": _("実施する機関"),
                "technology": _("関係する重要技術"),
                "on": _("開始の日"),
                "text": _("内容と、この制度との関わり"),
                "url": _("ページのアドレス"),
                "source": _("出典"),
            },
            needed=("category", "text"),
            categories=(
                ("security", _("安全保障に資することを目的とする")),
                ("other", _("安全保障を目的としない")),
            ),
            states={
                State.OPEN: _("計画中"),
                State.UNDERWAY: _("実施中"),
                State.SETTLED: _("終了した"),
                State.DROPPED: _("取りやめた"),
            },
            verbs={
                "take_up_entry": _("実施を始める"),
                "settle_entry": _("終了を記録する"),
                "drop_entry": _("取りやめを記録する"),
                "reopen_entry": _("計画中に戻す"),
            },
            # Projects name their schemes themselves, in their own register (``SchemeLink``).
            links=("technology", "fund", "concept"),
        ),
    )
}
MOVES = ("take_up_entry", "settle_entry", "drop_entry", "reopen_entry")
