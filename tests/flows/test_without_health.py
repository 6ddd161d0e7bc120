"""Without questions about health, as the guide for operators takes them out of the content files."""

from __future__ import annotations

from importlib.resources import files

from bot.flows import discover
from bot.flows._health import Health
from bot.flows.content import Content, interview, star
from bot.flows.content.reading import Source
from tests.talk import Citizen, Talk


def content() -> Content:
    """The packaged files, changed as docs/guides/operating.md and the papers for an organisation say."""
    axes = without("star.toml", "axis", "health").replace("axes = 8", "axes = 7")
    questions = without("interview.toml", "question", "adjustments")
    return Content(
        star=star.read(Source("own.toml", axes)),
        questions=interview.read(Source("interview.toml", questions)),
    )


def without(file: str, kind: str, gone: str) -> str:
    text = files("bot.flows.content").joinpath(file).read_text("utf-8")
    first, *tables = text.split(f"[[{kind}]]")
    kept = [table for table in tables if f'\nid = "{gone}"\n' not in table]
    assert len(kept) == len(tables) - 1
    return f"[[{kind}]]".join((first, *kept))


def test_nothing_is_left_that_asks_about_health() -> None:
    assert Health(content()).closes == ()


def test_a_star_and_an_interview_answer_go_on_and_say_no_word_of_health() -> None:
    talk = Citizen(Talk(flows=discover(content()))).welcomed()
    talk.says_yes_to_health = False
    talk.command("menu")
    talk.tap("Udfyld min stjerne")
    for step in (*"4434356", "Ikke nu"):
        talk.tap(step)
    talk.write("i dag")
    talk.command("menu")
    talk.tap("Øv dig til en jobsamtale")
    talk.tap("Forbered svar")
    assert "○ Hvor fleksibel jeg er" in talk.last.labels()
    talk.tap("Mere …")
    said = "\n".join(f"{each.text} {each.labels()}" for each in talk.sent).casefold()
    assert [word for word in ("helbred", "skånehensyn") if word in said] == []
