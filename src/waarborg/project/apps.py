"""The Django application of the top layer: its templates, translations and start-up checks."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "waarborg.project"
    label = "project"
    verbose_name = "Waarborg"
