"""Who may write where in the CMS. Memberships decide; Django's groups only repeat it for Wagtail.

Every association has its own page, its own collection for files, a group of authors, a group of
moderators and one of coordinators, who edit its letters, and a workflow by which its moderators
approve. Nothing crosses to another association.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import product
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from courses.models import AssociationIndexPage, AssociationPage
from courses.services.site import ensure_site, keep_site
from endorsement.models import Association, Membership, Person
from endorsement.permissions import memberships_on, today_in
from lms.backbone import sweeps

Role = Membership.Role
# Coordinators edit letters and nothing else: endorsement/views/letters.py says whose.
ROLES = (Role.AUTHOR, Role.MODERATOR, Role.COORDINATOR)
WRITERS = (Role.AUTHOR, Role.MODERATOR)

PAGE_PERMISSIONS = {
    Role.AUTHOR: ("add_page", "change_page"),
    Role.MODERATOR: (
        "add_page",
        "change_page",
        "publish_page",
        "lock_page",
        "unlock_page",
    ),
    Role.COORDINATOR: (),
}
FILE_PERMISSIONS = (
    ("wagtailimages", "add_image"),
    ("wagtailimages", "choose_image"),
    ("wagtaildocs", "add_document"),
    ("wagtaildocs", "choose_document"),
    ("wagtailmedia", "add_media"),
)
SHARED_PERMISSIONS = {
    # Sources, resources and terms are shared by everybody: authors add, moderators also correct.
    Role.AUTHOR: (
        ("wagtailadmin", "access_admin"),
        ("courses", "add_source"),
        ("courses", "view_source"),
        ("courses", "add_resourcecard"),
        ("courses", "view_resourcecard"),
        ("courses", "add_glossaryterm"),
        ("courses", "view_glossaryterm"),
        # wagtail-localize asks for it; whose banks they are is asked by row (views/cms/localizing.py).
        ("courses", "change_sharedbank"),
    ),
    Role.MODERATOR: (
        ("wagtailadmin", "access_admin"),
        ("courses", "add_source"),
        ("courses", "change_source"),
        ("courses", "view_source"),
        ("courses", "add_resourcecard"),
        ("courses", "change_resourcecard"),
        ("courses", "add_glossaryterm"),
        ("courses", "change_glossaryterm"),
        ("courses", "view_glossaryterm"),
        ("courses", "view_resourcecard"),
        # What an association owns is its policy's matter (views/cms/owned.py); Wagtail's menu of
        # actions asks for this one nevertheless.
        ("courses", "publish_sharedbank"),
        ("courses", "change_sharedbank"),
        ("certificates", "publish_design"),
    ),
    Role.COORDINATOR: (("wagtailadmin", "access_admin"),),
}


@transaction.atomic
def ensure_association(*, association: Association) -> AssociationPage:
    """Everything an association needs in the CMS, made where it is missing.

    Effects, in order: its page at /a/<slug>/; its collection; the groups of authors, moderators and
    coordinators with their permissions, on that page in every language; the workflow by which
    moderators approve; the site of its host name.
    """
    page = _ensure_page(association)
    collection = _ensure_collection(association)
    pages = list(page.get_translations(inclusive=True))
    permissions = _permissions()
    groups = {
        role: _ensure_group(association, role, pages, collection, permissions) for role in ROLES
    }
    _ensure_workflow(association, pages, groups[Role.MODERATOR])
    keep_site(association=association)
    return page


@transaction.atomic
def keep_in_step(*, person: Person, at: datetime) -> set[str]:
    """The person's groups are those of the roles in force today, and no other; their names.

    Without an account there is nothing to do: signing in does it later.
    """
    if person.user_id is None:
        return set()
    wanted = set()
    for association in Association.objects.filter(memberships__person=person).distinct():
        held = memberships_on(person, today_in(association, at)).filter(association=association)
        for role in held.filter(role__in=ROLES).values_list("role", flat=True):
            name = group_name(association, role)
            # An association may be older than a role's group.
            if association.root_page_id is None or not Group.objects.filter(name=name).exists():
                ensure_association(association=association)
            wanted.add(name)
    groups = person.user.groups  # type: ignore[union-attr]
    groups.remove(*groups.filter(name__startswith=PREFIX).exclude(name__in=wanted))
    groups.add(*Group.objects.filter(name__in=wanted))
    return wanted


def keep_everybody_in_step(*, at: datetime) -> int:
    """Roles begin and end by their dates: how many people were looked at."""
    people = Person.objects.filter(
        memberships__role__in=ROLES, user__isnull=False, erased_at__isnull=True
    ).distinct()
    for person in people:
        with sweeps.apart("Groups of person", person.ref):
            keep_in_step(person=person, at=at)
    return len(people)


PREFIX = "association:"


def group_name(association: Association, role: str) -> str:
    return f"{PREFIX}{association.slug}:{role}"


def _ensure_page(association: Association) -> AssociationPage:
    if association.root_page_id is not None:
        found = AssociationPage.objects.filter(pk=association.root_page_id).first()
        if found is not None:
            return found
    home = ensure_site()
    index = AssociationIndexPage.objects.child_of(home).get()
    page = AssociationPage.objects.child_of(index).filter(slug=association.slug).first()
    if page is None:
        page = AssociationPage(title=association.name, slug=association.slug)
        index.add_child(instance=page)
        page.save_revision().publish()
    Association.objects.filter(pk=association.pk).update(root_page=page)
    association.root_page = page
    return page


def _ensure_collection(association: Association) -> Collection:
    if association.collection is not None:
        return association.collection
    root = Collection.get_first_root_node()
    collection: Collection = root.add_child(name=association.name)
    Association.objects.filter(pk=association.pk).update(collection=collection)
    association.collection = collection
    return collection


def _ensure_group(
    association: Association,
    role: Any,
    pages: Sequence[AssociationPage],
    collection: Collection,
    permissions: Mapping[tuple[str, str], Permission],
) -> Group:
    group, _created = Group.objects.get_or_create(name=group_name(association, role))
    group.permissions.set([permissions[name] for name in SHARED_PERMISSIONS[role]])
    GroupPagePermission.objects.bulk_create(
        [
            GroupPagePermission(
                group=group, page=page.page_ptr, permission=permissions["wagtailcore", codename]
            )
            for page, codename in product(pages, PAGE_PERMISSIONS[role])
        ],
        ignore_conflicts=True,
    )
    GroupCollectionPermission.objects.bulk_create(
        [
            GroupCollectionPermission(
                group=group, collection=collection, permission=permissions[name]
            )
            for name in (FILE_PERMISSIONS if role in WRITERS else ())
        ],
        ignore_conflicts=True,
    )
    return group


def _permissions() -> dict[tuple[str, str], Permission]:
    """Every permission by app and name."""
    every = Permission.objects.select_related("content_type")
    return {(one.content_type.app_label, one.codename): one for one in every}


def _ensure_workflow(
    association: Association, pages: Sequence[AssociationPage], moderators: Group
) -> None:
    held = WorkflowPage.objects.filter(page__in=[page.page_ptr for page in pages])
    known = {row.page_id: row.workflow for row in held.select_related("workflow")}
    workflow = next(iter(known.values()), None) or _make_workflow(association, moderators)
    for page in pages:
        if page.pk not in known:
            WorkflowPage.objects.create(page=page.page_ptr, workflow=workflow)


def _make_workflow(association: Association, moderators: Group) -> Workflow:
    name = f"Moderation: {association.name}"
    task = GroupApprovalTask.objects.create(name=name)
    task.groups.add(moderators)
    workflow: Workflow = Workflow.objects.create(name=name)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow
