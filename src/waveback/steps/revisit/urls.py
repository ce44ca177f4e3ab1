from django.urls import path

from waveback.ground.web.said import register
from waveback.steps.revisit import thread_views, views

register(
    {
        "revisit.kept": "The revisit is kept as a draft.",
        "revisit.signed": "The revisit is signed and locked.",
        "revisit.topic": "The topic is kept. It shows until it is worked on.",
        "revisit.entry": "It is added to the thread.",
        "revisit.repeat": "What you decided is kept. It holds until the next run-in.",
        "revisit.suggested": "It is kept for when you next look at the policy.",
        "revisit.settled": "It is off the list.",
        "revisit.noted": "Your note is kept. Only you can read it.",
        "revisit.deleted": "Your note is deleted for good.",
    }
)

app_name = "revisit"
urlpatterns = [
    path("run-ins/<uuid:run_in_id>/revisit/", views.revisit, name="revisit"),
    path("run-ins/<uuid:run_in_id>/revisit/pdf/", views.as_pdf, name="pdf"),
    path("run-ins/<uuid:run_in_id>/revisit/policy/<int:clause>/", thread_views.suggest, name="suggest"),
    path("revisits/left-open/", thread_views.left_open, name="left_open"),
    path("revisits/policy/", thread_views.suggestions, name="suggestions"),
    path("revisits/policy/<uuid:suggestion_id>/", thread_views.settle, name="settle"),
    path("clients/<uuid:client_id>/threads/", thread_views.threads, name="threads"),
    path("clients/<uuid:client_id>/threads/<uuid:topic_id>/", thread_views.thread, name="thread"),
    path("clients/<uuid:client_id>/repeats/", thread_views.repeats, name="repeats"),
    path("clients/<uuid:client_id>/process/", thread_views.process_notes, name="process_notes"),
    path(
        "clients/<uuid:client_id>/process/<uuid:note_id>/delete/",
        thread_views.delete_process_note,
        name="delete_process_note",
    ),
]
