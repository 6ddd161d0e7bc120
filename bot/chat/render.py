"""Messages as Telegram takes them: translated, formatted, cut to size, with their buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unicodedata import category

from bot.chat.aloud import spoken
from bot.chat.keyboard import InlineButton, rows
from bot.chat.printing import file_name
from bot.chat.split import shorten, split
from bot.engine.aloud import LABEL, SPEAKER
from bot.engine.document import Document
from bot.engine.picture import Picture
from bot.engine.symbols import marked, symbols, unmarked
from bot.engine.text import N_, Words
from bot.pictures.drawing import draw
from bot.pictures.printing import page
from bot.words import catalogues
from bot.words.both import in_both, in_half
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

NOTHING = "…"
"""Stands for a text in which nothing can be seen, which Telegram refuses."""

UNSEEN = {"Cc", "Cf", "Cs", "Mn", "Mc", "Me", "Zl", "Zp", "Zs"}
"""Kinds of characters that show nothing alone: controls, accents, spaces."""

BLANKS = "\u2800\u3164\u115f\u1160\uffa0\ufffc"
"""Letters and symbols that show nothing."""

SPEAKER_BUTTON = {"label": Words(LABEL).to_json(), "data": SPEAKER, "quiet": True}

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
    Where it has a language "beneath", all of it is said in that as well. In a language that is `voiced`, "aloud" says
    whether the message has a "button" by which it is read aloud, or is spoken as "all" are: then a part has `aloud`,
    the lines that are still to be spoken, their `speed`, and whether anything in them is somebody's `own`. A payload
    {"kind": "speak", "text": str, "choices": [str], "speed": str} is that alone. What is "simple" has each sentence on
    a line of its own, and a symbol before each button; read aloud it is the same as ever.
    """
    known = known or catalogues()
    tongue = known.language(language)
    other = known.language(payload["beneath"]) if "beneath" in payload else None
    if payload.get("kind") == "speak":
        return [_speech(payload["text"], payload["choices"], payload, tongue, other)]
    said = [Words.from_json(packed) for packed in payload["paragraphs"]]
    simple = bool(payload.get("simple"))
    text, entities = _text(said, tongue, other, apart=simple)
    pieces = split(text, entities, TEXT_LIMIT) if visible(text) else [(NOTHING, [])]
    messages = [_message(*piece) for piece in pieces if visible(piece[0])]
    for file in _files(payload, text, tongue, known):
        messages = _with_file(file, text, entities, messages)
    buttons = (*payload.get("buttons", ()), *_speaker(payload, tongue, voiced))
    if _is_spoken(payload, tongue, voiced):
        choices = [_label(each["label"], tongue, other) for each in buttons if not each.get("quiet")]
        heard, _ = _text(said, tongue, other) if simple else (text, entities)
        speech = _speech(heard, choices, payload, tongue, other)
        alone = "text" in messages[0]  # the words of a picture stay below the picture
        messages = _with_file(speech, text, entities, messages) if alone else [speech, *messages]
    keyboard = _keyboard(buttons, tongue, other, _symbols(buttons) if simple else {})
    if keyboard:
        messages[-1]["reply_markup"] = {"inline_keyboard": keyboard}
    return messages


def _text(
    said: Sequence[Words], tongue: Language, other: Language | None, *, apart: bool = False
) -> tuple[str, list[Entity]]:
    """The words of a message as one text, in both languages where there are two."""
    return _join(
        in_both(said, tongue, other, apart=apart)
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
    payload: Mapping[str, Any], text: str, tongue: Language, known: Catalogues
) -> Iterator[dict[str, Any]]:
    """What stands above the words of a message, or is a file beside them."""
    if "picture" in payload:
        yield {"drawing": draw(Picture.from_json(payload["picture"]), text, tongue)}
    if "document" in payload:
        document = Document.from_json(payload["document"])
        written = known.language(document.language) if document.language else tongue
        yield {"page": page(document, written), "file_name": file_name(document, written)}
    for name in ("copy", "voice"):
        if name in payload:
            yield {name: payload[name]}


def _speaker(
    payload: Mapping[str, Any], tongue: Language, voiced: Collection[str]
) -> tuple[Mapping[str, Any], ...]:
    """The button that reads a message aloud, where there is a voice for it."""
    return (SPEAKER_BUTTON,) if payload.get("aloud") == "button" and tongue.code in voiced else ()


def _is_spoken(payload: Mapping[str, Any], tongue: Language, voiced: Collection[str]) -> bool:
    """Whether a message is spoken as it comes. What only changes one that has come is not heard once more."""
    return payload.get("aloud") == "all" and tongue.code in voiced and not payload.get("edits")


def _speech(
    text: str, choices: Sequence[str], payload: Mapping[str, Any], tongue: Language, other: Language | None
) -> dict[str, Any]:
    parts, own = spoken(text, [*map(unmarked, choices)], tongue, other)
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
    buttons: Iterable[Mapping[str, Any]],
    language: Language,
    other: Language | None,
    symbols: Mapping[str, str],
) -> list[list[InlineButton]]:
    made: dict[bool, list[InlineButton]] = {False: [], True: []}
    for button in buttons:
        text = _label(button["label"], language, other, symbols.get(button["data"], ""))
        made[bool(button.get("quiet"))].append(InlineButton(text=text, callback_data=button["data"]))
    rtl = language.rtl or bool(other and other.rtl)
    return rows(made[False], made[True], rtl=rtl, simple=bool(symbols))


def _label(
    packed: Mapping[str, Any], language: Language, other: Language | None = None, symbol: str = ""
) -> str:
    words = Words.from_json(packed)
    said = in_half(words, language, other) if other else language.say(words)
    text = shorten(marked(said, symbol) if symbol else said, LABEL_LIMIT)
    return text if visible(text) else NOTHING
