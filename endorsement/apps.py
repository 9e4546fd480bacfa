from django.apps import AppConfig
from django.urls import reverse
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

        from endorsement import receivers  # noqa: F401
        from endorsement.services import own_data
        from lms.backbone import jobs

        jobs.register(
            own_data.KIND,
            own_data.run,
            title=_("A copy of your record"),
            home=lambda _job: reverse("endorsement:my_data"),
        )
