"""Thirty seconds in a car park: from the icon to saved, without a signal, while locked."""

from tests.scenarios.phone.office import Office
from tests.scenarios.phone.pocket import Pocket


def test_what_the_phone_seals_the_server_opens(pocket: Pocket, office: Office) -> None:
    pocket.new_entry()
    pocket.write("#id_who", "Red scarf, “Ångström” 🧣")
    pocket.choose("Where?", "Shop or market")
    pocket.write("#id_line", "Waved first.\nBy the apples.")
    pocket.save()
    pocket.sent()

    (told,) = office.arrived("Ångström")

    assert told["who"] == "Red scarf, “Ångström” 🧣"
    assert (told["place"], told["line"].splitlines()) == ("shop", ["Waved first.", "By the apples."])
