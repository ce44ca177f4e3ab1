from django.apps import AppConfig


class RehearsalConfig(AppConfig):
    name = "waveback.rehearsal"
    label = "rehearsal"
