"""Minutes made up in the spellings ministries use, each with what it says; no test of its own."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

TOKYO = ZoneInfo("Asia/Tokyo")
FULL = str.maketrans("0123456789", "０１２３４５６７８９")
FAMILIES = [
    "青木",
    "上山",
    "原",
    "久貝",
    "渡部",
    "服部",
    "長谷川",
    "小野寺",
    "勅使河原",
    "林",
    "森",
    "東",
    "五十嵐",
    "佐々木",
    "南",
    "辻",
    "阿部",
    "西",
    "金",
]
GIVEN = [
    "節子",
    "隆大",
    "一郎",
    "卓",
    "俊也",
    "さくら",
    "由紀子",
    "健",
    "ひろみ",
    "真",
    "洋一郎",
    "太一",
    "みどり",
    "光",
    "かおり",
    "修",
]
AFFILIATIONS = (
    "北都大学　教授",
    "深海計測株式会社　専務執行役員　知的財産本部長",
    "全国経済連絡会　常務理事",
    "国立研究開発法人海底資源研究機構　理事",
    "防衛省防衛装備庁　技術戦略部長",
    "株式会社計測技術　代表取締役社長",
    "内閣府政策統括官（科学技術担当）付参事官",
    "弁護士",
    "日本通信株式会社（NTC）　フェロー",
    "北都大学名誉教授",
)
REMARKS = (
    "競争力のない分野に資金を投じても、成果にはつながりにくい。分野を選び、集中して支援することが重要。",
    "協議会の運営は、過去 ImPACT でも経験があるが、簡単ではない。",
    "海外との連携を進めるべき。その際、AI や量子など、各国が重視する分野から始めてはどうか。",
    "賛成。",
    "2030年に計算の技術が大きく変わる。全ての分野の基礎であり、国の力になる。",
    "事務局から、次回の日程について説明があった。",
    "「信頼できる相手」に関する考え方を整理してほしい（前回の発言のとおり）。人材の育成も併せて進めるべき。",
    "民間が官に期待するのは、設備の整備、規制の見直し、国際交渉の３つ",
    "研究の成果は公開を基本とし、制約は必要最小限とすべき",
    "議題１については異論がない。資料２の３ページを確認したい。",
)
TOPICS = (
    "先端技術の研究開発への投資",
    "協議会の運営について",
    "「調査の機能」の具体的方向性",
    "情報の範囲と期間",
    "国際標準の獲得に向けた進め方について",
)
BODIES = [
    "先端計測に関する検討会合",
    "海洋技術協議会",
    "先端計算機ワーキンググループ",
    "○○技術協議会",
    "重要技術に関する有識者会議",
]
PLACES = (
    "オンライン",
    "中央合同庁舎第８号館 特別会議室",
    "Web会議",
    "本館３階 ３１２会議室（オンライン併用）",
)
HEADING_STYLES = ("n", "n.", "【】", "○", ":", "■", "第n", "漢、", "(n)", "##")
TOPIC_STYLES = [
    "《{t}》",
    "論点{c}\u3000{t}",
    "（{n}）{t}",
    "({n})|{t}",
    "議題{n}\u3000{t}",
    "＜{t}＞",
    "<{t}>",
    "◇{t}",
    "■{t}",
    "【{t}】",
]
SPEAKERS = (None, None, "【{s}】", "{s}：", "end", "{s}　", "（{s}）")


@dataclass
class Truth:
    """What the made-up minutes say."""

    body: str = ""
    number: int = 0
    starts_at: datetime = datetime.min
    ends_at: datetime = datetime.min
    place: str = ""
    label: str = ""
    attendees: list[tuple[str, str, str]] = field(default_factory=list)
    agenda: list[str] = field(default_factory=list)
    handouts: list[str] = field(default_factory=list)
    remarks: list[tuple[str, str | None, str]] = field(default_factory=list)


class Maker:
    """Makes one set of minutes; equal seeds make equal minutes."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.full = self.random.random() < 0.5
        self.style = self.random.choice(HEADING_STYLES)
        self.headings = 0
        self.truth = Truth()
        self.out: list[str] = []

    def digits(self, value: object) -> str:
        return str(value).translate(FULL) if self.full else str(value)

    def make(self) -> tuple[str, Truth]:
        """Return the text and what it says."""
        self._title()
        self._when_and_where()
        people = self._people()
        self._attendees(people)
        topics = self.random.sample(TOPICS, self.random.randint(1, 3))
        self._lists(topics)
        self._heading(self.random.choice(("議事概要", "議事要旨", "議事内容", "主な意見", "意見交換")))
        self._remarks(topics, [family for family, _, _ in people])
        if self.random.random() < 0.7:
            self.out.append(self.random.choice(("以上", "　" * 30 + "以上", "（以上）", "以　上", "（了）")))
        return "\n".join(self.out), self.truth

    def _heading(self, word: str, value: str | None = None) -> None:
        self.headings += 1
        number = self.digits(self.headings)
        dressed = {
            "n": f"{number}　{word}",
            "n.": f"{number}{'．' if self.full else '.'}{self.random.choice(('', ' ', '　'))}{word}",
            "漢、": f"{'一二三四五六七八'[self.headings - 1]}、{word}",
            "【】": f"【{word}】",
            "○": f"○{word}",
            ":": word,
            "■": f"■{word}",
            "第n": f"第{number}　{word}",
            "(n)": f"（{number}）{word}",
            "##": f"## {number} {word}",
        }[self.style]
        if value is None:
            self.out.append(dressed)
        elif self.style in (":", "○") or (self.style != "##" and self.random.random() < 0.4):
            between = (
                "："
                if self.style in (":", "○")
                else ""
                if self.style == "【】"
                else self.random.choice(("：", "　　"))
            )
            self.out.append(f"{dressed}{between}{value}")
        else:
            self.out += [dressed, self.random.choice(("", "　", "　　")) + value]
        if self.random.random() < 0.3 and value is not None:
            self.out.append("")

    def _title(self) -> None:
        body, number = self.random.choice(BODIES), self.random.randint(1, 23)
        kind, count = self.random.choice(("議事要旨", "議事概要", "議事録")), self.digits(number)
        self.truth.body, self.truth.number = body, number
        if self.random.random() < 0.3:
            self.truth.label = "資料８"
            self.out.append(self.random.choice(("　" * 30 + "資料８", "資料８")))
        self.out += self.random.choice(
            (
                [f"{body}（第{count}回）{kind}"],
                [f"第{count}回{body} {kind}"],
                [f"{body} 第{count}回会合", kind],
                [f"{body}（第{count}回）", kind],
                [f"第 {count} 回　{body}　{kind}"],
            )
        )
        self.out.append("")

    def _when_and_where(self) -> None:
        starts = datetime(2026, 1, 1, tzinfo=TOKYO) + timedelta(
            days=self.random.randint(0, 360),
            hours=self.random.randint(9, 17),
            minutes=self.random.choice((0, 15, 30)),
        )
        ends = starts + timedelta(minutes=self.random.choice((60, 90, 100)))
        self.truth.starts_at, self.truth.ends_at = starts, ends
        weekday, year = "月火水木金土日"[starts.weekday()], starts.year - 2018
        month, day = starts.month, starts.day
        date = self.random.choice(
            (
                f"令和{self.digits(year)}年{self.digits(month)}月{self.digits(day)}日（{weekday}）",
                f"R{year}.{month}.{day}（{weekday}）",
                f"{starts.year}年{month}月{day}日({weekday})",
                f"{starts.year}/{month:02d}/{day:02d} ",
                f"令和 {year} 年 {' '.join(str(month))} 月 {' '.join(str(day))} 日（{weekday}曜日）",
            )
        )
        times = self.random.choice(
            (
                f"{self.digits(f'{starts:%H:%M}')}～{self.digits(f'{ends:%H:%M}')}",
                f"{self._half_day(starts)}から{self._half_day(ends)}までの間",
                f"{starts.hour}時{starts.minute:02d}分〜{ends.hour}時{ends.minute:02d}分",
                f"{starts:%H:%M} - {ends:%H:%M}",
                f"{starts:%H：%M}－{ends:%H：%M}",
            )
        )
        names = self.random.choice(
            (("日時", "場所"), ("開催日時", "開催場所"), ("日　時", "場　所"), ("日時", "会場"))
        )
        self._heading(names[0], date + self.random.choice(("", " ", "　")) + times)
        self.truth.place = self.random.choice(PLACES)
        self._heading(names[1], self.truth.place)

    def _half_day(self, moment: datetime) -> str:
        half = "午後" if moment.hour >= 12 else "午前"
        return f"{half}{self.digits(moment.hour % 12)}時{self.digits(f'{moment.minute:02d}')}分"

    def _people(self) -> list[tuple[str, str, str]]:
        families = self.random.sample(FAMILIES, self.random.randint(2, 6))
        return [(family, self.random.choice(GIVEN), self.random.choice(AFFILIATIONS)) for family in families]

    def _attendees(self, people: list[tuple[str, str, str]]) -> None:
        form = self.random.choice(("gap", "tab", "wide", "brackets", "each", "roles", "groups", "colons"))
        plain = [(family + given, affiliation, "") for family, given, affiliation in people]
        if form in ("each", "roles"):
            roles = ["座長" if form == "roles" and not index else "委員" for index in range(len(people))]
            self.truth.attendees = [
                (family, "", role) for (family, _, _), role in zip(people, roles, strict=True)
            ]
            listed = "、".join(family + role for (family, _, _), role in zip(people, roles, strict=True))
            each = "、".join(family for family, _, _ in people) + "各委員"
            self._heading("出席者", each if form == "each" else listed)
            return
        self._heading(self.random.choice(("出席者", "参加者", "出席者名")))
        if form == "groups":
            left, right = self.random.choice(
                ("（）", "＜＞") if self.style == "【】" else ("【】", "（）", "＜＞")
            )
            rows = [f"　{family}　{given}　　{affiliation}" for family, given, affiliation in people]
            self.out += [f"{left}委員{right}", *rows[:-1], f"{left}事務局{right}", rows[-1]]
            self.truth.attendees = [(*person[:2], "委員") for person in plain[:-1]] + [
                (*plain[-1][:2], "事務局")
            ]
        elif form == "colons":
            listed = "、".join(f"{family}{given}（{affiliation}）" for family, given, affiliation in people)
            self.out += [f"委員：{listed}", "事務局：内閣府"]
            self.truth.attendees = [(*person[:2], "委員") for person in plain] + [("内閣府", "", "事務局")]
        else:
            row = {
                "gap": "{} {}  {}",
                "tab": "{} {}\t{}",
                "wide": "{}　{}　　{}",
                "brackets": "{} {}（{}）",
            }[form]
            self.out += [row.format(*person) for person in people]
            self.truth.attendees = plain

    def _lists(self, topics: list[str]) -> None:
        if self.random.random() < 0.4:
            counted = self.style in ("n", "n.", "(n)")
            form = self.random.choice(
                ("・{t}",) if counted else ("（{n}）{t}", "({n}) {t}", "・{t}", "{n}．{t}", "議題{n}　{t}")
            )
            self._heading(self.random.choice(("議題", "議事次第")))
            self.out += ["　" + form.format(n=self.digits(n), t=t) for n, t in enumerate(topics, start=1)]
            self.truth.agenda = topics
        if self.random.random() < 0.4:
            self._heading(self.random.choice(("配付資料", "配布資料", "資料一覧")))
            self.truth.handouts = [f"資料{self.digits(n)} {t}" for n, t in enumerate(topics, start=1)]
            self.out += ["　" + handout.replace(" ", "　") for handout in self.truth.handouts]

    def _remarks(self, topics: list[str], families: list[str]) -> None:
        styles = [each for each in TOPIC_STYLES if not (self.style == "■" and each[0] == "■")]
        styles = [each for each in styles if not (self.style == "【】" and each[0] == "【")]
        styles = [each for each in styles if not (self.style == "(n)" and each[0] in "（(")]
        style = self.random.choice(styles).replace("|", " ")
        speaker = self.random.choice(SPEAKERS)
        marks = ("○ ", "○", "・", "- ", "* ", "● ", "◯ ", "◆ ", "• ", "○　", "・ ")
        mark = "・" if style[0] == "◇" else self.random.choice(marks)
        if speaker in ("{s}　", "【{s}】", "{s}：") and self.random.random() < 0.5:
            mark = ""
        wrap, hangs = self.random.choice((0, 0, 37, 40)), self.random.random() < 0.5
        spaced = bool(wrap) and self.random.random() < 0.3
        lines: list[str] = []
        for index, topic in enumerate(topics):
            heading = style.format(t=topic, n=self.digits(index + 1), c="①②③"[index])
            lines.append(heading)
            for _ in range(self.random.randint(1, 4)):
                text, who = self.random.choice(REMARKS), None
                line = text
                if speaker:
                    who = self.random.choice(families) + self.random.choice(("委員", "座長"))
                    line = f"{text}（{who}）" if speaker == "end" else speaker.format(s=who) + text
                self.truth.remarks.append((heading, who, text))
                lines += wrapped(mark + line, wrap, "　" if hangs else "")
                if self.random.random() < 0.3 and not spaced:
                    lines.append("")
        self.out += [part for line in lines for part in (line, "")] if spaced else lines


def wrapped(text: str, width: int, indent: str) -> list[str]:
    """Break ``text`` after ``width`` full-width characters, never before a stop; 0 does not break."""
    if not width:
        return [text]
    lines, line, columns = [], "", 0
    for character in text:
        wide = 2 if unicodedata.east_asian_width(character) in "WFA" else 1
        if columns + wide > 2 * width and character not in "、。」）":
            lines.append(line)
            line, columns = indent, 2 * len(indent)
            if character == " ":
                continue
        line += character
        columns += wide
    return [*lines, line]
