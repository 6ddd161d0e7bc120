"""What can go wrong with storage, one class for each situation somebody handles differently."""

from __future__ import annotations

from typing import Final

from bot.covering import covered


class StateError(Exception):
    """Any error of the storage layer. A key that was set where a file's name belongs is not repeated."""

    def __init__(self, *told: object) -> None:
        super().__init__(*(covered(each) if isinstance(each, str) else each for each in told))


class StorageUnavailable(StateError):
    """Nothing of this call was stored: the disk is full, the file is locked, the device fails; try later."""


class Held(StorageUnavailable):
    """Nothing was stored, since another program holds a row of it just now; it may let go in a moment."""


class NoAnswer(StorageUnavailable):
    """Nothing was stored, since the server does not answer; it may do so later, and the settings may be right."""


class StoreClosed(StateError):
    """The store was asked for something after `close` had begun."""


class Conflict(StateError):
    """The person was changed by somebody else since they were loaded: load and run the turn again."""


class TooOften(StateError):
    """Somebody has done something to others more often than anybody needs to, within an hour."""


class NotTheirs(StateError):
    """A row was to be written in the name of somebody whose it is not."""


class NothingToAmend(StateError):
    """A version was to be added to, but the exercise has none yet."""


class SeveralPeople(StateError):
    """The Telegram user is a different person at each of several bots: name the bot."""


class Tampered(StateError):
    """A sealed value does not open: it was changed, or moved to where it does not belong."""


class LedgerUnwritable(StateError):
    """The erasure ledger takes no line now; what was erased stands as erased, and its line waits."""


class BadLedger(StateError):
    """What should be the erasure ledger of a database is none, another one's, not whole or changed."""


class CannotBackUp(StateError):
    """No backup was made; what was begun of it is gone."""


class CannotRestore(StateError):
    """Nothing was restored, and nothing was changed."""


class CannotMove(StateError):
    """Nothing was moved into another database; the one that was to be moved is as it was."""


class CannotOpen(StateError):
    """The database cannot be opened; the subclasses say why. For the operator, at start."""


class BadUrl(CannotOpen):
    """The address of the database is of no kind that is known."""


class Pooled(CannotOpen):
    """The address leads to a pool of connections that keeps no session for a program."""


class DirectoryMissing(CannotOpen):
    """The directory that the database file is to stand in does not exist."""


class NoDatabase(CannotOpen):
    """There is no database where a command that makes none looks for it."""


class DatabaseLost(CannotOpen):
    """The database is gone or empty, but what it left shows that there was one."""


class NotWritable(CannotOpen):
    """The database file or its directory may not be written by this user."""


class NotADatabase(CannotOpen):
    """The file is something else than a Jobstjernen database."""


class Damaged(CannotOpen):
    """The database file is broken: a disk has failed, or a copy is not whole."""


class NewerSchema(CannotOpen):
    """The database was written by a newer version of the program."""


class OlderSchema(CannotOpen):
    """The program that runs has a database of an older version than a command that works beside it."""


OLDER: Final = (
    "DATABASE_URL: the program that runs on this database is of an older version than this command; "
    "stop it, start it again in this version, and then repeat the command"
)


class AlreadyOpen(CannotOpen):
    """Another running program has the database open."""


class MovedAway(CannotOpen):
    """The file was moved to PostgreSQL: its people are there."""


class BeingRestored(CannotOpen):
    """A restore is about to put another database in the place of this one: what is changed now would be undone."""


class BadKey(CannotOpen, StorageUnavailable):
    """What the settings give as a key is none, or cannot be read; while the bot runs, nothing can be stored."""


class MissingKey(CannotOpen, StorageUnavailable):
    """The database is sealed with a key that the settings do not give; while the bot runs, nothing can be stored."""
