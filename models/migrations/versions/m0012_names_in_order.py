"""Indexes by which a server lists everybody by name, and finds who is from a village.

A file needs neither: its index of names has the order already, and it looks through all villages.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    op.drop_index("ix_person_by_name", "person")
    op.create_index(
        "ix_person_by_name",
        "person",
        [sa.text("lower(name)"), "id", "archived_at"],
        postgresql_include=["name", "limited_at"],
    )
    op.create_index(
        "ix_person_by_place",
        "person",
        ["region_line"],
        postgresql_using="gin",
        postgresql_ops={"region_line": "gin_trgm_ops"},
    )
