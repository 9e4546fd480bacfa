"""Which form enters which kind of entry, in the order in which they are offered."""

from endorsement.forms.background import EducationForm, WorkForm
from endorsement.forms.entry import EntryForm
from endorsement.forms.rsc import RscGivenForm, RscReceivedForm
from endorsement.forms.training import TrainingForm

FORMS: dict[str, type[EntryForm]] = {
    str(form.kind): form
    for form in (TrainingForm, RscReceivedForm, WorkForm, EducationForm, RscGivenForm)
}
