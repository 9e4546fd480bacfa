"""Which form writes which part of an edition, in the order in which one thinks of them.

`about` is several keys that belong together; every other code is a key of the document.
"""

from collections.abc import Callable
from functools import partial

from endorsement.forms.criteria.about import AboutForm
from endorsement.forms.criteria.counting import (
    CreditsForm,
    DoubleCountingForm,
    EvidenceOrderForm,
    OutcomesForm,
)
from endorsement.forms.criteria.crosswalk import CrosswalkForm
from endorsement.forms.criteria.cycle import CycleForm
from endorsement.forms.criteria.lists import (
    DocumentsForm,
    NamesForm,
    ReferenceFormForm,
    ScaleForm,
)
from endorsement.forms.criteria.rating_form import RatingFormForm
from endorsement.forms.criteria.section import SectionForm

ABOUT = ("name", "description", "edition", "frameworks")
FORMS: dict[str, Callable[..., SectionForm]] = {
    "about": AboutForm,
    "documents": DocumentsForm,
    "reference_roles": partial(NamesForm, key="reference_roles"),
    "reference_form": ReferenceFormForm,
    "rating_form": RatingFormForm,
    "uploads": partial(NamesForm, key="uploads"),
    "topics": partial(NamesForm, key="topics"),
    "age_bands": partial(NamesForm, key="age_bands"),
    "renewal": CycleForm,
    "outcomes": OutcomesForm,
    "double_counting": DoubleCountingForm,
    "credit_hours": CreditsForm,
    "evidence_order": EvidenceOrderForm,
    "rating_scale": ScaleForm,
    "crosswalk": CrosswalkForm,
}
"""A test keeps these equal to the keys that the parser knows."""
