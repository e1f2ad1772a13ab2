"""The switch at the foot of every page: kept with the account of a signed-in reader, in a cookie for anybody else."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views import i18n
from django.views.decorators.http import require_POST

from accounts.models import Person


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    wanted = request.POST.get("language", "")
    if request.user.is_authenticated and wanted in dict(settings.LANGUAGES):
        Person.objects.filter(pk=request.user.pk).update(language=wanted)
    return i18n.set_language(request)


choose.door = "open: a reader's own choice of language"

urlpatterns = [path("language/", choose, name="set_language")]
