"""`manage.py curriculum_export`: modules, sources, resources and terms of the CMS as files."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from courses.curriculum import writing
from courses.models import ModulePage
from courses.selectors import curriculum, curriculum_library


class Command(BaseCommand):
    help = (
        "Write what is in the CMS as the files that load_curriculum reads (docs/curriculum.md), English and "
        "Spanish together. The same content is the same files, byte by byte."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--module", metavar="CODE", help="only this module; to the screen without --out"
        )
        parser.add_argument("--out", type=Path, metavar="DIR", help="the folder to write into")

    def handle(self, *_args: Any, **options: Any) -> None:
        code, out = options["module"], options["out"]
        if code:
            page = curriculum.by_code(code)
            if page is None:
                raise CommandError(f"There is no module “{code}”.")
            self._module(page, out / "modules" if out else None)
            return
        if out is None:
            raise CommandError("Say where to: --out DIR. Or name one module: --module CODE.")
        for page in curriculum.exportable():
            self._module(page, out / "modules")
        self._library(out)

    def _module(self, page: ModulePage, folder: Path | None) -> None:
        found = curriculum.module_of(page)
        text = writing.module_text(found.module)
        if folder is None:
            self.stdout.write(text, ending="")
        else:
            _write(folder / found.module.file.name, text)
            self.stdout.write(f"{found.module.file.name}: {len(found.module.lessons)} lessons")
        for what in found.left_out:
            # To the other stream: the text may go into a file.
            self.stderr.write(f"{page.code}: no file can hold this, it is left out: {what}")

    def _library(self, out: Path) -> None:
        _write(out / "sources.yaml", writing.sources_text(curriculum_library.sources()))
        _write(out / "resources.yaml", writing.resources_text(curriculum_library.resources()))
        _write(out / "glossary.yaml", writing.terms_text(curriculum_library.terms()))
        self.stdout.write("sources.yaml, resources.yaml, glossary.yaml")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
