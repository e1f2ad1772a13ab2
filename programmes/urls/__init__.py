"""All addresses of the programmes app, one list per half."""

from programmes.urls import fund, gate, policy
from programmes.urls import call, fund, policy
from programmes.urls import fund, policy, proposal

urlpatterns = [
    *policy.urlpatterns,
    *fund.urlpatterns,
    *gate.urlpatterns,
    *call.urlpatterns,
    *proposal.urlpatterns,
]
