from django.urls import path

from waveback.steps.boundaries import views

app_name = "boundaries"
urlpatterns = [path("card/", views.card, name="card")]
