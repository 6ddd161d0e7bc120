"""The stages of the loop in which citizens and staff meet, in Danish: each a function, in the order of the story."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from playwright.sync_api import Locator, Page, expect

from tests.browser import assert_conforms
from tests.end_to_end.gestures import answer, bubble, choose, tap, write
from tests.end_to_end.words import danish, part
from tests.talk import MONDAY

if TYPE_CHECKING:
    from tests.end_to_end.gestures import Demo
    from tests.end_to_end.moved import Clock

NEW: Final = "En ny person"
"""What stands above the phone of somebody who comes by a link."""
AMINA: Final = "Amina"
GREETING: Final = part("Hi {name}. Something is ready for you, when you have time.")
HOME_OF_STAFF: Final = part("You are {role} at {works_for}. What would you like to do, {name}?")
NOTHING_NEW: Final = part(
    "You are {role} at {works_for}. There is nothing new. What would you like to do, {name}?"
)
INVITED: Final = part(
    "Open this, and tap Start: {invitation_link}\nOr write this code to the bot: <b>{shown_code}</b>"
)
CONNECTED: Final = part("{who} can follow you here now. You decide yourself what you share, and with whom.")
HOME: Final = part("What would you like to do, {name}?")
SAY: Final = part("What do you want to say to {citizen_name} about it?")
HEARD: Final = danish("What do you want to do? You need not do anything.")
HOW: Final = "Hvordan gik det?"
ADVICE: Final = "Fortæl, hvad gæsterne siger om dig."
WHAT_TO_WRITE: Final = part(
    "What do you want to write? It is read only after a tap, never on the locked screen. "
    "Leave out illness, benefits and other people's names."
)
WHEN: Final = danish('When shall it come? You can also write it, like "Friday at 10" or "every Monday at 9".')
FROM_THE_DESK: Final = "Godt set, at du tog dig tid til det."
REMINDER: Final = "Husk at tage din tale med til samtalen."
DONE: Final = "✔ Færdig"
ABOUT_HEALTH: Final = 6
"""Which axis of the star is about health."""
WAITS: Final = part("This waits for you. What do you want to see?")


@dataclass
class Town:
    """The page, the phones on it and the clock they go by; `citizen` is somebody new, who comes by an invitation."""

    page: Page
    here: Demo
    clock: Clock

    @property
    def citizen(self) -> Locator:
        return self.phone(NEW)

    @property
    def mette(self) -> Locator:
        return self.phone("Mette")

    @property
    def jonas(self) -> Locator:
        return self.phone("Jonas")

    def phone(self, name: str) -> Locator:
        return self.page.get_by_role("region", name=name)

    def after(self, **since: float) -> None:
        """So long after the beginning: the bot was off meanwhile, starts again, and does what has become due."""
        self.clock.set(MONDAY + timedelta(**since))
        self.here.kill("run")


def everybody_is_connected(town: Town) -> None:
    """As the page opens: each has a menu of their own, and staff find Sara among their citizens."""
    expect(
        bubble(town.phone("Sara"), danish("What would you like to do, {name}?", name="Sara"))
    ).to_be_visible()
    for staff in (town.mette, town.jonas):
        choose(staff, HOME_OF_STAFF, danish("My citizens"))
        choose(staff, danish("Who is it about?"), "Sara")
        expect(bubble(staff, danish("With you since today."))).to_contain_text("Sara")


def invite_and_join(town: Town) -> None:
    """A link from the contact person's phone is opened by somebody new, who first hears what this is."""
    write(town.mette, "/menu")
    choose(town.mette, HOME_OF_STAFF, danish("Invite a citizen"))
    bubble(town.mette, INVITED).get_by_role("link").click()
    town.page.get_by_role("menuitem", name="Åbn hos en ny person").click()
    citizen = town.citizen
    choose(citizen, "Hvilket sprog vil du bruge?", "Dansk")
    choose(citizen, "Før vi begynder", danish("I agree"))
    answer(citizen, danish("What shall I call you? Your first name is enough."), AMINA)
    choose(citizen, "Mette ser dit fornavn", danish("Yes, that is fine"))
    expect(bubble(citizen, CONNECTED)).to_be_visible()
    open_notice(town.mette)
    choose(
        town.mette,
        part("{citizen_name} is with you now. You find {citizen_name} under <b>{button_my_citizens}</b>."),
        danish("All right"),
    )
    expect(bubble(town.mette, NOTHING_NEW)).to_be_visible()


def join_by_a_code_that_is_typed(town: Town) -> None:
    """Many meet, and one says the code to the other."""
    write(town.jonas, "/menu")
    choose(town.jonas, HOME_OF_STAFF, danish("Invite a citizen"))
    code = re.search(r"[A-Z]{2} \d{3} \d{3}", bubble(town.jonas, INVITED).inner_text())
    assert code is not None
    write(town.citizen, code[0].lower())
    choose(town.citizen, "Jonas ser dit fornavn", danish("Yes, that is fine"))
    expect(bubble(town.jonas, GREETING)).to_be_visible()


def make_a_pitch(citizen: Locator, name: str) -> None:
    """For somebody who is asked how much they can manage today."""
    choose(citizen, part("Hi {name}. How much can you manage today?"), danish("A whole exercise"))
    answer(citizen, "Hvem er du?", f"Jeg hedder {name}. Jeg har gjort rent på et hotel i otte år.")
    answer(citizen, "Hvad brænder du for?", "Jeg kan godt lide, når alt er klar til gæsterne")
    answer(citizen, "Hvilket job er din tale til?", "hotel")
    answer(citizen, "Hvad er du god til", "Jeg arbejder hurtigt og grundigt")
    answer(citizen, "Hvad bliver bedre, når du er der?", "Jeg kommer til tiden")
    choose(citizen, "Hvem skal høre din tale?", "En, jeg møder")
    expect(bubble(citizen, "Din tale er klar")).to_contain_text("otte år")


def share(citizen: Locator) -> None:
    """With the contact person alone; the mentor sees nothing of it."""
    tap(citizen, danish("Show it to somebody"))
    show_to_mette(citizen)
    expect(
        bubble(citizen, part("{to_whom} can see it now. I tell you when there is an answer."))
    ).to_be_visible()


def show_to_mette(citizen: Locator) -> None:
    choose(citizen, part("Who may see <b>{exercise_title}</b>?"), "Mette")
    choose(citizen, "Du kan tage det tilbage, når du vil.", danish("Yes, show it"))


def notice(town: Town, name: str) -> None:
    """Neutral on a locked screen: what it is about shows only after a tap."""
    expect(bubble(town.mette, GREETING)).not_to_contain_text(name)
    choose(town.mette, GREETING, danish("Continue"))
    expect(bubble(town.mette, WAITS).get_by_role("button", name=name)).to_be_visible()


def open_notice(staff: Locator) -> None:
    choose(staff, GREETING, danish("Continue"))
    choose(staff, WAITS, AMINA)


def suggest(mette: Locator, name: str) -> None:
    """The contact person reads what is shown to her, and suggests one improvement of one answer."""
    choose(mette, WAITS, name)
    expect(bubble(mette, "otte år")).to_contain_text("Jeg kommer til tiden")
    choose(mette, SAY, danish("Suggest one improvement"))
    choose(mette, danish("What is it about?"), danish("Who {name} is", name=name))
    answer(mette, part("Write or record one thing that {citizen_name} can try."), ADVICE)
    expect(
        bubble(mette, part("It is saved. {citizen_name} finds it here, and can see that you have read it."))
    ).to_be_visible()


def hear(citizen: Locator) -> None:
    """The citizen reads it at the answer that it is about."""
    choose(citizen, GREETING, danish("Continue"))
    expect(bubble(citizen, ADVICE)).to_contain_text("otte år")


def improve(town: Town) -> None:
    """The citizen mends that answer, and shows the new version, which the contact person has seen then."""
    citizen = town.citizen
    choose(citizen, HEARD, danish("Improve it"))
    answer(citizen, "Dit svar nu", f"Jeg hedder {AMINA}. Gæsterne siger, at deres værelser er de pæneste.")
    choose(citizen, "de pæneste", danish("👁 Who can see it"))
    choose(citizen, "Hvem har set på det", danish("Show it to somebody"))
    show_to_mette(citizen)
    open_notice(town.mette)
    expect(bubble(town.mette, ADVICE)).to_be_visible()
    expect(bubble(town.mette, "de pæneste")).to_be_visible()
    choose(town.mette, SAY, danish("✔ Reviewed"))
    choose(citizen, GREETING, danish("Continue"))
    choose(citizen, HEARD, danish("Back"))


def plan(citizen: Locator) -> None:
    write(citizen, "/menu")
    choose(citizen, HOME, danish("Make a small plan"))
    answer(citizen, "Hvad vil du gøre?", "ringe til Hotel Nord på torsdag kl. 10")
    choose(citizen, "Hvor er du, når du gør det?", "Spring over")
    choose(citizen, danish("<b>What could get in the way?</b>"), danish("I get nervous"))
    choose(citizen, danish("<b>If that happens, what do you do then?</b>"), re.compile("Mette"))
    expect(bubble(citizen, "Din aftale")).to_contain_text("Torsdag 26. november kl. 10.00")


def not_yet(town: Town) -> None:
    """Asked on the day, and asked again a week later: nothing is lost, and nobody is blamed."""
    town.after(days=3, hours=2)
    choose(town.citizen, GREETING, danish("Continue"))
    choose(town.citizen, HOW, danish("Not yet"))
    choose(town.citizen, "Hvad vil du nu?", "Prøv igen torsdag 3. december")
    expect(bubble(town.citizen, "Din aftale")).to_contain_text("Torsdag 3. december kl. 10.00")


def together(town: Town) -> None:
    """Not a week later either: then the contact person is asked, and sees this plan and nothing more."""
    town.after(days=10, hours=2)
    choose(town.citizen, GREETING, danish("Continue"))
    choose(town.citizen, HOW, danish("Not yet"))
    choose(town.citizen, "Hvad vil du nu?", "Gør det sammen")
    expect(bubble(town.citizen, "Din aftale")).to_contain_text("Torsdag 10. december kl. 10.00")
    open_notice(town.mette)
    expect(bubble(town.mette, "ringe til Hotel Nord")).to_contain_text("Jeg bliver nervøs")


def won(town: Town) -> None:
    town.after(days=17, hours=2)
    choose(town.citizen, GREETING, danish("Continue"))
    choose(town.citizen, HOW, danish("It worked"))
    choose(town.citizen, danish("Do you want to plan the next small step?"), danish("Not today"))


def remind(town: Town) -> None:
    """The mentor sends a text of his own; the citizen puts it off, opens it later, and it is done."""
    jonas, citizen = town.jonas, town.citizen
    write(jonas, "/menu")
    choose(jonas, HOME_OF_STAFF, danish("Send a reminder"))
    choose(jonas, danish("Who is the reminder for?"), AMINA)
    choose(jonas, part("What shall {names} be reminded of?"), danish("✏ A text of my own"))
    answer(jonas, WHAT_TO_WRITE, REMINDER)
    choose(jonas, WHEN, danish("Now"))
    choose(jonas, REMINDER, danish("✔ Send it"))
    expect(bubble(citizen, GREETING)).not_to_contain_text(REMINDER)
    choose(citizen, GREETING, danish("Later today"))
    expect(bubble(citizen, danish("That is fine. I will write again later."))).to_be_visible()
    town.after(days=17, hours=8)
    choose(citizen, GREETING, danish("Start now"))
    choose(citizen, REMINDER, danish("✔ Done"))
    expect(bubble(citizen, part("Thank you. {sender} can see that it is done."))).to_be_visible()
    write(jonas, "/menu")
    choose(jonas, HOME_OF_STAFF, danish("My reminders"))
    choose(
        jonas, danish("These are the reminders that you have set. Which one do you want to see?"), REMINDER
    )
    expect(bubble(jonas, REMINDER)).to_contain_text("✔")


def fill_in_a_star(citizen: Locator, steps: str, *, agreeing: bool = False) -> None:
    """Answer every axis, from the first question on; `steps` are the numbers on the buttons.

    The first time the citizen is asked whether the question about health may be asked, and whether to answer it now.
    """
    for number, step in enumerate(steps, start=1):
        if number == ABOUT_HEALTH and agreeing:
            choose(citizen, "Nogle spørgsmål handler om dit helbred", "Ja, det må du")
            choose(citizen, "Vil du svare nu?", "Ja")
        choose(citizen, f"{number} af {len(steps)}", re.compile(rf"^{step}\b"))


def first_star(citizen: Locator) -> None:
    write(citizen, "/menu")
    choose(citizen, HOME, danish("Fill in my star"))
    fill_in_a_star(citizen, "44343556", agreeing=True)
    choose(citizen, "Er der noget, du vil gøre mere ved?", danish("Not now"))
    answer(citizen, "Hvornår begyndte dit forløb?", "i dag")
    expect(bubble(citizen, "Jeg skriver til dig, når det er tid igen")).to_contain_text("22. februar")


def second_star(town: Town) -> None:
    """Thirteen weeks later the citizen is asked, and sees in a picture what has moved since the first."""
    town.after(days=91, hours=2)
    citizen = town.citizen
    choose(citizen, GREETING, danish("Continue"))
    choose(citizen, "Det er tid til din stjerne igen", danish("Yes"))
    fill_in_a_star(citizen, "54443556")
    choose(citizen, "hvordan det gik sidste gang", DONE)
    moved = bubble(citizen, "Din stjerne")
    expect(moved).to_contain_text("Frem: Jobmål (4 → 5) og At søge job (3 → 4).")
    expect(moved.get_by_role("img")).to_be_visible()


def at_the_desk(town: Town) -> None:
    """The contact person opens her desk on a computer, and comments there on what the citizen hears of in the chat."""
    write(town.mette, "/menu")
    tap(town.mette, danish("💻 Open the desk on a computer"))
    link = bubble(town.mette, "/desk/open/").get_by_role("link").get_attribute("href")
    assert link
    with town.page.context.expect_page() as opened:
        town.page.evaluate("link => window.open(link, '_blank', 'noopener')", link)
    desk = opened.value
    desk.get_by_role("button", name=danish("Open the desk")).click()
    desk.get_by_role("link", name=AMINA).click()
    desk.locator(".card h3 a").last.click()
    desk.get_by_text(danish("Say something about the whole")).click()
    desk.get_by_label(danish("What do you want to say?")).locator("visible=true").fill(FROM_THE_DESK)
    desk.get_by_role("button", name=danish("Send as a comment")).locator("visible=true").click()
    expect(desk.get_by_text(FROM_THE_DESK)).to_be_visible()
    assert_conforms(desk)
    desk.goto(link.partition("/desk/")[0])
    expect(desk.get_by_role("link", name=AMINA)).to_be_visible()
    desk.close()
    choose(town.citizen, GREETING, danish("Continue"))
    expect(bubble(town.citizen, FROM_THE_DESK)).to_be_visible()
