"""Which category a person looks at: what they are missing for it comes first."""

from django.http import HttpRequest

KEY = "looked_at"
LONGEST = 60


def looked_at(request: HttpRequest) -> str:
    """The category named in the address, else the one looked at last, else an empty string."""
    asked = request.GET.get("category", "")
    if asked:
        look_at(request, asked)
    return str(request.session.get(KEY, ""))


def look_at(request: HttpRequest, code: str) -> None:
    """Remember the category; a code that no edition has is remembered in vain."""
    if request.session.get(KEY) != code[:LONGEST]:
        request.session[KEY] = code[:LONGEST]
