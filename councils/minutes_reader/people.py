"""One line, cell row or enumeration of an attendee list as names, affiliations and groups; knows nobody by name."""

from __future__ import annotations

import re
from dataclasses import replace

from .characters import fold, one_space, squeeze
from .fields import group_name
from .result import Attendee

_ORGANISATION = re.compile(
    r"大学|株式会社|\(株\)|㈱|会社|機構|研究所|研究院|研究開発法人|協会|連合会|会議|同友会|[一-龠]省|[一-龠ル]庁|内閣府|内閣官房|[一-龠]局|[一-龠]課|[一-龠]室|[ー一-龠]部"
    r"|センター|財団|法人|組合|銀行|グループ|委員会|協議会|事務所|学会|学院|病院|コーポレーション|製作所|ホールディングス|ファーム|ラボ|工業|電気|連盟|事業団"
    r"|(?i:Inc|Co\.|Ltd|Univ|Corp|LLC|LLP|JST|NEDO|JAXA|AIST|NICT|AMED|JAMSTEC|RIKEN)"
)
# A family name may end like an office (渡部, 服部, 氷室), so these endings make an office of three characters and more only.
_OFFICE = re.compile(r"..+(?:省|庁|局|課|室|部)\Z")
_FAMILIES = re.compile(r"(?:長谷部|日下部|曽我部|長宗我部|刑部|物部)\Z")
_STRONG = re.compile(
    r"大学|株式会社|\(株\)|㈱|会社|機構|研究所|研究院|協会|連合会|会議|同友会|内閣府|内閣官房|センター|財団|法人|組合|銀行|グループ|委員会|協議会|事務所|学会|学院|病院"
    r"|コーポレーション|製作所|ホールディングス|ファーム|ラボ|連盟|事業団|経団連|理研\Z|産総研|[東京阪]大\Z|東北大|[早慶]大\Z|日商\Z|日銀\Z|電中研|三菱|日立製|東芝|富士通|トヨタ|ソニー|パナソニック|キヤノン"
    r"|政策統括官|推進室|オンライン|書面|担当\Z"
)
_TITLE = re.compile(
    r"(?:准教授|名誉教授|教授|助教|講師|理事|常務|専務|社長|会長|取締役|執行役員?|本部長|部長|課長|室長|局長|次長|審議官|参事官|企画官|補佐|係長|主任|研究員|フェロー|顧問|代表"
    r"|幹事|議員|弁護士|弁理士|所長|センター長|院長|学長|総長|大臣|政務官|長官|次官|アナリスト|官房長|統括官|統括監|監事|事務局長|専門官|調整官|推進官|主幹|技監|専門員|職員"
    r"|CEO|CTO|CFO|COO|マネージャー|ディレクター|リーダー|研究科長|学部長|編集委員|論説委員|評議員|主査|主席|首席|上席|総括官|公認会計士|特任|客員|名誉|副)"
)
_ROLE = re.compile(
    r"(?:委員長代理|副委員長|委員長|専門委員|臨時委員|特別委員|委員|座長代理|座長代行|副座長|座長|副議長|議長|主査代理|主査|部会長|会長|副会長|構成員|オブザーバー"
    r"|事務局|幹事|説明者|参考人|参与|有識者|アドバイザー)\Z"
)
_SUFFIX = re.compile(
    r"(?P<name>.{1,12}?)(?P<role>委員長代理|副委員長|委員長|専門委員|臨時委員|特別委員|各委員|委員|座長代理|座長代行|副座長|座長|副議長|議長|主査代理|主査|部会長"
    r"|副会長|構成員|参考人|幹事|オブザーバー|サブリーダー|リーダー)\Z"
)
_NOTE = re.compile(r"[(\[〔]?\s*(?:敬称略|五十音順|順不同|50音順|[◎○△].{0,12}(?:座長|議長|委員長|会長)|※|\*|注|凡例|計\d+名)")
_OTHERS = re.compile(r"(?:ほか|他|外)\s*(?:\d+名|関係者|若干名|事務局|関係府省|関係省庁)?\Z")
_NAME = re.compile(r"[一-龠々ヶヵ𠮷﨑髙ぁ-んァ-ヶー㐀-䶿○\uf900-\ufaff]{1,8}\Z")
_HEADS = {
    "name": re.compile(r"氏\s*名|名\s*前|お名前"),
    "affiliation": re.compile(r"所\s*属|役\s*職|職\s*名|現\s*職|勤務先|機関名?|組織|肩書"),
    "group": re.compile(r"区\s*分|役\s*割|分\s*類|委員区分|構成員区分"),
    "note": re.compile(r"備\s*考|出\s*欠|出席形態|参加方法"),
}


def is_note(text: str) -> bool:
    """Say whether a line of an attendee list is a remark on the list (敬称略, 五十音順, a legend) and no person."""
    return bool(_NOTE.match(fold(text)))


def table_heads(cells: tuple[str, ...]) -> dict[int, str] | None:
    """Return what each column holds if ``cells`` is the head row of an attendee table (氏名, 所属・役職, 区分), else ``None``."""
    found = {}
    for index, cell in enumerate(cells):
        bare = squeeze(cell)
        for column, pattern in _HEADS.items():
            if bare and len(bare) <= 12 and pattern.search(bare) and index not in found:
                found[index] = column
    return found if "name" in found.values() and len(found) >= 2 else None


def group_heading(text: str) -> tuple[str, str] | None:
    """Return (group, rest of the line) if the line opens a group by brackets or a colon: 【委員】…, （事務局）, 座長：…"""
    folded = fold(text)
    match = re.match(r"(?:[○●■□◆◇・▼◎]\s*)?[【(<〔《\[〈]\s*([^】)>〕》\]〉]{1,20})\s*[】)>〕》\]〉](\([^()]{1,30}\))?\s*:?\s*", folded)
    if match and not is_note(text) and not re.search(r"株|有|独|国|一社|公財|学", match[1][:1] if len(match[1]) <= 2 else ""):
        return one_space(text[match.start(1) : match.end(1)]), text[match.end() :].strip()
    match = re.match(r"(?:[○●■□◆◇・▼◎]\s*)?([^\s:、,(（][^:、,(（]{0,14}?)\s*:\s*(?=\S|\Z)", folded)
    if match and not _looks_like_full_name(match[1]):
        return group_name(text[slice(*match.span(1))]), text[match.end() :].strip()
    return None


def legend(text: str) -> dict[str, str]:
    """Return what the signs before names mean, if ``text`` says so: （◎座長、○座長代理）, ◎：議長."""
    found = re.findall(r"([◎○△▲●☆★□■])\s*(?:印)?\s*[は:=]?\s*([^\s、,()◎○△▲●☆★□■:=]{2,8}?)(?=[、,)\s]|を示す|\Z)", fold(text))
    return {sign: role for sign, role in found if _ROLE.match(role)}


def read_people(
    text: str,
    group: str = "",
    cells: tuple[str, ...] = (),
    heads: dict[int, str] | None = None,
    signs: dict[str, str] | None = None,
) -> list[Attendee]:
    """Return the persons a line names, in order; an empty list if it cannot be read as persons.

    ``cells`` are the columns of a table row and ``heads`` their meaning, if known; ``signs`` says what marks before a
    name mean (◎ is the chair where nothing is said). A role set with a name (山田座長, ◎) is the person's group, unless
    the group says more (欠席, 事務局).
    """
    if heads and len(cells) > 1:
        people = _from_columns(text, group, cells, heads)
    else:
        person = None
        people = _enumerated(text, group) or ([person] if (person := _single(text, group)) else [])
    meanings = {"◎": "座長"} | (signs or {})
    return [_with_role(person, meanings) for person in people]


def _with_role(person: Attendee, meanings: dict[str, str]) -> Attendee:
    role = meanings.get(person.role, person.role)
    if not role or len(role) == 1 or person.group not in ("", "委員", "構成員", "有識者", "専門家", "参加者"):
        return replace(person, role="" if len(role) == 1 else role)
    return replace(person, role=role, group=role)


def is_more_of_affiliation(text: str) -> bool:
    """Say whether a line carries on the affiliation before it: only titles or an organisation, no person."""
    parts = fold(text).split()
    return bool(parts) and all(_TITLE.search(part) or part.startswith(("兼", "(")) for part in parts) and not _NAME.match(parts[0][:2] + " ")


def _from_columns(text: str, group: str, cells: tuple[str, ...], heads: dict[int, str]) -> list[Attendee]:
    values: dict[str, list[str]] = {"name": [], "affiliation": [], "group": [], "note": []}
    for index, cell in enumerate(cells):
        if cell:
            values[heads.get(index, "affiliation")].append(one_space(cell))
    if not values["name"]:
        return []
    affiliation = " ".join(values["affiliation"] + values["note"])
    group = " ".join(values["group"]) or group
    role, name = _without_mark(" ".join(values["name"]))
    return [Attendee(_without_honorific(name), affiliation, group, role, text)]


def _enumerated(text: str, group: str) -> list[Attendee]:
    """山田座長、鈴木委員 / 山田、鈴木、佐藤各委員 / 山田太郎（東京大学）、鈴木一郎（JST）."""
    _, bare = _without_mark(text)
    parts = _split_outside_brackets(bare)
    if len(parts) == 1:
        match = _SUFFIX.match(fold(bare)) if not re.search(r"\s", bare) else None
        if match and not _ORGANISATION.search(match["name"]) and match["role"] != "各委員" and len(match["name"]) <= 6:
            return [Attendee(bare[: match.end("name")], "", group, match["role"], text)]
        return []
    if any(len(squeeze(part)) > 60 for part in parts):
        return []
    common = re.search(r"各(委員|構成員|専門委員|参考人|幹事)\Z", fold(parts[-1]))
    people: list[Attendee] = []
    for part in parts:
        part = part[: common.start()].strip() if common and part is parts[-1] else part
        part = re.sub(r"(?:の各氏|各氏)\Z", "", part)
        person = _member(part, group, text)
        if person is None:
            return []
        people.append(replace(person, role=common[1]) if common and not person.role else person)
    named = [_is_person(person) for person in people]
    # Names only, or bodies only: a comma inside one person's titles makes no second person.
    return people if all(named) or not any(named) and not any(_TITLE.search(person.name) for person in people) else []


def _is_person(person: Attendee) -> bool:
    name = squeeze(person.name)
    return bool(person.role) or is_short_name(name) or bool(_OTHERS.fullmatch(name) or re.match(r"[A-Z][A-Za-z.'-]*(?:\s[A-Z][A-Za-z.'-]*)+\Z", person.name))


def _member(part: str, group: str, printed: str) -> Attendee | None:
    folded = fold(part)
    noted = re.match(r"([^\s()]+)\s*\(([^()]+)\)\Z", folded)
    if noted and (suffix := _SUFFIX.match(noted[1])) and not _ORGANISATION.search(suffix["name"]):
        note = one_space(part[slice(*noted.span(2))])
        return Attendee(part[: suffix.end("name")].strip(), note, group, suffix["role"], printed)
    if _OTHERS.fullmatch(folded):
        return Attendee(one_space(part), "", group, "", printed)
    suffix = _SUFFIX.match(folded)
    if suffix and not re.search(r"[\s(]", folded) and not _ORGANISATION.search(suffix["name"]):
        role = suffix["role"]
        return Attendee(part[: suffix.end("name")].strip(), "", group, role, printed)
    titled = re.match(rf"([一-龠々ヶ○]{{1,4}}?)((?:{_TITLE.pattern}).*)\Z", folded)
    if titled and not re.search(r"[\s(]", folded) and is_short_name(titled[1]):
        return Attendee(part[: titled.end(1)], part[titled.end(1) :], group, "", printed)
    return _single(part, group, printed)


def _split_outside_brackets(text: str) -> list[str]:
    folded, depth, parts, start = fold(text), 0, [], 0
    for index, character in enumerate(folded):
        depth += (character in "(「[【") - (character in ")」]】")
        if depth <= 0 and (character in "、,," or (character == "/" and not re.search(r"\d/\d", folded))):
            parts.append(text[start:index].strip())
            start = index + 1
    parts.append(text[start:].strip())
    return [part for part in parts if part]


def _single(text: str, group: str, printed: str | None = None) -> Attendee | None:
    role, bare = _without_mark(text)
    folded = fold(bare)
    if not squeeze(bare):
        return None
    printed = text if printed is None else printed
    both = re.match(r"([^()]{1,24}?)\s*\(([^()]+)\)\s*(\S.*)\Z", folded)
    if both and _ROLE.match(both[2]) and is_short_name(both[1]):
        role = both[2]
        bare = bare[: both.end(1)] + bare[both.start(3) :]
        folded = fold(bare)
    match = re.match(r"([^()]{1,24}?)\s*\((.+)\)\s*\Z", folded)
    if match and _ROLE.match(match[2]) and is_short_name(match[1]):
        return Attendee(_without_honorific(bare[slice(*match.span(1))]), "", group, match[2], printed)
    if match and (_looks_like_full_name(match[1]) or (not _ORGANISATION.search(match[1]) and not _TITLE.search(match[1]))):
        name, inside = bare[slice(*match.span(1))], bare[slice(*match.span(2))]
        return Attendee(_without_honorific(name), one_space(inside), group, role, printed)
    if match and group == "" and is_short_name(match[2]) and _ORGANISATION.search(match[1]):
        return Attendee(one_space(bare[slice(*match.span(2))]), one_space(bare[slice(*match.span(1))]), group, role, printed)
    tokens = [(found.start(), found.end()) for found in re.finditer(r"\S+", folded)]
    words = [folded[start:end] for start, end in tokens]
    if len(words) > 1 and _ROLE.match(words[0]):
        role = words[0]
        bare, folded = bare[tokens[1][0] :], folded[tokens[1][0] :]
        tokens = [(found.start(), found.end()) for found in re.finditer(r"\S+", folded)]
        words = [folded[start:end] for start, end in tokens]
    first, count = _name_at(words)
    gaps = [tokens[index + 1][0] - tokens[index][1] for index in range(len(tokens) - 1)]
    if count == 0 and gaps and max(gaps) >= 2 and not (_ORGANISATION.search(words[0]) or _TITLE.search(words[0])):
        count = gaps.index(max(gaps)) + 1
    if count == 0:
        return Attendee(one_space(bare), "", group, role, printed) if len(squeeze(bare)) <= 80 else None
    if first and count == 1 and (short := re.match(rf"([^ぁ-ん]{{1,4}}?)((?:{_TITLE.pattern}).*)\Z", words[first])) and not is_short_name(words[first]):
        tokens[first] = (tokens[first][0], tokens[first][0] + short.end(1))
    begin, end = tokens[first][0], tokens[first + count - 1][1]
    name, around = bare[begin:end], _affiliation(bare[:begin], bare[end:])
    return Attendee(_without_honorific(name), around, group, role, printed)


def _name_at(words: list[str]) -> tuple[int, int]:
    """Return where the name stands among the words of a line and how many words it has; ``(0, 0)`` if not clear."""
    if len(words) == 1:
        return (0, 1) if _looks_like_full_name(words[0]) else (0, 0)
    if _is_name_word(words[0]):
        if len(words[0]) <= 4 and _is_name_word(words[1]) and len(words[0]) + len(words[1]) <= 9 and not _looks_like_title(words[1]):
            return 0, 2
        if _looks_like_full_name(words[0]) or len(words[0]) <= 3:
            return 0, 1
    if re.fullmatch(r"[A-Z][A-Za-z.'-]*", words[0]) and not _ORGANISATION.search(words[0]):
        latin = [bool(re.fullmatch(r"[A-Z][A-Za-z.'-]*", word)) and not _ORGANISATION.search(word) for word in words]
        return 0, min(3, (latin + [False]).index(False))
    if _ORGANISATION.search(words[0]) or _STRONG.search(words[0]) or _TITLE.search(words[0]):
        last = len(words) - 1
        if _is_name_word(words[last]) and not _looks_like_title(words[last]):
            if last >= 2 and len(words[last]) <= 4 and _is_name_word(words[last - 1]) and len(words[last - 1]) <= 4:
                if not _looks_like_title(words[last - 1]):
                    return last - 1, 2
            if _looks_like_full_name(words[last]):
                return last, 1
        if is_short_name(words[last]) and re.search(rf"(?:{_TITLE.pattern}|\\))\Z", words[last - 1]):
            return last, 1
        if re.match(rf"[一-龠々○]{{1,4}}(?:{_TITLE.pattern}|大臣|氏)\Z", words[last]) and not _TITLE.match(words[last]):
            return last, 1
    return 0, 0


def _is_name_word(word: str) -> bool:
    bare = re.sub(r"(?:氏|様|さん)\Z", "", word)
    if not (_NAME.match(bare) or re.fullmatch(r"[ァ-ヶー]+(?:[・=][ァ-ヶー]+)+", bare)) or _STRONG.search(word) or _looks_like_title(word):
        return False
    return not _OFFICE.match(bare) or bool(_FAMILIES.match(bare))


def _looks_like_title(word: str) -> bool:
    return bool(_TITLE.search(word) or _ROLE.match(word)) and not re.fullmatch(r"[一-龠]副|副[一-龠]", word)


def _looks_like_full_name(word: str) -> bool:
    bare = squeeze(word)
    return _is_name_word(bare) and (3 <= len(bare) <= 6 and bool(re.search("[一-龠ぁ-ん○々]", bare)) or bool(re.search("[・=]", word))) and not re.match(r"各|全|関係", bare)


def is_short_name(text: str) -> bool:
    """Say whether ``text`` could be a name alone, by length and script."""
    return _is_name_word(squeeze(text)) and len(squeeze(text)) <= 6


def _without_mark(text: str) -> tuple[str, str]:
    folded = fold(text)
    if folded.startswith("○○") and not folded.startswith("○○○"):
        return "", text
    match = re.match(r"[○●・◎△▲□■◇◆*▪•☆★]\s*|-\s+|\(?\d{1,2}[.)]\s*|\d{1,2}\s+|[①-⑳]\s*", folded)
    if match is None or match.end() == len(text):
        return "", text
    sign = match[0].strip()
    return (sign if len(sign) == 1 and sign in "◎○△▲●☆★□■" else ""), text[match.end() :].strip()


def _without_honorific(name: str) -> str:
    return re.sub(r"\s*(?:氏|様|さん)\Z", "", one_space(name)) or one_space(name)


def _affiliation(before: str, after: str) -> str:
    after = re.sub(r"\A(?:氏|様|さん)(?=\s|\Z)", "", after.strip())
    return one_space(f"{before} {after}")
