"""What stands in the header: places by role, computed only when a page draws them."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from endorsement.models import Membership
from endorsement.permissions import memberships_today

#: Letters that fit into the header's first row on a screen 1280 pixels wide.
ONE_ROW = 50


@dataclass(frozen=True, slots=True)
class Item:
    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Navigation:
    """`primary` stands in the header's row, `account` in the menu behind the address."""

    primary: list[Item]
    account: list[Item]

    @property
    def two_rows(self) -> bool:
        """Whether the places need a row of their own beside the name, the languages and sign-in."""
        return len(self.primary) > 4 or sum(len(item.label) for item in self.primary) > ONE_ROW


Place = tuple[Any, str, tuple[str, ...]]
DESK = "endorsement:coordinator_queue"
VERIFY = "verify_form"
#: Where a coordinator’s desk goes on, each with the association's name in its address.
ALSO_DESK = (
    "endorsement:desk_renewals",
    "endorsement:desk_endorsements",
    "endorsement:people_imports",
    "endorsement:overlay",
    "endorsement:coming_criteria",
    "courses:desk_cohorts",
    "courses:extra_time",
    "courses:accommodations",
    "live:desk",
    "certificates:desk",
)

TODAY: Place = (_("Today"), "today", ())
EVERYBODY: list[Place] = [
    (_("Training"), "courses:catalog", ()),
    (_("Resources"), "courses:resources", ()),
]
VISITOR: list[Place] = [
    (_("Find a professional"), "endorsement:registry", ()),
    (_("Check a certificate"), VERIFY, ()),
]
MEMBER: list[Place] = [
    (_("My learning"), "courses:my_learning", ()),
    (_("Portfolio"), "endorsement:portfolio", ()),
    (_("Categories"), "endorsement:categories", ()),
    (_("Applications"), "endorsement:applications", ()),
]
REVIEWS: Place = (_("Reviews"), "endorsement:review_list", ())
ADVISING: Place = (_("Advising"), "endorsement:advised_list", ())
SCORING: Place = (_("Scoring"), "endorsement:scoring_list", ())
MAIL: Place = (_("Mail"), "mail_desk", ())
CMS: Place = (_("Editing"), "wagtailadmin_home", ())
ACCOUNT: list[Place] = [
    (_("My certificates"), "certificates:mine", ()),
    (_("My details"), "endorsement:details", ()),
    (_("My data"), "endorsement:my_data", ()),
    (_("Find a professional"), "endorsement:registry", ()),
    (_("Check a certificate"), VERIFY, ()),
    (_("Email addresses"), "account_email", ()),
    (_("Password"), "account_change_password", ()),
    (_("Passkeys and sign-in codes"), "mfa_index", ()),
]
EDITORS = {Membership.Role.AUTHOR, Membership.Role.MODERATOR}


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `navigation` costs one query, and none where it is not drawn."""
    return {"navigation": SimpleLazyObject(lambda: navigation_for(request))}


def navigation_for(request: HttpRequest) -> Navigation:
    """Places the person may go to; one whose address does not exist is left out."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return Navigation(primary=_items(EVERYBODY + VISITOR, request.path), account=[])
    places = [TODAY, *EVERYBODY, *MEMBER, *_by_role(user)]
    return Navigation(primary=_items(places, request.path), account=_items(ACCOUNT, request.path))


def _by_role(user: Any) -> list[Place]:
    memberships = memberships_today(user)
    roles = {membership.role for membership in memberships}
    places: list[Place] = []
    if Membership.Role.REVIEWER in roles:
        places.append(REVIEWS)
    if Membership.Role.ADVISOR in roles:
        places.append(ADVISING)
    if Membership.Role.EXAM_SCORER in roles:
        places.append(SCORING)
    coordinated = [m.association for m in memberships if m.role == Membership.Role.COORDINATOR]
    for association in coordinated:
        # Two desks need their associations' names to be told apart.
        label = _("Desk") if len(coordinated) == 1 else association.short_name
        places.append((label, DESK, (association.slug,)))
    if roles & EDITORS or user.is_superuser:
        places.append(CMS)
    if user.is_superuser:
        places.append(MAIL)
    return places


def _items(places: list[Place], path: str) -> list[Item]:
    """The places that exist, in order; the current one is that whose address says most of the path's."""
    found = [
        (name, str(label), [_address(one, arguments) for one in (name, *_also(name))])
        for label, name, arguments in places
    ]
    nearest = max((_shared(urls, path) for _name, _label, urls in found), default=0)
    return [
        Item(
            label=label,
            url=_spoken(name, urls[0]),
            current=bool(nearest) and _shared(urls, path) == nearest,
        )
        for name, label, urls in found
        if urls[0]
    ]


def _spoken(name: str, url: str) -> str:
    """An address for paper has no language; from a page it is told the reader's."""
    return f"{url}?lang={get_language()}" if name == VERIFY else url


def _also(name: str) -> tuple[str, ...]:
    return ALSO_DESK if name == DESK else ()


def _address(name: str, arguments: tuple[str, ...]) -> str:
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


def _shared(urls: list[str], path: str) -> int:
    """How much of the path one of the addresses says."""
    return max(len(url) if url and path.startswith(url) else 0 for url in urls)
