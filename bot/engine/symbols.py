"""Simple mode: the picture before each button, so that a choice can be found without reading all of it."""

from __future__ import annotations

import re
from collections import Counter
from string import ascii_uppercase
from typing import TYPE_CHECKING, Final

from bot.engine.text import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MEANINGS: Final[Mapping[str, str]] = {
    # what is said of anything
    "✅": "yes fine ready worked @fine @use @heard",
    "❌": "no never",
    "🚫": "off rather_not take_back @no_call",
    "🤷": "unsure unknown",
    "🤐": "nothing nobody",
    "↩️": "back go_back @home @leave @ask",
    "▶️": "on start @on @resume @nudge_go",
    "⏸️": "pause @pause",
    "⏹️": "stop",
    "⏭️": "@skip",
    "⏰": "later remind @nudge_later",
    "⏳": "wait not_yet",
    "🌙": "not_now not_today today @not_now @nudge_no",
    "🔤": "detail",
    "🏁": "done over enough drop @done",
    "🗑️": "delete",
    "🕊️": "leave",
    "📤": "share show @show",
    "📩": "send",
    "👁️": "see look with @who",
    "🙈": "without",
    "💾": "copy",
    "🗂️": "json",
    "➕": "more new @more_items @one_more",
    "➖": "fewer @fewer_items @nudge_fewer",
    "✏️": "own change polish outline @change",
    "📝": "write",
    "🔁": "again fresh @again @restart @renew @undo",
    "📄": "whole",
    "🔇": "quiet",
    "🔔": "messages coming allow",
    "📬": "my_news",
    "✉️": "message",
    "❓": "questions anyway @help",
    "💡": "use @example @think",
    "ℹ️": "@explain @about",
    "✂️": "@split",
    "📌": "keep @keep",
    # how much, how fast, when
    "1️⃣": "one",
    "3️⃣": "three",
    "🔋": "all",
    "⏩": "@all",
    "🐢": "slow",
    "🚶": "normal usual",
    "🐇": "fast",
    "🤏": "less part smaller",
    "🔎": "search advertisement",
    "⏱️": "speed times length",
    "🗓️": "day moved begun free_days going",
    "☀️": "in_0",
    "🌅": "in_1",
    "📆": "in_7",
    # people and places
    "🙂": "name somebody good",
    "👥": "people together network teamwork team_size",
    "🫂": "safe trusted support",
    "👤": "alone met",
    "🧑‍💼": "interview interview_day been boss reports_to",
    "🏢": "organisation company trial why_us",
    "☎️": "phone call employer_call @call_me",
    "🗣️": "after after_interview",
    "📞": "voicemail",
    "🗝️": "code opening",
    "🌐": "language both",
    "👂": "aloud button",
    "🎩": "hat citizen",
    "🙋": "wish about_you help",
    # exercises, and what is in them
    "🎤": "rehearse practise real said elevator_pitch",
    "🎙️": "@recorded",
    "⭐": "star goals",
    "🌱": "focus growth",
    "💬": "free answer to @said answer_bank",
    "📇": "card contact_card",
    "📒": "contact_log",
    "🎯": "plan step next job_goal",
    "📁": "work application folder",
    "📎": "papers enclosures",
    "⚙️": "settings",
    "📋": "list guided",
    "📊": "data longer",
    "🛤️": "course",
    "🕰️": "versions earlier",
    "⚖️": "law interview_law",
    "❤️": "health",
    "🌟": "belief",
    "🏠": "everyday",
    "🛠️": "skills",
    "💪": "strengths",
    "🧰": "daily_tasks",
    "🛍️": "customers",
    "🧩": "solved_task",
    "🧗": "challenges",
    "🤸": "flexible",
    "🏆": "success",
    "🎓": "education",
    "🧑‍🏫": "training",
    "🚗": "travel",
    "🪑": "vacant",
    "💰": "money_home",
    "💼": "job",
    "🚪": "open",
    "🧘": "calm @calm @gentle",
    "😰": "nervous feared",
    "😟": "hard weakest worry",
    "😣": "very_hard rejected rejection",
    "🥱": "tired",
    "🎲": "random",
    "👉": "choose",
    "🤝": "thank partners",
    "🗺️": "route difference",
    "👕": "clothes",
    # what the law says of a question in an interview
    "🎂": "age",
    "👶": "family",
    "🤒": "illness",
    "👮": "record",
    "🛂": "permit",
}
"""The pictures, each with the keys of the choices and ways around that it stands before."""
PICTURES: Final = {key: picture for picture, keys in MEANINGS.items() for key in keys.split()}
SAYING: Final[Mapping[str, str]] = {
    "Back": "↩️",
    "Danish and {own_language}": "🌐",
    "I have talked with somebody": "📒",
    "I will write it": "✏️",
    "Improve it": "✏️",
    "Only {own_language}": "💬",
    "Open it": "📂",
    "Read everything aloud": "📢",
    "Shorten it now": "✂️",
    "Yes": "✅",
    "Yes, show both": "✅",
    "Yes, delete everything": "🗑️",
    "Yes, delete it": "🗑️",
    "Yes, use it": "✅",
    "Yes, delete it now": "🗑️",
    "{own_name}": "💬",
    "{person_name} shall not follow me any more": "🚫",
}
"""The pictures of labels that say something else than others of their key. No tick stands before what deletes, and
neither a tick nor a cross before a language."""
KINDS: Final[Mapping[str, str]] = {
    "elevator_pitch": "🗣️",
    "star": "🌠",
    "plan": "📌",
    "interview_answer": "🗨️",
    "interview_day": "🧑‍💼",
    "employer_call": "📱",
    "contact_log": "📔",
    "contact_card": "📇",
    "after_interview": "👋",
    "talk_outline": "📜",
    "rejection": "📨",
    "raw_material": "🧺",
    "language": "",
}
"""The pictures of what is a person's own, by the kind that its label names. They are others than those of what begins
such an exercise, which stands in the same lists. The name of a language is a mark itself: it has none."""
KIND: Final = "kind"
"""The value of a label that names the kind, for `KINDS`."""
NEW: Final = "new_"
"""Begins the key of what begins an exercise."""
SPEAKING: Final = "@aloud"
SPOKEN: Final = "🔊"
"""The key of the speaker, and its symbol, which no other button has: it stands below every message."""
TICK: Final = "✓"
"""Stands before what is chosen."""
TICKED: Final = "✅"
"""A picture that needs no tick beside it."""
STATES: Final = f"☐☑○●◐{TICK}"
"""Begin a label too, and tell how something stands: several buttons of a message share them."""
FINISHED: Final = "✔ {"
"""Begins the label of what is finished: that tells how it stands, too."""
TIME: Final = re.compile(r"(\d\d):\d\d")
ONE_O_CLOCK: Final = 0x1F550
CLOCKS: Final = "".join(chr(ONE_O_CLOCK + hour) for hour in range(12))
STYLE: Final = "\ufe0f"
"""Makes a picture of the character before."""
KEY: Final = "\u20e3"
"""Puts the digit before on a key."""
FIRST_LETTER: Final = 0x24B6
LETTERS: Final = {chr(FIRST_LETTER + place): letter for place, letter in enumerate(ascii_uppercase)}
"""The letters in a circle: digits would look like a scale."""
PLAINLY: Final = str.maketrans(LETTERS)
DRAWN: Final = {*MEANINGS, *SAYING.values(), *KINDS.values()} - {""}
GIVEN: Final = re.compile(rf"(?:{'|'.join(map(re.escape, sorted(DRAWN)))}|[{CLOCKS}]|[{''.join(LETTERS)}]+) ")
"""What simple mode has put before a label."""


def symbols(buttons: Iterable[tuple[str, Words]]) -> dict[str, str]:
    """What stands before each button of one message, by its key; "" before the name of a language.

    One that begins with a symbol or a number that no other has keeps that; of several that begin with the same one,
    those that have another picture make room. No two are the same: what has no picture, or whose picture is taken, has
    a letter; so has what would share one with its kin.
    """
    labels = dict(buttons)
    kin = Counter(_kin(key, label) for key, label in labels.items())
    drawn = {key: picture(key, label, family=kin[_kin(key, label)] == 1) for key, label in labels.items()}
    shared = Counter(map(own, labels.values()))
    alone = Counter(own(label) for key, label in labels.items() if not drawn[key])
    found: dict[str, str] = {}
    taken = {plain(SPOKEN)}
    number = 0
    for key, label in labels.items():
        if key == SPEAKING:
            found[key] = SPOKEN
            continue
        if kind_of(label) and not KINDS.get(kind_of(label), "-"):
            found[key] = ""
            continue
        keeps = shared[own(label)] == 1 or (alone[own(label)] == 1 and not drawn[key])
        symbols_of_it = (own(label) if keeps else "", drawn[key])
        symbol = next((each for each in symbols_of_it if each and plain(each) not in taken), "")
        if not symbol:
            number += 1
            symbol = lettered(number)
        taken.add(plain(symbol))
        found[key] = symbol
    return found


def marked(label: str, symbol: str, begins: str = "") -> str:
    """A label with its symbol, where it does not begin with that itself; `begins` is the one that it begins with."""
    return label if _begins(label, symbol) else f"{symbol} {_alone(label, symbol, begins)}"


def settled(label: str, symbol: str, begins: str = "") -> str:
    """What was chosen, as it replaces the buttons: with the picture that it was found by, and ticked behind that."""
    if not symbol:
        return f"{TICK} {label}"
    if _begins(label, symbol):
        first, _, rest = label.partition(" ")
        return f"{first} {TICK} {rest}".rstrip()
    named = _alone(label, symbol, begins)
    return f"{symbol} {named}" if symbol == TICKED else f"{symbol} {TICK} {named}"


def _alone(label: str, symbol: str, begins: str) -> str:
    """A label without the picture that it begins with, where another one stands for that; beside a letter it stays."""
    replaced = begins and not begins.isalnum() and symbol[0] not in LETTERS
    return label.removeprefix(begins).lstrip() if replaced else label


def unmarked(label: str) -> str:
    """A label without the symbol that simple mode has put before it, as it is read aloud."""
    return GIVEN.sub("", label, count=1) if GIVEN.match(label) else label


def named_by(text: str, shown: Mapping[str, str], *, typed: bool) -> str:
    """The key of the button whose symbol this is, or with `typed` the number or the letter on it; "" for none."""
    written = plain(text.strip()).upper()
    if written.isdecimal():
        written = str(int(written))
    if written.isalnum() and written.isascii() and not typed:
        return ""
    return next((key for key, symbol in shown.items() if symbol and written == plain(symbol)), "")


def own(label: Words) -> str:
    """The symbol or number that a label begins with by itself, "" for none."""
    first = label.id.partition(" ")[0]
    if label.id.startswith(FINISHED):
        return ""
    if first == "{n}":
        return str(label.values["n"])
    if not first or first[0] in f'{STATES}{{<"“(…' or any(map(str.isalpha, first)):
        return ""
    return first.rstrip(".")


def picture(key: str, label: Words, *, family: bool = True) -> str:
    """The picture of a choice, "" for none. A time of day has a clock; a key can say behind a dot which of several.

    What begins an exercise has the picture of that; what has none of its own, with `family` that of its kind.
    """
    if label.id in SAYING:
        return SAYING[label.id]
    if kind := kind_of(label):
        return KINDS.get(kind, "") if family else ""
    at = TIME.fullmatch(key)
    if at:
        return CLOCKS[(int(at[1]) - 1) % 12]
    named = (key, key.partition(".")[0], key.removeprefix(NEW), *((family_of(key),) if family else ()))
    return next((PICTURES[each] for each in named if each in PICTURES), "")


def kind_of(label: Words) -> str:
    """The kind that a label names, or the label which it marks as chosen; "" for none."""
    inner = label.values.get("label")
    return str(label.values.get(KIND, "")) or (kind_of(inner) if isinstance(inner, Words) else "")


def _kin(key: str, label: Words) -> str:
    """What a choice shares with others of its kind: their kind or family, where they have no picture of their own."""
    return kind_of(label) or ("" if picture(key, label, family=False) else family_of(key))


def family_of(key: str) -> str:
    """What the key of a choice begins with that is one of several of its kind: "own" of one's own lines."""
    return key.partition("_")[0]


def lettered(number: int) -> str:
    """A letter in a circle; after the last one two of them, as a sheet of figures names its columns."""
    before, place = divmod(number - 1, len(LETTERS))
    return (lettered(before) if before else "") + chr(FIRST_LETTER + place)


def plain(text: str) -> str:
    """A text as its symbol is compared: as a picture or as a letter, it is the same."""
    return _undressed(text).translate(PLAINLY)


def _begins(label: str, symbol: str) -> bool:
    """Whether a label begins with a symbol itself; a word does not with a letter in a circle."""
    return _undressed(label).startswith(_undressed(symbol))


def _undressed(text: str) -> str:
    return text.replace(STYLE, "").replace(KEY, "")
