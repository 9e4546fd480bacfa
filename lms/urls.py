"""Every screen, in the order of the journey."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from certificates import public_urls as verification_urls
from courses.views import kept_pages
from courses.views.cohort import invited as cohort_invited
from endorsement import public_urls as registry_urls
from endorsement.views.claiming import claim_by_code, claim_code, claim_open
from endorsement.views.confirming import confirm_give
from endorsement.views.rating import reference_code, reference_give, reference_rate
from endorsement.views.reminder_choices import reminder_unsubscribe
from endorsement.views.rosters import roster_give
from lms import styleguide
from lms.backbone import desk_urls, job_urls
from lms.backbone import urls as backbone_urls
from lms.today import today
from lms.views import choose_language, cms_door, home, media

handler500 = "lms.views.server_error"

urlpatterns = [
    # Without a language: machines, mailed links and the CMS.
    path("", include(backbone_urls)),
    path("", include(verification_urls)),
    path("", include(registry_urls)),
    path("r/<slug:token>/", reference_give, name="reference_give"),
    # Typed from paper: with and without the slash.
    path("rate", RedirectView.as_view(pattern_name="reference_code"), name="reference_code_typed"),
    path("rate/", reference_code, name="reference_code"),
    path("rate/<slug:public_id>/<slug:proof>/", reference_rate, name="reference_rate"),
    path("n/<str:token>/", reminder_unsubscribe, name="reminder_unsubscribe"),
    path("c/<slug:token>/", confirm_give, name="confirm_give"),
    path("i/<slug:token>/", claim_open, name="claim_open"),
    path("claim", RedirectView.as_view(pattern_name="claim_code"), name="claim_code_typed"),
    path("claim/", claim_code, name="claim_code"),
    path("claim/<slug:public_id>/<slug:proof>/", claim_by_code, name="claim_by_code"),
    path("g/<slug:token>/", roster_give, name="roster_give"),
    path("k/<slug:token>/", cohort_invited, name="cohort_invited"),
    path("lti/", include("courses.tool_urls")),
    path("cms/login/", cms_door),
    path("cms/password_reset/", RedirectView.as_view(pattern_name="account_reset_password")),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    # From the root: a worker shows pages below its own address.
    path("kept-pages.js", kept_pages.worker, name="kept_pages_worker"),
    path("i18n/setlang/", choose_language, name="set_language"),
    path("media/<path:path>", media, name="media"),
]

if getattr(settings, "SHOW_MAIL_PAGE", False):
    urlpatterns += [path("dev/styleguide/", styleguide.show, name="styleguide")]

urlpatterns += i18n_patterns(
    path("home/", home, name="home"),
    path("today/", today, name="today"),
    path("desk/", include(desk_urls)),
    path("jobs/", include(job_urls)),
    path("accounts/", include("allauth.urls")),
    path("learn/", include("courses.urls")),
    path("live/", include("courses.views.live.urls")),
    path("certificates/", include("certificates.urls")),
    path("", include("endorsement.urls")),
    # One door to sign in by: the CMS's own for readers knows no second factor.
    path("_util/login/", cms_door),
    # Last: everything else is a page of the CMS.
    path("", include(wagtail_urls)),
)
