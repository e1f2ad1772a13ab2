"""One line, cell row or enumeration of an attendee list as names, affiliations and groups; knows nobody by name."""

from __future__ import annotations

import re
from dataclasses import replace

from .characters import fold, one_space, squeeze
from .fields import group_name
from .result import Attendee
from .words import BODIES, ROLES, TITLE_BEGINNINGS, TITLES, alternation

_LATIN_BODY = r"(?i:Inc|Co\.|Ltd|Univ|Corp|LLC|LLP|JST|NEDO|JAXA|AIST|NICT|AMED|JAMSTEC|RIKEN)"
_STRONG = re.compile(rf"{alternation(BODIES)}|(?:理研|[東京阪]大|東北大|[早慶]大|日商|日銀|担当)\Z")
# An affiliation may begin with any office; a family name may end like one (渡部, 服部, 氷室), so that a name is only
# ruled out by an ending on three characters and more.
_ORGANISATION = re.compile(
    rf"{_STRONG.pattern}|工業|電気|[一-龠]省|[一-龠ル]庁|[一-龠]局|[一-龠]課|[一-龠]室|[ー一-龠]部|{_LATIN_BODY}"
)
_OFFICE = re.compile(r"..+(?:省|庁|局|課|室|部|会|館|所|院|校|社|団|党|署)\Z")
_FAMILIES = re.compile(r"(?:長谷部|日下部|曽我部|長宗我部|伊集院)\Z")
_TITLE = re.compile(f"(?:{alternation((*TITLES, *TITLE_BEGINNINGS))})")
_TITLED = re.compile(rf"([一-龠々ヶ○]{{1,4}}?)((?:{_TITLE.pattern}|氏).*)")  # 佐藤課長
_ENDS_TITLED = re.compile(rf"(?:{_TITLE.pattern}|[)])\Z")
_ROLE = re.compile(rf"(?:{alternation((*ROLES, '事務局'))})\Z")
_SPACED_ROLE = re.compile(
    r"(座\s+長|委\s+員\s*長?|議\s+長|会\s+長|主\s+査|構\s+成\s+員|副\s+座\s+長|幹\s+事)(?:\s+|\Z)"
)
_SUFFIX = re.compile(rf"(?P<name>.{{1,12}}?)(?P<role>各委員|{alternation(ROLES)})\Z")
_SIGNED = r"[◎○△].{0,12}(?:座長|議長|委員長|会長)"
_NOTE = re.compile(
    rf"[(\[〔]?\s*(?:敬称略|五十音順|順不同|50音順|{_SIGNED}|※|\*|注|凡例|計\d+名|\S{{0,8}}名簿\Z|(?:該当)?(?:なし|無し)。?\Z)"
)
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
    """Return what each column holds if ``cells`` heads an attendee table (氏名, 所属・役職, 区分), else ``None``."""
    found = {}
    for index, cell in enumerate(cells):
        bare = squeeze(cell)
        for column, pattern in _HEADS.items():
            if bare and len(bare) <= 12 and pattern.search(bare) and index not in found:
                found[index] = column
    return found if "name" in found.values() and len(found) >= 2 else None


def group_heading(text: str) -> tuple[str, str] | None:
    """Return (group, rest) if the line opens a group by brackets or a colon: 【委員】…, （事務局）, 座長：…"""
    folded = fold(text)
    match = re.match(
        r"(?:[○●■□◆◇・▼◎]\s*)?[【(<〔《\[〈]\s*([^】)>〕》\]〉]{1,20})\s*[】)>〕》\]〉](\([^()]{1,30}\))?\s*:?\s*",
        folded,
    )
    if (
        match
        and not is_note(text)
        and not re.search(r"株|有|独|国|一社|公財|学", match[1][:1] if len(match[1]) <= 2 else "")
    ):
        return one_space(text[match.start(1) : match.end(1)]), text[match.end() :].strip()
    match = re.match(r"(?:[○●■□◆◇・▼◎]\s*)?([^\s:、,(（][^:、,(（]{0,14}?)\s*:\s*(?=\S|\Z)", folded)
    if match and not _looks_like_full_name(match[1]):
        return group_name(text[slice(*match.span(1))]), text[match.end() :].strip()
    return None


def legend(text: str) -> dict[str, str]:
    """Return what the signs before names mean, if ``text`` says so: （◎座長、○座長代理）, ◎：議長."""
    found = re.findall(
        r"([◎○△▲●☆★□■])\s*(?:印)?\s*[は:=]?\s*([^\s、,()◎○△▲●☆★□■:=]{2,8}?)(?=[、,)\s]|を示す|\Z)", fold(text)
    )
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
        abreast = len(cells) > 1 and all(_looks_like_full_name(cell) for cell in cells)
        people = (
            [Attendee(one_space(cell), "", group, "", text) for cell in cells]
            if abreast
            else _enumerated(text, group) or ([person] if (person := _single(text, group)) else [])
        )
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
    return (
        bool(parts)
        and all(_TITLE.search(part) or part.startswith(("兼", "(")) for part in parts)
        and not _NAME.match(parts[0][:2] + " ")
    )


def _from_columns(text: str, group: str, cells: tuple[str, ...], heads: dict[int, str]) -> list[Attendee]:
    values: dict[str, list[str]] = {"name": [], "affiliation": [], "group": [], "note": []}
    for index, cell in enumerate(cells):
        if cell and (index in heads or not cell.isdigit()):
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
    if len(parts) <= 1:
        match = _SUFFIX.match(fold(bare)) if not re.search(r"\s", bare) else None
        if (
            match
            and not _names_office(match["name"])
            and match["role"] != "各委員"
            and len(match["name"]) <= 6
        ):
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
    return (
        people
        if all(named) or (not any(named) and not any(_TITLE.search(person.name) for person in people))
        else []
    )


def _is_person(person: Attendee) -> bool:
    name = squeeze(person.name)
    return (
        bool(person.role)
        or _is_name_word(name)
        or bool(
            _OTHERS.fullmatch(name) or re.match(r"[A-Z][A-Za-z.'-]*(?:\s[A-Z][A-Za-z.'-]*)+\Z", person.name)
        )
    )


def _member(part: str, group: str, printed: str) -> Attendee | None:
    folded = fold(part)
    noted = re.match(r"([^\s()]+)\s*\(([^()]+)\)\Z", folded)
    if noted and (suffix := _SUFFIX.match(noted[1])) and not _names_office(suffix["name"]):
        note = one_space(part[slice(*noted.span(2))])
        return Attendee(part[: suffix.end("name")].strip(), note, group, suffix["role"], printed)
    if _OTHERS.fullmatch(folded):
        return Attendee(one_space(part), "", group, "", printed)
    suffix = _SUFFIX.match(folded)
    if suffix and not re.search(r"[\s(]", folded) and not _names_office(suffix["name"]):
        role = suffix["role"]
        return Attendee(part[: suffix.end("name")].strip(), "", group, role, printed)
    titled = _TITLED.fullmatch(folded)
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
    named = re.match(
        r"([^()]{2,12}?)\s+(委員|構成員|座長|議長|委員長|専門委員|主査|会長)(?=\s|\(|\Z)", folded
    )
    if named and is_short_name(named[1]):
        role = named[2]
        bare = f"{bare[: named.end(1)]}  {bare[named.end() :]}".strip()
        folded = fold(bare)
    both = re.match(r"([^()]{1,24}?)\s*\(([^()]+)\)\s*(\S.*)\Z", folded)
    if both and _ROLE.match(both[2]) and is_short_name(both[1]):
        role = both[2]
        bare = bare[: both.end(1)] + bare[both.start(3) :]
        folded = fold(bare)
    match = re.match(r"([^()]{1,24}?)\s*\((.+)\)\s*\Z", folded)
    if match and _ROLE.match(match[2]) and is_short_name(match[1]):
        return Attendee(_without_honorific(bare[slice(*match.span(1))]), "", group, match[2], printed)
    if match and (
        _looks_like_full_name(match[1])
        or (not _ORGANISATION.search(match[1]) and not _TITLE.search(match[1]))
    ):
        name, inside = bare[slice(*match.span(1))], bare[slice(*match.span(2))]
        return Attendee(_without_honorific(name), one_space(inside), group, role, printed)
    if match and group == "" and is_short_name(match[2]) and _ORGANISATION.search(match[1]):
        return Attendee(
            one_space(bare[slice(*match.span(2))]),
            one_space(bare[slice(*match.span(1))]),
            group,
            role,
            printed,
        )
    if spaced := _SPACED_ROLE.match(folded):
        role = squeeze(spaced[1])
        bare, folded = bare[spaced.end() :], folded[spaced.end() :]
        if not squeeze(bare):
            return None
    tokens = [(found.start(), found.end()) for found in re.finditer(r"\S+", folded)]
    words = [folded[start:end] for start, end in tokens]
    if len(words) > 1 and _ROLE.match(words[0]):
        role = words[0]
        bare, folded = bare[tokens[1][0] :], folded[tokens[1][0] :]
        tokens = [(found.start(), found.end()) for found in re.finditer(r"\S+", folded)]
        words = [folded[start:end] for start, end in tokens]
    first, count = _name_at(words)
    gaps = [tokens[index + 1][0] - tokens[index][1] for index in range(len(tokens) - 1)]
    if (
        count == 0
        and gaps
        and max(gaps) >= 2
        and not (_ORGANISATION.search(words[0]) or _TITLE.search(words[0]))
    ):
        count = gaps.index(max(gaps)) + 1
    if count == 0:
        return Attendee(one_space(bare), "", group, role, printed) if len(squeeze(bare)) <= 80 else None
    if (
        first
        and count == 1
        and (short := _TITLED.fullmatch(words[first]))
        and not is_short_name(words[first])
    ):
        tokens[first] = (tokens[first][0], tokens[first][0] + short.end(1))
    begin, end = tokens[first][0], tokens[first + count - 1][1]
    name, around = bare[begin:end], _affiliation(bare[:begin], bare[end:])
    return Attendee(_without_honorific(name), around, group, role, printed)


def _name_at(words: list[str]) -> tuple[int, int]:
    """Return where the name stands among the words of a line and how many words it has; ``(0, 0)`` if not clear."""
    if len(words) == 1:
        return (0, 1) if _looks_like_full_name(words[0]) else (0, 0)
    if _is_name_word(words[0]):
        if (
            len(words[0]) <= 4
            and _is_name_word(words[1])
            and len(words[0]) + len(words[1]) <= 9
            and not _looks_like_title(words[1])
        ):
            return 0, 2
        if _looks_like_full_name(words[0]) or len(words[0]) <= 3:
            return 0, 1
    if re.fullmatch(r"[A-Z][A-Za-z.'-]*", words[0]) and not _ORGANISATION.search(words[0]):
        latin = [
            bool(re.fullmatch(r"[A-Z][A-Za-z.'-]*", word)) and not _ORGANISATION.search(word)
            for word in words
        ]
        return 0, min(3, [*latin, False].index(False))
    if _ORGANISATION.search(words[0]) or _STRONG.search(words[0]) or _TITLE.search(words[0]):
        last = len(words) - 1
        if _is_name_word(words[last]) and not _looks_like_title(words[last]):
            both = last >= 2 and max(len(words[last]), len(words[last - 1])) <= 4
            if both and _is_name_word(words[last - 1]) and not _looks_like_title(words[last - 1]):
                return last - 1, 2
            if _looks_like_full_name(words[last]):
                return last, 1
        if is_short_name(words[last]) and _ENDS_TITLED.search(words[last - 1]):
            return last, 1
        if _TITLED.fullmatch(words[last]) and not _TITLE.match(words[last]):
            return last, 1
    return 0, 0


def _names_office(word: str) -> bool:
    return bool(_STRONG.search(word) or (_OFFICE.match(word) and not _FAMILIES.match(word)))


def _is_name_word(word: str) -> bool:
    bare = re.sub(r"(?:氏|様|さん)\Z", "", word)
    if not (_NAME.match(bare) or re.fullmatch(r"[ァ-ヶー]+(?:[・=][ァ-ヶー]+)+", bare)) or _looks_like_title(
        word
    ):
        return False
    return not _names_office(bare)


def _looks_like_title(word: str) -> bool:
    return bool(_TITLE.search(word) or _ROLE.match(word)) and not re.fullmatch(r"[一-龠]副|副[一-龠]", word)


def _looks_like_full_name(word: str) -> bool:
    bare = squeeze(word)
    return (
        _is_name_word(bare)
        and (
            (3 <= len(bare) <= 6 and bool(re.search("[一-龠ぁ-ん○々]", bare)))
            or bool(re.search("[・=]", word))
        )
        and not re.match(r"各|全|関係", bare)
    )


def is_short_name(text: str) -> bool:
    """Say whether ``text`` could be a name alone, by length and script."""
    return _is_name_word(squeeze(text)) and len(squeeze(text)) <= 6


def _without_mark(text: str) -> tuple[str, str]:
    folded = fold(text)
    if folded.startswith("○○") and not folded.startswith("○○○"):
        return "", text
    match = re.match(r"[○●・◎△▲□■◇◆*▪•☆★]\s*|-\s+|\(?\d{1,2}[.)]\s*|\d{1,2}\s+|[①-⑳]\s*|[ア-コ]\s+", folded)
    if match is None or match.end() == len(text):
        return "", text
    sign = match[0].strip()
    return (sign if len(sign) == 1 and sign in "◎○△▲●☆★□■" else ""), text[match.end() :].strip()


def _without_honorific(name: str) -> str:
    return re.sub(r"\s*(?:氏|様|さん)\Z", "", one_space(name)) or one_space(name)


def _affiliation(before: str, after: str) -> str:
    after = re.sub(r"\A(?:氏|様|さん)(?=\s|\Z)", "", after.strip())
    return one_space(f"{before} {after}")
