from django.apps import AppConfig


class DiscussionConfig(AppConfig):
    name = "waveback.steps.discussion"
    label = "discussion"
