"""What the errand of sharing computes: who sees an exercise, what they see of it, and who has looked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.engine.context import Item
from bot.engine.deeds import Share, Unshare
from bot.engine.sharing import mark
from bot.engine.text import N_, Words, lines
from bot.flows._company import as_items, found, named, number

if TYPE_CHECKING:
    from bot.engine.deeds import Deed
    from bot.engine.view import Lists, Values, View

LOOKS_SHOWN = 10
TAKEN_BACK = N_("It is taken back. {taken_from} cannot open it any more.")
TAKEN_BACK_READ = N_(
    "It is taken back. {taken_from} cannot open it any more. What {taken_from} has read already still stands in "
    "their chat. I ask {taken_from} to delete it there."
)
# Translators: one person who can see an exercise, in a list: "Mette, contact person".
SEES_NEWEST = N_("• {person}: sees it as it is now")
SEES_OLDER = N_("• {person}: sees it as you showed it on {day}")
# Translators: one look at an exercise, in a list: "Mette, 26 November at 10:15".
LOOKED = N_("• {name}, {day} {time}")
SOMEBODY = N_("somebody who is not here any more")


def can_show(view: View) -> bool:
    """Whether somebody follows who has not been shown the exercise at hand as it is now."""
    return any(each["sees"] != "newest" for each in view.fact("followers"))


def wish(view: View) -> str:
    """What the person wants: to show the exercise, to show it anew, or to see who sees it; nothing where it is gone."""
    return str(view.value("wish")) if view.fact("snapshot") else "gone"


def title(view: View) -> Words:
    """What the exercise is called."""
    shown = view.fact("snapshot")
    return Words.from_json(shown["name"]) if shown else Words("–")


def unseen(view: View) -> tuple[dict[str, Any], ...]:
    """Who follows the person and does not see the exercise as it is now."""
    return tuple(each for each in view.fact("followers") if each["sees"] != "newest")


def seeing(view: View) -> tuple[dict[str, Any], ...]:
    """Who sees the exercise, as it is or as it was."""
    return tuple(each for each in view.fact("followers") if each["sees"])


def how_many(view: View) -> str:
    """Whether there is nobody to show it to, one person, or several."""
    match len(unseen(view)):
        case 0:
            return "none"
        case 1:
            return "one"
    return "several"


def picked(view: View) -> str:
    """The key of whom it is to be shown to: who was named on the button, or picked, or the only one there is."""
    if wish(view) == "renew":
        return str(view.value("whom"))
    offered = unseen(view)
    person = offered[0] if len(offered) == 1 else found(offered, view.value("whom"))
    return str(person.get("key", ""))


def chosen(view: View) -> dict[str, Any]:
    """Whom the person was asked about, as long as they follow them."""
    return found(view.fact("followers"), view.value("person"))


def to_whom(view: View) -> str:
    return str(chosen(view).get("name", "–"))


def is_agreed(view: View) -> str:
    """Whether the tap was the yes: the button named whom it shows what. What has changed since is asked about."""
    offered = wish(view) == "renew" and view.value("offered") == mark(view.fact("snapshot"))
    return "yes" if offered or can_share(view) != "yes" else "no"


def share(view: View) -> tuple[Deed, ...]:
    """Let the chosen one see it, as it is now; nobody where they are gone or see it already."""
    if can_share(view) != "yes":
        return ()
    return (Share(number(view, "person"), number(view, "exercise"), view.fact("snapshot")),)


def unshare(view: View) -> tuple[Deed, ...]:
    key = view.value("from_whom")
    return (Unshare(number(view, "from_whom"), number(view, "exercise")),) if found(seeing(view), key) else ()


def taken_from(view: View) -> str:
    """Who does not see it any more."""
    return str(found(view.fact("followers"), view.value("from_whom")).get("name", "–"))


def is_taken_back(view: View) -> Words:
    """That somebody cannot open it any more; of whoever has read it in their chat, that it still stands there."""
    read = any(each["name"] == taken_from(view) and each["in_chat"] for each in view.fact("looks"))
    return view.words(TAKEN_BACK_READ if read else TAKEN_BACK)


def who_sees(view: View) -> Words:
    """Everybody who sees it, a line each."""
    people = seeing(view)
    if not people:
        # Somebody who has looked before still has what they read in their own chat.
        return Words(N_("Nobody else can open it now.") if view.fact("looks") else N_("Only you can see it."))
    return lines(
        [
            Words(
                SEES_NEWEST if each["sees"] == "newest" else SEES_OLDER,
                {"person": named(each), "day": each["shown_on"]},
            )
            for each in people
        ]
    )


def who_looked(view: View) -> Words:
    """The newest looks, a line each."""
    looks = view.fact("looks")[:LOOKS_SHOWN]
    if not looks:
        return Words(N_("Nobody has looked at it yet."))
    return lines(
        [
            Words(
                LOOKED,
                {"name": each["name"] or Words(SOMEBODY), "day": each["day"], "time": each["time"]},
            )
            for each in looks
        ]
    )


def ways(view: View) -> tuple[Item, ...]:
    """What can be done about who sees it."""
    offered = (
        ("show", Words(N_("Show it to somebody")), unseen(view)),
        ("take_back", Words(N_("Take it back")), seeing(view)),
    )
    return tuple(Item(key, label) for key, label, here in offered if here)


def can_share(view: View) -> str:
    """Whether it can be shown to whoever the person was asked about: "yes", or why not.

    They have "left", they see it as it is now already ("seen"), or it is "gone".
    """
    if not view.fact("snapshot"):
        return "gone"
    if not chosen(view):
        return "left"
    return "seen" if chosen(view)["sees"] == "newest" else "yes"


VALUES: Values = {
    "can_share": can_share,
    "doing": wish,
    "exercise_title": title,
    "is_agreed": is_agreed,
    "is_taken_back": is_taken_back,
    "taken_from": taken_from,
    "how_many": how_many,
    "to_whom": to_whom,
    "who_sees": who_sees,
    "who_looked": who_looked,
}
LISTS: Lists = {
    "ways": ways,
    "unseen": lambda view: as_items(unseen(view)),
    "seeing": lambda view: as_items(seeing(view)),
}
