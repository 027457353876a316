"""The demo's meetings, opinions, funds and whistles add up to the figures that offices reported."""

from cms.cli.demo import civic, civic_orders
from cms.cli.demo.texts import read_toml

TEXTS = read_toml("civic.toml")


def test_opinions_and_suggestions_add_up():
    groups = TEXTS["groups"]
    answers = [one["answer"] for one in TEXTS["suggestion"]]

    assert {len(values) for values in groups.values()} == {10}
    assert (sum(groups["person_times"]), sum(groups["opinions"])) == (2_280, 1_044)
    assert answers.count("adopted") == 21


def test_donations_and_hand_outs_add_up():
    money, coats, aid = TEXTS["fund"]

    assert sum(amount for _day, amount, _what in money["in"]) == 370_000
    assert sum(amount for _day, amount, _what in coats["in"]) == 15_200
    assert sum(amount for _day, amount, _people, _what in coats["out"]) == 15_200
    assert (len(coats["out"]), sum(people for *_rest, people, _what in coats["out"])) == (14, 6_400)
    assert [(amount, people) for _day, amount, people, _what in aid["out"]] == [(1_900, 62)]


def test_organisations_wishes_meetings_and_whistles_are_as_many_as_reported():
    results = {name: count for whistle in TEXTS["whistle"] for name, count in whistle["results"]}

    assert sum(map(len, TEXTS["organisations"].values())) == 56
    assert civic_orders._ADOPTED == 45
    assert civic._COURTYARD == 11
    assert results == {
        **{"areas": 69, "problems": 138, "clean_ups": 360, "signs": 1_580, "rubbish_t": 90},
        **{"buildings": 3, "petitions": 6, "emergencies": 26, "checks": 12},
    }
