"""Sign-in and second factor (allauth), and the few public addresses of the CMS.

Nobody's identifier stands in these addresses: everybody meets their own account.
"""

from tests.access.answers import SIGN_IN, Answer
from tests.access.expectations import NOT_THERE, PUBLIC, Expected, each, signed_in

# An authenticated user has nothing to do there and is led home.
ENTRANCE = Expected(each(302, stranger=200), each(302, stranger=200))
ONLY_READ = Expected(PUBLIC)
NOT_FOUND = Expected(NOT_THERE, NOT_THERE)
NOT_FOUND_THERE = Expected(NOT_THERE, NOT_THERE, lambda _world: ["institution"])
# Whoever is signed in and was sent there nevertheless is told why.
DOOR = Expected(each(403, stranger=SIGN_IN), each(403, stranger=SIGN_IN))
MOVED = Expected(each(301), each(301))


def own(get: Answer, post: Answer) -> Expected:
    """About one's own account."""
    return Expected(signed_in(get), signed_in(post))


# Only a little while after signing in, or after giving the password once more.
RECENTLY_SIGNED_IN = own(302, 302)

ACCOUNTS = {
    "account_login": ENTRANCE,
    "account_signup": ENTRANCE,
    "account_logout": Expected(each(200, stranger=302), each(302)),
    "account_inactive": ONLY_READ,
    "account_reauthenticate": own(200, 200),
    "account_email": own(200, 302),
    "account_email_verification_sent": ONLY_READ,
    "account_change_password": own(200, 200),
    "account_set_password": own(302, 302),
    "account_reset_password": Expected(PUBLIC, PUBLIC),
    "account_reset_password_done": ONLY_READ,
    "account_reset_password_from_key": Expected(
        PUBLIC, PUBLIC, lambda _world: ["1", "no-such-key"]
    ),
    "account_reset_password_from_key_done": ONLY_READ,
    "account_confirm_login_code": own(302, 302),
    "account_confirm_email": Expected(PUBLIC, NOT_THERE, lambda _world: ["no-such-key"]),
    "mfa_index": own(200, 405),
    "mfa_authenticate": own(302, 302),
    "mfa_reauthenticate": RECENTLY_SIGNED_IN,
    "mfa_reauthenticate_webauthn": RECENTLY_SIGNED_IN,
    "mfa_login_webauthn": own(302, 302),
    "mfa_activate_totp": RECENTLY_SIGNED_IN,
    "mfa_deactivate_totp": own(404, 404),
    "mfa_view_recovery_codes": own(404, 405),
    "mfa_generate_recovery_codes": RECENTLY_SIGNED_IN,
    "mfa_download_recovery_codes": own(404, 404),
    "mfa_list_webauthn": own(200, 405),
    "mfa_add_webauthn": RECENTLY_SIGNED_IN,
    "mfa_edit_webauthn": Expected(signed_in(302), signed_in(302), lambda _world: [1]),
    "mfa_remove_webauthn": Expected(signed_in(302), signed_in(302), lambda _world: [1]),
    # No institution is set up in this world.
    "openid_connect_login": NOT_FOUND_THERE,
    "openid_connect_callback": NOT_FOUND_THERE,
    "socialaccount_login_cancelled": ONLY_READ,
    "socialaccount_login_error": Expected(each(401)),
    "socialaccount_signup": Expected(each(SIGN_IN), each(SIGN_IN)),
    "socialaccount_connections": own(200, 200),
    "accounts/social/login/cancelled/": MOVED,
    "accounts/social/login/error/": MOVED,
    "accounts/social/signup/": MOVED,
    "accounts/social/connections/": MOVED,
}

# No document and no page is behind a password here, and there is one door to sign in by.
PUBLISHED = {
    "wagtaildocs_serve": Expected(NOT_THERE, NOT_THERE, lambda _world: [1, "a-file.pdf"]),
    "wagtaildocs_authenticate_with_password": Expected(NOT_THERE, NOT_THERE, lambda _world: [1]),
    "wagtailcore_authenticate_with_password": Expected(NOT_THERE, NOT_THERE, lambda _world: [1, 1]),
    "_util/login/": DOOR,
    "wagtailcore_login": DOOR,
}
