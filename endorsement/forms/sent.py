"""What a request sent to a form."""

from django.http import HttpRequest, QueryDict


def sent(request: HttpRequest) -> QueryDict | None:
    """The posted data, also when it is empty: nothing ticked and nothing typed is an answer too."""
    return request.POST if request.method == "POST" else None
