from django.apps import AppConfig


class ClientLeadsConfig(AppConfig):
    name = "waveback.steps.client_leads"
    label = "client_leads"
