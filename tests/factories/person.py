"""People, with and without accounts."""

import factory
from factory.django import DjangoModelFactory

from endorsement.models import Person
from lms.accounts.models import User

PASSWORD = "a long enough password"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")

    @classmethod
    def _create(cls, model_class, *_args, **kwargs):
        from allauth.account.models import EmailAddress

        user = model_class.objects.create_user(password=PASSWORD, **kwargs)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return user


class PersonFactory(DjangoModelFactory):
    """A person who can sign in."""

    class Meta:
        model = Person

    user = factory.SubFactory(UserFactory)
    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.LazyAttribute(lambda person: person.user.email if person.user else "")
    time_zone = "America/Chicago"


class OutsiderFactory(PersonFactory):
    """A person without an account: a rater or a provider."""

    user = None
    email = factory.Sequence(lambda n: f"outsider{n}@example.org")
