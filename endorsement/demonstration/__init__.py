"""An invented world in which every role can be tried: `people` first, then `cases`.

Loading twice changes nothing; every name here is invented.
"""

from endorsement.demonstration.accounts import ACCOUNTS, PASSWORD
from endorsement.demonstration.cases import load as load_cases
from endorsement.demonstration.people import load as load_people

__all__ = ["ACCOUNTS", "PASSWORD", "load_cases", "load_people"]
