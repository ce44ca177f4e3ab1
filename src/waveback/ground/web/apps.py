from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "waveback.ground.web"
    label = "web"
