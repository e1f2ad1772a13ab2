"""Takes files in (by content, size and type) and hands them out through a door; refuses what it cannot vouch for."""

import hashlib
import io
import secrets
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

import pikepdf
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image

from confidentiality.models import Item, StoredFile

MAX_MEMBERS, MAX_UNPACKED, MAX_RATIO = 1000, 200 * 1024 * 1024, 100

_OFFICE = {
    "word/": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xl/": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "ppt/": ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
}
ALLOWED = gettext_lazy(
    "PDF、Word（.docx）、Excel（.xlsx）、PowerPoint（.pptx）、PNG、JPEG、テキスト（.txt、.csv、.md）"
)


@dataclass(frozen=True)
class Checked:
    """Bytes that may be kept: their type by content, and a clean name."""

    name: str
    content_type: str
    data: bytes


def check(upload: UploadedFile) -> Checked:
    """Judge an upload by its bytes. Raises ValidationError with a sentence naming the fix.

    Limits: settings.UPLOAD_LIMIT_BYTES; archives ≤ 1000 members, ≤ 200 MB unpacked, ratio ≤ 100, no macros,
    no embedded programs. PDF: no script, no launch action, no embedded file.
    """
    if upload.size > settings.UPLOAD_LIMIT_BYTES:
        raise ValidationError(
            _("ファイルが大きすぎます（%(size)sMB）。%(limit)sMB以下に分けるか、画像を小さくしてください。")
            % {"size": -(-upload.size // 1048576), "limit": settings.UPLOAD_LIMIT_BYTES // 1048576}
        )
    data = upload.read()
    if not data:
        raise ValidationError(_("ファイルが空です。内容のあるファイルを選んでください。"))
    name = _clean_name(upload.name)
    suffix, content_type = _type_by_content(data, name)
    if PurePath(name).suffix.lower().lstrip(".") not in {
        suffix,
        "jpeg" if suffix == "jpg" else suffix,
        *_TEXT.get(suffix, ()),
    }:
        raise ValidationError(_("ファイル名の拡張子と中身が一致しません。正しい形式で保存し直してください。"))
    return Checked(name, content_type, data)


_TEXT = {"txt": ("txt", "csv", "md")}


def _clean_name(name: str) -> str:
    name = PurePath(name.replace("\\", "/")).name
    name = "".join(
        c for c in name if c.isprintable() and c not in '<>:"/\\|?*' and not 0x202A <= ord(c) <= 0x202E
    )
    return name[-150:] or "file"


def _type_by_content(data: bytes, name: str) -> tuple[str, str]:
    if data.startswith(b"%PDF-"):
        _refuse_active_pdf(data)
        return "pdf", "application/pdf"
    if data.startswith(b"PK\x03\x04"):
        return _office_type(data)
    if data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        return _image_type(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ValidationError(
            _(
                "古い形式またはパスワード付きのOffice文書は受け付けていません。"
                "パスワードのない .docx などで保存し直してください。"
            )
        )
    text = _decoded(data)
    if text is not None and PurePath(name).suffix.lower() in {".txt", ".csv", ".md"}:
        if text.lstrip()[:200].lower().startswith(("<!doctype", "<html", "<svg", "<?xml")):
            raise ValidationError(_("HTMLやSVGは受け付けていません。PDFで保存し直してください。"))
        return "txt", "text/plain; charset=utf-8"
    raise ValidationError(_("この形式は受け付けていません。使える形式：%(kinds)s") % {"kinds": ALLOWED})


def _decoded(data: bytes) -> str | None:
    for encoding in ("utf-8-sig", "cp932", "euc_jp"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\x00" in text else text
    return None


def _image_type(data: bytes) -> tuple[str, str]:
    try:
        with Image.open(io.BytesIO(data)) as image:
            image.verify()
            return {"PNG": ("png", "image/png"), "JPEG": ("jpg", "image/jpeg")}[image.format]
    except Exception as broken:
        raise ValidationError(
            _("画像が壊れています。開けることを確かめて、保存し直してください。")
        ) from broken


def _office_type(data: bytes) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            names = [m.filename for m in members]
            unpacked = sum(m.file_size for m in members)
            if (
                len(members) > MAX_MEMBERS
                or unpacked > MAX_UNPACKED
                or unpacked > MAX_RATIO * max(len(data), 1024)
            ):
                raise ValidationError(
                    _("展開すると大きくなりすぎるため、受け付けられません。PDFで保存し直してください。")
                )
            lowered = [n.lower() for n in names]
            if any(n.startswith("/") or ".." in n.split("/") for n in names):
                raise ValidationError(_("ファイルの内部が壊れています。保存し直してください。"))
            if any(
                n.endswith((".bin", ".exe", ".dll", ".js", ".vbs")) and "printersettings" not in n
                for n in lowered
            ):
                raise ValidationError(
                    _(
                        "マクロや埋込みプログラムを含む文書は受け付けていません。取り除いて保存し直してください。"
                    )
                )
            if "[Content_Types].xml" in names:
                types = archive.read("[Content_Types].xml").lower()
                if b"macroenabled" in types or b"vbaproject" in types:
                    raise ValidationError(
                        _("マクロを含む文書は受け付けていません。マクロなしの形式で保存し直してください。")
                    )
                for prefix, found in _OFFICE.items():
                    if any(n.startswith(prefix) for n in names):
                        return found
    except (zipfile.BadZipFile, RuntimeError, OSError) as broken:
        raise ValidationError(
            _("ファイルが壊れているか、パスワードが付いています。保存し直してください。")
        ) from broken
    raise ValidationError(_("圧縮ファイルは受け付けていません。中の文書を1つずつ選んでください。"))


def _refuse_active_pdf(data: bytes) -> None:
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            names = pdf.Root.get("/Names", {})
            if any(key in names for key in ("/JavaScript", "/EmbeddedFiles")) or any(
                k in pdf.Root for k in ("/AA",)
            ):
                raise ValidationError(
                    _(
                        "スクリプトや添付ファイルを含むPDFは受け付けていません。取り除いて保存し直してください。"
                    )
                )
            action = pdf.Root.get("/OpenAction")
            if isinstance(action, pikepdf.Dictionary) and action.get("/S") in (
                "/JavaScript",
                "/Launch",
                "/URI",
                "/SubmitForm",
            ):
                raise ValidationError(
                    _("自動で動作するPDFは受け付けていません。動作を取り除いて保存し直してください。")
                )
            for part in _dictionaries(pdf):
                if part.get("/S") in _ACTIVE or "/JS" in part or "/XFA" in part:
                    raise ValidationError(
                        _("スクリプトを含むPDFは受け付けていません。取り除いて保存し直してください。")
                    )
                if "/EF" in part or part.get("/Subtype") in ("/RichMedia", "/Movie", "/Sound", "/3D"):
                    raise ValidationError(
                        _(
                            "スクリプトや添付ファイルを含むPDFは受け付けていません。取り除いて保存し直してください。"
                        )
                    )
    except pikepdf.PasswordError as locked:
        raise ValidationError(
            _("パスワード付きのPDFは受け付けていません。パスワードを外して保存し直してください。")
        ) from locked
    except pikepdf.PdfError as broken:
        raise ValidationError(_("PDFが壊れています。保存し直してください。")) from broken


_ACTIVE = ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/Rendition")


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every dictionary of the file, also those written inside others."""
    waiting = [
        obj for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary | pikepdf.Array | pikepdf.Stream)
    ]
    while waiting:
        obj = waiting.pop()
        if isinstance(obj, pikepdf.Array):
            inside = list(obj)
        else:
            yield obj
            inside = [value for _key, value in obj.items()]
        waiting += [
            v for v in inside if isinstance(v, pikepdf.Dictionary | pikepdf.Array) and not v.is_indirect
        ]


def keep(checked: Checked, item: Item, by: object | None) -> StoredFile:
    """Store under a random key and write the row; the bytes are on disk before the row commits."""
    from django.core.files.base import ContentFile

    key = default_storage.save(f"{secrets.token_hex(1)}/{secrets.token_hex(24)}", ContentFile(checked.data))
    return StoredFile.objects.create(
        item_id=item.item_id,
        name=checked.name,
        content_type=checked.content_type,
        size=len(checked.data),
        sha256=hashlib.sha256(checked.data).hexdigest(),
        key=key,
        created_by=by,
    )


def read(stored: StoredFile) -> bytes:
    """The bytes, verified against the digest. Raises OSError when they are not what was kept."""
    with default_storage.open(stored.key) as source:
        data = source.read()
    if hashlib.sha256(data).hexdigest() != stored.sha256:
        raise OSError(f"stored file {stored.pk} differs from its digest")
    return data


def send(data: bytes, name: str, content_type: str) -> FileResponse:
    """An attachment no browser runs, caches or guesses about."""
    response = FileResponse(io.BytesIO(data), as_attachment=True, filename=name, content_type=content_type)
    response["Content-Length"] = str(len(data))
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
