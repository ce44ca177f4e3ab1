from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "waveback.ground.jobs"
    label = "jobs"
