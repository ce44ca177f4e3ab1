from django.urls import path

from waveback.ground.web.said import register
from waveback.steps.revisit import views

register(
    {
        "revisit.kept": "The revisit is kept as a draft.",
        "revisit.signed": "The revisit is signed and locked.",
    }
)

app_name = "revisit"
urlpatterns = [
    path("run-ins/<uuid:run_in_id>/revisit/", views.revisit, name="revisit"),
]
