"""Answering a post-test on its page, whatever kinds of questions were drawn."""

from collections.abc import Mapping
from typing import Any

from courses.models import Attempt
from tests.browser.tab import Tab
from tests.factories.learning import as_fields


def answer(tab: Tab, attempt: Attempt, answers: Mapping[str, Any]) -> None:
    """Tick and choose on the open paper; hands nothing in."""
    for name, values in as_fields(attempt, answers).items():
        field = tab.page.locator(f'select[name="{name}"]')
        if field.count():
            field.select_option(values[0])
        else:
            for value in values:
                tab.page.locator(f'input[name="{name}"][value="{value}"]').check()
