"""What the questions of a citizen are called where somebody else reads the answers: "you" is called by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from bot.engine.text import Value

OF_ANOTHER = {
    # Translators: the name of a question, as one of the staff reads it: {name} is the citizen who has answered it.
    "Who you are": N_("Who {name} is"),
    "What you love doing": N_("What {name} loves doing"),
    "What you can": N_("What {name} can"),
    "What you bring": N_("What {name} brings"),
    "Your example": N_("The example"),
    "Where you practise": N_("Where {name} practises"),
    "What you will do": N_("What {name} will do"),
    "Where you are": N_("Where {name} is"),
    "What you do": N_("What {name} does"),
    "What you do then": N_("What {name} does then"),
    "Who you call": N_("Who {name} calls"),
    "Why you call": N_("Why {name} calls"),
    "What you know": N_("What {name} knows about them"),
    "Your own questions": N_("Own questions"),
    "What you ask about": N_("What {name} asks about"),
    "Your first words": N_("The first words"),
    "Your own first words": N_("Own first words"),
    "Your last words": N_("The last words"),
    "Your own last words": N_("Own last words"),
    "When you call": N_("When {name} calls"),
    "Whether you got through": N_("Whether {name} got through"),
    "Your next step": N_("The next step"),
    "How sure you are": N_("How sure {name} is"),
    "How sure you are now": N_("How sure {name} is now"),
    "Your own question": N_("Own question"),
    "The question you fear": N_("The question {name} fears"),
    "How you answer": N_("How {name} answers"),
    "Your task": N_("The task"),
    "What you did": N_("What {name} did"),
    "Your answer": N_("The answer"),
    "Whom you talk with": N_("Whom {name} talks with"),
    "Where you were": N_("Where {name} was"),
    "What surprised you": N_("What surprised {name}"),
    "What you do another way": N_("What {name} does another way"),
    "When you hear from them": N_("When {name} hears from them"),
    "Whether you answer them": N_("Whether {name} answers them"),
    "What you say": N_("What {name} says"),
    "Your words": N_("The words"),
    "Your own words": N_("Own words"),
    "What you learned": N_("What {name} learned"),
    "What you see differently": N_("What {name} sees differently"),
    "What you want to do more about": N_("What {name} wants to do more about"),
    # Translators: above the goals of a citizen, as one of the staff reads them.
    "My goals": N_("What {name} is aiming for"),
}
"""By the name that the citizen reads."""


def called(question: Words, citizen: Value) -> Words:
    """The name of a citizen's question for whoever else reads the answer; `citizen` is what the citizen is called."""
    other = OF_ANOTHER.get(question.id)
    return Words(other, {"name": citizen}) if other else question
