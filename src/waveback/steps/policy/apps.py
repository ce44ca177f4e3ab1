from django.apps import AppConfig


class PolicyConfig(AppConfig):
    name = "waveback.steps.policy"
    label = "policy"
