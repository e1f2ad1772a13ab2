"""Loads the one fund the published documents speak of, with its budget acts and their source; adds no allocation."""

from accounts.models import Organisation
from accounts.phrasing import in_japanese
from confidentiality import audience
from portal.published import read
from programmes.funding import BOOK, READERS
from programmes.models import Fund, FundBook, FundContribution
from programmes.standing import team


def load_fund() -> Fund:
    """Public as it was published; a second run adds nothing."""
    data = read("published/fund.yaml")
    found = Fund.objects.filter(name=data["fund"]["name"], is_demo=False).first()
    if found:
        return found
    fund = Fund.objects.create(**data["fund"])
    book = FundBook.objects.create(fund=fund, container=fund, public_title=in_japanese(BOOK))
    for item in (fund, book):
        audience.open_to(item, team(fund.pk), *(audience.office(kind) for kind in READERS))
    audience.open_to(fund, audience.EVERYBODY)
    for one in data["contributions"]:
        ministry = one.pop("ministry", None)
        FundContribution.objects.create(
            item=book,
            fund=fund,
            state=FundContribution.State.APPROVED,
            ministry=Organisation.objects.get(name=ministry) if ministry else None,
            **one,
        )
    Fund.objects.filter(pk=fund.pk).update(state=Fund.State.ESTABLISHED, is_listed=True)
    return Fund.objects.get(pk=fund.pk)
