from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "waveback.ground.vault"
    label = "vault"
