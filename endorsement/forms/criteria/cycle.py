"""How endorsements are renewed, as a form."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from endorsement.forms.criteria.fields import number_field, tick_field
from endorsement.forms.criteria.parts import boxes, in_order
from endorsement.forms.criteria.section import Plain, SectionForm
from endorsement.rules.renewal import CycleKind, FirstPeriod, Rung


class CycleForm(SectionForm):
    """How endorsements are renewed."""

    def build(self) -> None:
        said: Mapping[str, Any] = self.before.get("renewal") or {}
        cycle, opens = said.get("cycle") or {}, said.get("window_opens") or {}
        evidence = said.get("evidence")
        audit = evidence.get("attestation") if isinstance(evidence, dict) else None
        self.fields.update(
            {
                "kind": forms.ChoiceField(
                    label=_("Endorsements are renewed"),
                    required=False,
                    choices=[
                        ("", _("not at all")),
                        (str(CycleKind.FIXED_DATE), _("on a day of the year, for everybody")),
                        (str(CycleKind.ANNIVERSARY), _("on the anniversary of the award")),
                    ],
                    initial=cycle.get("kind") or "",
                ),
                "years": number_field(_("Every so many years"), cycle.get("years"), least=1),
                "month_day": forms.RegexField(
                    r"^\d\d-\d\d$",
                    label=_("Day of the year"),
                    help_text=_("Month and day, such as 12-31."),
                    required=False,
                    initial=cycle.get("month_day"),
                ),
                "anchor_year": number_field(
                    _("A year in which a cycle of several years ends"), cycle.get("anchor_year")
                ),
                "days": number_field(
                    _("Renewal opens so many days before it is due"), opens.get("days")
                ),
                "months": number_field(
                    _("Or so many months before it is due"), opens.get("months")
                ),
                "grace_days": number_field(_("Days of grace"), said.get("grace_days")),
                "first_period": forms.ChoiceField(
                    label=_("The year of the award"),
                    required=False,
                    choices=[
                        ("", _("Nothing chosen")),
                        (str(FirstPeriod.FULL), _("is renewed like any other")),
                        (str(FirstPeriod.EXEMPT), _("needs no renewal")),
                    ],
                    initial=said.get("first_period") or "",
                ),
                "ladder": boxes(
                    _("Reminders"), [(str(one), RUNGS[one]) for one in Rung], said.get("ladder")
                ),
                "attested": tick_field(
                    _("People attest; only a sample is looked at"), audit is not None
                ),
                "audit_percent": number_field(
                    _("Percent that are looked at"), (audit or {}).get("audit_percent")
                ),
                "audit_reinstated": tick_field(
                    _("Everybody who comes back is looked at"),
                    (audit or {}).get("audit_reinstated"),
                ),
                "inactive_months": number_field(
                    _("Somebody inactive may come back within so many months"),
                    said.get("inactive_months"),
                    least=1,
                ),
            }
        )

    def changed(self) -> Plain:
        said = self.cleaned_data
        if not said["kind"]:
            return self.set("renewal", None)
        before = self.before.get("renewal") or {}
        cycle = _filled(said, "kind", "years", "month_day", "anchor_year")
        opens = _filled(said, "days", "months")
        found: Plain = {"cycle": cycle, "window_opens": opens}
        found |= _filled(said, "grace_days", "first_period", "inactive_months")
        if said["ladder"]:
            found["ladder"] = in_order(said["ladder"], before.get("ladder"))
        if said["attested"]:
            audit = _filled(said, "audit_percent")
            if said["audit_reinstated"]:
                audit["audit_reinstated"] = True
            found["evidence"] = {"attestation": audit}
        elif before.get("evidence") == "full":
            found["evidence"] = "full"
        return self.set("renewal", found)


def _filled(said: Mapping[str, Any], *keys: str) -> Plain:
    return {key: said[key] for key in keys if said[key] not in (None, "")}


RUNGS: dict[str, Any] = {
    "window_opens": _("when renewal opens"),
    "due_90": _("90 days before it is due"),
    "due_60": _("60 days before it is due"),
    "due_30": _("30 days before it is due"),
    "due_7": _("7 days before it is due"),
    "due": _("on the day it is due"),
    "grace": _("when the days of grace begin"),
    "lapsed": _("when it has lapsed"),
}
