"""Plays a replay: does on a phone what the citizen does, and writes down what the bot says to it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from bot.desk.signing_in import enter
from bot.engine.codes import digest
from bot.words.draft import units
from tests.reporting import at_the_desk
from tests.talk import CITIZEN, Talk, World, all_flows
from tests.town import forget_notices, join, settle_citizen, settle_staff

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.engine.flow import Flow
    from tests.replays.script import Gesture, Replay
    from tests.screen import Message

MARKS: Final = {"bold": "**", "italic": "*", "phone_number": "__", "expandable_blockquote": "~"}
ISOLATES: Final = str.maketrans("", "", "\u2066\u2067\u2068\u2069")
TAP: Final = re.compile(r"\[(.+)\]( again| further up)?")
COMMAND: Final = re.compile(r"/(\w+) ?(.*)")
VOICE: Final = re.compile(r"\(voice (\d+)\)")
HEARD: Final = re.compile(r"\(heard: ?(.*)\)")
EDIT: Final = re.compile(r'\(edit "(.*)" → "(.*)"\)')
PASS: Final = re.compile(r"\((\d+) (minute|hour|day)s? pass(?:es)?\)")
PICTURE: Final = re.compile(r"\((picture|screen): ([\w-]+)\)")
OTHER: Final = re.compile(r"\((sticker|location|poll|photo|contact|document)\)")


class Phone(Talk):
    """A phone that notes everything on its screen."""

    def __init__(
        self,
        language: str,
        flows: Mapping[str, Flow],
        *,
        user: int = CITIZEN,
        world: World | None = None,
        name: str = "",
    ) -> None:
        super().__init__(language, flows=flows, user=user, world=world)
        self.name = name
        self.notes: list[str] = []
        self.own: dict[str, int] = {}
        self._tapped = ("", 0)

    def show(self) -> list[str]:
        """The lines of what has happened since the last look."""
        notes, self.notes = self.notes, []
        return notes

    def do(self, gesture: Gesture) -> None:
        """Do what a line of a replay says."""
        what = gesture.what
        if tap := TAP.fullmatch(what):
            self.press(tap[1], tap[2] or "")
        elif begin := re.fullmatch(r"/begin (\w+)", what):
            begin_flow(self, begin[1])
        elif command := COMMAND.fullmatch(what):
            self.command(command[1], command[2])
        elif voice := VOICE.fullmatch(what):
            self.speak(int(voice[1]))
        elif heard := HEARD.fullmatch(what):
            self.hear(heard[1])
        elif what == "(voices are written down)":
            self.world.listens("da", "en")
        elif change := EDIT.fullmatch(what):
            self.edit(self.own.pop(change[1]), change[2])
        elif time := PASS.fullmatch(what):
            self.wait(**{f"{time[2]}s": int(time[1])})
        else:
            self._do_more(gesture)
        self._note_toasts()

    def _do_more(self, gesture: Gesture) -> None:
        what = gesture.what
        if other := OTHER.fullmatch(what):
            self.send(other[1])
        elif what == "(burst)":
            self.burst(*gesture.texts)
        elif PICTURE.fullmatch(what):
            pass  # only `make guide-pictures` takes it
        elif what == "(lines)":
            self.write("\n".join(gesture.texts))
        elif what == "🔊":
            self.listen()
        elif what == "📢":
            self.hear_buttons()
        elif what == "(the code)":
            self.write(newest_code(self.world))
        elif what == "(a report)":
            at_the_desk(self)
        elif what == "(the link)":
            self.command("start", newest_link(self.world))
        elif what == "(signs in at the desk)":
            sign_in(self)
        elif what == "(messages cannot be deleted)":
            self.deletable = False
        else:
            self.own[what] = self.own_message + 1
            self.write(what)

    def press(self, label: str, which: str) -> None:
        """Tap a button with exactly this label."""
        if which != " again":
            found = [
                (data, message.id)
                for message in reversed(self.sent)
                for shown, data in message.buttons
                if shown.translate(ISOLATES) == label
            ]
            nth = 1 if which else 0
            if len(found) <= nth:
                raise AssertionError(
                    f"expected a button [{label}], the newest message has {self.last.labels()}"
                )
            self._tapped = found[nth]
        self.tap_data(*self._tapped)

    def wait(self, **by: float) -> list[Message]:
        before = len(self.notes)
        said = super().wait(**by)
        if len(self.notes) == before:
            self.notes += ["", "*(nothing comes)*"]
        return said

    def ring(self) -> None:
        """Let every timer ring that is due now, on whatever phone."""
        super().wait(seconds=0)

    def _show(self, payload: Mapping[str, Any], language: str) -> Message | None:
        if payload["kind"] == "remove" and self.deletable:
            self.notes += ["", "*(your message is deleted from the chat)*"]
        if payload["kind"] == "menu":
            shown = (
                f"in this language: {payload['language']}" if payload["language"] else "what everybody gets"
            )
            self.notes += ["", f"*(the command menu is {shown})*"]
        return super()._show(payload, language)

    def _message_of(self, part: Mapping[str, Any], edits: int) -> Message:
        self.notes += ["", "*(the message changes)*"] if edits else []
        self.notes += ["", *quoted(part)]
        return super()._message_of(part, edits)

    def _note_toasts(self) -> None:
        for toast in self.toasts:
            self.notes += ["", f"*(a short note on the screen: {toast.translate(ISOLATES)})*"]
        self.toasts = []


def newest_code(world: World) -> str:
    """The code that the bot has shown last, on whatever phone."""
    shown = [message.text for talk in world.talks for message in talk.sent]
    return str(re.findall(r"\b[A-Z]{2} \d{3} \d{3}\b", "\n".join(shown))[-1])


def newest_link(world: World) -> str:
    """What the newest link that the bot has shown carries, on whatever phone."""
    shown = [message.text for talk in world.talks for message in talk.sent]
    return str(re.findall(r"\?start=(\S+)", "\n".join(shown))[-1])


def sign_in(phone: Talk) -> None:
    """Press the button behind the newest link that was given to this phone, where that is to be confirmed."""
    world, cursor = phone.world, phone.world.connection.cursor()
    link = re.findall(r"/desk/open/(\S+)", "\n".join(message.text for message in phone.sent))[-1]
    assert enter(cursor, world.turns.ids, digest(link), digest("token"), 47, world.now)


def begin_flow(phone: Phone, flow: str) -> None:
    """Stand at the first step of an exercise, after a first contact of which nothing is noted."""
    citizen = {"da": ("Samir", "Bare kigge"), "en": ("Samir", "Just looking")}
    name, energy = citizen[phone.phone_language]
    labels = {"da": ("Dansk", "Det er i orden"), "en": ("English", "I agree")}
    phone.command("start")
    for label in labels[phone.phone_language]:
        phone.press(label, "")
    phone.write(name)
    phone.press(energy, "")
    session, _, _ = phone.last.buttons[-1][1].partition(":")
    phone.show()
    phone.tap_data(f"{session}:new_{flow}", phone.last.id)


def quoted(part: Mapping[str, Any]) -> list[str]:
    """A message in Markdown, quoted, its buttons in rows below."""
    picture = ["> *(a picture)*", ">"] if "drawing" in part else []
    file = [f"> *(a document: {part['file_name']})*", ">"] if "page" in part else []
    voice = ["> *(a voice message)*", ">"] if "voice" in part else []
    heard = " / ".join(line.text for line in part.get("aloud", ()))
    aloud = [f"> *(read aloud, {part['speed']}: {heard})*", ">"] if heard else []
    copy = [f"> *(a copy of everything: {part['copy']})*", ">"] if "copy" in part else []
    text = part["text"] if "text" in part else part.get("caption", "")
    entities = part.get("entities" if "text" in part else "caption_entities", ())
    shown = marked(text, entities).translate(ISOLATES)
    words = [f"> {line}".rstrip() for line in shown.split("\n")] if text or not aloud else []
    above = [*picture, *file, *voice, *aloud, *copy]
    lines = [*above, *words] if words else above[:-1]
    rows = part.get("reply_markup", {}).get("inline_keyboard", [])
    keyboard = ["> " + " ".join(f"[{button['text']}]".translate(ISOLATES) for button in row) for row in rows]
    return [*lines, *([">", *keyboard] if keyboard else [])]


def marked(text: str, entities: Any) -> str:
    """A text with Markdown's stars where Telegram's formats begin and end."""
    stars: dict[int, str] = {}
    for entity in entities:
        mark = MARKS[entity["type"]]
        end = entity["offset"] + entity["length"]
        stars[entity["offset"]] = stars.get(entity["offset"], "") + mark
        stars[end] = mark + stars.get(end, "")
    place, whole = 0, ""
    for character in text:
        whole += stars.pop(place, "") + character
        place += units(character)
    return whole + stars.pop(place, "")


def play(
    replay: Replay, begun_by: Callable[[Mapping[str, Flow]], World] = World
) -> tuple[str, tuple[Phone, ...]]:
    """The replay's page with the bot's lines as the bot says them now, and the phones as they are then."""
    begun = {
        gesture.what.removeprefix("/begin ")
        for gesture in replay.gestures
        if gesture.what.startswith("/begin ")
    }
    flows = {name: offered(flow, name in begun) for name, flow in all_flows().items()}
    world = begun_by(flows)
    phones = settled(replay, flows, world) or {"": Phone(replay.language, flows, world=world)}
    first = next(iter(phones.values()))
    page = list(replay.heading)
    for gesture in replay.gestures:
        actor = phones.get(gesture.who, first)
        actor.do(gesture)
        page += [*gesture.lines(), *actor.show()]
        if replay.people:
            page += told_others(actor, phones)
        page.append("")
    return "\n".join(page).rstrip("\n") + "\n", tuple(phones.values())


def told_others(actor: Phone, phones: Mapping[str, Phone]) -> list[str]:
    """What a gesture makes the bot say on other phones at once, each under its name."""
    actor.ring()
    noted = ((phone, phone.show()) for phone in phones.values())
    return [
        line
        for phone, lines in noted
        if lines
        for line in (*(("", f"*(on the phone of {phone.name})*") if phone is not actor else ()), *lines)
    ]


def settled(replay: Replay, flows: Mapping[str, Flow], world: World) -> dict[str, Phone]:
    """The phones of the people of a replay, after what nobody needs to read."""
    phones: dict[str, Phone] = {}
    first: Phone | None = None
    for number, each in enumerate(replay.people):
        phone = Phone(replay.language, flows, user=CITIZEN + number, world=world, name=each.name)
        first = first or phone
        phones[each.name] = phone
        if each.role:
            settle_staff(phone, each.name, each.role)
        else:
            settle_citizen(phone, each.name)
        if each.role in {"contact", "mentor"} and not each.apart:
            join(first, phone)
    if first:
        forget_notices(first)
    for phone in phones.values():
        phone.show()
    return phones


def offered(flow: Flow, begun: bool) -> Flow:
    """The flow as it is, with a button at home where a replay begins there and it has none."""
    return replace(flow, offer=flow.title) if begun and not flow.offer else flow
