"""How the portal signs in at a mail host: encrypted or not at all."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.conf import settings

ASKED = "from django.conf import settings as s; print(s.EMAIL_USE_TLS, s.EMAIL_USE_SSL, s.EMAIL_HOST_USER, s.EMAIL_HOST_PASSWORD)"


def read_with(**given: str) -> subprocess.CompletedProcess[str]:
    environment = {n: v for n, v in os.environ.items() if not n.startswith("EMAIL_")} | given
    return subprocess.run(
        [sys.executable, "-c", ASKED], cwd=settings.ROOT, env=environment, capture_output=True, text=True
    )


@pytest.mark.parametrize(
    ("security", "told"),
    [("starttls", "True False post secret"), ("tls", "False True post secret")],
)
def test_a_password_goes_out_encrypted(security: str, told: str) -> None:
    read = read_with(EMAIL_HOST_USER="post", EMAIL_HOST_PASSWORD="secret", EMAIL_SECURITY=security)
    assert read.stdout.strip() == told, read.stderr


def test_a_host_on_the_same_network_needs_nothing() -> None:
    assert read_with(EMAIL_HOST="mail").stdout.split() == ["False", "False"]


@pytest.mark.parametrize("given", [{"EMAIL_HOST_PASSWORD": "secret"}, {"EMAIL_SECURITY": "ssl"}])
def test_a_password_in_the_clear_and_an_unknown_word_are_refused(given: dict[str, str]) -> None:
    read = read_with(**given)
    assert read.returncode != 0 and "EMAIL_SECURITY" in read.stderr and "secret" not in read.stderr
