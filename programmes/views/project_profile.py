"""The page on which a project's origin and horizon are decided, with what was decided before (R13)."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from confidentiality import doors
from programmes import project_profile
from programmes.forms.project_profile import ProjectProfileForm
from programmes.models import Project, ProjectProfile, RDConcept
from programmes.standing import leads_or_runs
from programmes.views.frame import confirm, posted
from programmes.views.project_frame import trail


@doors.item(Project, allows=leads_or_runs)
def profile_decide(request: HttpRequest, project: Project) -> HttpResponse:
    """Filled with what the concept's technologies have as long as nothing was decided."""
    was_decided = ProjectProfile.objects.filter(item=project).exists()
    now = {"origin": project.origin, "horizon": project.horizon}
    words = [
        _("この課題の起点（シーズ主導・ニーズ主導）と、見通す期間（短期・長期）を決めます。"),
        _("課題を見られる方が読めます。改めるたびに、前の決定と理由が履歴に残ります。"),
    ]
    if not was_decided and (concept := RDConcept.objects.filter(pk=project.concept_id).first()):
        offer = project_profile.offered(concept)
        now = {name: now[name] or offer.get(name, "") for name in now}
        if any(offer.values()):
            words.append(_("構想の重要技術の起点と期間を選んであります。課題に合わせて直してください。"))
    return confirm(
        request,
        lambda **given: project_profile.decide_profile(project, by=request.user, **given),
        heading=_("課題の起点と期間を決める"),
        verb=_("決める"),
        back=reverse("project", args=[project.pk]),
        words=words,
        form=ProjectProfileForm(posted(request), initial=now, was_decided=was_decided),
        said=_("課題の起点と期間を決めました。"),
        trail=trail(project, inside=True),
        shown=project_profile.state_of(project),
    )
