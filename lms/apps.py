from django.apps import AppConfig


class LmsConfig(AppConfig):
    name = "lms"
    label = "lms"
    verbose_name = "Platform"

    def ready(self) -> None:
        from lms import checks  # noqa: F401
