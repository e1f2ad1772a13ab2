"""Rules of every template and word: no inline code or style, no look-alike controls, everything translatable."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.ROOT)
TEMPLATES = ROOT / "templates"
APPS = ("accounts", "confidentiality", "councils", "programmes", "portal")

# Official papers are Japanese by law and have their own stylesheet; a mail's words are translated like a page's.
PAPERS = "paper/"
FORBIDDEN = {
    "inline style": r"\sstyle\s*=",
    "style element": r"<style\b",
    "event attribute": r"\son[a-z]+\s*=\s*[\"']",
    "htmx event attribute": r"hx-on",
    "script in an attribute": r"\bjavascript:|[\"']js:",
    "script inside the page": r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")",
    "hint inside a box": r"\bplaceholder\s*=",
    "button that does nothing": r"\sdisabled(?=[\s=>])",
    "field that looks like a field": r"\sreadonly(?=[\s=>])",
    "ruby": r"<ruby\b",
    "window of its own": r"\starget\s*=",
    "data address": r"[\"'(]data:",
    "address of elsewhere": r"(?:href|src|action)=\"https?://",
    "swallowed escaping": r"\|\s*safe\b|\{%\s*autoescape\s+off",
}
# file → which rule it may break, and why
EXCUSED = {
    "mfa/totp/activate_form.html": {"swallowed escaping": "the drawing is made here from an address of ours"},
}
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-鿿々]")
# Words that stay as they are in every language, and pages that must not need a translation.
SAME_EVERYWHERE = ("日本語",)
WITHOUT_TRANSLATION = {"500.html": "shown when anything may be broken, the translations too"}
_COMMENT = re.compile(r"\{%\s*comment\b.*?%\}.*?\{%\s*endcomment\s*%\}|\{#.*?#\}", re.DOTALL)
TRANSLATED = re.compile(
    r"\{%\s*blocktrans(?:late)?\b.*?%\}.*?\{%\s*endblocktrans(?:late)?\s*%\}|\{%\s*trans(?:late)?\s.*?%\}|_\((?:\"[^\"]*\"|'[^']*')\)",
    re.DOTALL,
)

# Modules whose Japanese is material, not an interface.
MATERIAL = {
    "accounts/japanese.py": "eras and digits of Japanese dates",
    "accounts/fields.py": "how people write times",
    "confidentiality/differences.py": "cuts Japanese texts into words",
    "confidentiality/fonts.py": "speaks to the terminal of whoever installs",
    "confidentiality/disclosure_cycle.py": "who acts, for the drawing in the documents",
    "confidentiality/lifecycle.py": "who acts, for the drawing in the documents",
    "confidentiality/management/": "speaks to the terminal of the operator",
    "confidentiality/marking.py": "stamps on Japanese papers",
    "confidentiality/printing": "words of official papers",
    "confidentiality/sealing.py": "findings for the terminal of the operator",
    "confidentiality/disclosure.py": "looks for Japanese words in texts",
    "confidentiality/wording.py": "looks for Japanese words in texts; agreed wordings",
    "portal/drawing/": "writes the Japanese documents of the repository",
    "programmes/fund_paper.py": "words of official papers",
    "programmes/money.py": "Japanese units of money; English ones beside them",
    "programmes/call_papers.py": "official papers are Japanese",
    "programmes/review_papers.py": "official papers are Japanese",
    "programmes/papers.py": "words of official papers",
    "programmes/proposal_receipt.py": "words of official papers",
    "councils/disclosure": "looks for Japanese words in texts",
    "councils/imported.py": "what ministries write",
    "councils/management/": "speaks to the terminal of the operator",
    "councils/minutes": "reads what ministries write; words of official papers",
    "councils/official_papers.py": "words of official papers",
    "councils/paper": "words of official papers",
    "councils/reading.py": "cuts Japanese texts into sections",
    "portal/demo/": "the invented world is Japanese",
    "portal/published": "published documents",
}
# Single words that are material in a module of words: file → the words, and what they are.
LITERALS = {
    "accounts/numbers.py": (
        {
            " (?=[兆億百万千円])|(?<=[兆億万千]) ",
            "([+-]?)[\\xa5\\\\]?(.*?)円?",
            "([0-9.,]+)(兆|億|百万|万|千)",
            *"万億兆千",
            "百万",
        },
        "how people write sums",
    ),
    "programmes/discussion_topics.py": ({"論点"}, "a heading that is stored, as papers print it"),
    "accounts/dates.py": ({"年", "月", "日", "日（", "年）"}, "Japanese dates; English ones beside them"),
    "confidentiality/apps.py": ({"守秘"}, "the app's name in the admin of nobody"),
    "councils/forms/importing.py": ({"欠席"}, "how papers mark somebody away"),
    "councils/models/material.py": ({"番号未定", "事務局限り", "資料"}, "labels as they are printed"),
    "councils/meetings.py": (
        {"対応事項：", "対応事項の報告（内容は担当と保持者のみ）", "対応事項の確認", "座長"},
        "agenda lines and a group on the roll, stored as papers print them",
    ),
    "councils/models/meeting.py": ({"第", "回会合"}, "a title that is stored, in nobody's own language"),
    "councils/views/material.py": ({"（写し"}, "part of a copy's file name"),
    "programmes/forms/fund.py": (
        {"12月31日", "4月1日", "{}年{}", "年", "度"},
        "how people write fiscal years",
    ),
    "programmes/forms/call.py": (
        {r"(.+?(?::\d{2}|分))(?::(\d{1,2})|(\d{1,2})秒)", r"(午前|午後)?\d{1,2}(:\d{2}|時\d{1,2}分)"},
        "how people write times to the second",
    ),
    "programmes/imports.py": (
        {r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 0?0:00(?::00)?)?"},
        "how people and spreadsheets write days",
    ),
    "portal/administration/forms.py": ({"日本語"}, "a language by its own name"),
    "portal/apps.py": ({"伴走"}, "the name of the installation"),
    "portal/settings.py": (
        {"日本語", "伴走 Banso"},
        "a language by its own name; the name in authenticator apps",
    ),
}
GETTEXT = {
    "_",
    "gettext",
    "gettext_lazy",
    "gettext_noop",
    "in_japanese",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
    "npgettext",
    "npgettext_lazy",
}


def templates(*kinds: str) -> list[Path]:
    return sorted(p for kind in kinds for p in TEMPLATES.rglob(f"*.{kind}"))


def name_of(path: Path) -> str:
    return path.relative_to(TEMPLATES).as_posix()


def source_of(path: Path) -> str:
    """Comments become blank, so that lines keep their numbers."""
    return _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), path.read_text(encoding="utf-8"))


def faults_of(name: str, source: str) -> Iterator[str]:
    for rule, pattern in FORBIDDEN.items():
        for found in re.finditer(pattern, source, re.IGNORECASE):
            if rule not in EXCUSED.get(name, {}):
                yield f"{name}:{source.count(chr(10), 0, found.start()) + 1}: {rule}: {found[0].strip()}"


def bare_words_of(name: str, source: str) -> Iterator[str]:
    """Japanese that no translation reaches: in the text, or as a literal in a tag or a filter."""
    rest = TRANSLATED.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), source)
    for word in SAME_EVERYWHERE:
        rest = rest.replace(word, "")
    for number, line in enumerate(rest.splitlines(), 1):
        if JAPANESE.search(line):
            yield f"{name}:{number}: {''.join(JAPANESE.findall(line))[:30]}"


@pytest.mark.parametrize("path", templates("html"), ids=name_of)
def test_a_template_has_no_inline_code_and_no_control_that_is_none(path):
    if not name_of(path).startswith(PAPERS):
        assert list(faults_of(name_of(path), source_of(path))) == []


@pytest.mark.parametrize("path", templates("html", "txt"), ids=name_of)
def test_every_word_of_a_template_can_be_translated(path):
    name = name_of(path)
    if not name.startswith(PAPERS) and name not in WITHOUT_TRANSLATION:
        assert list(bare_words_of(name, source_of(path))) == []


def test_the_rules_find_what_they_look_for():
    bad = {
        "inline style": '<p style="color:red">',
        "event attribute": '<a onclick="x()">',
        "htmx event attribute": '<a hx-on:click="x">',
        "script in an attribute": '<a href="javascript:x">',
        "script inside the page": "<script>x()</script>",
        "hint inside a box": '<input placeholder="x">',
        "button that does nothing": "<button disabled>",
        "field that looks like a field": "<input readonly>",
        "ruby": "<ruby>",
        "window of its own": '<a target="_blank">',
        "data address": '<img src="data:image/png">',
        "address of elsewhere": '<a href="https://x">',
        "swallowed escaping": "{{ x|safe }}",
        "style element": "<style>",
    }
    assert set(bad) == set(FORBIDDEN)
    for rule, text in bad.items():
        assert any(f": {rule}: " in fault for fault in faults_of("x.html", text)), rule
    good = (
        '{% comment %}<p style="x">{% endcomment %}<script src="/x.js" defer></script>'
        '<script type="application/json">{}</script><p data-x="1" class="once">'
    )
    assert list(faults_of("x.html", _COMMENT.sub("", good))) == []
    for text in (
        "<p>言葉</p>",
        '{{ x|default:"なし" }}',
        '{% include "x" with y="言葉" %}',
        '<c-x label="言葉">',
    ):
        assert list(bare_words_of("x.html", text)), text
    for text in (
        '{% translate "言葉" %}',
        "{% blocktranslate with x=y %}{{ x }}の言葉{% endblocktranslate %}",
        '{{ x|default:_("なし") }}',
        "「{{ x }}」、（…）",
    ):
        assert not list(bare_words_of("x.html", text)), text


def modules() -> list[Path]:
    found = [p for app in APPS for p in (ROOT / app).rglob("*.py")]
    return [
        p
        for p in found
        if "migrations" not in p.parts and not p.relative_to(ROOT).as_posix().startswith(tuple(MATERIAL))
    ]


def bare_strings_of(tree: ast.AST) -> Iterator[ast.Constant]:
    """Japanese literals that are neither a docstring nor handed to gettext."""
    excused: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in GETTEXT:
            excused |= {id(inner) for given in node.args for inner in ast.walk(given)}
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            excused.add(id(node.value))
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and JAPANESE.search(node.value)
            and id(node) not in excused
        ):
            yield node


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_word_in_python_can_be_translated(path):
    name = path.relative_to(ROOT).as_posix()
    found = list(bare_strings_of(ast.parse(path.read_text(encoding="utf-8"))))
    allowed = LITERALS.get(name, (set(), ""))[0]
    assert [f"{name}:{node.lineno}: {node.value[:40]}" for node in found if node.value not in allowed] == []


def test_every_excuse_is_still_needed():
    for name in (*MATERIAL, *LITERALS):
        assert (ROOT / name).exists() or list(ROOT.glob(name + "*")), name
    for name, (excused, _reason) in LITERALS.items():
        found = {node.value for node in bare_strings_of(ast.parse((ROOT / name).read_text(encoding="utf-8")))}
        assert excused <= found, name
    assert all((TEMPLATES / name).exists() for name in (*EXCUSED, *WITHOUT_TRANSLATION))


def test_python_words_are_looked_for_in_the_right_places():
    source = '"""言葉"""\nx = _("言葉")\ny = f"{x}の言葉"\nz = _("%(a)s言葉") % {"a": "甲"}\n'
    assert [node.lineno for node in bare_strings_of(ast.parse(source))] == [3, 4]
