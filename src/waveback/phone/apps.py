from django.apps import AppConfig


class PhoneConfig(AppConfig):
    name = "waveback.phone"
    label = "phone"
