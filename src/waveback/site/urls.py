"""Every address of Waveback. Each route stands in tests/access_table.py with who may use it."""

from django.urls import include, path

urlpatterns = [
    path("", include("waveback.ground.web.urls")),
    path("", include("waveback.people.account_urls")),
    path("", include("waveback.people.urls")),
    path("", include("waveback.exchange.urls")),
    path("", include("waveback.steps.policy.urls")),
    path("", include("waveback.steps.boundaries.urls")),
    path("", include("waveback.steps.confidentiality.urls")),
    path("", include("waveback.steps.client_leads.urls")),
    path("", include("waveback.steps.discussion.urls")),
    path("", include("waveback.steps.document.urls")),
    path("", include("waveback.steps.revisit.urls")),
    path("", include("waveback.phone.urls")),
    path("", include("waveback.rehearsal.urls")),
    path("", include("waveback.desk.urls")),
]

handler400 = "waveback.ground.web.errors.bad_request"
handler403 = "waveback.ground.web.errors.forbidden"
handler404 = "waveback.ground.web.errors.not_found"
handler429 = "waveback.ground.web.errors.too_many"
handler500 = "waveback.ground.web.errors.failed"
