"""Users as sign-in needs them."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from lms.accounts.models import User

PASSWORD = "seven small quiet birds"


def verified_user(email: str = "ana@example.org", **fields: bool) -> User:
    """A user whose address is confirmed."""
    user = User.objects.create_user(email, PASSWORD, **fields)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def with_factor(user: User, kind: str = Authenticator.Type.TOTP) -> Authenticator:
    """A second factor of this kind."""
    return Authenticator.objects.create(user=user, type=kind, data={"secret": "x"})
