"""What somebody may write, tap and send who does anything at all, and which of it may count as a tap."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st

from bot.engine import asking
from bot.engine.labels import COMMAND_WORDS, ENERGY, EVERYDAY, is_near
from bot.engine.phrasing import phrases
from bot.words import catalogues
from tests.talk import all_flows

ODD = st.sampled_from(
    [
        "",
        " ",
        "…",
        "😀",
        "👩‍👩‍👧‍👦🏳️‍🌈",
        "\u200f\u200e",
        "مرحبا، أنا سمير",
        "<b>fed</b> & <i>",
        "{name} {0} %s",
        "a\x00b",
        "\ud800",
        "0",
        "7",
        "på torsdag",
        "i morgen",
        "i morgen halv ti",
        "12 34 56 78",
        "@skip",
        "/menu nu",
        "ja\nnej",
        "x" * 700,
        "y" * 4096,
    ]
)
TEXT = ODD | st.text(max_size=12)
KEYS = st.sampled_from(
    [
        "@about",
        "@again",
        "@all",
        "@also_name_it",
        "@also_each/tasks/weight",
        "@ask",
        "@back",
        "@begin_0",
        "@begin_99",
        "@change",
        "@done",
        "@edit_each/tasks/weight",
        "@edit_each/none/weight",
        "@edit_name/it/who",
        "@edit_end",
        "@edit_name_it",
        "@edit_ready",
        "@edit_weight",
        "@example",
        "@fewer_items",
        "@fine",
        "@help",
        "@home",
        "@keep",
        "@more_items",
        "@nudge_fewer",
        "@nudge_go",
        "@nudge_later",
        "@nudge_no",
        "@on",
        "@one_more",
        "@pause",
        "@restart",
        "@resume",
        "@skip",
        "@split",
        "@think",
        "@undo",
        "@use",
        "done",
        "no_such_key",
        "1",
        "9" * 30,
        "tasks",
    ]
)
GARBAGE = st.sampled_from(
    ["-", "", "x", "a.b:c", "1.0:", ":", "1.99999999999:@home", "zzzzzzzzzzzzz.0:@on"]
) | st.text(max_size=20)

REUSED = 0
"""The message of what was taken over from another exercise: none, and several recordings have no words."""


LANGUAGES = [catalogues().language(code) for code in ("da", "en")]
HEARD = [
    phrase
    for message in (
        *(asking.SKIP, asking.BACK, *COMMAND_WORDS.values(), *EVERYDAY.values(), *ENERGY.values()),
        *(flow.title for flow in all_flows().values() if flow.offer),
    )
    for phrase in phrases(message, catalogues().language("da"))
]
"""What counts as a tap although no button says it."""


@cache
def is_heard(text: str) -> bool:
    """Whether a text is nearly something that counts as a tap at any time."""
    return any(may_mean(text, phrase) for phrase in HEARD)


@cache
def may_mean(text: str, label: str) -> bool:
    """Whether a text is a label or nearly so, in any language."""
    bare, said = ("".join(each for each in some.casefold() if each.isalnum()) for some in (text, label))
    return bare == said or any(is_near(text, label, language) for language in LANGUAGES)
