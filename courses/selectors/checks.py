"""What stands between a module's draft and its publication."""

from courses.models import ModulePage
from courses.models.checking import FIELDS, facts_of
from courses.rules import checks
from courses.selectors.module import source_of


def of_module(module: ModulePage) -> list[checks.Finding]:
    """The findings about the module as last saved, with everything below it."""
    draft = source_of(module).get_latest_revision_as_object()
    return checks.check(facts_of(draft, {name: getattr(draft, name) for name in FIELDS}))
