"""Loads the published documents of fixtures/published as data; a second run changes nothing."""

from typing import Any

from django.core.management.base import BaseCommand

from confidentiality.acting import acting_as_system
from portal import published, published_fund, published_policy, published_technology


class Command(BaseCommand):
    help = (
        "Load the published minutes, slides, framework and interim summary, with organisations and wordings."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with acting_as_system("published documents"):
            published.load_duty_texts()
            published.load_organisations()
            council = published.load_documents()
            published_policy.load_policy()
            published_technology.load_technology(published_fund.load_fund())
            self.stdout.write(
                f"{council.name}: {council.meetings.count()} meetings, {council.materials.count()} materials."
            )
