"""All addresses of the programmes app, one list per half."""

from programmes.urls import call, follow_up, fund, gate, outcome, policy, project, technology

urlpatterns = [
    *policy.urlpatterns,
    *fund.urlpatterns,
    *gate.urlpatterns,
    *call.urlpatterns,
    *project.urlpatterns,
    *technology.urlpatterns,
    *follow_up.urlpatterns,
    *outcome.urlpatterns,
]
