"""A module's next version, or a new module that begins as a copy of another."""

from typing import Any

from django.db import transaction
from wagtail.actions.copy_page import CopyPageAction
from wagtail.coreutils import find_available_slug

from courses.models import ModulePage
from courses.models.identity import free_code
from courses.selectors.module import source_of
from courses.services import translating


@transaction.atomic
def new_version(*, module: ModulePage, by: Any) -> ModulePage:
    """The module and everything below it once more, as drafts of the next version.

    Key, lesson keys and block keys stay, so that a learner can go on with what did not change. What
    is on the site stays there until the new version is published.

    :raises CopyPagePermissionError: for whoever may not add a module there.
    """
    source = source_of(module)
    same = ModulePage.objects.filter(code=source.code).values_list("version", flat=True)
    version = 1 + max(same)
    return _copy(source, by, {"code": source.code, "version": version}, f"{source.code}-v{version}")


@transaction.atomic
def new_module_from(*, module: ModulePage, title: str, by: Any) -> ModulePage:
    """Another module that begins as a copy: its own key, version 1, no review, drafts only.

    :raises CopyPagePermissionError: for whoever may not add a module there.
    """
    source = source_of(module)
    code = free_code(ModulePage, source.code)
    fresh = {"title": title, "draft_title": title, "code": code, "version": 1}
    return _copy(source, by, fresh, code)


def _copy(source: ModulePage, by: Any, changed: dict[str, Any], slug: str) -> ModulePage:
    """Nobody has reviewed the copy, and no schedule is taken along; translations are."""
    unreviewed = {"review_status": "not_yet_reviewed", "reviewed_by": "", "reviewed_on": None}
    free = {"slug": find_available_slug(source.get_parent(), slug)}
    schedule = {"go_live_at": None, "expire_at": None}
    action = CopyPageAction(
        page=source,
        recursive=True,
        keep_live=False,
        update_attrs={**changed, **free, **unreviewed, **schedule},
        user=by,
    )
    copy: ModulePage = action.execute()
    translating.carry_over(source=source, copy=copy, by=by)
    return copy
