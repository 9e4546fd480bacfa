"""The glossary: every term in plain words, for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courses.selectors import glossary


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "")[:100].strip()
    context = {"query": query, "letters": glossary.letters(query)}
    return render(request, "courses/glossary.html", context)
