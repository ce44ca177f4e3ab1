from django.urls import path

from waveback.ground.web.said import register
from waveback.steps.client_leads import views

register(
    {
        "client_leads.set": "The wishes are set. What held before stays in the history.",
        "client_leads.confirmed": "Kept as they are. They come up again in six months, or after a run-in.",
        "client_leads.greet_first.ended": "From now on they lead again.",
        "client_leads.greet_first.none": "They lead, as always: there is nothing to end.",
    }
)

app_name = "client_leads"
urlpatterns = [
    path("clients/<uuid:client_id>/wishes/", views.wishes, name="wishes"),
    path("clients/<uuid:client_id>/wishes/confirm/", views.confirm, name="confirm"),
    path("clients/<uuid:client_id>/wishes/greeting-first/end/", views.end_greet_first, name="end_greet_first"),
]
