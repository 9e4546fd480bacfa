"""Verification: permanent addresses without a language prefix, for paper, QR codes and machines."""

from django.urls import path

from certificates.views import issuers, verification

urlpatterns = [
    path("v/", verification.verify_form, name="verify_form"),
    path("v/file", verification.check_file, name="verify_file"),
    path("v/original", verification.verify_original, name="verify_original"),
    path("v/<str:number>", verification.verify, name="verify"),
    path("status/<slug:public_id>/<slug:purpose>", issuers.status_list, name="status_list"),
    path(".well-known/did.json", issuers.platform, name="did_platform"),
    path("a/<slug:slug>/did.json", issuers.association, name="did_association"),
]
