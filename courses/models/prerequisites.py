"""Modules that must be completed before another one can be started."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from courses.rules.prerequisites import circle


def required_codes(prerequisites: Iterable[Any]) -> list[str]:
    """Codes of the required ones, not of those that are only good to take before."""
    return [block.value for block in prerequisites if block.block_type == "required"]


def check_no_circle(code: str, prerequisites: Iterable[Any]) -> None:
    """:raises ValidationError: when nobody could ever start, because modules require each other."""
    from courses.models.module import ModulePage

    wanted = required_codes(prerequisites)
    if not wanted:
        return
    live = ModulePage.objects.live().exclude(code=code).only("code", "prerequisites")
    required = {page.code: required_codes(page.prerequisites) for page in live} | {code: wanted}
    found = circle(code, required)
    if found:
        raise ValidationError(
            _("Nobody could start: these modules require each other: %(codes)s.")
            % {"codes": " → ".join(found)}
        )
