"""Files come in by what they are and go out through the door: marked with their reader, or not at all."""

import io
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pikepdf
import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from confidentiality import audience, files, printing
from confidentiality.acting import acting_as
from confidentiality.models import Entry, StoredFile
from confidentiality.wording import handling_text
from councils.models import MaterialVersion
from tests.cast import make_designation, make_material
from tests.confidentiality.browsing import browser, text

# --- what is taken in ------------------------------------------------------------------------------------


def pdf(change: Any = None, pages: int = 1, **save: Any) -> bytes:
    made, out = pikepdf.new(), io.BytesIO()
    for _n in range(pages):
        made.add_blank_page(page_size=(595, 842))
    if change:
        change(made)
    made.save(out, **save)
    return out.getvalue()


def office(
    names: dict[str, bytes], kind: str = "wordprocessingml.document.main+xml", level: int = 8
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", level) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f"<Types><Override ContentType='application/vnd.openxmlformats-officedocument.{kind}'/></Types>",
        )
        for name, data in names.items():
            archive.writestr(name, data)
    return out.getvalue()


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, kind)
    return out.getvalue()


def _script(made: pikepdf.Pdf) -> None:
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def _names(made: pikepdf.Pdf) -> None:
    made.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=pikepdf.Array([])))


def _launch(made: pikepdf.Pdf) -> None:
    made.pages[0].obj.Annots = pikepdf.Array(
        [
            made.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot,
                    Subtype=pikepdf.Name.Link,
                    Rect=[0, 0, 9, 9],
                    A=made.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")),
                )
            )
        ]
    )


def _inline_script(made: pikepdf.Pdf) -> None:
    made.pages[0].obj.Annots = pikepdf.Array(
        [
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Widget,
                Rect=[0, 0, 9, 9],
                AA=pikepdf.Dictionary(E=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")),
            )
        ]
    )


def _attachment(made: pikepdf.Pdf) -> None:
    made.attachments["x.exe"] = pikepdf.AttachedFileSpec(made, b"MZ", filename="x.exe")


REFUSED = {
    "macro document": (
        "a.docm",
        office({"word/document.xml": b"<x/>", "word/vbaProject.bin": b"x"}),
        "マクロ",
    ),
    "macro document called docx": (
        "a.docx",
        office({"word/document.xml": b"<x/>"}, "wordprocessingml.document.macroEnabled.main+xml"),
        "マクロ",
    ),
    "embedded program": (
        "a.docx",
        office({"word/document.xml": b"<x/>", "word/embeddings/x.exe": b"MZ"}),
        "埋込みプログラム",
    ),
    "zip bomb": ("a.docx", office({"word/document.xml": b"0" * 60_000_000}), "展開すると大きくなりすぎる"),
    "too many members": (
        "a.docx",
        office({f"word/{n}.xml": b"" for n in range(1100)}),
        "展開すると大きくなりすぎる",
    ),
    "way out of the archive": (
        "a.docx",
        office({"word/document.xml": b"<x/>", "../../etc/x": b"x"}),
        "壊れています",
    ),
    "plain zip": ("a.zip", office({"x.txt": b"x"}), "圧縮ファイルは受け付けていません"),
    "zip called pdf": ("a.pdf", office({"word/document.xml": b"<x/>"}), "拡張子と中身が一致しません"),
    "pdf with a script on opening": ("a.pdf", pdf(_script), "自動で動作するPDF"),
    "pdf with named scripts": ("a.pdf", pdf(_names), "スクリプトや添付ファイルを含むPDF"),
    "pdf that starts a program": ("a.pdf", pdf(_launch), "スクリプトを含むPDF"),
    "pdf with a script inside a field": ("a.pdf", pdf(_inline_script), "スクリプトを含むPDF"),
    "pdf with an attachment": ("a.pdf", pdf(_attachment), "スクリプトや添付ファイルを含むPDF"),
    "pdf with a password": (
        "a.pdf",
        pdf(encryption=pikepdf.Encryption(user="a", owner="b")),
        "パスワード付きのPDF",
    ),
    "broken pdf": ("a.pdf", b"%PDF-1.7\nnothing", "PDFが壊れています"),
    "html called pdf": ("a.pdf", b"<!doctype html><script>alert(1)</script>", "この形式は受け付けていません"),
    "html called txt": (
        "a.txt",
        b"<!DOCTYPE html><script>alert(1)</script>",
        "HTMLやSVGは受け付けていません",
    ),
    "svg": (
        "a.svg",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        "この形式は受け付けていません",
    ),
    "program": ("a.exe", b"MZ\x90\x00" + b"\x00" * 60, "この形式は受け付けていません"),
    "wrong extension": ("a.png", picture("JPEG"), "拡張子と中身が一致しません"),
    "pdf called docx": ("a.docx", pdf(), "拡張子と中身が一致しません"),
    "no extension": ("a", pdf(), "拡張子と中身が一致しません"),
    "broken picture": ("a.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 20, "画像が壊れています"),
    "old office": ("a.doc", b"\xd0\xcf\x11\xe0" + b"\x00" * 60, "古い形式またはパスワード付き"),
    "nothing": ("a.pdf", b"", "ファイルが空です"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_vouched_for_is_refused_with_its_sentence(db, case):
    name, data, sentence = REFUSED[case]
    with pytest.raises(ValidationError, match=sentence):
        files.check(SimpleUploadedFile(name, data))


def test_too_large_is_refused_before_it_is_read(db, settings):
    settings.UPLOAD_LIMIT_BYTES = 1024
    upload = SimpleUploadedFile("a.txt", b"x" * 2000)
    with pytest.raises(ValidationError, match="大きすぎます"):
        files.check(upload)
    assert upload.tell() == 0


@pytest.mark.parametrize(
    "name, data, kind",
    [
        ("資料.pdf", pdf(), "application/pdf"),
        (
            "資料.docx",
            office({"word/document.xml": b"<x/>"}),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        ("資料.PNG", picture("PNG"), "image/png"),
        ("資料.jpeg", picture("JPEG"), "image/jpeg"),
        ("資料.txt", "文字".encode("cp932"), "text/plain; charset=utf-8"),
        ("資料.csv", "甲,乙\n1,2".encode(), "text/plain; charset=utf-8"),
    ],
)
def test_honest_files_are_taken(db, name, data, kind):
    assert files.check(SimpleUploadedFile(name, data)).content_type == kind


@pytest.mark.parametrize(
    "given, kept",
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\秘密\\a.txt", "a.txt"),
        ("a\u202etxt.pdf.txt", "atxt.pdf.txt"),
        ("a\x00b\n.txt", "ab.txt"),
        ('a"<b>.txt', "ab.txt"),
    ],
)
def test_names_lose_their_folders_and_their_tricks(db, given, kept):
    assert files.check(SimpleUploadedFile("x.txt", b"x")).name == "x.txt"
    upload = SimpleUploadedFile("x.txt", b"x")
    upload._name = given
    assert files.check(upload).name == kept


def on_disk() -> set[str]:
    return {
        str(p) for p in Path(settings.STORAGES["default"]["OPTIONS"]["location"]).rglob("*") if p.is_file()
    }


@pytest.mark.parametrize(
    "case",
    [
        "macro document",
        "zip bomb",
        "pdf with a script on opening",
        "html called pdf",
        "wrong extension",
        "nothing",
    ],
)
def test_a_refused_upload_leaves_nothing_behind(world, case):
    name, data, sentence = REFUSED[case]
    before = on_disk()
    response = browser(world.tanaka).post(
        reverse("material_new", args=[world.quantum.pk]),
        {
            "file": SimpleUploadedFile(name, data),
            "text": "",
            "title": "題",
            "public_title": "件名",
            "disclosure": "council",
        },
    )
    assert response.status_code == 422 and sentence in text(response)
    assert on_disk() == before
    assert not StoredFile.objects.exists() and not MaterialVersion.objects.exists()


# --- what goes out ---------------------------------------------------------------------------------------


def with_file(material, by, name: str, data: bytes, number: int = 2) -> MaterialVersion:
    with acting_as(by):
        stored = files.keep(files.check(SimpleUploadedFile(name, data)), material, by)
        return MaterialVersion.objects.create(
            item=material, number=number, file=stored, text="画面の本文", created_by=by
        )


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def words(data: bytes) -> str:
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


@pytest.fixture
def shared(world):
    material = make_material(world.quantum, world.tanaka, title="核心部の真名")
    with_file(material, world.tanaka, "核心部.pdf", pdf(pages=2))
    return material


@pytest.fixture
def sealed(world):
    material = make_material(world.quantum, world.tanaka, sealed=True, title="核心部の真名")
    with_file(material, world.tanaka, "核心部.pdf", pdf(pages=2))
    return material


def take(person, material, method: str = "get", number: int = 2) -> Any:
    return getattr(browser(person), method)(reverse("material_file", args=[material.pk, number]))


def test_a_copy_carries_its_readers_name_its_number_and_the_label_on_every_page(world, shared):
    for number, key in enumerate(("ito", "suzuki"), 1):
        response = take(world.people[key], shared)
        assert response.status_code == 200
        data = body(response)
        pages = words(data)
        assert "".join(pages.split()).count("閲覧者" + world.people[key].name.replace("　", "")) == 2
        assert (
            pages.count(f"写し{number}") == 2
            and pages.count(str(shared.pk)) == 2
            and pages.count("協議会限り") == 2
        )
    assert [e.note["copy"] for e in Entry.objects.filter(verb="take_copy").order_by("pk")] == [1, 2]


def test_no_browser_runs_keeps_or_guesses_a_file(world, shared):
    response = take(world.ito, shared)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert (
        "sandbox" in response["Content-Security-Policy"]
        and "default-src 'none'" in response["Content-Security-Policy"]
    )
    assert response["Cache-Control"] == "no-store, private"


def test_under_an_agreement_a_copy_leaves_by_a_check_page_and_under_the_neutral_name(world, sealed):
    make_designation(world, sealed, until="in_force", handling=handling_text(["print"]))
    asked = take(world.ito, sealed)
    assert "すべての頁に、あなたの氏名" in text(asked)
    assert not Entry.objects.filter(verb="take_copy").exists()
    response = take(world.ito, sealed, "post")
    name = unquote(response["Content-Disposition"])
    assert "試験資料（写し1）.pdf" in name and "核心部" not in name
    pages = words(body(response))
    assert pages.count("守秘の指定") == 2 and "印刷：可" in pages and "令和" in pages
    assert Entry.objects.filter(verb="take_copy", actor=world.ito, item_id=sealed.pk).count() == 1


@pytest.mark.parametrize(
    "handling", [handling_text([]), handling_text(["quote", "destroy"]), "閲覧のみ", "なんでも可", ""]
)
def test_what_is_for_the_screen_alone_does_not_leave(world, sealed, handling):
    make_designation(world, sealed, until="in_force", handling=handling)
    for method in ("get", "post"):
        response = take(world.ito, sealed, method)
        assert response.status_code == 403 and "画面で読むことはできます" in text(response)
    assert (
        Entry.objects.filter(
            verb="refused", actor=world.ito, item_id=sealed.pk, note__act="material_file"
        ).count()
        == 2
    )
    assert not Entry.objects.filter(verb="take_copy").exists()
    page = browser(world.ito).get(reverse("material", args=[sealed.pk]))
    assert "画面の本文" in text(page) and "この資料は印刷できません" in text(page)
    assert reverse("material_file", args=[sealed.pk, 2]) not in page.content.decode()
    assert take(world.tanaka, sealed, "post").status_code == 200  # the provider's own file


def test_without_the_content_there_is_no_file(world, sealed):
    make_designation(world, sealed)
    for key in ("ito", "sato", "kato", "yoshida", "saito"):
        for method in ("get", "post", "head"):
            assert take(world.people[key], sealed, method).status_code == 404
    assert take(None, sealed).status_code == 302
    assert not Entry.objects.filter(verb="take_copy").exists()


def test_conditions_and_ranges_of_a_request_change_nothing(world, sealed):
    make_designation(world, sealed)
    client = browser(world.ito)
    for header in (
        {"HTTP_RANGE": "bytes=0-1"},
        {"HTTP_IF_NONE_MATCH": "*"},
        {"HTTP_IF_MODIFIED_SINCE": "Mon, 01 Jan 2035 00:00:00 GMT"},
    ):
        assert client.get(reverse("material_file", args=[sealed.pk, 2]), **header).status_code == 404


def test_the_journals_line_is_there_before_the_first_byte(own_database):
    world = own_database
    material = make_material(world.quantum, world.tanaka)
    with_file(material, world.tanaka, "a.pdf", pdf())
    response = take(world.ito, material)
    assert (
        Entry.objects.filter(verb="take_copy", actor=world.ito).count() == 1
    )  # committed, and not a byte read yet
    assert body(response).startswith(b"%PDF")


def test_bytes_that_are_not_those_kept_do_not_go_out(world, shared):
    stored = StoredFile.objects.get()
    with default_storage.open(stored.key) as source:
        original = source.read()
    path = Path(default_storage.path(stored.key))
    path.chmod(0o600)
    path.write_bytes(original + b"x")
    client = browser(world.ito)
    client.raise_request_exception = False
    assert client.get(reverse("material_file", args=[shared.pk, 2])).status_code == 500
    assert not Entry.objects.filter(verb="take_copy").exists()


def test_a_pdf_that_cannot_be_marked_is_not_handed_out_unmarked(world):
    material = make_material(world.quantum, world.tanaka)
    data = pdf(encryption=pikepdf.Encryption(user="", owner="b"))
    with acting_as(world.tanaka):
        stored = files.keep(files.Checked("a.pdf", "application/pdf", data), material, world.tanaka)
        MaterialVersion.objects.create(item=material, number=2, file=stored, created_by=world.tanaka)
    response = take(world.ito, material)
    assert response.status_code == 409 and "暗号化されたPDF" in text(response)


def test_what_is_public_goes_out_as_it_is(world, shared):
    with acting_as(world.tanaka):
        audience.open_to(shared, audience.EVERYBODY)
    assert "写し" not in words(body(take(world.ito, shared)))


def test_a_version_without_a_file_and_one_that_is_not_there_are_404(world, shared):
    assert take(world.ito, shared, number=1).status_code == 404
    assert take(world.ito, shared, number=99).status_code == 404


def test_asking_about_a_copy_takes_none(world, shared):
    for method in ("head", "options", "put", "patch", "delete"):
        assert take(world.ito, shared, method).status_code == 405
    assert not Entry.objects.filter(verb="take_copy").exists()


def test_keys_on_disk_say_nothing(world, shared):
    stored = StoredFile.objects.get()
    assert "核心" not in stored.key and str(shared.pk) not in stored.key and len(stored.key) > 40


# --- the mark itself -------------------------------------------------------------------------------------


def test_turned_and_odd_pages_are_marked_upright(db):
    made, out = pikepdf.new(), io.BytesIO()
    for size, turn in (((595, 842), 0), ((842, 595), 0), ((595, 842), 90), ((200, 1200), 180)):
        made.add_blank_page(page_size=size)
        made.pages[-1].obj.Rotate = turn
    made.save(out)
    stamped = printing.stamp(out.getvalue(), ["閲覧者　伊藤　需要", "写し7"], across="伊藤　需要")
    assert words(stamped).count("写し7") == 4
    with pikepdf.open(io.BytesIO(stamped)) as again:
        assert [int(p.obj.get("/Rotate", 0)) for p in again.pages] == [0, 0, 90, 180]
        for page in again.pages:
            drawing = b"".join(
                c.read_bytes()
                for c in (
                    page.obj.Contents if isinstance(page.obj.Contents, pikepdf.Array) else [page.obj.Contents]
                )
            )
            assert b"/Artifact" in drawing and drawing.count(b"BDC") == drawing.count(b"EMC")


def test_what_is_no_pdf_cannot_be_marked(db):
    with pytest.raises(printing.DamagedPdf):
        printing.stamp(b"nothing", ["x"])
    with pytest.raises(printing.EncryptedPdf):
        printing.stamp(pdf(encryption=pikepdf.Encryption(user="a", owner="b")), ["x"])
