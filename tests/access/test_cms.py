"""The CMS's own pages are closed to everybody without a role in it."""

import pytest

from tests.access import cms
from tests.access.addresses import Address, every_address
from tests.access.marks import (
    ADMINISTRATOR,
    AUTHOR,
    COORDINATOR,
    GUEST_COORDINATOR,
    OTHER_COORDINATOR,
    ROLES,
)
from tests.access.trials import tried
from tests.access.world import World

ADDRESSES = [one for one in every_address() if one.in_cms]
# Coordinators come in for the letters of their association.
# A guest coordinator is one at home.
INSIDERS = (AUTHOR, ADMINISTRATOR, COORDINATOR, OTHER_COORDINATOR, GUEST_COORDINATOR)
OUTSIDERS = [role for role in ROLES if role not in INSIDERS]


@pytest.mark.one_database
@pytest.mark.parametrize("address", ADDRESSES, ids=lambda one: one.route)
def test_outsiders_never_get_in(address: Address, world: World) -> None:
    path = cms.path_of(address)
    expected = cms.closed_to_all_but_editors(address)
    wanted = {role: expected[role] for role in OUTSIDERS}
    assert tried(world, "GET", path, roles=OUTSIDERS) == (wanted, {})
    got, leaks = tried(world, "POST", path, roles=OUTSIDERS[:3])
    assert leaks == {}
    assert [answer for role, answer in got.items() if answer not in (wanted[role], 405)] == []


@pytest.mark.one_database
@pytest.mark.parametrize("address", ADDRESSES, ids=lambda one: one.route)
def test_the_cms_holds_no_private_record(address: Address, world: World) -> None:
    """Administrators see users' addresses there and nothing else of what people entrust to us."""
    _got, leaks = tried(world, "GET", cms.path_of(address), roles=INSIDERS)
    assert leaks == {}


@pytest.mark.parametrize("role", [AUTHOR, COORDINATOR])
def test_nobody_but_administrators_finds_settings(role: str, world: World) -> None:
    business = [one for one in ADDRESSES if one.key.startswith(cms.ADMINISTRATORS_BUSINESS)]
    opened = []
    for address in business:
        got, _leaks = tried(world, "GET", cms.path_of(address), roles=[role])
        if got[role] == 200:
            opened.append(address.key)
    assert (len(business) > 20, opened) == (True, [])
    home, _leaks = tried(world, "GET", "/cms/", roles=[role, ADMINISTRATOR])
    assert home == {role: 200, ADMINISTRATOR: 200}
