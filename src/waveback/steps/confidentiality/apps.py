from django.apps import AppConfig


class ConfidentialityConfig(AppConfig):
    name = "waveback.steps.confidentiality"
    label = "confidentiality"
