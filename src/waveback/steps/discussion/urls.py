from django.urls import path

from waveback.ground.web.said import register
from waveback.steps.discussion import views

register(
    {
        "discussion.recorded": "The answer is recorded. Nobody can edit it; a newer one takes its place.",
        "discussion.paused": "Paused. Nothing is lost; go on whenever you like.",
    }
)

app_name = "discussion"
urlpatterns = [
    path("clients/<uuid:client_id>/talk/", views.overview, name="talk"),
    path("clients/<uuid:client_id>/talk/begin/", views.begin, name="begin"),
    path(
        "clients/<uuid:client_id>/talk/<uuid:talk_id>/<int:number>/",
        views.part,
        name="part",
    ),
    path(
        "clients/<uuid:client_id>/talk/<uuid:talk_id>/record/",
        views.record,
        name="record",
    ),
    path(
        "clients/<uuid:client_id>/talk/<uuid:acknowledgement_id>/",
        views.acknowledgement,
        name="acknowledgement",
    ),
]
