"""Until when a membership bought on a day lasts in an association, whose year may be another one."""

from datetime import date

from endorsement.models import RenewalTerms
from endorsement.rules.membership_year import MembershipYear, MonthDay


def month_day(text: str) -> MonthDay | None:
    """ "06-30" as a month and a day; None for what no year has."""
    try:
        # A leap year, so that 02-29 is a day; in other years it means the last of February.
        on = date.fromisoformat(f"2000-{text}")
    except ValueError:
        return None
    return on.month, on.day


def year_of(terms: RenewalTerms) -> MembershipYear:
    """The association's membership year."""
    return MembershipYear(
        ends=month_day(terms.member_year_ends),
        carries_from=month_day(terms.member_carries_from),
    )


def bought_today(terms: RenewalTerms, on: date) -> date | None:
    """Through which day a membership bought on the day would last; None where no year is set."""
    return year_of(terms).bought(on)[1] if terms.member_year_ends else None
