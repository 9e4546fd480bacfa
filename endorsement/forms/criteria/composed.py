"""Parts of a requirement that hold several values: providers in all, raters."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from endorsement.forms.criteria.fields import number_field, tick_field, without_nothing
from endorsement.forms.criteria.naming import Naming
from endorsement.forms.criteria.parts import Cleaned, Fields, Part, boxes


class Sources(Part):
    """More than so many percent by one provider, the rest by so many others at most."""

    def fields(self, value: Any, naming: Naming) -> Fields:
        said = value or {}
        return {
            f"{self.key}__main_percent": number_field(
                _("More than so many percent by one provider"), said.get("main_percent")
            ),
            f"{self.key}__others": number_field(
                _("The rest by at most so many others"), said.get("others")
            ),
        }

    def join(self, cleaned: Cleaned, old: Any) -> Any:
        found = {one: cleaned[f"{self.key}__{one}"] for one in ("main_percent", "others")}
        return {key: value for key, value in found.items() if value is not None} or None


class Raters(Part):
    """So many of the raters must be endorsed or vetted."""

    def fields(self, value: Any, naming: Naming) -> Fields:
        said = value if isinstance(value, dict) else {"count": value} if value else {}
        return {
            f"{self.key}__count": number_field(
                _("So many of the raters are endorsed or vetted"), said.get("count")
            ),
            f"{self.key}__categories": boxes(
                _("Endorsed in one of these"),
                naming.categories,
                said.get("categories"),
                _("Leave all empty for any category."),
            ),
            f"{self.key}__endorsed_only": tick_field(
                _("Being vetted is not enough"), said.get("vetted") is False
            ),
        }

    def join(self, cleaned: Cleaned, old: Any) -> Any:
        count = cleaned[f"{self.key}__count"]
        more = without_nothing({"categories": cleaned[f"{self.key}__categories"]})
        if cleaned[f"{self.key}__endorsed_only"]:
            more["vetted"] = False
        if not more:
            return count or None
        return {"count": count or 1, **more}
