"""The ways around that are open wherever a flow stands: back, skip, example, help, pause, resume, restart, home."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.engine import asking, dictating, early, editing, sharing, unsent, walking
from bot.engine.adopting import KEEP, USE
from bot.engine.effects import NUDGE, Cancel, Toast
from bot.engine.flow import step_of
from bot.engine.performing import QUIET, perform
from bot.engine.sprint import Chosen, Ended, HandedOver, Left
from bot.engine.steps import Branch, Tell
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.engine.scratch import Mode
    from bot.engine.turn import Turn

ANSWERED = N_("You have answered that question. Do you want to change your answer?")
SKIPPED = N_("You skipped that question. Do you want to answer it now?")
NEEDED = N_("This question is needed to go on. You can pause instead.")
CHOOSE = N_("This question is needed to go on. Choose what fits best.")
ONCE_MORE = N_("To be on the safe side, I ask you once more.")
MOVED_ON = N_("We have moved on. The newest question is at the bottom.")


def anywhere(turn: Turn, chosen: Chosen) -> bool:
    """Take a way around that works from any button of the session, however old; whether it was one."""
    if chosen.key.startswith("@edit_"):
        editing.change(turn, chosen.key.removeprefix("@edit_"))
        return True
    if chosen.key.startswith("@also_"):
        editing.write_too(turn, chosen.key.removeprefix("@also_"))
        return True
    if chosen.key.startswith(USE):
        editing.used_as_heard(turn, chosen.key.removeprefix(USE))
        return True
    if chosen.key.startswith(KEEP):
        dictating.keep_recording(turn, chosen.key.removeprefix(KEEP))
        return True
    if chosen.key.startswith(sharing.RENEW):
        sharing.renew(turn, chosen.key.removeprefix(sharing.RENEW))
        return True
    way = ANYWHERE.get(chosen.key)
    if way is walking.start and chosen.prompt != turn.session.prompt:
        way = restart  # a "yes" from long ago is asked again
    if way is not None:
        way(turn)
    return way is not None


def here(turn: Turn, chosen: Chosen) -> bool:
    """Take a way around that belongs to the question at hand; whether it was one."""
    if chosen.key.startswith("@begin_"):
        begin(turn, chosen.key.removeprefix("@begin_"))
        return True
    way = HERE.get(chosen.key)
    if way is not None:
        way(turn)
    return way is not None


def resume(turn: Turn) -> None:
    """Welcome the person back to where they stood; what nobody has begun yet begins."""
    if not turn.session.at:
        walking.start(turn)
        return
    question = turn.question
    number, all_ = asking.count(turn) if question is not None else (0, 0)
    if number:
        back = N_("Welcome back. We got to question {number} of {all}. What you have answered is saved.")
        turn.say(Words(back, {"number": number, "all": all_}))
    elif turn.flow.pausable and turn.session.status != "done" and not _shows_again(turn):
        turn.say(Words(N_("Welcome back. What you have answered is saved.")))
    # Whoever comes back has energy for the question, and sees that first; a sentence that is begun stands for itself.
    mode: Mode = "begun" if turn.session.scratch.mode == "begun" else ""
    turn.session.scratch = replace(turn.session.scratch, enough=-1, mode=mode)
    walking.stand_again(turn)


def _shows_again(turn: Turn) -> bool:
    """Show what was made where somebody comes back to the menu of a finished exercise; whether there was such a thing.

    It is what the exercise opens with, recordings first. A question there is not asked: the person stood at the menu.
    """
    if step_of(turn.session.at) != turn.flow.shared_at or not (turn.session.kept and turn.flow.reopen):
        return False
    place = turn.flow.reopen
    while isinstance(step := turn.flow.at(place), Branch) or (isinstance(step, Tell) and step.recordings):
        if isinstance(step, Tell):
            perform(turn, step)
        place = turn.flow.graph.after(place, "next", turn.view())
    if isinstance(step, Tell):
        perform(turn, step)
    return isinstance(step, Tell)


def pause(turn: Turn) -> None:
    """Stop here, with everything saved and nobody writing until the person comes back."""
    if turn.person.quiet:
        _rest(turn, N_("We stop here. Everything is saved.\nWrite to me when you want to go on."), QUIET)
        return
    _rest(
        turn,
        N_(
            "We stop here. Everything is saved.\n"
            "Write to me when you want to go on. "
            "I only remind you of it if you have chosen a day for it yourself."
        ),
    )


def not_now(turn: Turn) -> None:
    """The person does not want to go on when asked: say that this is fine, and leave them in peace."""
    if turn.person.quiet:
        _rest(turn, N_("That is quite all right. I am here when you want."), QUIET)
        return
    _rest(
        turn, N_("That is quite all right. I only remind you of it if you have chosen a day for it yourself.")
    )


def _rest(turn: Turn, *texts: str) -> None:
    if turn.session.status == "open":
        turn.session.status = "paused"
    turn.effects.append(Cancel(NUDGE))
    turn.say(*map(Words, texts), buttons=(("@resume", Words(asking.CONTINUE)), ("@home", Words(asking.HOME))))


def about(turn: Turn) -> None:
    """Say where the person stands, what they can do, and who is behind this."""
    where = N_("You are working on <b>{title}</b>. Everything you have answered is saved.")
    commands = N_(
        "Write /menu to see what you can do, /pause to stop for now, "
        "and /mydata to see what I have saved, take a copy along, or delete it."
    )
    behind = N_("Behind me is {organisation}. You can reach them here: {contact}")
    changes = (
        (("@change", Words(asking.CHANGE)), ("@restart", Words(asking.RESTART))) if turn.flow.pausable else ()
    )
    explained = (("@explain", Words(asking.EXPLAIN)),) if asking.explanations(turn) else ()
    exercise = (Words(where, {"title": Words(turn.flow.title)}),) if turn.flow.pausable else ()
    turn.say(
        *exercise,
        Words(commands),
        turn.view().words(behind),
        buttons=(("@on", Words(asking.CONTINUE)), *explained, *changes, ("@home", Words(asking.HOME))),
    )


def restart(turn: Turn) -> None:
    """Ask before going back to the beginning."""
    turn.say(
        Words(
            N_(
                "Do you want to begin again from the first question? Your answers stay. You can change each of them."
            )
        ),
        buttons=(("@again", Words(asking.YES)), ("@on", Words(asking.GO_ON))),
    )


def example(turn: Turn) -> None:
    """Show the worked example, and ask again."""
    if asking.at(turn).example:
        turn.session.scratch = replace(turn.session.scratch, mode="example", starter="")
    turn.ask()


def explain(turn: Turn) -> None:
    """Explain the question, and ask again."""
    if asking.explanations(turn):
        turn.session.scratch = replace(turn.session.scratch, mode="explained", starter="")
    turn.ask()


def get_started(turn: Turn) -> None:
    """Offer beginnings of a sentence, or hand over to the flow that helps."""
    question = asking.at(turn)
    if not question.starters:
        think(turn)
        return
    turn.session.scratch = replace(turn.session.scratch, mode="starters", starter="")
    turn.ask()


def begin(turn: Turn, number: str) -> None:
    """The person chose a beginning: ask for the rest of the sentence."""
    starters = asking.at(turn).starters
    if number not in map(str, range(len(starters))):
        turn.ask()
        return
    starter = turn.context.language.say(Words(starters[int(number)]))
    turn.session.scratch = replace(turn.session.scratch, mode="begun", starter=starter)
    turn.ask()


def think(turn: Turn) -> None:
    """Hand over to the flow that gathers raw material."""
    question = asking.at(turn)
    if question.help:
        turn.session.scratch = replace(turn.session.scratch, mode="")
        turn.stop = HandedOver(question.help)
    else:
        turn.ask()


def ask_again(turn: Turn) -> None:
    """Back to the bare question."""
    turn.session.scratch = replace(turn.session.scratch, mode="", starter="")
    turn.ask()


def skip(turn: Turn) -> None:
    """Leave the question open, where it may be left; what was said there before and not sent is not sent by that."""
    question = asking.at(turn)
    if not question.skippable:
        turn.say(Words(NEEDED if turn.flow.pausable else CHOOSE))
        turn.ask()
        return
    place = turn.session.at
    if not turn.answered(place) or place in unsent.waiting(turn.flow, turn.session):
        turn.record(place, {"kind": "skipped", "value": ""})
    walking.leave(turn, place)
    walking.move(turn, "next")


def keep(turn: Turn) -> None:
    """Go on with the answer there is."""
    place, question = turn.session.at, asking.at(turn)
    answer = turn.session.answers.get(place)
    if answer is None or not question.holds(answer, turn.view()):
        turn.ask()
        return
    walking.leave(turn, place)
    walking.move(turn, "next" if answer["kind"] == "skipped" else question.trigger(answer))


def more(left: int) -> Callable[[Turn], None]:
    """Go on although the day's questions are done: with so many more (-1: no limit)."""

    def with_more(turn: Turn) -> None:
        turn.person = replace(turn.person, energy=left, energy_day=turn.view().today.isoformat())
        walking.stand_again(turn)

    return with_more


def leave(turn: Turn) -> None:
    """Back to the flow that handed over to this one, whose answers stay."""
    turn.stop = Ended()


def go_home(turn: Turn) -> None:
    turn.stop = Left()


def tapped_twice(turn: Turn, place: str, chosen: Chosen) -> bool:
    """Whether a menu's button is the very one that led to the question at hand; then nothing more happens."""
    answer = turn.session.answers.get(place)
    last = turn.session.trail[-1] if turn.session.trail else ""
    twice = (
        turn.question is not None and place == last and answer is not None and answer["value"] == chosen.key
    )
    if twice:
        turn.effects.append(Toast(Words(MOVED_ON)))
    return twice


def old(turn: Turn, place: str, chosen: Chosen) -> None:
    """A button under a question that is not the one at hand: harmless, and explained."""
    answer = turn.session.answers.get(place)
    if answer is not None and answer["value"] == chosen.key:
        turn.effects.append(Toast(Words(N_("That is saved already."))))
    elif answer is not None and editing.changeable(turn, place) and chosen.key not in HERE:
        turn.say(
            Words(SKIPPED if answer["kind"] == "skipped" else ANSWERED),
            buttons=((f"@edit_{place}", Words(asking.YES)), ("@on", Words(asking.GO_ON))),
        )
    else:
        turn.effects.append(Toast(Words(MOVED_ON)))


def not_newest(turn: Turn, place: str) -> None:
    """A button under an earlier message of a question that is only answered under its newest."""
    if place == turn.session.at:
        turn.ask()
    else:
        turn.effects.append(Toast(Words(MOVED_ON)))


def once_more(turn: Turn, place: str) -> None:
    """A yes to a question whose time is over: begin again at the step that it lapses to."""
    turn.session.status = "open"
    walking.jump(turn, turn.flow.question(place).lapses_to)
    turn.say(Words(ONCE_MORE), apart=True)  # with what it begins with it would be more than a small screen
    turn.ask()


def begin_again(turn: Turn, place: str) -> None:
    """A decision by a button that was passed: ask again, beginning where what stands now is known."""
    turn.say(Words(ONCE_MORE), apart=True)
    walking.open_at(turn, turn.flow.question(place).begins_at)


def gone(turn: Turn) -> None:
    """A button from so long ago that nobody knows what it asked."""
    turn.say(Words(N_("That button is old and does nothing any more. This is where we are now.")))
    walking.stand_again(turn)


def go_on(turn: Turn) -> None:
    """Back to where the person stands, with a welcome only after a pause."""
    if turn.session.status == "paused":
        resume(turn)
    else:
        walking.stand_again(turn)


ANYWHERE: Mapping[str, Callable[[Turn], None]] = {
    "@about": about,
    "@again": walking.start,
    "@all": more(-1),
    "@change": editing.offer,
    "@fine": early.fine,
    "@home": go_home,
    "@leave": leave,
    "@not_now": not_now,
    "@on": go_on,
    "@one_more": more(1),
    "@pause": pause,
    "@restart": restart,
    "@resume": resume,
    sharing.SHOW: sharing.show,
    sharing.BARE_RENEW: sharing.show,
    sharing.WHO: sharing.who,
    sharing.SAID: sharing.said,
    "@split": early.move,
    "@use": early.move,
}
HERE: Mapping[str, Callable[[Turn], None]] = {
    "@ask": ask_again,
    "@back": editing.back,
    "@example": example,
    "@explain": explain,
    "@help": get_started,
    "@keep": keep,
    "@skip": skip,
    "@think": think,
}
