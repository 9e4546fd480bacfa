"""Verification: permanent addresses without a language prefix, for paper and QR codes."""

from django.urls import path

from certificates.views import verification

urlpatterns = [
    path("v/", verification.verify_form, name="verify_form"),
    path("v/<str:number>", verification.verify, name="verify"),
]
