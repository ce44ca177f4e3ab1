from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "waveback.people"
    label = "people"
