from django.apps import AppConfig


class RevisitConfig(AppConfig):
    name = "waveback.steps.revisit"
    label = "revisit"
