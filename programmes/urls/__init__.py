"""All addresses of the programmes app, one list per part."""

from programmes.urls import call, follow_up, fund, gate, outcome, policy, project, technology
from programmes.urls import call, fund, gate, policy, project, proposal

urlpatterns = [
    *policy.urlpatterns,
    *fund.urlpatterns,
    *proposal.urlpatterns,
    *gate.urlpatterns,
    *call.urlpatterns,
    *project.urlpatterns,
    *technology.urlpatterns,
    *follow_up.urlpatterns,
    *outcome.urlpatterns,
]
