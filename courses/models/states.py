"""Fields of a page or a snippet that tell of its state and say nothing."""

from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin

#: Revisions, days, drafts and locks, under the names that Wagtail gives them.
STATE_FIELDS = frozenset(
    field.name
    for mixin in (DraftStateMixin, LockableMixin, RevisionMixin)
    for field in mixin._meta.local_fields
)
