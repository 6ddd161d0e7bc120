"""What people write to a question that is no answer to it: "I don't know", "hello", "are you a human?"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.engine import asking, breaks, early, navigation, walking
from bot.engine.errands import JOIN, MESSAGES
from bot.engine.labels import LONGEST_LABEL, MEANING, STUCK
from bot.engine.phrasing import asks_back, says
from bot.engine.sprint import HandedOver
from bot.engine.steps import Ask, Scale, Write
from bot.engine.steps.choosing import Choosing, is_own
from bot.engine.steps.naming import HELLO
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.engine.context import Context
    from bot.engine.inputs import Typed
    from bot.engine.person import Person
    from bot.engine.turn import Turn

# Translators: what a person may write to thank; separated by commas.
THANKS = N_("thanks, thank you, thank you very much, many thanks, thanks a lot")
# Translators: what a person may write to agree, where nothing was asked that one can agree to; separated by commas.
FINE = N_("ok, okay, yes, yes ok, fine, all right, good, that is fine, I agree")
# Translators: what a person may write who has nothing to say to a question; separated by commas.
NOTHING = N_("no, none, nothing, nope, no nothing, nothing really")
# Translators: what a person may write who wants nothing that a menu offers; separated by commas.
NOT_NOW = N_("no, no thanks, no thank you, nothing, not now, not today, later, another time, another day")
SMALL_THINGS = N_(
    "It can feel like that. It is not all there is to you. "
    "Small things count too: cooking, helping a neighbour, coming on time."
)
# Translators: also for somebody who does not read the language it is said in: say it in English as well, and in Danish.
# {languages} are like "Dansk, English".
LANGUAGES = N_(
    "I can write in {languages}. Write /language to choose one.\n"
    "Jeg kan skrive på {languages}. Skriv /language for at vælge."
)
TOLD: Mapping[str, str] = {
    "seen": N_(
        "No, not before you show or send it to them yourself. "
        "Whoever follows you here can see your first name, and when you were last here. "
        "Those who look after the program for {organisation} are able to read it, and so is Telegram."
    ),
    "sent": N_(
        "No, I do not send it on to anybody. Whoever follows you here sees only what you show them yourself, "
        "and I have asked them not to show it to others. "
        "Those who look after the program for {organisation} are able to read it, and so is Telegram."
    ),
    "why": N_(
        "So that you can come back to it. I use it to help you practise. "
        "I also count how it goes for all of you together: without names, and never for fewer than five. "
        "I use it for nothing else. "
        "Write /mydata to see what is saved, or to delete it."
    ),
    "voluntary": N_(
        "It is voluntary. You can say no, or stop, whenever you like, and it costs you nothing here. "
        "I decide nothing about your money. You can ask here: {contact}"
    ),
    "ai": N_(
        "No. I am a simple program, and humans have thought out what I say. "
        "What you write is not sent to ChatGPT or the like."
    ),
    "language": LANGUAGES,
    "human": N_(
        "I am a program, and no human is reading along. You can reach humans at {organisation}: {contact}"
    ),
    "privacy": N_(
        "What you write is saved for you at {organisation}. I send it to nobody before you share it. "
        "Those who look after the program are able to read it, and so is Telegram. "
        "Write /mydata to see what is saved, take a copy along, or delete it. You can ask here: {contact}"
    ),
    "keeping": N_("Write /mydata: there I say how long I keep what is yours. There you can delete it too."),
    "deleting": N_("Yes, whenever you like. Write /mydata to see what I have saved, or to delete it."),
    "telegram": N_(
        "Telegram is the app that we write in. It belongs to a company outside the EU. "
        "Our messages are encrypted on the way, but Telegram itself can read them and keep them."
    ),
}
"""Answers to questions about the program itself, by wish; a flow `tells` what it knows better."""
TO_CITIZENS = N_(
    "What you write to a citizen, or note about one, the citizen can read, and also what you have looked at. "
    "Those who look after the program for {organisation} are able to read it, and so is Telegram. "
    "Write /mydata to see what is saved about you. You can ask here: {contact}"
)
"""What staff are told who ask who reads this: nobody follows them, and what they write is read by others."""
WHO_READS = frozenset({"privacy", "seen", "sent"})
"""Questions about who reads this, gets it, or has it sent."""
# Translators: somebody wrote two things at once, of which one was a question to the program.
ALSO = N_("You also wrote: <i>{words}</i>\nThat is kept, but I have not used it as an answer.")
DELETE = "delete"
QUIET = "quiet"
ERRANDS: Mapping[str, HandedOver] = {
    DELETE: HandedOver("stop", at="sure"),
    "code": HandedOver(JOIN, answers={"code": {"kind": "skipped", "value": ""}}),
    QUIET: HandedOver(MESSAGES),
}
"""Where it leads to ask for something, by wish; only deleting is for those too who have not agreed to anything yet."""
UNSURE = N_("I am not sure what you mean. Tap one of the buttons.")
THE_WHOLE = N_("To be on the safe side: Tap a button, or write all that it says.")
WHICH_BUTTON = N_("Tap the button that fits best. Write /help if you want to know more.")
LET_BE = N_("That is quite all right. I am here when you want.")
IS_IT_THAT = N_("Is that your answer? Then tap “{button_use}”. Otherwise tap one of the others.")
"""What is said to a word or two where longer words of one's own are taken at once."""
REPLIES = (
    (THANKS, N_("You are welcome. Here is the question again.")),
    (HELLO, N_("Hello. Here is the question.")),
    (FINE, N_("Here is the question again.")),
)
"""What gets the question again, after a short reply."""


def is_for_us(context: Context, person: Person) -> bool:
    """Whether a text asks something of the program itself; that is heard wherever the person stands."""
    wish = context.signs.wish
    return wish in TOLD or (wish in ERRANDS and (person.agreed or wish == DELETE))


def asked_of_us(turn: Turn, given: Typed) -> bool:
    """Do what a text asks of the program itself, or answer it; whether it asked that."""
    wish = turn.context.signs.wish
    told = _told(turn, wish)
    if told:
        _answer(turn, given, told)
        return True
    if breaks.is_meant(turn) and not _wants_no_button(turn, given):
        breaks.offer(turn, given)
        return True
    if wish not in ERRANDS or not is_for_us(turn.context, turn.person):
        return False
    errand = ERRANDS[wish]
    if turn.flow.id == errand.flow and not errand.at:
        return False
    turn.unplaced(given)
    if turn.flow.id == errand.flow:
        walking.open_at(turn, errand.at)
        return True
    if wish == QUIET:
        turn.say(Words(N_("That is all right. Here you decide when I write.")))
    turn.stop = errand
    return True


def _wants_no_button(turn: Turn, given: Typed) -> bool:
    """Whether somebody wants nothing of what the buttons at hand offer."""
    return isinstance(turn.question, Choosing) and _says(turn, given, NOT_NOW)


def _told(turn: Turn, wish: str) -> str:
    """What answers a question about the program; "" where it is none, or nothing is known that answers it.

    Who reads an answer depends on where it is given, and on whose it is.
    """
    who_reads = wish in WHO_READS
    if turn.person.hat and who_reads and wish != "privacy" and turn.context.signs.beside:
        return ""  # a remark that ends with a question to a citizen
    at_hand = turn.question.read_by if turn.question is not None and who_reads else ""
    otherwise = TO_CITIZENS if turn.person.hat and who_reads else TOLD.get(wish, "")
    return at_hand or turn.flow.tells.get(turn.context.signs.wish, otherwise)


def answered(turn: Turn, given: Typed) -> bool:
    """Answer a text that is no answer, keep it, and show the question again; whether it was one."""
    if asked_of_us(turn, given):
        return True
    if turn.session.scratch.resting:
        return _heard(turn, given)
    if isinstance(turn.question, Write) and turn.question.brief and _answers_briefly(turn, given):
        return False
    if turn.question is not None and turn.question.understands(given.text, turn.view()):
        return False
    if turn.question is not None and turn.question.skippable and _says(turn, given, NOTHING):
        turn.unplaced(given)
        turn.say(Words(N_("That is quite all right. We go on.")))
        navigation.skip(turn)
        return True
    if turn.question is not None and _stuck(turn, given):
        return True
    if isinstance(turn.question, Scale) and (_says(turn, given, FINE) or _says(turn, given, NOT_NOW)):
        return False  # the scale says how it is answered
    reply = next((reply for words, reply in REPLIES if _says(turn, given, words)), "")
    if isinstance(turn.question, Choosing) and (not reply or _says(turn, given, FINE)):
        reply = _at_buttons(turn, given)
    if reply and turn.question is not None:
        # "Here is the question" is said of no example and no explanation.
        if turn.session.scratch.mode != "begun":
            turn.session.scratch = replace(turn.session.scratch, mode="", starter="")
        _ask_again(turn, given, Words(reply))
    return bool(reply) and turn.question is not None


def _at_buttons(turn: Turn, given: Typed) -> str:
    """What to say to a short text where one of several buttons is the answer; "" where the question itself knows."""
    if _says(turn, given, FINE):
        return THE_WHOLE if turn.question is not None and turn.question.lapses_to else UNSURE
    if _says(turn, given, NOT_NOW) or turn.context.signs.wish == breaks.TIRED:
        return LET_BE
    own = isinstance(turn.question, Ask) and turn.question.own_words()
    return IS_IT_THAT if own and not is_own(given) else ""


def _answers_briefly(turn: Turn, given: Typed) -> bool:
    """Whether a text is a yes, a no or the like."""
    return _says(turn, given, FINE) or _says(turn, given, NOTHING)


def _heard(turn: Turn, given: Typed) -> bool:
    """Answer somebody who speaks badly of themselves where they were asked about their energy; whether it was one."""
    low = turn.context.signs.wish == "low"
    if low:
        _tell(turn, given, SMALL_THINGS)
    return low


def _stuck(turn: Turn, given: Typed) -> bool:
    """Answer somebody who does not know what to answer, or speaks badly of themselves; whether it was one."""
    writes = isinstance(turn.question, Write)
    if writes and turn.context.signs.wish == "low":
        _help(turn, given, Words(SMALL_THINGS))
    elif _asks_about_it(turn, given):
        _explain(turn, given)
    elif _says(turn, given, STUCK) or (writes and _says(turn, given, NOTHING)):
        _encourage(turn, given)
    else:
        return False
    return True


def _asks_about_it(turn: Turn, given: Typed) -> bool:
    """Whether somebody asks what the question at hand means, or asks it back."""
    if turn.context.signs.wish == MEANING:
        return True
    question = turn.context.language.say(turn.view().text(asking.at(turn)))
    return len(given.text) <= LONGEST_LABEL and asks_back(given.text, question)


def _explain(turn: Turn, given: Typed) -> None:
    """Explain the question, and ask it again; where nothing explains it that does not stand in it, help otherwise."""
    shown = turn.session.scratch
    turn.session.scratch = replace(shown, mode="", starter="")
    beside = asking.paragraphs(turn)
    told = tuple(each for each in asking.explanations(turn) if each not in beside)
    if told:
        _ask_again(turn, given, *told)
        return
    turn.session.scratch = shown
    _encourage(turn, given)


def _encourage(turn: Turn, given: Typed) -> None:
    """Help somebody who does not know what to answer."""
    menu = isinstance(turn.question, Choosing) and turn.question.asks_again
    _help(turn, given, Words(WHICH_BUTTON if menu else early.NO_HURRY))


def is_brief(turn: Turn, given: Typed) -> bool:
    """Whether a text is a short word that hardly answers the question at hand: thanks, a greeting, "I don't know"."""
    understood = turn.question is not None and turn.question.understands(given.text, turn.view())
    return not understood and any(
        _says(turn, given, words) for words in (THANKS, HELLO, FINE, NOTHING, STUCK)
    )


def _says(turn: Turn, given: Typed, words: str) -> bool:
    """Whether the whole text is one of these, in English or in the person's language."""
    return len(given.text) <= LONGEST_LABEL and says(given.text, words, turn.context.language)


def _help(turn: Turn, given: Typed, reply: Words) -> None:
    """Show the example, or where that is on the screen already, beginnings of a sentence."""
    question = asking.at(turn)
    shown = turn.session.scratch.mode
    if question.example and not shown:
        turn.session.scratch = replace(turn.session.scratch, mode="example")
    elif question.starters:
        turn.session.scratch = replace(turn.session.scratch, mode="starters")
    _ask_again(turn, given, reply)


def _answer(turn: Turn, given: Typed, told: str) -> None:
    """Answer a question about the program; what it came with can be used as the answer to the one at hand.

    So can one that says something of its writer too: "I do not understand Danish".
    """
    also = "" if told == LANGUAGES else turn.context.signs.beside
    usable = given.text if told == LANGUAGES else also
    turn.unplaced(given)
    stays = turn.question is not None and turn.session.status != "done" and not turn.closed
    if usable and stays and not turn.session.scratch.resting:
        early.offer(turn, replace(given, text=usable))
    turn.missed = True
    turn.say(_words(turn, told))
    if also:
        turn.say(Words(ALSO, {"words": also}))
    walking.stand_again(turn)


def _words(turn: Turn, told: str) -> Words:
    """What is told, with what it names."""
    if told == LANGUAGES:
        return Words(told, {"languages": tuple(each.label for each in turn.view().items("languages"))})
    return turn.view().words(told)


def _tell(turn: Turn, given: Typed, message: str) -> None:
    """Say what is not about the question, and ask again."""
    turn.unplaced(given)
    turn.missed = True
    turn.say(turn.view().words(message))
    walking.stand_again(turn)


def _ask_again(turn: Turn, given: Typed, *reply: Words) -> None:
    """Ask again; where the text was meant as the answer after all, one tap makes it that."""
    early.set_aside(turn, given)
    turn.missed = True
    turn.say(*reply)
    turn.ask()
