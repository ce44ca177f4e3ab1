"""What a packet is printed on, and how a copy of it is handed over."""

from typing import Final

A4, LETTER = "a4", "us-letter"
PAPERS: Final = (A4, LETTER)

ON_PAPER, SENT = "paper", "sent"
HANDED: Final = {ON_PAPER: "On paper, in the room", SENT: "Sent to them, as they asked"}
"""How a copy came into the client's hands."""

# Where letters are written on A4 although the zone is American.
_A4_IN_AMERICA = (
    "America/Argentina/", "America/Araguaina", "America/Asuncion", "America/Bahia", "America/Belem",
    "America/Boa_Vista", "America/Buenos_Aires", "America/Campo_Grande", "America/Cayenne", "America/Cuiaba",
    "America/Danmarkshavn", "America/Eirunepe", "America/Fortaleza", "America/Godthab", "America/Guadeloupe",
    "America/Guayaquil", "America/Guyana", "America/Jamaica", "America/La_Paz", "America/Lima", "America/Maceio",
    "America/Manaus", "America/Martinique", "America/Miquelon", "America/Montevideo", "America/Noronha",
    "America/Nuuk", "America/Paramaribo", "America/Porto_Velho", "America/Recife", "America/Rio_Branco",
    "America/Santarem", "America/Sao_Paulo", "America/Scoresbysund", "America/Thule",
)  # fmt: skip
_LETTER_ELSEWHERE = (
    "US/",
    "Canada/",
    "Mexico/",
    "Pacific/Honolulu",
    "Pacific/Pago_Pago",
    "Pacific/Guam",
    "Asia/Manila",
)


def paper_for(time_zone: str) -> str:
    """The usual paper where a practice is: its time zone is all that is known of the place."""
    if time_zone.startswith("America/"):
        return A4 if time_zone.startswith(_A4_IN_AMERICA) else LETTER
    return LETTER if time_zone.startswith(_LETTER_ELSEWHERE) else A4
