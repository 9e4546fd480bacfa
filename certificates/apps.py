from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    name = "certificates"
    verbose_name = _("Certificates")

    def ready(self) -> None:
        from certificates import own_data, receivers  # noqa: F401
        from endorsement.services.own_data import register

        register("certificates", own_data.certificates)
