from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"
    verbose_name = _("Courses")

    def ready(self) -> None:
        from courses import receivers  # noqa: F401
        from courses.selectors import own_data
        from courses.services import cohort_reminder, module_reminder
        from endorsement.services.notices import kinds
        from endorsement.services.own_data import register

        for kind in (module_reminder.MODULES, cohort_reminder.COHORTS):
            kinds.register(kind)

        register("learning", own_data.learning)
        register("learning-paths", own_data.paths)
        register("accommodations", own_data.accommodations)
        register("cohorts", own_data.cohorts)
        register("live-sessions", own_data.live_sessions)
        register("external-tools", own_data.external_tools)
