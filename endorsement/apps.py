from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lms.backbone.append_only import append_only


class EndorsementConfig(AppConfig):
    name = "endorsement"
    verbose_name = _("Endorsement")

    def ready(self) -> None:
        append_only("endorsement.LedgerEntry", when="OLD.permanent_at IS NOT NULL")
        append_only("endorsement.Confirmation")
        append_only("endorsement.Signature")
        append_only("endorsement.Event")
        append_only("endorsement.Edition", when="OLD.state = 'published'")

        from endorsement import receivers  # noqa: F401
