"""The letter by which a new person first signs in; neutral words, one link, one reader."""
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import Person


def send_invitation(person: Person, secret: str) -> None:
    """After the commit: the secret is in the letter alone, never in a queue or a log."""
    link = settings.SITE_URL + reverse("invitation", args=[secret])

    def send() -> None:
        with override(person.language):
            send_mail(
                _("伴走：利用のご案内"),
                _("%(name)s 様\n\n伴走の利用者として登録されました。\n次のリンクからパスワードを設定してください（14日間有効）。\n\n%(link)s\n\n"
                  "お心当たりのない場合は、このメールを破棄してください。") % {"name": person.name, "link": link},
                None, [person.email], fail_silently=True,
            )

    transaction.on_commit(send)
