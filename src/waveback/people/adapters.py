"""How django-allauth behaves in this house: no signing up, no mail, equal answers, sealed second factors."""

import base64
from typing import TYPE_CHECKING, Any, ClassVar, cast
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from waveback.ground import vault
from waveback.ground.vault import Compartment
from waveback.ground.web.forms import is_own_path
from waveback.people import middleware, queries

if TYPE_CHECKING:
    from waveback.people.models import User

TOO_MANY = "Too many tries. Wait five minutes, then try again."


class AccountAdapter(DefaultAccountAdapter):
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The e-mail or the password is not right. Check both and try again.",
        "incorrect_password": "This is not your password. Check it and try again.",
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by claiming the installation, never by signing up."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        return bool(url) and is_own_path(str(url))

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Who left or is suspended is answered like somebody who never was (O13)."""
        user = super().authenticate(request, **credentials)
        return user if user is not None and _is_member(user) else None

    def pre_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse | None:
        """A passkey comes without `authenticate`, so the same question is asked here."""
        if not _is_member(user):
            clear_login(request)
            return HttpResponseRedirect(f"{reverse('account_login')}?said=people.passkey-refused")
        return None

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        super().login(request, user)
        middleware.begin(request.session)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """No: our own `@reauthenticated` stands before these pages, and keeps no form in the session."""
        return False


class MFAAdapter(DefaultMFAAdapter):
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This did not work: a code is good once, for half a minute. Try the next one.",
        "cannot_generate_recovery_codes": "Recovery codes belong to a second factor. Set one up first.",
    }

    def get_totp_issuer(self) -> str:
        return "Waveback"

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Any) -> str:
        return "Passkey"

    def encrypt(self, text: str) -> str:
        """Seal a TOTP secret or a recovery seed for the member who sets it up."""
        member = queries.member_of(context.request.user)
        if member is None:
            raise LookupError("Second factors belong to members.")
        place = Compartment(member.practice_id, "member", member.pk)
        sealed = vault.seal_bytes(place, table=_TABLE, column=_COLUMN, row=member.user_id, plain=text.encode())
        owner = f"{member.practice_id}:{member.pk}:{member.user_id}"
        return f"{owner}:{base64.b64encode(sealed).decode()}"

    def decrypt(self, encrypted_text: str) -> str:
        practice, member, user, sealed = encrypted_text.split(":")
        place = Compartment(UUID(practice), "member", UUID(member))
        raw = base64.b64decode(sealed)
        return vault.open_bytes(place, table=_TABLE, column=_COLUMN, row=UUID(user), sealed=raw).decode()


def _is_member(user: AbstractBaseUser) -> bool:
    return queries.member_of(cast("User", user)) is not None


_TABLE, _COLUMN = "mfa_authenticator", "data"
