"""Makes the demonstration world in demo mode, once; a second run changes nothing."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from confidentiality.acting import acting_as_system
from councils.models import Council
from portal.demo import fund, people, programme, story
from portal.published import load_duty_texts
from programmes.models import Fund


class Command(BaseCommand):
    help = "Make the demonstration people, their council and its fund (demo mode only)."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration world exists in demo mode only; set BANSO_DEMO=1.")
        with transaction.atomic():
            with acting_as_system("demonstration data"):
                load_duty_texts()
                everyone = people.make_people()
                council = Council.objects.filter(is_demo=True).first()
                has_fund = Fund.objects.filter(is_demo=True).exists()
            if council is None:
                council = story.Story(everyone).tell()
                self.stdout.write("Made the demonstration council.")
            else:
                self.stdout.write("The demonstration council is there already.")
            if not has_fund:
                told = fund.FundStory(everyone, council)
                told.tell()
                programme.tell(everyone, told)
                self.stdout.write("Made the demonstration fund and what its programme does.")
