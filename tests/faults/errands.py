"""What people do with the bot besides pitches: stars, plans, calls, sharing, and reviewing what was shared."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from bot.flows._messages import EARLIEST, LATEST
from bot.flows.content import Content
from tests.end_to_end.scripted import NEXT_PAGE
from tests.faults.players import ANY

if TYPE_CHECKING:
    from tests.end_to_end.phones import Citizen, Message
    from tests.faults.players import Errand, Player

AXES: Final = tuple(axis.id for axis in Content().star.axes)
TOPICS: Final = ("responsibility", "reports_to", "team_size")


async def star(player: Player) -> None:
    """Fill in a star, and show it to whoever follows."""
    await player.menu("new_star")
    answers = player.begins("star")
    for axis in AXES:
        score = player.random.randint(1, 7)
        while await player.press_one(str(score), "yes") == "yes":
            pass  # to being asked about health, and to answering that now
        answers[f"axis_{axis}"] = score
    while (key := await player.press_one("@show", "in_0", "@done", "no")) != "@show":
        player.timers["star"] |= key == "in_0"
    await player.press("yes")
    player.shared += 1
    await player.next(lambda message: "done" in message.choices, "word that it can be seen")
    player.is_seen = True
    await player.press("done")


async def plan(player: Player) -> None:
    """Make a small plan for a week from now, at no time of that day."""
    await player.menu("new_plan")
    answers = player.begins("plan")
    answers["what"] = await player.answer("plan", "what")
    await player.press("in_7")
    answers["day"] = ANY
    await player.press("@skip")
    answers["time"] = ANY
    player.timers["plan"] += 1
    answers["where"] = await player.answer("plan", "where")
    await player.press("own")
    answers["obstacle"] = "own"
    answers["own_obstacle"] = await player.answer("plan", "own_obstacle")
    await player.press("own")
    answers["then"] = "own"
    answers["own_then"] = await player.answer("plan", "own_then")
    await player.next(
        lambda message: {"new_plan", NEXT_PAGE} & message.choices.keys(), "home, maybe of several pages"
    )


async def call(player: Player) -> None:
    """Prepare a call to an employer."""
    await player.menu("new_employer_call")
    answers = player.begins("employer_call")
    answers["who"] = await player.answer("employer_call", "who")
    await player.press("open")
    answers["reason"] = "open"
    await player.press("@skip")
    answers["research"] = await player.answer("employer_call", "research")
    await player.press("@skip")
    topics = await player.next(lambda message: TOPICS[0] in message.choices, "the topics")
    for topic in TOPICS:
        topics = await player.turn(topics, topic)
    await player.take(topics, "@done")
    answers["topics"] = ANY
    order = await player.turn(await player.next(_is_order, "the order"), TOPICS[2])
    await player.take(order, TOPICS[0])
    answers["order"] = ANY
    await player.press("use")
    answers["opening_ok"] = "use"
    await player.press("use")
    answers["closing_ok"] = "use"
    await player.press("done")


async def spoken(player: Player, recording: bytes) -> None:
    """Say in a talk who one is, and show it to whoever follows."""
    await player.menu("new_elevator_pitch")
    await player.speak_to("elevator_pitch", "who", recording)
    for _ in ("burn", "job", "skills", "contribute"):
        await player.press("@skip")
    await player.press("phone", "@show", "yes")
    await player.next(lambda message: "done" in message.choices, "word that it can be seen")
    await player.press("done")


def reviewing(citizen: Player) -> Errand:
    """As one of the staff: read the newest star that this citizen shows, and comment on it."""

    async def review(player: Player) -> None:
        async with player.phone.changed:
            await player.phone.changed.wait_for(lambda: citizen.is_seen or player.finishing)
        await player.menu("citizens")
        await player.choose_labelled(citizen.name)
        await player.press("shown")
        await player.choose_first("back")
        await player.press("comment")
        player.comments.append(await player.say("review", "comment"))
        await player.press("back")

    return review


def reminding(citizen: Player) -> Errand:
    """As one of the staff: remind this citizen of something in words of one's own, now, and once."""

    async def once(player: Player) -> None:
        if player.reminders:
            return
        async with player.phone.changed:
            await player.phone.changed.wait_for(lambda: citizen.has_come or player.finishing)
        player.reminders.append(await remind(player, citizen))

    return once


async def remind(player: Player, citizen: Player) -> str:
    """Remind a citizen of something in words of one's own, now; the words."""
    await player.menu("remind")
    await player.choose_labelled(citizen.name)
    await player.press("own_text")
    text = await player.say("remind", "text")
    await player.press("now", "save")
    return text


async def be_awake(player: Player) -> None:
    """Let messages come at any hour of any day."""
    await player.menu("settings")
    await player.press("messages", "times")
    for step, limit in ((EARLIEST, "00:00"), (LATEST, "23:59")):
        await player.write_to("messages", step, limit)
    await player.press("free_days", "yes", "back")


async def answer_aloud(player: Player, recording: bytes) -> None:
    """Answer by voice what was said of one's work, and what somebody has written in a reminder."""
    await player.menu("new_my_news")
    await player.choose_beginning("to_")
    await player.speak_to("remarks", "reply", recording)
    await player.press("yes", "back")
    await player.take(await player.offered("start"), "start")
    await player.press("answer")
    await player.speak_to("reminder", "reply", recording)
    await player.press("yes")
    await player.next(lambda message: "done" in message.choices, "word that it is sent")


async def erase_everything(citizen: Citizen) -> None:
    """Ask for it, and say yes as often as asked, until there is a receipt, which has no button."""
    after, key = await citizen.write("/mydata"), "delete"
    while True:
        message = await citizen.until(
            partial(_answered, citizen, after, key), f"a button for {key!r} or a receipt"
        )
        if key not in message.choices:
            return
        await citizen.tap(message, key)
        after, key = message.id, "yes"


def _answered(citizen: Citizen, after: int, key: str) -> Message | None:
    """The newest message, if it has this button, or has none after there was one."""
    message = citizen.said[-1]
    wanted = key in message.choices or (key == "yes" and not message.choices)
    return message if message.id > after and wanted else None


def _is_order(message: Message) -> bool:
    """Whether this asks in which order the topics come: their list looks alike, but offers others too."""
    return {key for key in message.choices if not key.startswith("@")} == set(TOPICS)
