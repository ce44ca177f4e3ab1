from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "waveback.desk"
    label = "desk"
