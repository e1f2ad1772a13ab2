"""All addresses of the programmes app, one list per half."""

from programmes.urls import fund, gate, policy

urlpatterns = [
    *policy.urlpatterns,
    *fund.urlpatterns,
    *gate.urlpatterns,
]
