"""Reads about one's own sign-in."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator

from waveback.people.models import User


@dataclass(frozen=True)
class Passkey:
    pk: int
    name: str
    created_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True)
class SecondFactors:
    """codes_left: how many recovery codes are unused, None when there never were any."""

    passkeys: list[Passkey]
    totp: bool
    codes_left: int | None


def second_factors(user: User) -> SecondFactors:
    held = list(Authenticator.objects.filter(user=user).order_by("created_at", "pk"))
    codes = [factor for factor in held if factor.type == "recovery_codes"]
    return SecondFactors(
        passkeys=[_passkey(factor) for factor in held if factor.type == "webauthn"],
        totp=any(factor.type == "totp" for factor in held),
        codes_left=len(codes[0].wrap().get_unused_codes()) if codes else None,
    )


def factor_types(user: User) -> set[str]:
    """totp, webauthn, recovery_codes: those that this user has."""
    return set(Authenticator.objects.filter(user=user).values_list("type", flat=True))


def _passkey(factor: Authenticator) -> Passkey:
    return Passkey(factor.pk, factor.wrap().name, factor.created_at, factor.last_used_at)
