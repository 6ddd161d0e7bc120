"""What was said of an exercise, in words: who said it and when, and of which answer in which version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.engine.recording import Recording, in_a_thread, is_wordless, played
from bot.engine.text import N_, Words, brief
from bot.flows._of_another import called
from bot.flows._spoken import ANSWER_TO, YOUR_ANSWER, captioned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.engine.text import Value
    from bot.engine.view import View

    Remark = dict[str, Any]

ON_A_SCREEN = 700
"""Characters of what others said that are shown at once, beside what stands around them."""
BRIEF = 120
"""Characters of an answer that are quoted above what was said of it."""

# Translators: who said something of an exercise, and when; {name} can be "You". What they said stands below.
SAID = {
    "comment": N_("<b>{name}</b> wrote on {day}:"),
    "suggestion": N_("<b>{name}</b> suggested on {day}:"),
    "reviewed": N_("<b>{name}</b> read it on {day}."),
    "reply": N_("<b>{name}</b> answered on {day}:"),
}
# Translators: the same where {name} has sent a voice message.
SPOKE = N_("<b>{name}</b> said on {day}:")
# Translators: above what was said of one answer: the question, and the answer as it was then.
OF_ANSWER = N_("<i>{question}: {answer}</i>")
OF_QUESTION = N_("<i>{question}</i>")
OF_VERSION = N_("<b>Version {number}</b>")
SOMEBODY = N_("Somebody who is not here any more")
# Translators: below a recording: who has said it to the reader.
TO_YOU = N_("{name} to you")
# Translators: below a recording: it is what the reader has said themselves.
MINE = {
    "comment": N_("Your comment"),
    "suggestion": N_("Your suggestion"),
}


def thread(view: View) -> tuple[Remark, ...]:
    """Everything that was said of the exercise, the oldest first."""
    said: tuple[Remark, ...] = view.fact("thread")
    return said


def newest(view: View) -> tuple[Remark, ...]:
    """The last things that were said: as many as a screen holds, and one at least."""
    kept: list[Remark] = []
    room = ON_A_SCREEN
    for remark in reversed(thread(view)):
        room -= len(remark["text"]) + BRIEF
        if kept and room < 0:
            break
        kept.insert(0, remark)
    return tuple(kept)


def earlier(view: View) -> tuple[Remark, ...]:
    """What was said before that."""
    every = thread(view)
    return every[: len(every) - len(newest(view))]


def has_thread(view: View) -> bool:
    return bool(thread(view))


def in_words(view: View, remarks: Sequence[Remark], citizen: Value = "") -> Words:
    """Remarks below one another; where there are several versions, each has a line above what was said of it.

    `citizen` is the name of whose exercise it is, where another person reads it.
    """
    said: list[Words] = []
    version, several = 0, _several(view)
    for remark in remarks:
        if several and remark["version"] != version:
            version = remark["version"]
            said.append(Words(OF_VERSION, {"number": version}))
        said.append(_one(remark, citizen))
    return apart(said)


def briefly(remarks: Sequence[Remark]) -> Words:
    """Remarks below one another, without the answers that they are about: these stand beside them."""
    return apart([_one({**remark, "question": None}) for remark in remarks])


def newest_words(view: View) -> Words:
    """The last things that were said, to whose exercise it is."""
    return in_words(view, newest(view))


def earlier_words(view: View) -> Words:
    """What was said before that, in the same way."""
    return in_words(view, earlier(view))


def _several(view: View) -> bool:
    """Whether something was said of other versions too than of the one that the reader sees."""
    seen = {each["version"] for each in view.fact("shown") if each["exercise"] == view.value("exercise")}
    return len(seen | {remark["version"] for remark in thread(view)}) > 1


def newest_recordings(view: View) -> tuple[Recording, ...]:
    """What was spoken of that, to be heard below it."""
    return spoken(newest(view))


def earlier_recordings(view: View) -> tuple[Recording, ...]:
    """What was spoken before that."""
    return spoken(earlier(view))


def spoken(remarks: Sequence[Remark], citizen: Value = "") -> tuple[Recording, ...]:
    """The recordings among some remarks, each with whose it is, when they made it, and of which question, below it.

    Before it the citizen hears their own answer that it is about, once, where they have spoken that too.
    """
    heard: dict[str, Recording] = {}
    for each in remarks:
        if each["recording"]:
            question = _question(each, citizen)
            if each.get("file") and not citizen:
                own = captioned(Words(YOUR_ANSWER), question)
                heard.update({one.file: one for one in played(each, own) if one.file not in heard})
            file = each["recording"]["file"]
            heard[file] = Recording(file, captioned(_whose(each), each["day"], question))
    return tuple(heard.values())


def _whose(remark: Remark) -> Value:
    """Whose a recording is; an answer to somebody says to whom, to be told from what was answered in an exercise."""
    if remark["kind"] != "reply":
        return Words(MINE[remark["kind"]]) if remark["mine"] else _name(remark)
    if not remark["mine"]:
        return Words(TO_YOU, {"name": _name(remark)})
    return Words(ANSWER_TO, {"name": remark["to"]}) if remark["to"] else Words(YOUR_ANSWER)


def own_answer(remark: Remark, name: str) -> Words:
    """What an answer to somebody is called that is recorded and not sent yet; it is of what their remark is about."""
    return captioned(Words(ANSWER_TO, {"name": name}), _question(remark, ""))


def _name(remark: Remark) -> Value:
    # Translators: who said something of an exercise: the reader; "You wrote on Thursday:".
    return Words(N_("You")) if remark["mine"] else remark["name"] or Words(SOMEBODY)


def _one(remark: Remark, citizen: Value = "") -> Words:
    recording = remark["recording"]
    how = SPOKE if recording and remark["kind"] == "comment" else SAID[remark["kind"]]
    parts = {
        "who": Words(how, {"name": _name(remark), "day": remark["day"]}),
        "what": _about(remark, citizen),
        "text": in_a_thread(remark["text"], recording) if recording else remark["text"],
    }
    shown: dict[str, Value] = {key: part for key, part in parts.items() if part}
    return Words("\n".join(f"{{{key}}}" for key in shown), shown)


def _about(remark: Remark, citizen: Value) -> Words | str:
    """The question and the answer that a remark is about, "" where it is about the whole."""
    if not remark.get("question"):
        return ""
    question = _question(remark, citizen)
    if "answer" not in remark or is_wordless(Words.from_json(remark["answer"])):
        return Words(OF_QUESTION, {"question": question})
    answer = brief(Words.from_json(remark["answer"]), BRIEF)
    return Words(OF_ANSWER, {"question": question, "answer": answer})


def _question(remark: Remark, citizen: Value) -> Words | str:
    """What the question is called that a remark is about, "" where it is about the whole."""
    if not remark.get("question"):
        return ""
    return called(remark, citizen) if citizen else Words.from_json(remark["question"])


def apart(sentences: Sequence[Words]) -> Words:
    """Several paragraphs as one text, with a blank line between them."""
    named: dict[str, Value] = {f"part{number}": each for number, each in enumerate(sentences)}
    return Words("\n\n".join(f"{{{name}}}" for name in named), named)
