"""The writes of the phone's room: keys, pairing, ending, PINs; receiving what a phone hands in, and deciding on it."""

from waveback.phone.actions.deciding import DecidedBefore, take_in, throw_away
from waveback.phone.actions.devices import (
    NoPin,
    TooManyPhones,
    WrongCode,
    WrongPin,
    end,
    forget_pins,
    new_code,
    pair,
    remove_pin,
    rename,
    seen,
    set_pin,
    try_pin,
)
from waveback.phone.actions.keys import ensure_key, renew_key
from waveback.phone.actions.receiving import Receipt, TooMany, receive

__all__ = [
    "DecidedBefore",
    "NoPin",
    "Receipt",
    "TooMany",
    "TooManyPhones",
    "WrongCode",
    "WrongPin",
    "end",
    "ensure_key",
    "forget_pins",
    "new_code",
    "pair",
    "receive",
    "remove_pin",
    "rename",
    "renew_key",
    "seen",
    "set_pin",
    "take_in",
    "throw_away",
    "try_pin",
]
