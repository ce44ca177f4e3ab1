from django.apps import AppConfig


class DocumentConfig(AppConfig):
    name = "waveback.steps.document"
    label = "document"
