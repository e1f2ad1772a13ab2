"""All addresses of the programmes app, one list per half."""

from programmes.urls import fund, policy, technology

urlpatterns = [
    *policy.urlpatterns,
    *fund.urlpatterns,
    *technology.urlpatterns,
]
