"""The CMS: our own media models, one door, nothing fetched from elsewhere."""

from zoneinfo import available_timezones

WAGTAIL_SITE_NAME = "Early Relationships"
WAGTAILIMAGES_IMAGE_MODEL = "courses.CreditedImage"
WAGTAILDOCS_DOCUMENT_MODEL = "courses.CreditedDocument"
# With a help text at every field.
WAGTAILIMAGES_IMAGE_FORM_BASE = "courses.forms.media.ImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "courses.forms.media.DocumentForm"
# Nothing that a browser would run with a visitor's session.
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "odt", "pptx", "odp", "xlsx", "ods", "csv", "txt", "ics"]
WAGTAILMEDIA = {
    "MEDIA_MODEL": "courses.Recording",
    "MEDIA_FORM_BASE": "courses.forms.media.RecordingForm",
    "AUDIO_EXTENSIONS": ["mp3", "m4a", "ogg", "wav"],
    "VIDEO_EXTENSIONS": ["mp4", "webm"],
}
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_LOGIN_URL = "wagtailadmin_login"
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
# Places only: "localtime" and the like, which some systems list, are unknown to browsers.
WAGTAIL_USER_TIME_ZONES = ["UTC", *sorted(name for name in available_timezones() if "/" in name)]
TAGGIT_CASE_INSENSITIVE = True
