from django.apps import AppConfig


class BoundariesConfig(AppConfig):
    name = "waveback.steps.boundaries"
    label = "boundaries"
