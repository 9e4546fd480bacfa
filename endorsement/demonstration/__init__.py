"""An invented world in which every role can be tried: `people`, then `cases`, `outcomes`, `renewing`,
`standings`.

Loading twice changes nothing; every name here is invented.
"""

from endorsement.demonstration import accounts, outcomes, renewing, standings
from endorsement.demonstration.accounts import PASSWORD
from endorsement.demonstration.arrivals import load as load_arrivals
from endorsement.demonstration.cases import load as load_cases
from endorsement.demonstration.outcomes import load as load_outcomes
from endorsement.demonstration.people import load as load_people
from endorsement.demonstration.registry import load as load_registry
from endorsement.demonstration.reminders import load as load_reminders
from endorsement.demonstration.renewing import load as load_renewing
from endorsement.demonstration.standings import load as load_standings

ACCOUNTS = (
    *accounts.ACCOUNTS,
    *outcomes.ACCOUNTS,
    *renewing.ACCOUNTS,
    *standings.ACCOUNTS,
)

__all__ = [
    "ACCOUNTS",
    "PASSWORD",
    "load_arrivals",
    "load_cases",
    "load_outcomes",
    "load_people",
    "load_registry",
    "load_reminders",
    "load_renewing",
    "load_standings",
]
