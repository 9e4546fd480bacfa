"""`manage.py load_curriculum`: the modules, sources and resources that ship."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from courses.curriculum.format import CurriculumError
from courses.curriculum.library import load_library
from courses.services import curriculum


class Command(BaseCommand):
    help = "Load the curriculum that ships. Safe to repeat; what an editor changed is kept."

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            library = load_library()
        except CurriculumError as error:
            raise CommandError(f"The curriculum was not loaded. {error}") from error
        loaded = curriculum.load(library=library, at=timezone.now())
        for outcome in (curriculum.MADE, curriculum.UPDATED, curriculum.KEPT):
            for key in loaded.of(outcome):
                if options["verbosity"] > 1 or outcome == curriculum.KEPT:
                    self.stdout.write(f"{outcome}: {key}")
        counts = ", ".join(
            f"{len(loaded.of(outcome))} {outcome}"
            for outcome in (
                curriculum.MADE,
                curriculum.UPDATED,
                curriculum.SAME,
                curriculum.KEPT,
            )
        )
        self.stdout.write(f"Curriculum: {counts}.")
