"""Half a year of an invented citizen, Samir: three stars, plans that were carried out, and the report at the end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bot.flows._report_paper import document
from bot.pictures.printing import page
from bot.state import report_facts, reports
from tests.reporting import begun, does, written
from tests.town import Town

if TYPE_CHECKING:
    from bot.pictures.document import Page
    from tests.talk import Talk

BEGUN = date(2026, 11, 23)


@dataclass(frozen=True)
class Script:
    """What everybody taps and writes, in one language."""

    taps: dict[str, str]
    talk: tuple[str, ...]
    goals: dict[str, tuple[str, ...]]
    plans: tuple[str, ...]
    assessment: str
    proposals: str
    own: str


DANISH = Script(
    {
        "star": "Udfyld min stjerne",
        "stars": "✔ Stjerne",
        "whole": "En hel øvelse",
        "done": "✔ Færdig",
        "talk": "Ny elevatortale",
        "talks": "✔ Tale: lager",
        "somebody": "En, jeg møder",
        "plan": "Lav en lille aftale",
        "plans": "✔ Aftale: ",
        "nothing": "Jeg kan ikke komme på noget",
        "go_on": "Fortsæt",
        "worked": "Det lykkedes",
        "work": "📁 Mine øvelser",
        "show": "Vis",
        "yes": "Ja",
        "not_now": "Ikke nu",
        "not_today": "Ikke i dag",
        "goals": "Mine mål",
        "focus_1": "☐ At søge job",
        "focus_2": "☐ Hverdag",
        "back_1": "☐ Det, jeg kan",
        "back_2": "☐ Troen på job",
        "tick": "☐ ",
        "today": "i dag",
        "tomorrow": "i morgen",
        "home": "derhjemme",
        "own": "Jeg vil selv sige noget",
        "me": "Ja, det er mig",
        "hand_on": "Ja, den må gives videre",
    },
    (
        "Jeg hedder Samir, og jeg har kørt lastbil i otte år",
        "Jeg kan godt lide at køre om natten, når vejene er tomme",
        "lager",
        "Jeg kan læsse, pakke og holde styr på papirerne",
        "Jeg kommer til tiden hver dag, også når det er koldt",
    ),
    {
        "Jeg har ringet til tre lagre og spurgt om arbejde": (
            "Find tre lagre i nærheden",
            "Øv, hvad jeg siger",
            "Ring til det første",
        ),
        "Jeg er oppe klokken syv fire dage om ugen": (
            "Stil vækkeuret i stuen",
            "Gå en tur før morgenmaden",
        ),
    },
    (
        "Ringe til lageret i Taulov",
        "Gå en tur hver morgen i en uge",
        "Spørge min gamle kollega om et tip til et job",
    ),
    "Da vi begyndte i november, turde Samir ikke ringe til nogen. I dag ringer han selv, og han ved, hvad"
    " han vil spørge om. Det er"
    " den største forandring, jeg har set, og han har selv skabt den.\n\n"
    "Samir er en erfaren chauffør. Han kender gods, papirer og tider, og han kommer, når han har sagt, at"
    " han kommer. Ryggen sætter"
    " en grænse: Han kan løfte, men ikke hele dagen. Når han kan skifte mellem truck, pakkebord og"
    " papirer, holder han en hel"
    " formiddag.\n\n"
    "Det hjælper Samir, at en opgave er delt i små skridt, og at der er aftalt en tid. I februar var der"
    " færre penge og mere uro"
    " derhjemme. Alligevel blev han ved.",
    "1. En praktik på et lager, tre formiddage om ugen i otte uger, med truck og pakkebord. Samir og jeg"
    " ringer sammen til to steder"
    " i maj.\n\n"
    "2. Truckcertifikat. Samir undersøger, hvornår der er hold. Jeg undersøger, om kommunen kan betale.\n\n"
    "3. Samir bliver ved med at gå en tur om morgenen. Det er hans egen idé, og den virker.",
    "Jeg troede ikke, at nogen ville tale med mig. Så ringede jeg til Taulov, og manden sagde, at jeg"
    " kunne kigge forbi. Det glemmer"
    " jeg ikke. Jeg er ikke doven. Jeg havde bare glemt, at jeg er god til noget.",
)
ENGLISH = Script(
    {
        "star": "Fill in my star",
        "stars": "✔ Star",
        "whole": "A whole exercise",
        "done": "✔ Done",
        "talk": "New elevator pitch",
        "talks": "✔ Talk: warehouse",
        "somebody": "Somebody I meet",
        "plan": "Make a small plan",
        "plans": "✔ Plan: ",
        "nothing": "Nothing comes to mind",
        "go_on": "Continue",
        "worked": "It worked",
        "work": "📁 My work",
        "show": "Show it to",
        "yes": "Yes",
        "not_now": "Not now",
        "not_today": "Not today",
        "goals": "My goals",
        "focus_1": "☐ Looking for jobs",
        "focus_2": "☐ Everyday life",
        "back_1": "☐ What I can do",
        "back_2": "☐ Belief in a job",
        "tick": "☐ ",
        "today": "today",
        "tomorrow": "tomorrow",
        "home": "at home",
        "own": "I want to say something myself",
        "me": "Yes, this is me",
        "hand_on": "Yes, it may be handed on",
    },
    (
        "I am Samir, and I have driven a lorry for eight years",
        "I like to drive at night, when the roads are empty",
        "warehouse",
        "I can load, pack and keep the papers in order",
        "I come on time every day, also when it is cold",
    ),
    {
        "I have called three warehouses and asked for work": (
            "Find three warehouses nearby",
            "Practise what I say",
            "Call the first one",
        ),
        "I am up at seven four days a week": (
            "Put the alarm in the living room",
            "Take a walk before breakfast",
        ),
    },
    (
        "Call the warehouse in Taulov",
        "Take a walk every morning for a week",
        "Ask my former colleague for a tip about a job",
    ),
    "When we began in November, Samir did not dare to call anybody. Today he calls by himself, and knows"
    " what he wants to ask. That"
    " is the biggest change that I have seen, and he has made it himself.\n\n"
    "Samir is an experienced driver. He knows goods, papers and times, and he comes when he has said that"
    " he will. His back sets a"
    " limit: he can lift, but not all day. Where he can change between fork-lift, packing table and"
    " papers, he lasts a whole"
    " morning.\n\n"
    "It helps Samir when a task is cut into small steps, and a time is agreed. In February there was less"
    " money, and more unrest at"
    " home. He kept going all the same.",
    "1. A work trial at a warehouse, three mornings a week for eight weeks, with fork-lift and packing"
    " table. Samir and I call two"
    " places together in May.\n\n"
    "2. A fork-lift certificate. Samir finds out when there is a course. I find out whether kommunen can"
    " pay.\n\n"
    "3. Samir keeps walking in the morning. It is his own idea, and it works.",
    "I did not think that anybody would talk to me. Then I called Taulov, and the man said that I could"
    " come by. I will not forget"
    " that. I am not lazy. I had only forgotten that I am good at something.",
)
SCRIPTS = {"da": DANISH, "en": ENGLISH}


@dataclass(frozen=True)
class Course:
    """The town in which it happens, and what is tapped and written there."""

    town: Town
    script: Script

    @property
    def samir(self) -> Talk:
        return self.town.samir

    def play(self) -> None:
        """The talk, three scorings of which the second and third look back, and plans that were carried"
        " out."""
        taps, plans = self.script.taps, self.script.plans
        self.star("32243345")
        self.talk()
        self.samir.wait(days=20)
        for plan in plans[:2]:
            self.carry_out(plan)
        self.samir.wait(days=66)
        self.star("44454344", back={taps["back_1"]: "3"})
        self.samir.wait(days=40)
        self.carry_out(plans[2])
        self.samir.wait(days=30)
        self.tick_off()
        self.star("55565445", back={taps["back_2"]: "3"})
        self.samir.wait(days=3)

    def report(self) -> int:
        """Mette writes it, Samir says something in it, and yes."""
        taps = self.script.taps
        report = begun(self.town, BEGUN)
        does(self.town.mette, *written(report, self.script.assessment, self.script.proposals))
        self.samir.wait(days=1)
        self.samir.tap(taps["go_on"])
        self.samir.tap(taps["own"])
        self.samir.write(self.script.own)
        self.samir.tap(taps["me"])
        self.samir.tap(taps["hand_on"])
        return report

    def begins(self, what: str) -> None:
        """Samir begins something at the menu, with strength for all of it."""
        self.town.taps(self.samir, self.script.taps[what])
        if self.script.taps["whole"] in self.samir.last.labels():
            self.samir.tap(self.script.taps["whole"])

    def talk(self) -> None:
        self.begins("talk")
        for answer in self.script.talk:
            self.samir.write(answer)
        self.samir.tap(self.script.taps["somebody"])
        self.show(self.script.taps["talks"])
        self.town.rings(self.town.mette)
        self.town.taps(self.town.mette, *MINE[self.town.language])
        self.town.mette.tap(next(each for each in self.town.mette.last.labels()))

    def star(self, steps: str, back: dict[str, str] | None = None) -> None:
        """Fill in a star and show it; look back where it asks for that, else say what the goals are."""
        taps, samir = self.script.taps, self.samir
        self.begins("star")
        for step in steps:
            samir.tap(step)
        if back:
            for axis in back:
                samir.tap(axis)
            samir.tap(taps["done"])
            for step in back.values():
                samir.tap(step)
            samir.tap(taps["not_now"])
        else:
            for label in (taps["yes"], taps["focus_1"], taps["focus_2"], taps["done"]):
                samir.tap(label)
            for goal, parts in self.script.goals.items():
                samir.write(goal)
                samir.write("\n".join(parts))
            samir.write(taps["today"])
        samir.tap(taps["not_now"])
        self.show(taps["stars"])

    def tick_off(self) -> None:
        """What is done of the goals: all of the first, one step of the second."""
        taps = self.script.taps
        for number, (goal, parts) in enumerate(self.script.goals.items()):
            self.begins("stars")
            self.samir.tap(taps["goals"])
            self.samir.tap(goal)
            for part in parts[: len(parts) - number]:
                self.samir.tap(f"{taps['tick']}{part}")
            self.samir.tap(taps["done"])

    def carry_out(self, what: str) -> None:
        """Plan something small for tomorrow, do it, and show it."""
        taps = self.script.taps
        self.begins("plan")
        for answer in (what, taps["tomorrow"], "10", taps["home"]):
            self.samir.write(answer)
        self.samir.tap(taps["nothing"])
        self.samir.wait(days=1, hours=3)
        self.samir.tap(taps["go_on"])
        self.samir.tap(taps["worked"])
        self.samir.tap(taps["not_today"])
        self.show(f"{taps['plans']}{what[:30]}")  # a long one ends at a word there

    def show(self, label: str) -> None:
        taps = self.script.taps
        self.town.taps(self.samir, taps["work"], label, "👁", taps["show"], taps["yes"])


MINE = {
    "da": ("Mine borgere", "Samir", "Det viser Samir dig"),
    "en": ("My citizens", "Samir", "What Samir shows"),
}


def sample(language: str) -> Page:
    """The report as Samir has approved it."""
    course = Course(Town(language), SCRIPTS[language])
    course.play()
    number, world = course.report(), course.samir.world
    cursor = world.connection.cursor()
    report = reports.get(cursor, number)
    assert report is not None
    told = report_facts.told(cursor, report, reports.newest(cursor, report), {})
    kinds = {flow.id: flow.kind or flow.title for flow in world.turns.flows.values()}
    return page(document(told, kinds), world.turns.catalogues.language(language))
