"""Makes the demonstration world in demo mode, once; a second run changes nothing."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from confidentiality.acting import acting_as_system
from councils.models import Council
from portal.demo import people, story
from portal.published import load_duty_texts


class Command(BaseCommand):
    help = "Make the demonstration people and their council (demo mode only)."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration world exists in demo mode only; set BANSO_DEMO=1.")
        with transaction.atomic():
            with acting_as_system("demonstration data"):
                load_duty_texts()
                everyone = people.make_people()
                if Council.objects.filter(is_demo=True).exists():
                    self.stdout.write("The demonstration council is there already.")
                    return
            story.Story(everyone).tell()
        self.stdout.write("Made the demonstration council.")
