"""The `UseBook` port, in SQLite or PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Engine, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.adapters.sql.base import Base
from bot.adapters.sql.sessions import take_turn
from bot.core.use.figures import SMALL, Cell, Figure


class FigureRow(Base):
    """One figure. `count` is null where it is small: how small is kept nowhere."""

    __tablename__ = "use_figures"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    provider: Mapped[str] = mapped_column(String(60), primary_key=True)
    cbs_code: Mapped[str] = mapped_column(String(4), primary_key=True)
    count: Mapped[int | None]


class SqlUseBook:
    """Implements `bot.core.use.figures.UseBook`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def cells(self) -> Sequence[Cell]:
        """As in the port."""
        with Session(self._engine) as session:
            order = (FigureRow.year, FigureRow.provider, FigureRow.cbs_code)
            return tuple(_cell(row) for row in session.scalars(select(FigureRow).order_by(*order)))

    def put(self, cells: Sequence[Cell]) -> int:
        """As in the port."""
        with Session(self._engine) as session, session.begin():
            take_turn(session)
            kept = {(row.year, row.provider, row.cbs_code): row for row in session.scalars(select(FigureRow))}
            changed = 0
            for cell in cells:
                count = None if cell.figure.small else cell.figure.least
                row = kept.get(cell.key)
                if row is None:
                    year, provider, cbs_code = cell.key
                    session.add(FigureRow(year=year, provider=provider, cbs_code=cbs_code, count=count))
                elif row.count == count:
                    continue
                else:
                    row.count = count
                changed += 1
            return changed


def _cell(row: FigureRow) -> Cell:
    return Cell(row.year, row.provider, row.cbs_code, SMALL if row.count is None else Figure(row.count, row.count))
