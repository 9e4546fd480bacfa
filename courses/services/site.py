"""The pages every installation has."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Page, Site

from courses.models import (
    AssociationIndexPage,
    CatalogPage,
    HomePage,
    ResourceIndexPage,
)
from endorsement.models import Association

HEADLINE = "Babies have mental health. The people around them can learn to look after it."
LEAD = (
    "Learn about the first five years at your own pace, keep every hour in one record, and see at "
    "any moment what is missing for the endorsement you want."
)
CATALOG = (
    "Modules you take online, whenever it suits you. When you finish one, its hours land in your "
    "portfolio by themselves."
)
RESOURCES = (
    "Organizations, programs, regulations and papers worth knowing, each with a checked link."
)
#: What the first pages say as they are made, and the same in Spanish: by the type of page.
SHIPPED: dict[type[Page], tuple[dict[str, str], dict[str, str]]] = {
    HomePage: (
        {"headline": HEADLINE, "lead": LEAD},
        {
            "headline": "Los bebés tienen salud mental. Quienes los rodean pueden aprender a cuidarla.",
            "lead": (
                "Aprenda a su ritmo sobre los primeros cinco años, guarde cada hora en un solo registro y "
                "vea en cualquier momento qué falta para la acreditación que usted quiere."
            ),
        },
    ),
    CatalogPage: (
        {"title": "Training", "intro": CATALOG},
        {
            "title": "Formación",
            "intro": (
                "Módulos que usted toma en línea, cuando le convenga. Al terminar uno, sus horas llegan "
                "solas a su portafolio."
            ),
        },
    ),
    ResourceIndexPage: (
        {"title": "Resources", "intro": RESOURCES},
        {
            "title": "Recursos",
            "intro": (
                "Organizaciones, programas, normas y artículos que vale la pena conocer, cada uno con un "
                "enlace revisado."
            ),
        },
    ),
    AssociationIndexPage: ({"title": "Associations"}, {"title": "Asociaciones"}),
}


@transaction.atomic
def ensure_site() -> HomePage:
    """Home, catalog, associations and resources, made where they are missing; nothing is changed.

    Wagtail's welcome page gives way to the home page on the default site.
    """
    home = HomePage.objects.order_by("depth", "pk").first() or _make_home()
    _ensure(home, CatalogPage(title="Training", slug="training", intro=CATALOG))
    _ensure(home, ResourceIndexPage(title="Resources", slug="resources", intro=RESOURCES))
    _ensure(home, AssociationIndexPage(title="Associations", slug="a"))
    return home


@transaction.atomic
def keep_site(*, association: Association) -> Site | None:
    """The association's host name leads to its own page; without one its pages are at /a/<slug>/.

    Effects: its Site is made, renamed or deleted. The platform's own site is left alone.
    """
    own = Site.objects.filter(root_page=association.root_page_id, is_default_site=False)
    if not association.host_name:
        own.delete()
        return None
    site, _created = own.update_or_create(
        defaults={
            "hostname": association.host_name,
            "port": _port(),
            "site_name": association.name,
        },
        create_defaults={
            "hostname": association.host_name,
            "port": _port(),
            "site_name": association.name,
            "root_page_id": association.root_page_id,
        },
    )
    return site


def _port() -> int:
    address = urlsplit(settings.PUBLIC_URL)
    return address.port or (443 if address.scheme == "https" else 80)


def _make_home() -> HomePage:
    root = Page.objects.get(depth=1)
    welcome = root.get_children().filter(slug="home").first()
    home = HomePage(title=settings.WAGTAIL_SITE_NAME, slug="start", headline=HEADLINE, lead=LEAD)
    root.add_child(instance=home)
    home.save_revision().publish()
    address = urlsplit(settings.PUBLIC_URL)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": address.hostname or "localhost",
            "port": _port(),
            "site_name": settings.WAGTAIL_SITE_NAME,
            "root_page": home,
        },
    )
    if welcome is not None and type(welcome.specific) is Page:
        welcome.delete()
    return home


def _ensure(home: HomePage, page: Page) -> None:
    if not type(page).objects.child_of(home).exists():
        home.add_child(instance=page)
        page.save_revision().publish()
