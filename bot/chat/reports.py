"""What the flow about a report may ask: the report that its citizen is asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.engine.callbacks import from_base36
from bot.state import relations, report_facts, reports

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.chat.company import Company
    from bot.engine.context import Context
    from bot.engine.session import Session


def report(company: Company, session: Session, _: Context) -> dict[str, Any]:
    """The newest version of the report that the session is about; empty where nobody asks the person about one."""
    number = from_base36(str(session.answers.get("report", {}).get("value", "")))
    found = reports.get(company.cursor, number)
    relation = relations.get(company.cursor, found.relation) if found and found.relation else None
    if found is None or relation is None or found.citizen != company.me:
        return {}
    newest = reports.newest(company.cursor, found)
    told = report_facts.told(company.cursor, found, newest, {})
    return {**told, "sender": company.name(relation.staff)}


FACTS: Mapping[str, Callable[[Company, Session, Context], Any]] = {"report": report}
