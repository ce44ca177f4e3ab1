"""A code label stands for one client for ever and says nothing about anybody."""

import csv
import re
from pathlib import Path
from random import Random

import pytest

from waveback.people import labels

DATA = Path(__file__).parent.parent.parent / "data"


def words(text):
    return text.split()


# Given names that are also things, and words that could be heard as a remark on the person behind them.
NAMES = words("""
Amber April Ash Aspen Aster Aurora Autumn Basil Bay Beryl Birdie Brook Bryony Carina Carter Cedar Celeste
Clementine Cliff Clover Coral Cooper Dahlia Daisy Dale Dawn Dean Dove Drake Ebony Eve Fern Fleur Flora Forrest
Garnet Gale Ginger Glen Grant Harper Hazel Heath Heather Holly Hunter Iris Ivory Ivy Jade Jasper Jasmine Jay
June Juniper Lark Laurel Lily Linden Linnet Luna Mace Magnolia Marigold Martin Mason May Merlin Mira Miranda
Misty Myrtle Nelson Nova Olive Opal Oriana Pansy Pearl Penny Petra Phoebe Phoenix Piper Poppy Primrose Raven
Reed River Robin Rod Rose Rosemary Rowan Ruby Rusty Sage Sandy Scarlet Senna Sienna Skye Star Stella Stirling
Stormy Summer Sunny Tawny Teal Timothy Topher Viola Violet Will Willow Wren Zinnia Darwin Florence Georgia
Paris Sydney Merida Verity Faith Hope Grace Melody Harmony Aria Carol Belle Gene Art Jack Bill Frank
""")
REMARKS = words("""
Goose Snake Shrew Weed Plank Toad Rat Cow Pig Sow Bat Ass Donkey Mule Sloth Slug Snail Leech Vulture Parasite
Whale Elephant Hippo Turkey Chicken Chick Dodo Cuckoo Loon Coot Booby Tit Shag Crab Shrimp Worm Maggot Moth
Nut Fruitcake Prune Tart Lemon Turnip Cabbage Potato Dumpling Pudding Crumpet Thick Dense Heavy Broken Bent
Loose Sharp Bitter Sour Stale Rotten Junk Trash Tool Screw Nail Knob Bollocks Prick Cock Butt Bum Spit Drip
Drain Wreck Storm Volcano Ice Frost Stone Mess Knot Tangle Mask Shadow Ghost Witch Devil Angel Saint Martyr
Beast Monster Needle Poison Hemlock Noose Knife Razor Cutter Blade Pistol Bullet Casket Coffin Urn Grave
Cripple Crutch Bandage Scar Fever Corona Cancer Canker Gall Wart Mole Boil Couch Patient Client Case
""")


def test_there_are_labels_for_many_more_than_five_thousand_clients_and_single_words_for_most_practices():
    assert len(labels.WORDS) >= 700
    assert len(labels.shipped()) >= 6_000


def test_no_label_is_shipped_twice():
    assert len({label.casefold() for label in labels.shipped()}) == len(labels.shipped())


def test_labels_are_plain_capitalised_words():
    assert all(re.fullmatch(r"[A-Z][a-z]{2,14}( [A-Z][a-z]{2,14})?", label) for label in labels.shipped())


@pytest.mark.parametrize("unwanted", [NAMES, REMARKS], ids=["given names", "remarks"])
def test_no_label_can_be_taken_for_a_given_name_or_a_remark_on_a_person(unwanted):
    words = {word for label in (*labels.WORDS, *labels.SECOND_WORDS) for word in label.split()}

    assert words.isdisjoint(unwanted)


def test_no_label_is_a_name_from_the_example_lists():
    with (DATA / "clients-simplepractice-like.csv").open(encoding="utf-8") as file:
        names = {row[title] for row in csv.DictReader(file) for title in ("First Name", "Last Name")}

    assert names.isdisjoint(labels.WORDS)


def test_five_thousand_clients_get_five_thousand_different_labels():
    assert len(set(labels.choose((), 5_000, Random(1)))) == 5_000


def test_a_label_that_was_ever_used_is_never_given_again():
    used = set(labels.choose((), 5_000, Random(1)))

    assert used.isdisjoint(labels.choose(used, 1_000, Random(1)))


def test_single_words_come_before_pairs():
    assert " " not in labels.pick((), Random(3))
    assert " " in labels.pick(labels.WORDS, Random(3))


def test_the_same_chance_gives_the_same_label_and_another_chance_another():
    assert labels.pick((), Random(7)) == labels.pick((), Random(7))
    assert labels.pick((), Random(7)) != labels.pick((), Random(8))


def test_when_nothing_is_left_that_is_said_and_nothing_is_reused():
    with pytest.raises(labels.LabelsExhausted):
        labels.pick(labels.shipped(), Random(1))
