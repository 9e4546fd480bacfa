"""What sign-in mails say: which template stands for which of the library's mails."""

from django.utils.translation import gettext_lazy as _

#: allauth's name to our template and the only values it may keep (links that expire).
LINKS = {
    "account/email/email_confirmation": ("account_confirm", ("activate_url",)),
    "account/email/email_confirmation_signup": ("account_confirm", ("activate_url",)),
    "account/email/password_reset_key": ("account_password_reset", ("password_reset_url",)),
    "account/email/account_already_exists": ("account_exists", ("password_reset_url",)),
    "account/email/unknown_account": ("account_unknown", ("signup_url",)),
}

#: allauth's name to title and sentence of a note that something about the account changed.
NOTES = {
    "account/email/email_changed": (
        _("Your email address was changed"),
        _("From now on you sign in with your new email address."),
    ),
    "account/email/email_confirm": (
        _("Your email address is confirmed"),
        _("Thank you. We now know that this address is yours."),
    ),
    "account/email/email_deleted": (
        _("An email address was removed"),
        _("One email address was removed from your account."),
    ),
    "account/email/password_changed": (
        _("Your password was changed"),
        _("The new password holds from now on."),
    ),
    "account/email/password_reset": (
        _("Your password was replaced"),
        _("You chose a new password through the link we mailed you."),
    ),
    "account/email/password_set": (
        _("Your account has a password"),
        _("You can now sign in with your email address and this password."),
    ),
    "mfa/email/totp_activated": (
        _("An authenticator app was added"),
        _("From now on we ask for its code when you sign in."),
    ),
    "mfa/email/totp_deactivated": (
        _("The authenticator app was removed"),
        _("We no longer ask for its code when you sign in."),
    ),
    "mfa/email/webauthn_added": (
        _("A passkey was added"),
        _("You can now sign in with it."),
    ),
    "mfa/email/webauthn_removed": (
        _("A passkey was removed"),
        _("It can no longer be used to sign in."),
    ),
    "mfa/email/recovery_codes_generated": (
        _("You have new recovery codes"),
        _("The old ones are no longer valid. Keep the new ones in a safe place."),
    ),
    "socialaccount/email/account_connected": (
        _("Another way to sign in was added"),
        _("An account with another service was connected to yours."),
    ),
    "socialaccount/email/account_disconnected": (
        _("A way to sign in was removed"),
        _("An account with another service was disconnected from yours."),
    ),
}

NOT_YOU = _("If this was not you, please choose a new password at once.")
