"""The inventory of personal data: what each field is for and how long it is kept.

Every app keeps its part in `<app>/personal_data.py`: `PERSONAL` maps `Model.field` to purpose and
retention, `NOT_PERSONAL` maps a model to the names of its other fields. A test refuses a field that is
in neither, so a new field is classified when it is added.
"""

from dataclasses import dataclass
from importlib import import_module

APPS = ("lms.accounts", "lms.backbone", "endorsement", "courses", "certificates")

# Retention, in the words that the privacy page and the erasure service share.
UNTIL_ERASED = "until the person erases it or their record"
WITH_ACCOUNT = "as long as the account"
WITH_DECISION = "as long as the decision it belongs to; names no one after erasure"
WITH_RECORD = "as long as the hours it belongs to; under the pseudonymous key after erasure"
UNTIL_SENT = "until the message is sent; the address a year longer"
UNTIL_FETCHED = "until the result expires, some days after it is ready, or the account goes"
ONE_YEAR = "one year"


@dataclass(frozen=True)
class Kept:
    """Why a personal field exists and when it goes."""

    purpose: str
    retention: str


def personal() -> dict[str, Kept]:
    """`app_label.Model.field` to purpose and retention, over all apps."""
    return {
        f"{path.rpartition('.')[2]}.{name}": kept
        for path in APPS
        for name, kept in import_module(f"{path}.personal_data").PERSONAL.items()
    }


def not_personal() -> set[str]:
    """`app_label.Model.field` of everything else, over all apps."""
    return {
        f"{path.rpartition('.')[2]}.{model}.{name}"
        for path in APPS
        for model, names in import_module(f"{path}.personal_data").NOT_PERSONAL.items()
        for name in names.split()
    }
