"""Two people ask for the last place of a day at once, on PostgreSQL."""

from tests.cms.activities.test_last_place import race


def test_one_gets_the_last_place_and_the_other_waits(home):
    found = race(home)
    assert [states for _, states in found] == [["confirmed", "waiting"]] * 10
