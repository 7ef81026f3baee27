from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "vlaggenlijn.needs"
