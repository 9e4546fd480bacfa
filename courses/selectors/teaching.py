"""Who teaches a module, and whose approval is printed on a day."""

from dataclasses import dataclass
from datetime import date

from courses.models import ModulePage, Presenter


@dataclass(frozen=True)
class Statement:
    """An approval that the module's organization holds on the day, as it is printed."""

    body: str
    rules_of: str
    provider_number: str
    number: str
    credit: str
    text: dict[str, str]


def presenters_of(module: ModulePage) -> list[Presenter]:
    """In the module's order, each in the active language where there is a translation."""
    return [
        block.value.localized
        for block in module.presenters
        if block.value is not None and block.value.association_id == module.association_id
    ]


def statements_on(module: ModulePage, day: date) -> list[Statement]:
    """Only approvals of the module's own organization, only while they hold."""
    found = []
    for block in module.approvals:
        held = block.value["approval"]
        if held is None or held.association_id != module.association_id:
            continue
        if held.holds_on(day):
            found.append(
                Statement(
                    body=held.name,
                    rules_of=held.rules_of,
                    provider_number=held.provider_number,
                    number=block.value["number"] or "",
                    credit=block.value["credit"] or "",
                    text=held.statement,
                )
            )
    return found
