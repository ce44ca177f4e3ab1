from django.urls import path

from waveback.ground.web.said import register
from waveback.people import job_views, views

register(
    {
        "people.client.opened": "The file is open.",
        "people.client.changed": "The changes are kept.",
        "people.client.ended": "The work is marked as ended. The file stays, and you can open it again here.",
        "people.client.ended-before": "This was marked as ended a moment ago.",
        "people.client.reopened": "The file is open again.",
        "people.client.open-already": "This was opened again a moment ago.",
        "people.session.entered": "The session is in the diary.",
        "people.session.cancelled": "The session is out of the diary.",
        "people.session.cancelled-before": "This session was taken out of the diary a moment ago.",
    }
)

app_name = "people"
urlpatterns = [
    path("clients/", views.clients, name="clients"),
    path("clients/new/", views.new, name="new"),
    path("clients/<uuid:client_id>/edit/", views.edit, name="edit"),
    path("clients/<uuid:client_id>/end/", views.end, name="end"),
    path("clients/<uuid:client_id>/reopen/", views.reopen, name="reopen"),
    path("clients/<uuid:client_id>/sessions/", views.sessions, name="sessions"),
    path("clients/<uuid:client_id>/sessions/<uuid:session_id>/cancel/", views.cancel_session, name="cancel_session"),
    path("under-way/<uuid:job_id>/", job_views.job, name="job"),
    path("under-way/<uuid:job_id>/cancel/", job_views.cancel, name="cancel_job"),
    path("under-way/<uuid:job_id>/take/", job_views.take, name="take_job"),
    path("under-way/<uuid:job_id>/again/", job_views.again, name="begin_job_anew"),
]
