from django.urls import path

from waveback.ground.web.said import register
from waveback.steps.client_leads import views

register({"client_leads.set": "The wishes are set. What held before stays in the history."})

app_name = "client_leads"
urlpatterns = [
    path("clients/<uuid:client_id>/wishes/", views.wishes, name="wishes"),
]
