"""Personal data of sign-in; see lms.backbone.privacy. The sign-in library's tables follow the user's."""

from lms.backbone.privacy import WITH_ACCOUNT, Kept

PERSONAL = {
    "User.email": Kept("sign-in and messages", WITH_ACCOUNT),
    "User.password": Kept("sign-in, as a salted hash", WITH_ACCOUNT),
    "User.last_login": Kept("noticing a sign-in by somebody else", WITH_ACCOUNT),
    "User.date_joined": Kept("finding accounts that were never used", WITH_ACCOUNT),
}

NOT_PERSONAL = {
    "User": "is_superuser is_staff is_active groups user_permissions",
}
