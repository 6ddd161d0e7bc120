"""Names stand where readers look for them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.words import order


def in_order(names: list[str], code: str) -> list[str]:
    return sorted(names, key=lambda each: order.key(each, code))


def test_in_danish_three_letters_come_after_z() -> None:
    names = ["Åse", "Østen", "Ærø", "Aage", "Zeynep", "Émile", "Emil", "Anna", "Özil", "Yusuf", "Ünal"]
    assert in_order(names, "da") == [
        *("Anna", "Emil", "Émile", "Ünal", "Yusuf", "Zeynep", "Ærø", "Østen", "Özil", "Aage", "Åse"),
    ]


def test_a_letter_that_is_written_as_two_signs_stands_where_it_does_as_one() -> None:
    assert order.key("A\N{COMBINING RING ABOVE}se", "da") == order.key("Åse", "da")


def test_elsewhere_an_accent_changes_nothing() -> None:
    assert in_order(["Zoe", "Åse", "Émile", "Emma", "Aaron"], "en") == [
        "Aaron",
        "Åse",
        "Émile",
        "Emma",
        "Zoe",
    ]


@given(st.lists(st.text()), st.sampled_from(("da", "en", "ar")))
def test_any_names_have_an_order_and_large_letters_change_nothing(names: list[str], code: str) -> None:
    assert sorted(in_order(names, code)) == sorted(names)
    assert all(order.key(name, code) == order.key(name.casefold(), code) for name in names)
