"""Every field of ours is in the inventory of personal data, exactly once."""

from django.apps import apps

from lms.backbone.privacy import APPS, not_personal, personal

LABELS = {path.rpartition(".")[2] for path in APPS}


def _fields() -> set[str]:
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in LABELS
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]
        if not field.primary_key
    }


def test_every_field_is_listed_in_the_personal_data_of_its_app() -> None:
    unlisted = sorted(_fields() - set(personal()) - not_personal())
    assert "\n".join(unlisted) == ""


def test_nothing_is_listed_that_is_not_there_or_listed_twice() -> None:
    listed = set(personal()) | not_personal()
    assert "\n".join(sorted(listed - _fields())) == ""
    assert sorted(set(personal()) & not_personal()) == []


def test_every_personal_field_has_purpose_and_retention() -> None:
    assert [
        name for name, kept in personal().items() if not (kept.purpose and kept.retention)
    ] == []
