from django.urls import path

from waveback.steps.confidentiality import views

app_name = "confidentiality"
urlpatterns = [
    path("guidance/", views.guidance, name="guidance"),
    path("clients/<uuid:client_id>/looks/", views.looks, name="looks"),
]
