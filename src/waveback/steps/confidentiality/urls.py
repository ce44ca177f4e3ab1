from django.urls import URLPattern

app_name = "confidentiality"
urlpatterns: list[URLPattern] = []
