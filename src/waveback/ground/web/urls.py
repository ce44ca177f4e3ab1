from django.urls import URLPattern, path

from waveback.ground.web import patterns, views

app_name = "web"
urlpatterns: list[URLPattern] = [
    path("wording/", views.wording, name="wording"),
    path("patterns/", patterns.patterns, name="patterns"),
]
