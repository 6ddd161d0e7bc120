"""Questions that are answered by choosing: one of several, several, or what the context offers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from bot.engine.inputs import Spoke, Typed
from bot.engine.phrasing import words
from bot.engine.recording import flaw, voice_words
from bot.engine.session import unplaced
from bot.engine.steps.base import Accept, Again, Given, Option, Outcome, Question, Redraw, Tap
from bot.engine.steps.paging import at_once, elsewhere, paged, turned
from bot.engine.text import N_, Words, literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.engine.session import Answer
    from bot.engine.view import View

PLEASE_TAP = N_("I did not quite get that. Tap one of the buttons, or write what it says on one of them.")
# Translators: said at a list of which only a part stands on the screen, as of citizens by their names.
OR_A_NAME = N_(
    "I did not quite get that. Tap one of the buttons, or write a name. It can be one that does not stand here."
)
STILL_NOT = N_(
    "I did not get that either. Tap the button that comes closest. Write /help if none of them does."
)
OUT_OF_HERE = N_(
    "We do not understand each other here, and that is not your fault. Tap a button, or write /menu or /pause."
)
# Translators: what was chosen once, and cannot be any more; it stands for it, also in a list with what still can.
NO_LONGER = N_("something that is not here any more")
PAGE = 6
TICKS = 20
"""Choices on a page: one of several is looked for, several are weighed against one another and stand together."""
WEIGHED = 4
"""As many choices are weighed against one another; more of them are a list to find something in."""
BESIDE = 2
"""As many choices stand below every page of a list; more of them are turned with it in simple mode."""
DECIDING: Final = frozenset({"yes", "no", "unsure", "rather_not"})
"""Keys of choices by which somebody agrees, refuses or leaves it."""
OFTEN = 2
"""Whoever was not understood so many times is told how to leave."""
OWN_WORDS = 3
"""Fewer words than these are more likely meant for a button."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One declared choice.

    `key` is saved data, `formerly` are keys that it had before; `goto` leads somewhere else than the next step. An
    `exact` choice cannot be made by words that are only like its label: it deletes, or agrees to something. `means` is
    "yes", "no" or "unsure" where everyday words for that make this choice ("nej" for "Just looking"); an exact one
    without it is made by a plain yes, and not by "ok". One that is
    `written` leads to a `Write` step, which words of one's own answer at once; one that is `dated` leads to an
    `AskDate` step, which a day in words answers at once, or to a choice that does.
    """

    key: str
    label: str
    goto: str = ""
    formerly: tuple[str, ...] = ()
    exact: bool = False
    means: Literal["", "yes", "no", "unsure"] = ""
    written: bool = False
    dated: bool = False


@dataclass(frozen=True, kw_only=True)
class Choosing(Question):
    """A question with declared choices, of which each may lead somewhere else."""

    choices: tuple[Choice, ...] = ()

    def fixed(self, view: View) -> tuple[Option, ...]:
        """The declared choices as buttons."""
        return tuple(Option(choice.key, view.words(choice.label)) for choice in self.choices)

    def names(self, view: View) -> tuple[Option, ...]:
        """What choices are called too, by people who write instead of tapping."""
        del view
        return ()

    def on_other_pages(self, view: View) -> tuple[Option, ...]:
        """What can be chosen by writing what it is called, although no button shows it just now."""
        del view
        return ()

    def targets(self) -> tuple[str, ...]:
        return tuple(choice.goto for choice in self.choices if choice.goto)

    def trigger(self, answer: Answer) -> str:
        led = any(choice.key == answer["value"] and choice.goto for choice in self.choices)
        return f"choose_{answer['value']}" if led else "next"


def is_own(given: Given) -> bool:
    """Whether this is a text of more words than would be meant for a button."""
    return isinstance(given, Typed) and len(given.text.split()) >= OWN_WORDS


def no_button(view: View) -> Again:
    """What to say to words that are none of the buttons: later where there is help, and then how to leave."""
    return Again(Words((PLEASE_TAP, STILL_NOT, OUT_OF_HERE)[min(view.scratch.missed, OFTEN)]))


@dataclass(frozen=True, kw_only=True)
class Ask(Choosing):
    """One choice of several."""

    def goes_on(self) -> bool:
        return self.skippable or self.extra or not all(choice.goto for choice in self.choices)

    def options(self, view: View) -> tuple[Option, ...]:
        leaves = self._leaves(view)
        return (*paged(leaves, view, self._size(view)), *self.fixed(view)[len(leaves) :])

    def on_other_pages(self, view: View) -> tuple[Option, ...]:
        return elsewhere(self._leaves(view), view, self._size(view))

    def _leaves(self, view: View) -> tuple[Option, ...]:
        """What of a menu may stand on another page: all but its last choice, the way out."""
        return self.fixed(view)[:-1] if self.is_menu(view) else ()

    def _size(self, view: View) -> int:
        return at_once(len(self._leaves(view)), view)

    def is_menu(self, view: View) -> bool:
        """Many choices that all lead somewhere, with none among them that agrees, refuses or deletes."""
        del view
        decides = any(each.exact or each.means or each.key in DECIDING for each in self.choices)
        return len(self.choices) > WEIGHED and not decides

    def take(self, given: Given, view: View) -> Outcome:
        if isinstance(given, Tap) and any(choice.key == given.key for choice in self.choices):
            return Accept({"kind": "choice", "value": given.key})
        if isinstance(given, Tap) and (page := self._turned(given.key, view)) is not None:
            return Redraw(page=page)
        return self._own(given, view) if is_own(given) or isinstance(given, Spoke) else no_button(view)

    def _turned(self, key: str, view: View) -> int | None:
        """The page that a key leads to; None where all of the choices stand together."""
        count, size = len(self._leaves(view)), self._size(view)
        return turned(key, count, view, size) if count > size else None

    def used(self, given: Given, view: View) -> Outcome:
        return self._own(given, view) if isinstance(given, Typed) else self.take(given, view)

    def _own(self, given: Given, view: View) -> Outcome:
        """Words of one's own, few or many, as the answer, where a choice leads to such."""
        led = self.own_words()
        if led is None or isinstance(given, Tap):
            return no_button(view)
        if isinstance(given, Spoke) and (why := flaw(given)):
            return Again(Words(why))
        # An edit of the message changes the words, not the choice that leads to them.
        choice = {"kind": "choice", "value": led.key, "parts": []}
        return Accept(choice, also={view.beside(led.goto): unplaced(given)})

    def own_words(self) -> Choice | None:
        """The choice that is made by writing words of one's own, where there is one."""
        return next((choice for choice in self.choices if choice.written), None)

    def shown(self, answer: Answer, view: View) -> Words:
        own = self.own_words()
        written = view.answer(own.goto) if own and own.key == answer["value"] else None
        if written is not None and written["kind"] == "voice":
            return voice_words(written)
        if written is not None and written["kind"] == "text":
            return literal(written["value"])
        return label_of(answer["value"], self.fixed(view))


@dataclass(frozen=True, kw_only=True)
class AskMany(Choosing):
    """Several choices, the declared ones or the items of `source`: each tap ticks or unticks one; "Done" answers.

    `ticked` gives the keys that are ticked at first, where nothing was answered here yet. Where the items of `source`
    have changed since, the question is asked anew, and what is new of `ticked` is ticked too; never more than
    `at_most`. A long list is shown page by page, and the ticks are kept across pages.
    """

    at_least: int = 0
    at_most: int = 100
    source: str = ""
    ticked: Callable[[View], tuple[str, ...]] | None = None
    page_size: int = TICKS

    def options(self, view: View) -> tuple[Option, ...]:
        ticked = self._ticked(view)
        ticks = tuple(
            Option(each.key, tick(each.label, ticked=each.key in ticked)) for each in self.offered(view)
        )
        return (*paged(ticks, view, self._size(view)), Option("@done", Words(N_("✔ Done"))))

    def _size(self, view: View) -> int:
        return at_once(len(self.offered(view)), view, self.page_size)

    def is_menu(self, view: View) -> bool:
        del view
        return True

    def offered(self, view: View) -> tuple[Option, ...]:
        """What can be ticked, without its box."""
        items = view.items(self.source) if self.source else ()
        return (*self.fixed(view), *(Option(item.key, item.label) for item in items))

    def ever_offered(self, view: View) -> tuple[Option, ...]:
        """What an earlier answer can name: also what is not offered to this person any more."""
        return self.offered(view)

    def take(self, given: Given, view: View) -> Outcome:
        ticked = self._ticked(view)
        keys = [each.key for each in self.offered(view)]
        if not isinstance(given, Tap):
            named = self.named(given.text, view) if isinstance(given, Typed) else []
            more = [key for key in named if key not in ticked]
            return Redraw(picked=(*ticked, *more), page=view.scratch.page) if named else no_button(view)
        if given.key == "@done":
            return self._done(ticked, keys)
        if (page := turned(given.key, len(keys), view, self._size(view))) is not None:
            return Redraw(picked=tuple(ticked), page=page)
        if given.key not in keys:
            return no_button(view)
        if given.key in ticked:
            ticked.remove(given.key)
        else:
            ticked.append(given.key)
        return Redraw(picked=tuple(ticked), page=view.scratch.page)

    def named(self, text: str, view: View) -> list[str]:
        """What a text names of the page that is shown; nothing where it also says what is not meant."""
        written = " ".join(words(text))
        if view.context.language.negated & {*written.split()}:
            return []
        shown = (each for each in self.options(view) if not each.key.startswith("@"))
        labels = ((each.key, " ".join(words(view.context.language.say(each.label)))) for each in shown)
        found = []
        for key, label in sorted(labels, key=lambda each: len(each[1]), reverse=True):
            if label and f" {label} " in f" {written} ":
                found.append(key)
                written = f" {written} ".replace(f" {label} ", " | ", 1).strip()
        return found

    def _ticked(self, view: View) -> list[str]:
        """What is ticked now; at first the choices that were made before, where they are being changed."""
        known = [each.key for each in self.offered(view)]
        answer = None if self.asks_again else view.answer(self.id)
        at_first = self.ticked(view) if self.ticked else ()
        if view.scratch.picked is not None:
            return [key for key in view.scratch.picked if key in known]
        before = () if answer is None else tuple(answer["value"] or ())
        new = set(known) - set(() if answer is None else answer.get("offered", known))
        ticked = (*before, *(key for key in at_first if key in new))
        return [key for key in ticked if key in known][: self.at_most]

    def _done(self, ticked: list[str], keys: list[str]) -> Outcome:
        if len(ticked) < self.at_least:
            few = N_("Choose at least {n}, then tap {button_done}.")
            return Again(Words(few, {"n": self.at_least}))
        if len(ticked) > self.at_most:
            many = N_("Choose at most {n}. Tap a chosen one again to take it away.")
            return Again(Words(many, {"n": self.at_most}))
        answer = {"kind": "choices", "value": [key for key in keys if key in ticked]}
        return Accept({**answer, "offered": keys} if self.source else answer)

    def fits(self, answer: Answer, view: View) -> bool:
        keys = [each.key for each in self.offered(view)]
        known: list[str] = answer.get("offered", keys)
        return set(known) == set(keys)

    def shown(self, answer: Answer, view: View) -> Words:
        return Words("{list}", {"list": labels_of(answer["value"], self.ever_offered(view))})


@dataclass(frozen=True, kw_only=True)
class Pick(Choosing):
    """One of the items of `source`, a list of the flow or a fact, page by page, or one of the fixed choices.

    An item's key is saved data and must be stable; the answer is the key. The choices whose keys are `above` come
    first, then the items, then the other choices. `gone` is said to a button of an item that is not
    there any more; "" where the question's own text tells. Where the items are `of_people`, whoever writes what is none
    of them is told that a name will do; `heard` is said to more than a word or two of one's own.

    Words of one's own, spoken too, answer the `Write` step `written`: they choose the key that `led` computes ("" for
    none), also where its button has just gone, so that the flow can say that they cannot be sent. The answer says that
    it was chosen `by_words`, so that the flow can ask before it sends them to anybody.
    """

    source: str
    above: tuple[str, ...] = ()
    page_size: int = PAGE
    gone: str = N_("That one is not here any more. Choose one of these.")
    of_people: bool = False
    heard: str = ""
    written: str = ""
    led: Callable[[View], str] = lambda _: ""

    def options(self, view: View) -> tuple[Option, ...]:
        above = (option for option in self.fixed(view) if option.key in self.above)
        turned_too = len(self._following(view))
        return (
            *above,
            *paged(self.leaves(view), view, self.size(view)),
            *self._below(view)[turned_too:],
        )

    def leaves(self, view: View) -> tuple[Option, ...]:
        """What stands on pages: the items, and what follows them there."""
        items = (Option(item.key, item.label) for item in view.items(self.source))
        return (*items, *self._following(view))

    def _following(self, view: View) -> tuple[Option, ...]:
        """The choices that are turned with the items in simple mode, where they are many: all but the way out."""
        below = self._below(view)
        return below[:-1] if view.person.sees_few and len(below) > BESIDE else ()

    def _below(self, view: View) -> tuple[Option, ...]:
        return tuple(option for option in self.fixed(view) if option.key not in self.above)

    def size(self, view: View) -> int:
        """How much of it is on a page."""
        return at_once(len(self.leaves(view)), view, self.page_size)

    def is_menu(self, view: View) -> bool:
        del view
        return not any(choice.exact or choice.means or choice.key in DECIDING for choice in self.choices)

    def on_other_pages(self, view: View) -> tuple[Option, ...]:
        return elsewhere(self.leaves(view), view, self.size(view))

    def names(self, view: View) -> tuple[Option, ...]:
        return tuple(Option(item.key, item.name) for item in view.items(self.source) if item.name is not None)

    def take(self, given: Given, view: View) -> Outcome:
        items = view.items(self.source)
        if not isinstance(given, Tap):
            return self._led(given, view) or self._not_in_the_list(given, view)
        if (page := turned(given.key, len(self.leaves(view)), view, self.size(view))) is not None:
            return Redraw(page=page)
        keys = {item.key for item in items} | {choice.key for choice in self.choices}
        if given.key not in keys:
            return Again(view.words(self.gone)) if self.gone else Redraw()
        return Accept({"kind": "choice", "value": given.key})

    def _not_in_the_list(self, given: Given, view: View) -> Again:
        """What to say to words that name nothing: who stands on other pages can be named too."""
        missed = view.scratch.missed
        if self.heard and is_own(given) and missed < OFTEN:
            return Again(view.words(self.heard))
        by_name = self.of_people and not missed and self.on_other_pages(view)
        return Again(Words(OR_A_NAME)) if by_name else no_button(view)

    def _led(self, given: Given, view: View) -> Accept | Again | None:
        """The key that words of one's own choose, with these words as the answer that it leads to."""
        own = is_own(given) or isinstance(given, Spoke)
        key = self.led(view) if self.written and own else ""
        if isinstance(given, Tap) or not key:
            return None
        if isinstance(given, Spoke) and (why := flaw(given)):
            return Again(Words(why))
        choice = {"kind": "choice", "value": key, "parts": [], "by_words": True}
        return Accept(choice, also={view.beside(self.written): unplaced(given)})

    def shown(self, answer: Answer, view: View) -> Words:
        items = (Option(item.key, item.label) for item in view.items(self.source))
        return label_of(answer["value"], (*self.fixed(view), *items))


def label_of(key: str, options: tuple[Option, ...]) -> Words:
    """The label of a key; where the choice is gone, that it is: the key says nothing to anybody."""
    return next((option.label for option in options if option.key == key), Words(NO_LONGER))


def labels_of(keys: Iterable[str], options: tuple[Option, ...]) -> tuple[Words, ...]:
    """The labels of several keys in their order, and at the end once that something is gone."""
    chosen = [key for key in keys if any(option.key == key for option in options)]
    gone = (Words(NO_LONGER),) if len(chosen) < len([*keys]) else ()
    return (*(label_of(key, options) for key in chosen), *gone)


def tick(label: Words, *, ticked: bool) -> Words:
    """A label with a box before it."""
    # Translators: button. A ticked and an unticked choice; only the order may change.
    return Words(N_("☑ {label}") if ticked else N_("☐ {label}"), {"label": label})
