from django.apps import AppConfig
from django.db.models.signals import post_migrate


class BackboneConfig(AppConfig):
    name = "lms.backbone"
    label = "backbone"

    def ready(self) -> None:
        from lms.backbone import folding  # noqa: F401
        from lms.backbone.append_only import install_guards

        post_migrate.connect(install_guards, dispatch_uid="append-only guards")
