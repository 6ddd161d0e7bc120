"""What first contact computes: who has invited somebody, and what they are told of what is saved, as whom they come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot import policy
from bot.engine.asides import TO_CITIZENS, TOLD
from bot.engine.deeds import Mistype
from bot.engine.text import N_, Words
from bot.engine.view import placeholders
from bot.flows._company import role_words
from bot.flows._join import whoever

if TYPE_CHECKING:
    from bot.engine.deeds import Deed
    from bot.engine.session import Answer
    from bot.engine.view import Values, View

TERMS, STAFF_TERMS = "citizen-4", "staff-2"
"""The versions of the terms below; a change of meaning takes a new one. They are names: the first were "2027-01"."""

GREETING = N_(
    "Hi, I am <b>Jobstjernen</b>. I am a program, not a person.\n"
    "I help you practise what is hard about looking for work. One small step at a time."
)
# Translators: {role} is like "mentor"; it is the role of {who}.
INVITED = N_(
    "Hi, I am <b>Jobstjernen</b>. I am a program, not a person.\n"
    "<b>{who}</b>, {role}, has invited you.\n"
    "I help you practise what is hard about looking for work. One small step at a time."
)
# Translators: {role} is like "mentor"; it is what the reader is invited to be.
FOLLOWS = N_(
    "Hi, I am <b>Jobstjernen</b>. I am a program, not a person.\n"
    "<b>{inviting}</b> has invited you as {role}.\n"
    "Citizens practise here what is hard about looking for work. You follow those who want that."
)
RUNS = N_(
    "Hi, I am <b>Jobstjernen</b>. I am a program, not a person.\n"
    "<b>{inviting}</b> has invited you as {role}.\n"
    "Citizens practise here what is hard about looking for work. You let in those who follow them."
)
WHICH_LANGUAGE = N_("Which language do you want?")
FOR_CITIZENS = N_(
    "<b>Before we begin</b>\n"
    "• Behind me is <i>{organisation}</i>.\n"
    "• I save what you write, so that you can come back to it.\n"
    "• A contact person or mentor sees what you write only when you show it, but can see when you were last here. "
    "Those who look after the program are able to read it.\n"
    "• You can always stop, and delete what I have saved.\n\n"
    "Do not write CPR numbers (Danish ID numbers), diagnoses or other people's names here. "
    "Telegram is able to read our messages."
)
FOR_STAFF = N_(
    "<b>Before we begin</b>\n"
    "• Behind me is <i>{organisation}</i>.\n"
    "• I save your first name and what you write here.\n"
    "• Citizens read what you write to them, and can see what you have looked at.\n"
    "• You can always stop, and delete what I have saved.\n\n"
    "Do not write CPR numbers (Danish ID numbers) or diagnoses here. "
    "Messages in Telegram are not entirely private."
)
MORE_FOR_CITIZENS = N_(
    "<b>{organisation}</b> is responsible for what I save. You can reach them here: {contact}\n\n"
    "<b>What I save</b>\n"
    "Your first name, your language, your answers, and when you were last here. "
    "Also your number at Telegram. It is not your phone number.\n"
    "I save it to help you practise. {organisation} also gets numbers for everybody together: without names, "
    "and never for fewer than five. I use it for nothing else.\n\n"
    "<b>Your yes</b>\n"
    "I keep it only if you say yes. Saying no costs you nothing. "
    "You can always take your yes back. Then I delete everything about you.\n"
    "I ask about your health only if you say yes to that too.\n\n"
    "<b>Who is able to read it</b>\n"
    "A contact person or mentor, if you have one: what you show them, and what you answer them.\n"
    "Those who look after the program for {organisation}.\n"
    "Telegram too: our messages go through it. It is a company outside the EU, which can read them and keep them. "
    "Nobody else can read them on the way.\n\n"
    "<b>How long I keep it</b>\n{keeps}\n\n"
    "<b>You decide</b>\n"
    "Write /mydata to see what I have saved, to take a copy along, or to delete it.\n"
    "Is there something you are not happy about? Tell {organisation}. "
    "You can also complain to the Danish data protection agency, Datatilsynet: datatilsynet.dk"
)
MORE_FOR_STAFF = N_(
    "<b>{organisation}</b> is responsible for what I save. You can reach them here: {contact}\n\n"
    "<b>What I save</b>\n"
    "Your first name, your language, your role, what you write, and what you have looked at. "
    "Also your number at Telegram. It is not your phone number.\n"
    "I save it so that you can follow citizens, and they can see who knows what. "
    "I keep it as long as you have a role.\n\n"
    "<b>Who is able to read it</b>\n"
    "Those who look after the program for {organisation}.\n"
    "Telegram too: our messages go through it. It is a company outside the EU, which can read them and keep them. "
    "Nobody else can read them on the way.\n\n"
    "<b>You decide</b>\n"
    "Write /mydata to see what I have saved, to take a copy along, or to delete it.\n"
    "Is there something you are not happy about? Tell {organisation}. "
    "You can also complain to the Danish data protection agency, Datatilsynet: datatilsynet.dk"
)


KEEPS = N_(
    "If you do not come any more, I delete it {weeks} weeks after you were last here. "
    "If your course ends later, I count from then. If you have chosen a day that comes later, I wait for it. "
    "I write to you before I delete it. I cannot do that if you have blocked me."
)
# Translators: stands below how long everything is kept.
KEEPS_RECORDINGS = N_("If you send a voice message, I save it too, just as long.")
KEEPS_OF_STAFF = N_("I keep it as long as you have a role.")
# Translators: to somebody who asks who reads this, and has not said yes yet.
BEFORE_A_YES = N_(
    "I keep what you write only if you say yes. I send it to nobody before you share it. "
    "Those who look after the program are able to read it, and so is Telegram. You can ask here: {contact}"
)
# Translators: what happens if somebody says no.
VOLUNTARY = N_(
    "It is voluntary, and a no costs you nothing here. If you say no, I delete what I have saved, and that is all. "
    "I decide nothing about your money. You can ask here: {contact}"
)
WHY = N_(
    "I save it to help you practise, so that you can come back to it. "
    "I also count how it goes for all of you together: without names, and never for fewer than five. "
    "I use it for nothing else."
)
WHY_OF_STAFF = N_("I save it so that you can follow citizens, and they can see who knows what.")


def is_invited(view: View) -> bool:
    """Whether the person has come with a code."""
    return bool(view.value("code"))


def is_staff(view: View) -> bool:
    """Whether the code has made them one of the staff."""
    return bool(view.person.hat)


def came_with(view: View) -> str:
    """The code that is at hand as this begins: what is said of whoever sent it is said of that one only."""
    return str(view.value("code"))


def count(view: View) -> tuple[Deed, ...]:
    """A code that does not work counts as tried: what is said of one that does must not help to guess one."""
    return (Mistype(),) if is_invited(view) and _works_not(view) else ()


def _works_not(view: View) -> bool:
    return bool(view.fact("invitation")["state"] == "unusable")


def invitation(view: View) -> dict[str, Any]:
    """What the person has come with; empty where it was no code that works, or a later one than at the beginning."""
    if not is_invited(view) or view.value("came_with") != view.value("code"):
        return {}
    known: dict[str, Any] = view.fact("invitation")
    return known if known["state"] in {"staff", "follow"} else {}


def comes_as_staff(view: View) -> bool:
    """Whether the person is here to be one of the staff; not any more once that has been asked."""
    return invitation(view).get("state") == "staff" and view.answer("join") is None


def greeting(view: View) -> Words:
    """Who we are, and who has invited whoever comes with a code that works."""
    found = invitation(view)
    if not found:
        return Words(GREETING)
    role = role_words(found["role"])
    if found["state"] == "follow":
        return Words(INVITED, {"who": found["name"], "role": role})
    text = FOLLOWS if found["role"] in policy.FOLLOWERS else RUNS
    return Words(text, {"inviting": found["organisation"], "role": role})


def greeting_with_question(view: View) -> Words:
    """The greeting, and below it which language somebody wants."""
    return Words("{greeting}\n\n{question}", {"greeting": greeting(view), "question": Words(WHICH_LANGUAGE)})


def chose_another(view: View) -> bool:
    """Whether somebody has just chosen another language than the one in which they were greeted."""
    return view.person.language != view.context.person.language


def terms(view: View) -> Words:
    return view.words(FOR_STAFF if comes_as_staff(view) else FOR_CITIZENS)


@dataclass(frozen=True, slots=True)
class More:
    """What is told to whoever wants to know more, where everything is kept for so many weeks."""

    weeks: int

    def __call__(self, view: View) -> Words:
        if comes_as_staff(view):
            return view.words(MORE_FOR_STAFF)
        values = {name: view[name] for name in placeholders(MORE_FOR_CITIZENS) if name != "keeps"}
        keeps = Words(
            "{weeks}\n{recordings}", {"weeks": self.how_long(view), "recordings": Words(KEEPS_RECORDINGS)}
        )
        return Words(MORE_FOR_CITIZENS, {**values, "keeps": keeps})

    def how_long(self, view: View) -> Words:
        """How long everything is kept."""
        return Words(KEEPS_OF_STAFF) if comes_as_staff(view) else Words(KEEPS, {"weeks": self.weeks})


def who_it_is(view: View) -> Words:
    """Who has invited the person."""
    return whoever(invitation(view), view)


def who_reads(view: View) -> Words:
    """Who reads what the person writes; until they have said yes, it is not kept for them."""
    if comes_as_staff(view) or view.person.hat:
        return view.words(TO_CITIZENS)
    return view.words(TOLD["privacy"] if view.person.agreed else BEFORE_A_YES)


def voluntary(view: View) -> Words:
    """What a no means, until the person has said yes."""
    return view.words(TOLD["voluntary"] if view.person.agreed else VOLUNTARY)


def why_kept(view: View) -> Words:
    """What everything is kept for."""
    return Words(WHY_OF_STAFF if comes_as_staff(view) else WHY)


def agreeing_as(view: View) -> str:
    """As whom the person says yes."""
    return "staff" if comes_as_staff(view) else "citizen"


def has_to_agree(view: View) -> bool:
    """Whether somebody is here to practise after all, and has said yes only to what staff say yes to."""
    return bool(view.value("agreed_as") == "staff")


def is_settled(view: View) -> bool:
    """Whether the person has said their name, and their code has been looked at."""
    looked_at = not is_invited(view) or view.answer("join") is not None
    return bool(view.value("name")) and looked_at


def code(view: View) -> dict[str, Answer]:
    """The code, to be used; one that was counted as wrong here is not counted once more."""
    given = view.session.answers["code"]
    return {"code": {**given, "counted": view.value("came_with") == given["value"]}}


VALUES: Values = {
    "agrees_as": agreeing_as,
    "chose_another": chose_another,
    "greeting": greeting,
    "greeting_with_question": greeting_with_question,
    "has_to_agree": has_to_agree,
    "is_invited": is_invited,
    "is_settled": is_settled,
    "is_staff": is_staff,
    "terms_of_use": terms,
    "voluntary": voluntary,
    "who_it_is": who_it_is,
    "who_reads": who_reads,
    "why_kept": why_kept,
}
