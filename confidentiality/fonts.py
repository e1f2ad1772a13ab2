"""Brings the fonts of official papers to this host, into a folder of their own; refuses fonts it cannot vouch for.

Run ``python -m confidentiality.fonts`` once per host. The fonts (BIZ UDMincho, BIZ UDGothic, Noto Serif JP; all under
the SIL Open Font License) come from packages whose versions and file hashes are pinned here, and are never committed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

MINCHO = "BIZ UDMincho"
GOTHIC = "BIZ UDGothic"
FALLBACK = "Noto Serif JP"


class FontsUnavailable(RuntimeError):
    """The fonts of official papers are not on this host; the message is one sentence saying what to do."""


@dataclass(frozen=True)
class Face:
    """One font file: where the pinned package keeps it, what it must hash to, and where Debian's package puts its twin.

    ``debian`` is empty for the fallback, which only adds rare characters and may be missing.
    """

    family: str
    package: str
    version: str
    member: str
    sha256: str
    debian_package: str = ""
    debian: str = ""

    @property
    def name(self) -> str:
        """The file name in the fonts folder."""
        return f"{self.family.replace(' ', '')}-Regular.ttf"


FACES: tuple[Face, ...] = (
    Face(
        family=MINCHO,
        package="@expo-google-fonts/biz-udmincho",
        version="0.4.0",
        member="package/400Regular/BIZUDMincho_400Regular.ttf",
        sha256="21717378e2af006ddf1cc899fe36c7158179b52947e4be71e3e9695eaf5f16db",
        debian_package="fonts-morisawa-bizud-mincho",
        debian="/usr/share/fonts/truetype/bizud-mincho/BIZUDMincho-Regular.ttf",
    ),
    Face(
        family=GOTHIC,
        package="@expo-google-fonts/biz-udgothic",
        version="0.4.0",
        member="package/400Regular/BIZUDGothic_400Regular.ttf",
        sha256="e267830408f04daf92858d89477f2df8539c05ee4fe597d13ffdcaa7565b519e",
        debian_package="fonts-morisawa-bizud-gothic",
        debian="/usr/share/fonts/truetype/bizud-gothic/BIZUDGothic-Regular.ttf",
    ),
    Face(
        family=FALLBACK,
        package="@expo-google-fonts/noto-serif-jp",
        version="0.4.3",
        member="package/400Regular/NotoSerifJP_400Regular.ttf",
        sha256="5a04846a0e23acefae825f2f459205036a166f5a63462019ce3492d07bd20e92",
    ),
)


def fonts_folder() -> Path:
    """Return the folder of the fonts: ``BANSO_FONTS``, else ``fonts`` in ``BANSO_DATA``, else ``var/fonts`` here."""
    if explicit := os.environ.get("BANSO_FONTS"):
        return Path(explicit).resolve()
    data = os.environ.get("BANSO_DATA") or Path(__file__).resolve().parent.parent / "var"
    return Path(data).resolve() / "fonts"


def require(folder: Path | None = None) -> Path:
    """Return the path of the private fontconfig file; raise :class:`FontsUnavailable` when the fonts are not there.

    Never installs anything: a request must not wait for a download.
    """
    folder = folder or fonts_folder()
    missing = [face.family for face in FACES if face.debian and not (folder / face.name).is_file()]
    if missing:
        raise FontsUnavailable(
            f"公文書の書体（{'、'.join(missing)}）がありません。python -m confidentiality.fonts を実行してください。"
        )
    return _write_configuration(folder)


def families(folder: Path | None = None) -> dict[str, Path]:
    """Return the installed families and their files, in the order in which text falls back."""
    folder = folder or fonts_folder()
    return {face.family: folder / face.name for face in FACES if (folder / face.name).is_file()}


def install(folder: Path | None = None, *, say: Callable[[str], object] = lambda line: None) -> Path:
    """Put every missing font into ``folder`` and return the path of the fontconfig file.

    Takes the pinned packages by npm; without npm, or when it fails, Debian's packages of the same design (installing
    them when run as root). Does nothing but check hashes when all is there. Raises :class:`FontsUnavailable`.
    """
    folder = folder or fonts_folder()
    folder.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        if _is_vouched_for(folder / face.name, face):
            continue
        if problem := _from_npm(face, folder):
            problem = (further := _from_debian(face, folder)) and f"{problem}{further}"
        if problem and face.debian:
            raise FontsUnavailable(f"書体 {face.family} を用意できません：{problem}")
        say(f"{face.family}：{problem or '用意しました。'}")
    return _write_configuration(folder)


def _is_vouched_for(path: Path, face: Face) -> bool:
    """Whether the file is the pinned one, or byte for byte what Debian's own package has put on this host."""
    if not path.is_file():
        return False
    data = path.read_bytes()
    twin = Path(face.debian) if face.debian else None
    pinned = hashlib.sha256(data).hexdigest() == face.sha256
    return pinned or (twin is not None and twin.is_file() and twin.read_bytes() == data)


def _from_npm(face: Face, folder: Path) -> str:
    """Fetch one face from its pinned package; return an empty string, or the reason why not."""
    npm = shutil.which("npm")
    if npm is None:
        return "npm がありません。"
    with tempfile.TemporaryDirectory() as scratch:
        # npm itself checks the archive against the registry's sha512; the hash of the font is ours.
        packed = subprocess.run(
            [npm, "pack", "--silent", "--fetch-retries=1", f"{face.package}@{face.version}"],
            cwd=scratch,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        archives = list(Path(scratch).glob("*.tgz"))
        if packed.returncode or len(archives) != 1:
            return f"npm で {face.package} を取得できませんでした。"
        with tarfile.open(archives[0]) as archive:
            member = archive.extractfile(face.member)
            data = member.read() if member else b""
    if hashlib.sha256(data).hexdigest() != face.sha256:
        return f"{face.package} {face.version} の書体ファイルが記録と一致しません。"
    _put(folder / face.name, data)
    return ""


def _from_debian(face: Face, folder: Path) -> str:
    """Copy one face from Debian's package, installing it when root; return an empty string, or the reason why not."""
    if not face.debian:
        return "予備の書体なしで続けます（まれな漢字は印字できません）。"
    source = Path(face.debian)
    if not source.is_file() and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(
            ["apt-get", "install", "--yes", "--no-install-recommends", face.debian_package],
            capture_output=True,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            timeout=300,
            check=False,
        )
    if not source.is_file():
        return f"npm を入れるか、パッケージ {face.debian_package} を入れてから、もう一度実行してください。"
    _put(folder / face.name, source.read_bytes())
    return ""


def _put(path: Path, data: bytes) -> None:
    """Write a file so that a reader sees the old one or the new one, never a part."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as unfinished:
        unfinished.write(data)
    os.chmod(unfinished.name, 0o644)
    os.replace(unfinished.name, path)


def _write_configuration(folder: Path) -> Path:
    """Write the fontconfig file that knows this folder only, so that a paper looks the same on every host."""
    path = folder / "fonts.conf"
    text = f"""<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{escape(str(folder))}</dir>
  <cachedir>{escape(str(folder / "cache"))}</cachedir>
  <alias><family>serif</family><prefer><family>{MINCHO}</family><family>{FALLBACK}</family></prefer></alias>
  <alias><family>sans-serif</family><prefer><family>{GOTHIC}</family><family>{FALLBACK}</family></prefer></alias>
</fontconfig>
"""
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        _put(path, text.encode())
    return path


def main() -> int:
    """Install the fonts and say where they are; return the exit status."""
    try:
        configuration = install(say=print)
    except FontsUnavailable as error:
        print(error, file=sys.stderr)
        return 1
    print(configuration.parent)
    return 0


if __name__ == "__main__":
    sys.exit(main())
