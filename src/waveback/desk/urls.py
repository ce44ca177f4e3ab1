from django.urls import path

from waveback.desk import publish_views, views
from waveback.ground.web.said import register

register({"desk.practice": "The practice’s details are kept."})

app_name = "desk"
urlpatterns = [
    path("", views.today, name="today"),
    path("clients/<uuid:client_id>/", views.client, name="client"),
    path("clients/<uuid:client_id>/card/", views.card, name="card"),
    path("clients/<uuid:client_id>/print/", views.print_file, name="print"),
    path("printed/", views.printed, name="printed"),
    path("week/", views.week, name="week"),
    path("ease/", views.how_at_ease, name="ease"),
    path("talked/", views.talked, name="talked"),
    path("policy/publish/", publish_views.publish, name="publish"),
    path("settings/", views.settings, name="settings"),
    path("settings/ledger/", views.ledger, name="ledger"),
]
