"""Who speaks: role words, and the places where minutes put the speaker of a remark; never guesses from the content."""

from __future__ import annotations

import re

from .characters import ends_sentence, fold, squeeze

ROLES = (
    "委員長代理 委員長 副委員長 専門委員 臨時委員 特別委員 委員 座長代理 座長代行 副座長 座長 議長代理 副議長 議長 構成員 主査代理 主査 部会長代理 部会長 "
    "分科会長 会長代理 副会長 会長 理事長 常務理事 専務理事 理事 名誉教授 准教授 教授 助教 講師 博士 氏 さん 様 先生 副大臣 大臣政務官 大臣補佐官 大臣 "
    "政務官 統括官 審議官 参事官補佐 参事官 課長補佐 課長 室長代理 室長 局長 部長 次長 補佐 企画官 調整官 専門官 推進官 係長 主任 担当官 "
    "事務局長 事務局次長 事務局 オブザーバー オブザーバ 顧問 代表取締役 代表 社長 所長 センター長 学長 総長 院長 長官 次官 メンバー 会員 参考人 説明者 "
    "発表者 司会 司会者 進行役 議員 アドバイザー フェロー プログラムディレクター PD PO PM 弁護士 研究代表者 研究者 幹事 担当 執行役員 研究員 "
    "本部長 事業部長 監事 参与 関係者 提案者 ディレクター"
).split()
ORGANISATIONS = (
    "内閣府 内閣官房 内閣法制局 総務省 法務省 外務省 財務省 文部科学省 文科省 厚生労働省 厚労省 農林水産省 農水省 経済産業省 経産省 国土交通省 "
    "国交省 環境省 防衛省 警察庁 海上保安庁 海保 金融庁 デジタル庁 消防庁 特許庁 中小企業庁 資源エネルギー庁 防衛装備庁 公安調査庁 宇宙航空研究開発機構 "
    "復興庁 消費者庁 こども家庭庁 文化庁 スポーツ庁 観光庁 気象庁 水産庁 林野庁 出入国在留管理庁 原子力規制庁 公正取引委員会 国家安全保障局 "
    "JST NEDO JAXA AIST NIMS JAMSTEC RIKEN QST NICT AMED 理研 産総研 科学技術振興機構 新エネルギー・産業技術総合開発機構"
).split()
_WORD = r"[^\s、。,:;「」『』()\[\]【】《》?!…]"
_ROLE = "|".join(map(re.escape, sorted(map(fold, ROLES), key=len, reverse=True)))
_BODY = "|".join(map(re.escape, sorted(map(fold, ORGANISATIONS), key=len, reverse=True)))
_ONE = re.compile(
    rf"(?:{_WORD}{{0,14}}?(?:{_ROLE})(?:代理)?|(?:{_BODY})(?:{_WORD}{{0,10}})?)(?:\([^()]{{1,16}}\))?\Z"
)
_PLAIN = re.compile(r"[^ぁ-ん]{0,8}\Z")
_PARTICLE = re.compile(r"(?:から|より|が|は|の|を|に|と|も|へ|で|及び|並びに|等|など|・)")
_OPEN = {"【": "】", "[": "]", "〔": "〕", "(": ")", "<": ">", "〈": "〉", "≪": "≫"}


def is_speaker(text: str, known: frozenset[str] = frozenset()) -> bool:
    """Say whether ``text`` names one speaker or several (山田委員、鈴木委員); ``known`` are names of the attendee list."""
    bare = squeeze(text)
    if not bare or len(bare) > 34 or re.search(r"[。?!]", bare):
        return False
    parts = re.split(r"[、,]|及び", bare)
    return len(parts) <= 4 and all(part in known or (0 < len(part) <= 24 and bool(_ONE.match(part))) for part in parts)


def is_bare_speaker(text: str, known: frozenset[str] = frozenset()) -> bool:
    """Say whether ``text``, not set apart by any sign, is a speaker: kanji and katakana only before the role word."""
    bare = squeeze(text)
    if not is_speaker(bare, known):
        return False
    name = re.sub(rf"(?:{_ROLE}|{_BODY})(?:代理)?(?:\([^()]*\))?\Z", "", bare)
    return bare in known or bool(_PLAIN.match(name))


def split_speaker(text: str, *, marked: bool, known: frozenset[str] = frozenset()) -> tuple[str | None, str]:
    """Return the speaker as written and the rest of ``text``; ``(None, text)`` where no speaker is set apart.

    Understood: 【山田委員】…, （山田委員）…, 山田委員：…, 山田委員　… with a full-width gap, 山田委員 … after a bullet
    (``marked``), and …（山田委員） at the very end. A rest of ``""`` means that the line holds the speaker alone.
    """
    folded = fold(text)
    first = folded[:1]
    if first in _OPEN and (close := folded.find(_OPEN[first])) > 1 and is_speaker(folded[1:close], known):
        rest = re.match(r"\s*:?\s*", folded[close + 1 :])
        return text[1:close].strip(), text[close + 1 + (rest.end() if rest else 0) :].strip()
    match = re.match(r"([^:。]{1,34}?)\s*:\s*", folded)
    if match and is_speaker(match[1], known):
        return text[: match.end(1)].strip(), text[match.end() :].strip()
    gap = _leading(text, folded, marked, known)
    if gap:
        return gap
    if marked and is_speaker(folded, known):
        return text.strip(), ""
    return _trailing(text, folded, known)


def _leading(text: str, folded: str, marked: bool, known: frozenset[str]) -> tuple[str, str] | None:
    for match in list(re.finditer(r"\s+", folded))[:3]:
        wide = len(match[0]) >= 2 or text[match.start()] in "\u3000\t"
        if not (wide or marked):
            continue
        head, rest = folded[: match.start()], folded[match.end() :]
        if rest and is_bare_speaker(head, known) and not _PARTICLE.match(rest):
            return text[: match.start()].strip(), text[match.end() :].strip()
    return None


def _trailing(text: str, folded: str, known: frozenset[str]) -> tuple[str | None, str]:
    match = re.search(r"[(〔\[【]([^()〔〕\[\]【】]{1,34})[)〕\]】](。?)\s*\Z", folded)
    if match and match.start() > 0 and is_speaker(match[1], known):
        rest = text[: match.start()].rstrip()
        if re.search(_BODY, fold(match[1])) and not ends_sentence(rest + match[2]):
            return None, text  # bodies named in passing: …との連携（警察庁、海上保安庁）
        return text[slice(*match.span(1))].strip(), rest + text[slice(*match.span(2))]
    return None, text
