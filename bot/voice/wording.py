"""How what is written is said: numbers, times, abbreviations and addresses, before a voice reads them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Final
from unicodedata import digit, normalize

from phonenumbers import PhoneNumberMatcher

HERE: Final = "DK"
"""Where a phone number is called from that names no country."""
SAID: Final = frozenset(".,!?:;-–−'’()%&+=@/€$£½¼¾،؛؟።፣፤፥፦፧\u200c")
"""Signs that a voice reads or pauses at; U+200C joins no letters, and Farsi is misread without it."""
LETTER: Final = re.compile(
    "[A-Za-zÀ-ÖØ-öø-žȘ-țЀ-џҐґء-غف-يٱپچژڤکگۀیەሀ-ፚ]"  # Latin, Cyrillic, Arabic and Farsi, Ethiopic
)
"""A voice knows these. Of another letter its name is read, at length; one that is like one of these is read as that."""
STRETCHED: Final = "\u0640"
"""Makes an Arabic word longer to the eye, and is spelled out."""
MARK: Final = re.compile("[\u0300-\u036f\u064b-\u065f\u0670]")
MARKS: Final = re.compile(f"({MARK.pattern}{{2}}){MARK.pattern}+")
"""On one letter two, as many as Arabic has."""
REPEATED: Final = re.compile(r"([^\d\s])\1{3,}")
LONG_WORD: Final = re.compile(r"([^\W\d_]{40})(?=[^\W\d_])")
ENDLESS_WORD: Final = re.compile(r"([^\W\d_]{80})[^\W\d_]+")
"""Longer than any word: only its beginning is read."""
LONG_NUMBER: Final = re.compile(r"\d{13,}")
"""Longer than any number that is read as one."""
NUMBER: Final = re.compile(r"\d(?:[ ./-]?\d)*")
LONGEST_NUMBER: Final = 30
"""Digits of a number, or of several with a space between, that are read: an account or a row of years has fewer."""
DIGITS: Final = 120
"""As many of one message are read, in whole numbers: that is more than a minute, and fifteen telephone numbers."""
ADDRESS: Final = re.compile(r"\b(?:https?://|www\.)([^\s/?#]+)\S*")
COMMAND: Final = re.compile(r"(?<!\S)/(?=[a-z])")
DATE: Final = re.compile(r"\d{1,4}([.-])\d{1,2}\1\d{1,4}")
IN_PAIRS: Final = re.compile(r"(?<![\d+])\d\d(?: \d\d){3}(?! ?\d)")
"""As Danes write a phone number, also one that nobody has."""
ALARM: Final = re.compile(r"(?<![\d.,:])(?:112|1813)(?!\d|[.,:]\d)")
"""The alarm, and the doctor on call: Danish numbers that are too short to look like any."""
CLOCK: Final = re.compile(r"(?<![\d.:])([01]?\d|2[0-4])([.:])([0-5]\d)(?![\d:]|\.\d)")
SPAN: Final = re.compile(r"(?<=\d)\s?[-–−]\s?(?=\d)")
SLASH: Final = re.compile(r"(?<=\d)/(?=\d)")


def said(line: str, language: str) -> str:
    """A line as a voice of this language has to get it."""
    text = COMMAND.sub("", ADDRESS.sub(r"\1", line))
    text = _shown(text)
    text = ALARM.sub(_digit_by_digit, IN_PAIRS.sub(_digit_by_digit, _phones(text)))
    text = LONG_NUMBER.sub(_digit_by_digit, text)
    text = CLOCK.sub(lambda found: _time(found, language), text)
    if not DATE.search(text):
        text = SPAN.sub(_span(language), text)
    text = _in_full(SLASH.sub(", ", text).replace("/", " "), language)
    return " ".join(text.split())


def with_fewer_digits(line: str, language: str, room: int) -> tuple[str, int]:
    """A line of whose digits no more than `room` are left, and for how many there is room after it.

    That there are more is said once; from then on there is room for less than none.
    """
    many = _words()["many"].get(language, "")

    def fewer(found: re.Match[str]) -> str:
        nonlocal room
        digits = sum(map(str.isdecimal, found[0]))
        if digits > LONGEST_NUMBER:
            return many if room >= 0 else ""
        if digits <= room:
            room -= digits
            return found[0]
        said, room = many if room >= 0 else "", -1
        return said

    return NUMBER.sub(fewer, line), room


def _shown(text: str) -> str:
    """A text without what cannot be said: emoji, signs, what turns a text, marks that are piled up.

    Very long words are divided, and those without end cut: no voice is made for them.
    """
    whole = normalize("NFC", text).replace(" ·", ",").replace("·", ",").replace(STRETCHED, "")
    kept = "".join(map(_sayable, whole))
    words = ENDLESS_WORD.sub(r"\1", REPEATED.sub(r"\1\1\1", MARKS.sub(r"\1", kept)))
    return LONG_WORD.sub(r"\1 ", words)


def _sayable(each: str) -> str:
    """A character as it is read, a space for one that is not; the digits of every script are read as ours."""
    if each.isdecimal():
        return str(digit(each))
    alike = each if LETTER.fullmatch(each) else normalize("NFKD", each)[0]
    if LETTER.fullmatch(alike) and alike.isalpha():  # not all of a script's places hold a letter
        return alike
    return each if each in SAID or MARK.fullmatch(each) else " "


def _phones(text: str) -> str:
    """A text with its phone numbers digit by digit."""
    for found in reversed(list(PhoneNumberMatcher(text, HERE))):
        if not DATE.fullmatch(found.raw_string):
            text = text[: found.start] + _digits(found.raw_string) + text[found.end :]
    return text


def _digit_by_digit(found: re.Match[str]) -> str:
    return _digits(found[0])


def _digits(number: str) -> str:
    """Every digit by itself, with a pause where it is written with one, else after every other."""
    groups = re.findall(r"\d+", number)
    if len(groups) == 1 and len(number) > 4:
        groups = re.findall(r"\d\d?", number)
    spoken = ", ".join(" ".join(group) for group in groups)
    return f"+{spoken}" if number.startswith("+") else spoken


def _time(found: re.Match[str], language: str) -> str:
    """Hours and minutes without what stands between them, and whole hours alone."""
    hours, between, minutes = found.groups()
    if between == "." and language not in _words()["clock"]["stop"]:
        return found[0]
    if int(minutes) == 0:
        return hours
    return f"{hours} 0 {int(minutes)}" if int(minutes) < 10 else f"{hours} {minutes}"


def _span(language: str) -> str:
    word = _words()["span"].get(language)
    return f" {word} " if word else ", "


def _in_full(text: str, language: str) -> str:
    """A text with its abbreviations in full."""
    short: dict[str, str] = _words()["words"].get(language, {})
    for each, full in short.items():
        text = re.sub(rf"(?<!\w){re.escape(each)}(?!\w)", full, text, flags=re.IGNORECASE)
    units: dict[str, str] = _words()["units"].get(language, {})
    for each, full in units.items():
        text = re.sub(rf"(?<=\d\s){re.escape(each)}(?!\w)", full, text)
    return text


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files("bot.voice").joinpath("speaking.toml").read_text("utf-8"))
