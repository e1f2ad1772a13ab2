"""Django's registration of the councils app and of the consumers of its outbox messages."""

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class CouncilsConfig(AppConfig):
    name = "councils"
    verbose_name = pgettext_lazy("list", "協議会")

    def ready(self) -> None:
        from councils import naming, notices  # noqa: F401  register words and consumers
