"""What is said to somebody else, before it goes to them: a recording is heard first, taken back, or made anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.engine.conversation import LEFT_UNSENT
from bot.engine.inputs import Said, Spoke
from bot.engine.recording import flaw, played, recorded, words_of
from bot.engine.session import unplaced
from bot.engine.steps import Accept, Again, Ask, Choice, Tell, Unsay
from bot.engine.steps.choosing import no_button
from bot.engine.text import N_, Words
from bot.engine.unsent import is_unsent

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.engine.recording import Recording
    from bot.engine.session import Answer
    from bot.engine.steps import Given, Outcome, Step
    from bot.engine.view import View

SEND, NOT_SENT = N_("Yes, send it"), N_("No, do not send it")
RECORD_AGAIN = N_("🎙 Record it again")
ASKS = N_("You can hear it first. Shall I send it to {name}?")
NOT_KEPT = N_("That is fine. I have not sent it, and I have not kept it.")
TO_SAY = N_("What do you want to say to {to_whom}? Write it, or record it.")
READ_BY = N_(
    "What you write or record here goes to {to_whom}. Those who look after the program are able to read and hear it "
    "too, and so is Telegram. You can ask here: {contact}"
)
OF = "{whose} · {what}"
"""Below a recording of one's own: what it is, and what of."""


def is_spoken(answer: Answer | None) -> bool:
    """Whether there is something to hear in an answer: a recording, or one of which the words are known."""
    return answer is not None and bool(recorded(answer))


def together(first: Answer, second: Answer, view: View) -> Answer:
    """Two answers that were spoken one after the other, as one; a number that runs over both is covered."""
    said, more = recorded(first), recorded(second)
    parts = [*first["parts"], *second["parts"]]
    texts = view.context.covered([text for _, text in parts])
    told = {"parts": [[number, text] for (number, _), text in zip(parts, texts, strict=True)]}
    before = {"before": [*said.get("before", ()), _alone(said), *more.get("before", ())]}
    if first["kind"] == second["kind"] == "voice":
        return {**second, **told, **before}
    written = {"kind": "text", "value": "\n".join(filter(None, texts))}
    return {**written, **told, "recording": {**_alone(more), **before}}


def to_send(answer: Answer) -> tuple[tuple[str, dict[str, Any]], ...]:
    """What goes to somebody: its words with its recording, and before that each that belongs to it by itself."""
    said = recorded(answer)
    before = tuple(("", _alone(each)) for each in said.get("before", ()))
    return (*before, (words_of(answer), _alone(said)))


def _alone(recording: Mapping[str, Any]) -> dict[str, Any]:
    return {name: recording[name] for name in ("file", "seconds") if name in recording}


@dataclass(frozen=True, kw_only=True)
class ToSend(Ask):
    """Shall what is kept at `of` be sent? A yes sends nothing where that is forgotten by then: it means no."""

    of: str

    def take(self, given: Given, view: View) -> Outcome:
        outcome = Ask.take(self, given, view)
        if not isinstance(outcome, Accept) or is_unsent(view.answer(self.of)):
            return outcome
        if outcome.answer["value"] == "yes":
            return Accept({**outcome.answer, "value": "no"}, note=Words(LEFT_UNSENT))
        return outcome


@dataclass(frozen=True, kw_only=True)
class ToHear(ToSend):
    """Shall this recording be sent? One that is made here belongs to it, and both are kept at `of`.

    It follows the recordings that are heard, to which another one leads back by `goto`.
    """

    def goes_on(self) -> bool:
        return True

    def take(self, given: Given, view: View) -> Outcome:
        if not isinstance(given, Spoke | Said):
            return ToSend.take(self, given, view)
        if isinstance(given, Spoke) and (why := flaw(given)):
            return Again(Words(why))
        before, more = view.answer(self.of), unplaced(given)
        also = more if before is None else together(before, more, view)
        return Accept({"kind": "choice", "value": "more", "parts": []}, also={self.of: also})

    def used(self, given: Given, view: View) -> Outcome:
        """What came before the question has to be heard, and cannot be sent unheard by a button of that time."""
        return no_button(view) if isinstance(given, Spoke) else Ask.used(self, given, view)


def heard_first(
    of: str, *, short: Callable[[View], Words], asks: str, sends: str, over: str
) -> tuple[Step, ...]:
    """The steps at which a recording that answers `of` is heard: `sends` is the step after a yes, `over` after a no.

    They begin with `heard_<of>`. `short` names the recording, and the flow's value `asks` is the question.
    """

    def recordings(view: View) -> tuple[Recording, ...]:
        return played(recorded(view.session.answers[of]), short(view))

    return (
        Tell(id=f"heard_{of}", recordings=recordings),
        ToHear(
            id=f"to_hear_{of}",
            text=f"{{{asks}}}",
            of=of,
            choices=(
                Choice(key="yes", label=SEND, goto=sends, exact=True, means="yes"),
                Choice(key="again", label=RECORD_AGAIN, goto=f"again_{of}"),
                Choice(key="no", label=NOT_SENT, goto=f"unsaid_{of}", means="no"),
            ),
            goto=f"heard_{of}",
            asks_again=True,
            newest_only=True,
        ),
        Unsay(id=f"again_{of}", of=of, goto=of),
        Unsay(id=f"unsaid_{of}", of=of, text=NOT_KEPT, goto=over),
    )
