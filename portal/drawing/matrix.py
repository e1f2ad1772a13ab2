"""Reads the access matrix and lays it out for lawyers; it states what must hold, and decides nobody's sight."""

import csv
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

TABLE = Path(settings.ROOT) / "fixtures" / "access_matrix.csv"
HEADINGS = ("何を", "モデル", "どの状態で", "誰が", "見出し", "内容", "根拠")
YES, NO, NONE = "可", "否", "－"

# Everybody the matrix speaks of. 「構成員」 is short for the five who decide, 「そのほか」 for all not named in the case.
MEMBERS = ("座長", "研究代表者", "提供者（企業の構成員）", "ニーズ省庁の構成員", "シンクタンクの構成員")
ROLES = (
    "事務局",
    *MEMBERS,
    "誓約前の候補者",
    "退任した元構成員",
    "別の協議会の事務局",
    "別の協議会の構成員",
    "協議会の外の府省職員",
    "協議会の外の分析者",
    "府省庁の事業担当",
    "管理者",
    "監査人",
    "文書管理担当",
    "情報管理責任者",
    "所属も役割もない利用者",
    "サインインしていない人",
)
GROUPS = {"構成員": MEMBERS, "そのほか": ROLES, "全員": ROLES}

INTRODUCTION = """# だれが、何を、どの状態で見られるか

この文書は `fixtures/access_matrix.csv` から `manage.py draw_docs` が作る。表の1行ずつを、試験
（`tests/confidentiality/test_access_matrix.py`）がデータベース・画面・一覧・API・「だれが見られるか」に尋ねて確かめている。

*Made from `fixtures/access_matrix.csv` by `manage.py draw_docs`; every line is asked of the database, the pages, the lists and
"who can see this" by the tests. Do not edit by hand.*

* 「構成員」は、座長・研究代表者・提供者（企業の構成員）・ニーズ省庁の構成員・シンクタンクの構成員のうち、
  その行で別に書いていない全員をいう。
* 「そのほか」は、その行で別に書いていない全員をいう。括弧の中は根拠である。
* 「件名だけ」は、内容に触れない件名と、それがあることだけを知ることをいう。件名のない記録では「－」とする。
* サインインしていない人に「内容まで」とあるもののうち、協議会・資料・議事要旨は公開ページで読める。
  そのほかの画面は、何を尋ねてもサインインを求める。
"""


@dataclass(frozen=True)
class Line:
    """One line of the table, as it stands there."""

    thing: str
    model: str
    state: str
    who: str
    title: str
    content: str
    ground: str

    @property
    def names(self) -> list[str]:
        return self.who.split("、")


Case = tuple[str, str]  # (model, state)


def lines(table: Path = TABLE) -> list[Line]:
    """The lines in the order of the table. Raises ValueError for other headings, or for words the table has not."""
    with table.open(encoding="utf-8", newline="") as source:
        reader = csv.DictReader(source)
        if tuple(reader.fieldnames or ()) != HEADINGS:
            raise ValueError(f"the headings must be {HEADINGS}")
        found = [Line(*(row[heading] for heading in HEADINGS)) for row in reader]
    for line in found:
        unknown = set(line.names) - {*ROLES, *GROUPS}
        if unknown or line.title not in (YES, NO, NONE) or line.content not in (YES, NO) or not line.ground:
            raise ValueError(f"cannot read {line}")
    return found


def cases(found: list[Line]) -> dict[Case, list[Line]]:
    grouped: dict[Case, list[Line]] = defaultdict(list)
    for line in found:
        grouped[line.model, line.state].append(line)
    return dict(grouped)


def answers(case: list[Line]) -> dict[str, Line]:
    """{role: its line}, each role once. Raises ValueError when the case forgets or repeats one."""
    named = [name for line in case for name in line.names if name not in GROUPS]
    if len(named) != len(set(named)):
        raise ValueError(f"somebody is named twice: {case[0].thing}／{case[0].state}")
    found = {name: line for line in case for name in line.names if name not in GROUPS}
    for group in ("構成員", "そのほか", "全員"):  # the narrower word goes first
        for line in case:
            if group in line.names:
                for role in GROUPS[group]:
                    found.setdefault(role, line)
    missing = set(ROLES) - set(found)
    if missing:
        raise ValueError(f"{case[0].thing}／{case[0].state} says nothing of {missing}")
    return found


def drawn() -> str:
    """The document: a heading for each state, a table of things and who sees them how far."""
    by_state: dict[str, dict[tuple, list[str]]] = {}
    for (_model, state), case in cases(lines()).items():
        columns = tuple(_cell(case, reach) for reach in (_whole, _title_only, _nothing))
        by_state.setdefault(state, {}).setdefault(columns, []).append(case[0].thing)
    parts = [INTRODUCTION]
    for state, rows in by_state.items():
        parts.append(f"\n## {state}\n")
        parts.append("| 何を | 内容まで見られる | 件名だけを知る | 何も知らない |\n|---|---|---|---|")
        parts += [f"| {'・'.join(things)} | {' | '.join(columns)} |" for columns, things in rows.items()]
    return "\n".join(parts) + "\n"


def _whole(line: Line) -> bool:
    return line.content == YES


def _title_only(line: Line) -> bool:
    return line.content == NO and line.title == YES


def _nothing(line: Line) -> bool:
    return not (_whole(line) or _title_only(line))


def _cell(case: list[Line], reach: Callable[[Line], bool]) -> str:
    return "<br>".join(f"{line.who}（{line.ground}）" for line in case if reach(line)) or NONE
