"""The published documents as they are loaded: every word of the reviewed file reaches the paper, in its order."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command

from confidentiality.acting import acting_as
from councils.models import MaterialVersion

PUBLISHED = settings.ROOT / "fixtures" / "published"
ABOUT_THE_FILE = {"kind", "source", "title", "slips"}


def words(part: Any) -> Iterator[str]:
    """What is printed, in the order of the file."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, list):
        for one in part:
            yield from words(one)
    elif isinstance(part, dict):
        for key, value in part.items():
            if key not in ABOUT_THE_FILE:
                yield from words(value)


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize(
    ("file", "begins"),
    [("framework.yaml", "１ 政策対応の基本的な考え方"), ("interim_summary.yaml", "1. 「知る」")],
)
def test_every_word_of_a_document_is_in_its_paper(world, file: str, begins: str) -> None:
    call_command("load_published", verbosity=0)
    printed = bare("".join(words(yaml.safe_load((PUBLISHED / file).read_text(encoding="utf-8")))))
    with acting_as(None):  # published: whoever comes
        texts = [bare(version.text) for version in MaterialVersion.objects.all()]
    found = [text for text in texts if bare(begins) in text]
    assert len(found) == 1 and printed in found[0]
