"""English readers meet English words, and what is kept or printed is Japanese whoever caused it."""

import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.conf import settings
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext_lazy

from accounts.models import Organisation, Person
from accounts.phrasing import bracketed, in_japanese, listed, punctuation
from confidentiality.acting import acting_as
from confidentiality.checks import all_patterns
from confidentiality.letters import send_notice
from confidentiality.marking import seal_of, stamp_lines
from confidentiality.models import Item
from confidentiality.verbs import perform
from councils import founding, official_papers, records
from councils.models import Post, Rules
from tests.cast import World
from tests.councils import minutes_cast, papers
from tests.portal.test_template_lint import (
    PAPERS,
    TRANSLATED,
    WITHOUT_TRANSLATION,
    name_of,
    source_of,
    templates,
)
from tests.test_walker import all_rows, fill

ROOT = Path(settings.ROOT)
CATALOGUE = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-鿿々]")
SIGNS = re.compile(r"[（）：、。・～〜「」｜　０-９]")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|(?<!\{)\{\w+\}")
WORDLESS = ("/language/", "/healthz", "/readyz")
SAMPLES = 2  # pages looked at for each address of each reader


def catalogue(path: Path = CATALOGUE) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="en")


def texts(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


# The catalogue ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """What the sources say now, taken as ``make messages`` takes it, in a copy of the repository."""
    copy = tmp_path_factory.mktemp("sources")
    for part in ("accounts", "confidentiality", "councils", "programmes", "portal", "templates"):
        shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "locale").mkdir()
    shutil.copy(ROOT / "manage.py", copy)
    asked = re.search(r"makemessages (.*?--verbosity 0)", (ROOT / "Makefile").read_text().replace("\\\n", ""))
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", *asked[1].split()],
        cwd=copy,
        check=True,
        env={**os.environ, "BANSO_DATA": str(copy / "data"), "PYTHONPATH": ""},
    )
    return catalogue(copy / CATALOGUE.relative_to(ROOT))


def test_every_word_of_the_sources_is_in_the_catalogue_and_no_other(extracted):
    ours, theirs = ({(m.context, m.id) for m in c if m.id} for c in (catalogue(), extracted))
    assert theirs - ours == set(), "run make messages and translate what is new"
    assert ours - theirs == set(), "run make messages: these are said nowhere any more"
    assert len(ours) > 2000


def test_every_word_is_translated_and_nothing_is_guessed():
    found = catalogue()
    assert not found.obsolete
    for message in found:
        if message.id:
            assert all(texts(message.string)), message.id
            assert not message.fuzzy, message.id


def test_a_translation_has_the_placeholders_and_the_line_ends_of_its_source():
    for message in catalogue():
        if not message.id:
            continue
        source = texts(message.id)[-1]
        for said in texts(message.string):
            assert sorted(PLACEHOLDER.findall(said)) == sorted(PLACEHOLDER.findall(source)), source
            assert said.startswith("\n") == source.startswith("\n"), source
            assert said.endswith("\n") == source.endswith("\n"), source


# What is typed or printed in Japanese, told to English readers as it looks.
EXAMPLES = re.compile("参考資料１|資料[１８]|キャノン株式会社")


def test_english_is_english():
    for message in catalogue():
        for said in texts(message.string) if message.id else ():
            rest = EXAMPLES.sub("", said)
            assert not SIGNS.search(rest) and not JAPANESE.search(rest), said


COUNTED = re.compile(
    r"(?<!to )(?<!and )%\((n|seats|held)\)s (eligible |overdue |submitted )?"
    r"(reviews|reviewers|seats|proposals|comments|evaluations|characters|days)\b"
)


def test_one_of_a_thing_is_told_in_the_singular():
    """“1 seats” is no English: a number before what it counts has both forms, unless it ends a range."""
    for message in catalogue():
        if message.id and isinstance(message.id, str):
            assert not COUNTED.search(message.string), message.id


@pytest.mark.parametrize("path", templates("html", "txt"), ids=name_of)
def test_a_sign_between_words_is_written_by_its_language(path):
    name = name_of(path)
    if name.startswith(PAPERS) or name in WITHOUT_TRANSLATION:
        return
    rest = re.sub(r"\{%\s*punct\b.*?%\}", "", TRANSLATED.sub("", source_of(path)))
    assert SIGNS.findall(rest) == [], "use {% punct '（' %} or put the phrase into blocktranslate"


# Pages -----------------------------------------------------------------------------------------------------


class Words(HTMLParser):
    """Texts of a page and spoken names of its parts, without those marked as Japanese."""

    VOID = {"meta", "link", "input", "br", "img", "hr", "col", "source", "wbr"}

    def __init__(self, page: str) -> None:
        super().__init__()
        self.marked: list[bool] = []
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        given = dict(attrs)
        marked = given.get("lang") == "ja" or (bool(self.marked) and self.marked[-1] and "lang" not in given)
        if not marked:
            self.found += [
                given[k] for k in ("aria-label", "title", "alt", "data-th", "data-count") if given.get(k)
            ]
        if tag not in self.VOID:
            self.marked.append(marked)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID and self.marked:
            self.marked.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and not (self.marked and self.marked[-1]):
            self.found.append(data.strip())


def untranslated() -> re.Pattern[str]:
    """Every source of four letters and more, with whatever may stand in its gaps."""
    patterns = set()
    for message in catalogue():
        for source in texts(message.id) if message.id else ():
            pieces = PLACEHOLDER.split(source.strip())
            if max(len(JAPANESE.findall(piece)) for piece in pieces) >= 4:
                patterns.add(".+?".join(re.escape(piece) for piece in pieces))
    return re.compile("|".join(sorted(patterns, key=len, reverse=True)), re.DOTALL)


def data_of_the_world() -> set[str]:
    """Words that were typed or stored and happen to be words of pages as well."""
    return {
        *Item.objects.values_list("public_title", flat=True),
        *Organisation.objects.values_list("name", flat=True),
        *Rules.objects.values_list("text", flat=True),
    }


def pages_of(person: Person | None, rows: dict[str, list]) -> dict[str, str]:
    """{path: page}: of each address a few pages this reader gets, and the answer to one they do not."""
    client = Client(headers={"accept-language": "en"})
    if person:
        client.force_login(person)
    pages = {}
    for where, pattern in all_patterns():
        if where.startswith(WORDLESS):
            continue
        opened = 0
        for path in fill(where.lstrip("/"), pattern, rows)[: 4 * SAMPLES]:
            answer = client.get(f"/{path}")
            if answer.get("Content-Type", "").startswith("text/html") and answer.status_code in (200, 404):
                pages[f"/{path}"] = answer.content.decode()
                opened += answer.status_code == 200
            if opened == SAMPLES:
                break
    return pages


@pytest.fixture
def busy(world: World) -> World:
    """A meeting that is over, with its record, and one to come, with a paper."""
    minutes_cast.written_record(world, minutes_cast.held_meeting(world))
    papers.paper(world, papers.plan(world))
    return world


@pytest.mark.parametrize("who", ["sato", "tanaka", "matsumoto", "yoshida", None])
def test_an_english_reader_meets_no_japanese_word_of_ours(busy, who):
    Person.objects.update(language="en")
    person = Person.objects.get(pk=busy.people[who].pk) if who else None
    pages, ours, data = pages_of(person, all_rows()), untranslated(), data_of_the_world()
    assert len(pages) > 10
    met = {}
    for path, page in pages.items():
        assert '<html lang="en"' in page, path
        for words in Words(page).found:
            bare = SIGNS.search(words) and not JAPANESE.search(words)
            if bare or (JAPANESE.search(words) and words not in data and ours.fullmatch(words)):
                met.setdefault(words, path)
    assert met == {}


# What is kept ----------------------------------------------------------------------------------------------


@pytest.fixture
def english():
    with translation.override("en"):
        yield


def test_names_are_put_together_in_the_readers_language(english):
    assert punctuation("）・") == ") · " and listed(["a", "b"]) == "a, b"
    assert bracketed("Sato", "University") == "Sato (University)" and bracketed("Sato", "") == "Sato"
    with translation.override("ja"):
        assert punctuation("）・") == "）・" and listed(["甲", "乙"]) == "甲、乙"
        assert bracketed("佐藤", "大学") == "佐藤（大学）"


def test_a_text_for_the_record_is_japanese_whoever_writes_it(english):
    assert in_japanese(gettext_lazy("座長")) == "座長" != str(gettext_lazy("座長"))
    assert in_japanese("理由：%(reason)s", reason="甲") == "理由：甲"


def test_a_council_set_up_in_english_is_kept_in_japanese(world, english):
    with acting_as(world.sato):
        council = founding.propose_council(
            by=world.sato,
            organisation=world.organisations["ministry"],
            prospectus="趣旨",
            code="eigo",
            name="英語試験協議会",
            purpose="目的",
            scope="対象",
            establishing_organisation=world.organisations["ministry"],
        )
        assert council.room.public_title == "構成員の部屋"
        assert council.prospectus.public_title == "設置の趣旨"
        assert council.memberships.get().chosen_because.text == "設置を担当する府省庁の職員"
        spoken = council.prospectus.text_hash
        with translation.override("ja"):
            assert council.prospectus.text_hash == spoken, (
                "a consent is bound to the words, not to a language"
            )


def test_records_and_rolls_begun_in_english_are_kept_in_japanese(world, english):
    meeting = papers.held(world)
    with acting_as(world.sato):
        record = records.open_record(meeting, by=world.sato)
    assert record.public_title == "議事の記録"
    assert set(meeting.attendances.values_list("group", flat=True)) <= {"", "座長", "オブザーバー"}


def test_a_paper_printed_from_an_english_page_is_japanese(world, english):
    meeting = papers.plan(world)
    papers.paper(world, meeting)
    with acting_as(world.tanaka):
        for name, (label, build) in official_papers.PAPERS.items():
            printed = repr(build(meeting, world.tanaka))
            assert not re.search("Council|Public|Chair|Member", printed), name
            assert str(label).isascii(), "while its name on the page is English"
    assert "協議会限り" in repr(official_papers.handouts(meeting, world.tanaka))


def test_the_mark_on_a_copy_is_japanese(world, english):
    meeting = papers.plan(world)
    with acting_as(world.tanaka):
        seal = seal_of(meeting)
        first, *rest = stamp_lines(meeting, seal, world.tanaka, 1)
    assert str(seal.label) == "Council only" and first.startswith("協議会限り")
    assert not re.search("[A-Za-z]{4}", " ".join(rest).replace(str(meeting.pk), ""))


def test_the_room_is_told_in_japanese(world, english):
    with acting_as(world.sato):
        perform("suspend", world.quantum, by=world.sato, reason="点検")
    assert Post.objects.latest("created").text == "活動を停止しました。理由：点検"


def test_a_letter_speaks_the_language_of_its_reader(world, english, mailoutbox):
    send_notice(world.sato, "/home/")
    Person.objects.filter(pk=world.tanaka.pk).update(language="en")
    send_notice(Person.objects.get(pk=world.tanaka.pk), "/home/")
    japanese, spoken = mailoutbox
    assert JAPANESE.search(japanese.subject) and not JAPANESE.search(spoken.subject)
    assert "Banso" in spoken.subject
