from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "waveback.exchange"
    label = "exchange"
