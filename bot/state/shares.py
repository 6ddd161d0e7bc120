"""What citizens show to whom: one row a version and a person, and one for every look."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bot.engine.sharing import OF_ANOTHER, OUTCOME, day_in, own
from bot.state import ledger
from bot.state.sealing import opener, seal_json, unseal
from bot.state.values import from_json, from_ms, narrowed, to_json, to_ms

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from bot.policy import Sharing
    from bot.state.cursor import Cursor

SNAPSHOT: Final = "shares.snapshot"
_COLUMNS: Final = "id, citizen, viewer, exercise, version, snapshot, shared_at"


class Share(NamedTuple):
    """A version that somebody may see; `snapshot` is what it said when it was shared."""

    id: int
    citizen: int
    viewer: int
    exercise: int
    version: int
    snapshot: dict[str, Any]
    shared_at: datetime

    def shows(self, snapshot: Mapping[str, Any]) -> bool:
        """Whether this is what somebody sees by it."""
        as_stored: dict[str, Any] = from_json(to_json(own(snapshot)))
        return own(self.snapshot) == as_stored

    def answer(self, place: str) -> dict[str, Any]:
        """The question and answer of a place as somebody sees them; nothing for the whole ("")."""
        return answer_in(self.snapshot, place)

    def of_another(self, place: str) -> dict[str, Any]:
        """What the question of a place is called for whoever else reads it; nothing where it has no other name."""
        named = self.snapshot.get(OF_ANOTHER, {}).get(place)
        return {OF_ANOTHER: named} if named else {}

    def covers(self, version: int, row: int) -> bool:
        """Whether a later row tells of this version as it is shared now: it can have been taken back before.

        The rows' ids say what was later: they rise also where the clock is set back.
        """
        return version == self.version and row > self.id


class Standing(NamedTuple):
    """What is needed of a version that somebody may see to note that they look at it: nothing of it is opened."""

    id: int
    citizen: int
    viewer: int
    exercise: int
    version: int


def answer_in(snapshot: Mapping[str, Any], place: str) -> dict[str, Any]:
    """The question and answer of a place in a snapshot, of a spoken one the file too; nothing where it has none."""
    answers = snapshot.get("answers", ())
    found: dict[str, Any] = next((each for each in answers if each["place"] == place), {})
    return {name: found[name] for name in ("question", "answer", "file", "before") if name in found}


def shared_once(cursor: Cursor) -> None:
    """The migration by which nobody sees a version twice; of those that were there twice, the first one stays."""
    for statement in (
        "UPDATE shares SET withdrawn_at = shared_at, snapshot = '{}' WHERE withdrawn_at IS NULL AND EXISTS"
        " (SELECT 1 FROM shares first WHERE first.exercise = shares.exercise AND first.viewer = shares.viewer"
        " AND first.version = shares.version AND first.withdrawn_at IS NULL AND first.id < shares.id)",
        "CREATE UNIQUE INDEX shares_once ON shares (exercise, viewer, version) WHERE withdrawn_at IS NULL",
    ):
        cursor.execute(statement, {})


def add(
    cursor: Cursor,
    new_id: int,
    citizen: int,
    viewer: int,
    exercise: int,
    version: int,
    snapshot: Mapping[str, Any],
    now: datetime,
) -> None:
    """Let somebody see a version; an earlier showing of the same version is replaced, and noted once this one ends.

    Its flow stands in the clear, and its day (a number, as `date.toordinal` counts) as long as nothing has become of
    it: by that a list of many finds it.
    """
    cursor.execute(
        "UPDATE shares SET withdrawn_at = :now, snapshot = '', day = NULL WHERE exercise = :exercise"
        " AND viewer = :viewer AND version = :version AND withdrawn_at IS NULL",
        {"exercise": exercise, "viewer": viewer, "version": version, "now": to_ms(now)},
    )
    cursor.execute(
        "INSERT INTO shares (id, citizen, viewer, exercise, version, flow, day, snapshot, shared_at)"
        " VALUES (:id, :citizen, :viewer, :exercise, :version, :flow, :day, :snapshot, :now)",
        {
            "id": new_id,
            "citizen": citizen,
            "viewer": viewer,
            "exercise": exercise,
            "version": version,
            "flow": snapshot.get("flow", ""),
            "day": _day_of(snapshot),
            "snapshot": seal_json(cursor, SNAPSHOT, citizen, new_id, dict(snapshot)),
            "now": to_ms(now),
        },
    )


def _day_of(snapshot: Mapping[str, Any]) -> int | None:
    day = "" if OUTCOME in snapshot else day_in(snapshot)
    return date.fromisoformat(day).toordinal() if day else None


def withdraw(cursor: Cursor, citizen: int, viewer: int, exercise: int, now: datetime) -> None:
    """Let somebody see no version of an exercise of this citizen's any more; what was shown to them is deleted."""
    cursor.execute(
        "SELECT id FROM shares WHERE citizen = :citizen AND viewer = :viewer AND exercise = :exercise"
        " AND withdrawn_at IS NULL",
        {"citizen": citizen, "viewer": viewer, "exercise": exercise},
    )
    _take_back(cursor, cursor.fetchall(), now)


def withdraw_all(cursor: Cursor, citizen: int, viewer: int, now: datetime) -> None:
    """Let somebody see nothing of a citizen any more."""
    cursor.execute(
        "SELECT id FROM shares WHERE viewer = :viewer AND citizen = :citizen AND withdrawn_at IS NULL",
        {"viewer": viewer, "citizen": citizen},
    )
    _take_back(cursor, cursor.fetchall(), now)


def end(cursor: Cursor, share: int, now: datetime) -> None:
    """Let what is shown under this id be seen no more; what was shown is deleted.

    Also what was replaced by it is noted: a backup of before holds that one, and nobody has closed it.
    """
    for each in (share, *_replaced(cursor, share)):
        ledger.note(cursor, "share", each)
    cursor.execute(
        "UPDATE shares SET withdrawn_at = :now, snapshot = '', day = NULL WHERE id = :id AND withdrawn_at IS NULL",
        {"id": share, "now": to_ms(now)},
    )


def hand_over(cursor: Cursor, citizen: int, viewer: int, colleague: int, now: datetime) -> None:
    """Let a colleague see what somebody saw, in their place; what the colleague sees already stays as it is."""
    values = {"viewer": viewer, "citizen": citizen, "colleague": colleague}
    cursor.execute(
        "SELECT id FROM shares WHERE viewer = :viewer AND citizen = :citizen AND withdrawn_at IS NULL AND EXISTS"
        " (SELECT 1 FROM shares own WHERE own.exercise = shares.exercise AND own.viewer = :colleague"
        " AND own.version = shares.version AND own.withdrawn_at IS NULL)",
        values,
    )
    _take_back(cursor, cursor.fetchall(), now)
    cursor.execute(
        "UPDATE shares SET viewer = :colleague"
        " WHERE viewer = :viewer AND citizen = :citizen AND withdrawn_at IS NULL",
        values,
    )


def get(cursor: Cursor, share: int) -> Share | None:
    """What is shared under this id, as long as it is."""
    cursor.execute(
        f"SELECT {_COLUMNS} FROM shares WHERE id = :id AND withdrawn_at IS NULL",  # noqa: S608 - constants
        {"id": share},
    )
    row = cursor.fetchone()
    return None if row is None else _share(cursor, row)


def some(cursor: Cursor, numbers: Collection[int]) -> list[Standing]:
    """What is shown under these ids, as long as it is."""
    condition, values = narrowed("id", numbers)
    cursor.execute(
        "SELECT id, citizen, viewer, exercise, version FROM shares WHERE withdrawn_at IS NULL"  # noqa: S608 - constants
        f"{condition} ORDER BY id",
        values,
    )
    return [Standing._make(row) for row in cursor.fetchall()]


def between(cursor: Cursor, share: int) -> tuple[int, int, int] | None:
    """Whose it is, who sees it, and of which exercise, as long as it is shared; what it says is not opened."""
    cursor.execute(
        "SELECT citizen, viewer, exercise FROM shares WHERE id = :id AND withdrawn_at IS NULL", {"id": share}
    )
    row: tuple[int, int, int] | None = cursor.fetchone()
    return row


def of_exercise(cursor: Cursor, exercise: int) -> list[Share]:
    """Who sees which versions of an exercise, the first shared first."""
    cursor.execute(
        f"SELECT {_COLUMNS} FROM shares WHERE exercise = :exercise AND withdrawn_at IS NULL ORDER BY id",  # noqa: S608 - constants
        {"exercise": exercise},
    )
    return [_share(cursor, row) for row in cursor.fetchall()]


def of_citizen(cursor: Cursor, citizen: int) -> list[Share]:
    """Everything that a citizen shows to anybody, the first shared first."""
    cursor.execute(
        f"SELECT {_COLUMNS} FROM shares WHERE citizen = :citizen AND withdrawn_at IS NULL ORDER BY id",  # noqa: S608 - constants
        {"citizen": citizen},
    )
    return [_share(cursor, row) for row in cursor.fetchall()]


def seen_by(cursor: Cursor, viewer: int, citizen: int) -> list[Share]:
    """What somebody may see of a citizen: of each exercise the newest version shared, the newest share first."""
    return newest(shown_to(cursor, viewer, citizen))


def newest(shown: Iterable[Share]) -> list[Share]:
    """Of each exercise among these the newest version."""
    found: dict[int, Share] = {}
    for share in shown:
        if share.exercise not in found or found[share.exercise].version < share.version:
            found[share.exercise] = share
    return list(found.values())


def shown_to(cursor: Cursor, viewer: int, citizen: int) -> list[Share]:
    """Everything that a citizen shows to somebody, earlier versions included, the newest share first."""
    cursor.execute(
        f"SELECT {_COLUMNS} FROM shares WHERE viewer = :viewer AND citizen = :citizen"  # noqa: S608 - constants
        " AND withdrawn_at IS NULL ORDER BY id DESC",
        {"viewer": viewer, "citizen": citizen},
    )
    rows, unseal = cursor.fetchall(), opener(cursor, citizen)
    return [_opened(row, unseal(SNAPSHOT, row[0], row[5])) for row in rows]


def last_shown(cursor: Cursor, viewer: int, exercises: Collection[int]) -> dict[int, datetime]:
    """When each of these exercises was last shown to somebody, if they see it now; nothing is opened."""
    condition, values = narrowed("exercise", exercises)
    cursor.execute(
        "SELECT exercise, MAX(shared_at) FROM shares WHERE viewer = :viewer AND withdrawn_at IS NULL"  # noqa: S608 - constants
        f"{condition} GROUP BY exercise",
        {"viewer": viewer} | values,
    )
    return {exercise: from_ms(at) for exercise, at in cursor.fetchall()}


def earlier(cursor: Cursor, share: Share) -> list[Share]:
    """What the same person was shown of the same exercise in versions before this one, the newest first."""
    found = [
        each
        for each in of_exercise(cursor, share.exercise)
        if each.viewer == share.viewer and each.version < share.version
    ]
    return sorted(found, key=lambda each: each.version, reverse=True)


def standing(cursor: Cursor, viewer: int, citizen: int, exercise: int) -> Sharing:
    """What a citizen has decided about an exercise of theirs and somebody: the policy asks for it.

    An exercise of another citizen's is not shared by this one, whoever else shows it.
    """
    cursor.execute(
        "SELECT COUNT(*), COUNT(withdrawn_at) FROM shares"
        " WHERE viewer = :viewer AND citizen = :citizen AND exercise = :exercise",
        {"viewer": viewer, "citizen": citizen, "exercise": exercise},
    )
    every, withdrawn = cursor.fetchone()
    if every > withdrawn:
        return "shared"
    return "withdrawn" if withdrawn else "unshared"


def _replaced(cursor: Cursor, share: int) -> list[int]:
    """The earlier showings of the same version that were replaced by a later one, which was made at that instant."""
    cursor.execute(
        "SELECT earlier.id FROM shares latest JOIN shares earlier ON earlier.exercise = latest.exercise"
        " AND earlier.viewer = latest.viewer AND earlier.version = latest.version AND earlier.id < latest.id"
        " WHERE latest.id = :id AND EXISTS (SELECT 1 FROM shares next WHERE next.exercise = earlier.exercise"
        " AND next.viewer = earlier.viewer AND next.version = earlier.version AND next.id > earlier.id"
        " AND next.shared_at = earlier.withdrawn_at)",
        {"id": share},
    )
    return [id_ for (id_,) in cursor.fetchall()]


def _take_back(cursor: Cursor, found: list[tuple[int]], now: datetime) -> None:
    for (share,) in found:
        end(cursor, share, now)


def _share(cursor: Cursor, row: tuple[int, int, int, int, int, str, int]) -> Share:
    return _opened(row, unseal(cursor, SNAPSHOT, row[1], row[0], row[5]))


def _opened(row: tuple[int, int, int, int, int, str, int], clear: str) -> Share:
    id_, citizen, viewer, exercise, version, _, shared = row
    return Share(id_, citizen, viewer, exercise, version, from_json(clear), from_ms(shared))
