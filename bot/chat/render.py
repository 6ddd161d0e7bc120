"""Messages as Telegram takes them: translated, formatted, cut to size, with their buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unicodedata import category

from bot.chat.aloud import language_of, read_off, spoken
from bot.chat.keyboard import QUIET, STEP, InlineButton, has_room, rows, scale
from bot.chat.printing import file_name
from bot.chat.split import shorten, split
from bot.engine.aloud import BUTTONS, BUTTONS_LABEL, FEW, LABEL, SPEAKER
from bot.engine.document import Document
from bot.engine.picture import Picture
from bot.engine.symbols import marked, own, symbols, unmarked
from bot.engine.text import N_, Words
from bot.pictures.drawing import draw
from bot.pictures.printing import page
from bot.words import catalogues
from bot.words.both import ROOM, in_both, in_halves, parted, to_learn
from bot.words.draft import Entity, units

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from bot.words import Catalogues, Language

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
TOAST_LIMIT = 200
LABEL_LIMIT = 64
"""UTF-16 units: the first two are Telegram's. A label that holds a person's text is cut to the third."""

APART = "\n\n"
"""Between two paragraphs."""

READS = "🔊"
"""Stands below the voice that reads what is said of somebody's recording, so that nobody takes it for theirs."""

NOTHING = "…"
"""Stands for a text in which nothing can be seen, which Telegram refuses."""

UNSEEN = {"Cc", "Cf", "Cs", "Mn", "Mc", "Me", "Zl", "Zp", "Zs"}
"""Kinds of characters that show nothing alone: controls, accents, spaces."""

BLANKS = "\u2800\u3164\u115f\u1160\uffa0\ufffc"
"""Letters and symbols that show nothing."""

SPEAKER_BUTTON = {"label": Words(LABEL).to_json(), "data": SPEAKER, "quiet": True}
HEAR_BUTTONS = {"label": Words(BUTTONS_LABEL).to_json(), "data": BUTTONS, "quiet": True}

# Translators: command. What each entry of the command menu does.
COMMANDS = {
    "start": N_("Begin, or go on where you were"),
    "menu": N_("See what you can do"),
    "help": N_("Get help"),
    "language": N_("Choose another language"),
    "pause": N_("Take a break"),
    "mydata": N_("See, take along or delete what is saved about you"),
    "stop": N_("Stop messages"),
}


def parts(
    payload: Mapping[str, Any],
    language: str,
    known: Catalogues | None = None,
    *,
    voiced: Collection[str] = (),
) -> list[dict[str, Any]]:
    """A message of the outbox as parameters of `sendMessage`, without the chat; never empty.

    `payload` is {"kind": "say", "paragraphs": [packed Words], "buttons": [{"label": packed Words, "data":
    str, "quiet": bool}], "picture": packed Picture, "document": packed Document, "voice": a file's id, "copy": "pdf" or
    "json", if any}. A text that is too long becomes several parts; the last one carries the buttons. A part with a
    `drawing` (SVG) is a picture, for `sendPhoto`; one with a `page` (and its `file_name`) is a document, for
    `sendDocument`, and so is one with a `copy`, which is still to be made; one with a `voice` is a voice message, for
    `sendVoice`.
    Where it has a language "beneath", all of it is said in that as well, and heard in both where it is said "twice": as
    it is to somebody who has not chosen that language. In a language that is `voiced`, "aloud" says
    whether the message has a "button" by which it is read aloud, or is spoken as "all" are: then a part has `aloud`,
    the lines that are still to be spoken, their `speed`, whether anything in them is somebody's `own`, and the `sign`
    that stands below where a recording of somebody's follows. Choices that are many, or "familiar", are spoken at a tap
    alone. A payload
    {"kind": "speak", "text": str, "choices": [str], "speed": str} is that alone, in the languages that it stands there
    in. What is "simple" has each sentence on a line of its own, and a symbol before each button; read aloud it is the
    same as ever. Of two languages, the choices of a "menu" need not look alike.
    """
    known = known or catalogues()
    tongue = known.language(language)
    other = known.language(payload["beneath"]) if "beneath" in payload else None
    heard = other if other and other.code in voiced else tongue
    if payload.get("kind") == "speak":
        return [_tapped(payload, tongue, other, known, voiced)]
    said = [Words.from_json(packed) for packed in payload["paragraphs"]]
    simple = bool(payload.get("simple"))
    buttons = (*payload.get("buttons", ()), *_speaker(payload, tongue, voiced))
    shown = _labels(payload, buttons, tongue, other)
    learnt = [] if simple or other is None else _learnt(buttons, shown, tongue, other)
    text, entities = _text(said, tongue, other, learnt, apart=simple)
    pieces = split(text, entities, TEXT_LIMIT) if visible(text) else [(NOTHING, [])]
    messages = [_message(*piece) for piece in pieces if visible(piece[0])]
    for file in _files(payload, text, tongue, other, known):
        messages = _with_file(file, text, entities, messages)
    if _is_spoken(payload, tongue, voiced):
        whole, _ = _text(said, tongue, other) if simple else (text, entities)
        speech = _speech(
            whole, _choices(payload, heard), payload, tongue, other, heard, twice="twice" in payload
        )
        alone = "text" in messages[0]  # the words of a picture stay below the picture
        signed = {**speech, "sign": READS} if "voice" in payload else speech
        messages = _with_file(speech, text, entities, messages) if alone else [signed, *messages]
    if buttons:
        rtl = tongue.rtl or bool(other and other.rtl)
        keyboard = _keyboard(buttons, shown, rtl=rtl)
        messages[-1]["reply_markup"] = {"inline_keyboard": keyboard}
    return messages


def _text(
    said: Sequence[Words],
    tongue: Language,
    other: Language | None,
    learnt: Sequence[tuple[str, list[Entity]]] = (),
    *,
    apart: bool = False,
) -> tuple[str, list[Entity]]:
    """The words of a message as one text, in both languages where there are two."""
    return _join(
        in_both(said, tongue, other, learnt, apart=apart)
        if other
        else [tongue.rich(words, apart=apart) for words in said]
    )


def _symbols(buttons: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The symbol before each button, by its data."""
    named = {each["data"]: (_choice(each["data"]), Words.from_json(each["label"])) for each in buttons}
    found = symbols(named.values())
    return {data: found[key] for data, (key, _) in named.items()}


def _choice(data: str) -> str:
    """The key of a choice, out of the data of its button."""
    return data.partition(":")[2]


def _files(
    payload: Mapping[str, Any], text: str, tongue: Language, other: Language | None, known: Catalogues
) -> Iterator[dict[str, Any]]:
    """What stands above the words of a message, or is a file beside them."""
    if "picture" in payload:
        yield {"drawing": draw(Picture.from_json(payload["picture"]), text, tongue, other)}
    if "document" in payload:
        document = Document.from_json(payload["document"])
        written = known.language(document.language) if document.language else tongue
        beneath = None if document.language else other
        yield {"page": page(document, written, beneath), "file_name": file_name(document, written)}
    for name in ("copy", "voice"):
        if name in payload:
            yield {name: payload[name]}


def _speaker(
    payload: Mapping[str, Any], tongue: Language, voiced: Collection[str]
) -> tuple[Mapping[str, Any], ...]:
    """The buttons that read a message aloud and what can be chosen below it, where there is a voice for it.

    There are none for what is read with the message, as it comes or at a tap.
    """
    if "aloud" not in payload or tongue.code not in voiced:
        return ()
    choices = sum(not each.get("quiet") for each in payload.get("buttons", ()))
    every = payload["aloud"] == "all"
    more = (HEAR_BUTTONS,) if choices > FEW or (every and payload.get("familiar")) else ()
    return more if every else (SPEAKER_BUTTON, *more)


def _is_spoken(payload: Mapping[str, Any], tongue: Language, voiced: Collection[str]) -> bool:
    """Whether a message is spoken as it comes. What only changes one that has come is not heard once more."""
    return payload.get("aloud") == "all" and tongue.code in voiced and not payload.get("edits")


def _choices(payload: Mapping[str, Any], heard: Language) -> list[str]:
    """What can be chosen, as it is read aloud with a message that comes: not what was heard at a question before."""
    if payload.get("familiar"):
        return []
    return [_label(each["label"], heard) for each in payload.get("buttons", ()) if not each.get("quiet")]


def _tapped(
    payload: Mapping[str, Any],
    tongue: Language,
    other: Language | None,
    known: Catalogues,
    voiced: Collection[str],
) -> dict[str, Any]:
    """What stands on the phone, read in the languages that it is in: they may be others than the person's own now.

    Care is said in the language of who needs it too, and a message may be older than the choice of a language.
    """
    above, below = parted(payload["text"])
    languages = [*([other] if other else []), *known.languages.values()]
    here = language_of(above, languages, tongue)
    there = language_of(below, [tongue, *languages], other or tongue) if below else other
    heard = there if there and there.code in voiced else here
    choices = read_off([*map(unmarked, payload["choices"])], here, there, heard)
    heard = language_of(choices, languages, heard)
    return _speech(payload["text"], choices, payload, here, there, heard, twice=there is not other)


def _speech(
    text: str,
    choices: Sequence[str],
    payload: Mapping[str, Any],
    tongue: Language,
    other: Language | None,
    heard: Language,
    *,
    twice: bool,
) -> dict[str, Any]:
    parts, own = spoken(text, choices, tongue, other, heard, twice=twice)
    return {"aloud": parts, "own": own, "speed": payload["speed"]}


def toast(packed: Mapping[str, Any], language: str, known: Catalogues | None = None) -> str:
    """A sentence as the short answer to a tap, cut to what Telegram shows."""
    return shorten((known or catalogues()).language(language).say(Words.from_json(packed)), TOAST_LIMIT)


def label(packed: Mapping[str, Any], language: str, known: Catalogues | None = None) -> str:
    """A sentence as the text of a button: one line that can be seen."""
    return _label(packed, (known or catalogues()).language(language))


def commands(language: str, known: Catalogues | None = None) -> list[dict[str, str]]:
    """The command menu, as `setMyCommands` takes it."""
    tongue = (known or catalogues()).language(language)
    return [{"command": name, "description": tongue.say(Words(text))} for name, text in COMMANDS.items()]


def visible(text: str) -> bool:
    """Whether anything in the text can be seen."""
    return any(category(character) not in UNSEEN and character not in BLANKS for character in text)


def _join(paragraphs: Iterable[tuple[str, list[Entity]]]) -> tuple[str, list[Entity]]:
    """Paragraphs with a blank line between them, their formats moved along."""
    seen: list[str] = []
    moved: list[Entity] = []
    start = 0
    for text, entities in paragraphs:
        if not visible(text):
            continue
        moved += [Entity(type=e["type"], offset=e["offset"] + start, length=e["length"]) for e in entities]
        seen.append(text)
        start += units(text) + len(APART)
    return APART.join(seen), moved


def _with_file(
    file: dict[str, Any], text: str, entities: list[Entity], messages: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """A picture, document or recording with its words below it, in a message of their own where there are too many."""
    if units(text) > CAPTION_LIMIT:
        return [file, *messages]
    return [{**file, "caption": text, "caption_entities": entities}]


def _message(text: str, entities: list[Entity]) -> dict[str, Any]:
    message: dict[str, Any] = {"text": text, "link_preview_options": {"is_disabled": True}}
    if entities:
        message["entities"] = entities
    return message


def _keyboard(
    buttons: Sequence[Mapping[str, Any]], shown: Mapping[str, str], *, rtl: bool
) -> list[list[InlineButton]]:
    """The buttons of a message in their rows."""
    choices, ways = (
        _inline((each for each in buttons if bool(each.get("quiet")) is quiet), shown)
        for quiet in (False, True)
    )
    return rows(choices, ways, rtl=rtl)


def _inline(buttons: Iterable[Mapping[str, Any]], shown: Mapping[str, str]) -> list[InlineButton]:
    return [InlineButton(text=_shown(shown[each["data"]]), callback_data=each["data"]) for each in buttons]


def _labels(
    payload: Mapping[str, Any],
    buttons: Sequence[Mapping[str, Any]],
    language: Language,
    other: Language | None,
) -> dict[str, str]:
    """The text of each button by its data; of two languages, what is chosen between looks alike but in a menu.

    A scale, and what is around it, carry both only where they stand side by side all the same.
    """
    symbols = _symbols(buttons) if payload.get("simple") else {}
    uniform = not payload.get("menu")
    choices = [each for each in buttons if not each.get("quiet")]

    def made(together: Sequence[Mapping[str, Any]], room: int) -> dict[str, str]:
        return _together(together, language, other, symbols, room, uniform=uniform)

    shown = made(choices, ROOM)
    steps = scale(_inline(choices, shown))
    if not has_room(steps):
        shown = made(choices, STEP)
    for way in (each for each in buttons if each.get("quiet")):
        shown |= made([way], QUIET if steps else ROOM)
    return shown


def _together(
    buttons: Sequence[Mapping[str, Any]],
    language: Language,
    other: Language | None,
    symbols: Mapping[str, str],
    room: int,
    *,
    uniform: bool,
) -> dict[str, str]:
    """The texts of buttons that belong together, each with its symbol; of two languages in so much room."""
    words = [Words.from_json(each["label"]) for each in buttons]
    before = [symbols.get(each["data"], "") for each in buttons]
    room -= max((len(symbol) + 1 for symbol in before if symbol), default=0)
    said = (
        in_halves(words, language, other, room=room, uniform=uniform)
        if other
        else [language.say(each) for each in words]
    )
    return {
        each["data"]: marked(text, symbol, own(label)) if symbol else text
        for each, text, symbol, label in zip(buttons, said, before, words, strict=True)
    }


def _learnt(
    buttons: Iterable[Mapping[str, Any]], shown: Mapping[str, str], language: Language, other: Language
) -> list[tuple[str, list[Entity]]]:
    """The choices that stand below a message in the other language only, to learn them by."""
    choices = [each for each in buttons if not each.get("quiet")]
    return to_learn(
        [Words.from_json(each["label"]) for each in choices],
        [shown[each["data"]] for each in choices],
        language,
        other,
    )


def _label(packed: Mapping[str, Any], language: Language) -> str:
    return _shown(language.say(Words.from_json(packed)))


def _shown(text: str) -> str:
    """The text of a button as Telegram takes it."""
    short = shorten(text, LABEL_LIMIT)
    return short if visible(short) else NOTHING
