"""Many lessons at once, live, as rows: for what must not cost more with each."""

from typing import Any

from wagtail.models import Page

from courses.models import LessonPage, ModulePage


def add_many_lessons(module: ModulePage, count: int, body: list[tuple[str, Any]]) -> None:
    """Live lessons after those that are there, all with the same content."""
    have = module.get_children().count()
    root = Page.objects.get(pk=module.pk)
    example = LessonPage(title="x", body=body)
    for number in range(have + 1, have + count + 1):
        path = Page._get_path(root.path, root.depth + 1, number)
        key = f"many-{number}"
        page = LessonPage(
            path=path,
            depth=root.depth + 1,
            title=f"Lesson of many {number}",
            draft_title=key,
            slug=key,
            lesson_key=key,
            url_path=f"{root.url_path}{key}/",
            locale_id=root.locale_id,
            content_type=example.cached_content_type,
            minutes=2,
            body=body,
        )
        # A page's own saving asks about its place and its address, which are known here.
        page.save_base(raw=False, force_insert=True)
    Page.objects.filter(pk=module.pk).update(numchild=have + count)
