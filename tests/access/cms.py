"""The CMS's own pages: for authors and administrators; for nobody else, whatever the address."""

from uuid import UUID

from tests.access.addresses import Address
from tests.access.answers import SIGN_IN
from tests.access.expectations import Answers, each

# Words of the interface and icons; and doors that lead to our own.
OPEN: dict[str, Answers] = {
    "wagtailadmin_sprite": each(200),
    "wagtailadmin_javascript_catalog": each(200),
    "cms/login/": each(403, stranger=SIGN_IN),
    "wagtailadmin_login": each(403, stranger=SIGN_IN),
    "cms/password_reset/": each(302),
    "wagtailadmin_password_reset": each(302),
    "wagtailadmin_password_reset_done": each(404),
    "wagtailadmin_password_reset_confirm": each(404),
    "wagtailadmin_password_reset_complete": each(404),
}

# What administrators decide: nobody with a narrower role gets a page of it.
ADMINISTRATORS_BUSINESS = (
    "wagtailusers_",
    "wagtailadmin_collections:",
    "wagtailsites:",
    "wagtailredirects:",
    "wagtaillocales:",
    "criteria:",
    "directory_",
    "wagtailsnippets_endorsement_directoryentry:",
)

_VALUES = {"int": 1, "str": "1", "slug": "x", "path": "x", "uuid": UUID(int=1)}
# Parameters that the addresses of the CMS write as regular expressions.
_EXPRESSIONS = {
    r"(?P<pk>\d+)": "1",
    r"(?P<pk>.+)": "1",
    r"(?P<revision_id_a>live|earliest|\d+)": "earliest",
    r"(?P<revision_id_b>live|latest|\d+)": "latest",
    r"(?P<media_type>audio|video|media)": "audio",
    r"(?P<media_type>audio|video)": "audio",
    r"\.\.\.": "...",
    ".*": "no-such-page/",
}


def covers(address: Address) -> bool:
    return address.in_cms


def closed_to_all_but_editors(address: Address) -> Answers:
    """What everybody without a role in the CMS is answered."""
    return OPEN.get(address.key, each(SIGN_IN))


def path_of(address: Address) -> str:
    return address.filled(_VALUES, _EXPRESSIONS)
