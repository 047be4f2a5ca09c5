"""The store: safe from others, from twice and from time; nothing in it belongs to one database only."""

from __future__ import annotations

import datetime
import stat
import threading

import pytest
import sqlalchemy as sql
from arriving import DAY, GOOD, counts, take, take_rows, write_rows
from sqlalchemy.dialects import postgresql, sqlite

from hubdocs.errors import HubError
from hubdocs.feedback.canonical import content_of
from hubdocs.feedback.privacy import Flag
from hubdocs.feedback.reviewing import without_flagged
from hubdocs.feedback.store import FILE, Arrived, Outcome, migrations, open_store, statements, tables
from hubdocs.feedback.store.database import SqlStore
from hubdocs.feedback.store.place import place_of_store
from hubdocs.model import Response, Version

SECRET = "ask someone@school.example please"  # noqa: S105  # no password
FULL = Response(
    "r-1", "WC-01", Version(1, 0, 0), "school-staff@2026-11", "film", False, "web",
    datetime.datetime(2026, 11, 24, 9, 5, tzinfo=datetime.UTC), "teacher", "example-hub", 12, "partly", 40,
    4, 5, 2, 3, "Ünï\n'=1", "b", "c", "maybe",
)  # fmt: skip


def arrived(response, **flags):
    return Arrived(response, content_of(response), DAY, flags)


def test_a_response_comes_out_as_it_went_in(tmp_path):
    store = open_store(tmp_path)
    bare = Response("r-2", edition="school-staff@2026-11")
    assert store.add([arrived(FULL), arrived(bare)]) == [Outcome.STORED, Outcome.STORED]
    assert list(store.responses()) == [FULL, bare]
    assert list(store.responses("WC-01")) == [FULL]
    assert list(open_store(tmp_path).responses("ST-01")) == []


def test_twice_in_one_batch_is_a_repeat_or_a_contradiction(tmp_path):
    other = Response("r-1", "WC-01", Version(1, 0, 0), useful=1)
    outcomes = open_store(tmp_path).add([arrived(FULL), arrived(FULL), arrived(other)])
    assert outcomes == [Outcome.STORED, Outcome.REPEATS, Outcome.CONTRADICTS]


def test_only_its_owner_may_read_it(tmp_path):
    (tmp_path / ".hubdocs").mkdir(mode=0o755)
    open_store(tmp_path)
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / ".hubdocs").stat().st_mode) == 0o700


@pytest.mark.parametrize("written", ["build/feedback.sqlite", "sqlite:///build/x.sqlite", "content/../build/x"])
def test_it_may_not_lie_in_what_is_built(tmp_path, written):
    with pytest.raises(HubError, match="may not be kept in build/"):
        open_store(tmp_path, written)
    (tmp_path / "elsewhere").symlink_to(tmp_path / "build")
    with pytest.raises(HubError, match="may not be kept in build/"):
        open_store(tmp_path, "elsewhere/x")


@pytest.mark.parametrize("written", ["sqlite://", "sqlite:///:memory:", "sqlite:///file:x?mode=memory", "  "])
def test_what_would_keep_nothing_is_refused(tmp_path, written):
    with pytest.raises(HubError):
        open_store(tmp_path, written)


def test_a_shortcut_is_refused(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / ".hubdocs").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(HubError, match="shortcut"):
        open_store(tmp_path)


def test_another_place_and_another_database_can_be_named(tmp_path):
    open_store(tmp_path, "kept/answers.sqlite").add([arrived(FULL)])
    assert (tmp_path / "kept/answers.sqlite").is_file()
    assert list(open_store(tmp_path, f"sqlite:///{tmp_path}/kept/answers.sqlite").responses()) == [FULL]
    address = "postgresql+psycopg://me:secret@db.example/feedback"
    place = place_of_store(tmp_path, address)
    assert (place.file, place.address, place.shown) == (None, address, "HUBDOCS_FEEDBACK")
    with pytest.raises(HubError) as caught:
        open_store(tmp_path, "nonsense+driver://me:secret@db.example/feedback")
    assert "secret" not in str(caught.value)
    with pytest.raises(HubError, match="cannot be read") as caught:
        open_store(tmp_path, "postgresql+psycopg://me:one@two:secret@db.example/feedback")
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_file_that_is_no_store_is_told_in_words(tmp_path):
    (tmp_path / "a.sqlite").write_text("not a database, but a text that is long enough to look like one" * 20)
    with pytest.raises(HubError, match="cannot be used"):
        open_store(tmp_path, "a.sqlite")


def test_an_old_store_is_brought_up_to_date_with_what_is_in_it(tmp_path):
    engine = sql.create_engine(f"sqlite:///{tmp_path}/old.sqlite")
    columns = [column.name for column in tables.RESPONSES.c if column.name not in {"content", "received"}]
    row = {name: value for name, value in tables.as_row(arrived(FULL)).items() if name in columns}
    with engine.begin() as connection:
        migrations.bring_up_to_date(connection, "old", migrations.STEPS[:1])
        old = sql.Table("responses", sql.MetaData(), *tables.answers())
        held = sql.Table("held", sql.MetaData(), *tables.answers(), sql.Column("flags", sql.Text))
        connection.execute(sql.insert(old), [row])
        connection.execute(sql.insert(held), [row | {"id": "r-9", "flags": '{"keep": [["email", "a@b"]]}'}])
        assert "content" not in {each["name"] for each in sql.inspect(connection).get_columns("responses")}
    engine.dispose()
    store = open_store(tmp_path, "old.sqlite")
    assert list(store.responses()) == [FULL]
    assert [held.flags for held in store.held()] == [{"keep": (Flag("email", "a@b"),)}]
    assert store.add([arrived(FULL)]) == [Outcome.REPEATS]
    assert store.erase("r-1")
    assert store.add([arrived(FULL)]) == [Outcome.REPEATS]
    assert list(open_store(tmp_path, "old.sqlite").responses()) == []


def test_a_migration_that_is_stopped_leaves_the_old_store(tmp_path):
    def stopped(connection):
        connection.execute(sql.text("DROP TABLE responses"))
        raise KeyboardInterrupt

    store = SqlStore(place_of_store(tmp_path))
    store.add([arrived(FULL)])
    with pytest.raises(KeyboardInterrupt), store._writing() as connection:
        migrations.bring_up_to_date(connection, "x", (*migrations.STEPS, stopped))
    assert list(open_store(tmp_path).responses()) == [FULL]


def test_a_store_of_a_newer_program_is_refused_in_plain_words(tmp_path):
    store = SqlStore(place_of_store(tmp_path))
    with store.engine.begin() as connection:
        connection.execute(sql.insert(tables.SCHEMA).values(version=migrations.NEWEST + 1))
    with pytest.raises(HubError, match="a newer hubdocs made this store"):
        open_store(tmp_path)


def every_statement():
    for table in (tables.RESPONSES, tables.HELD):
        yield statements.count(table)
        yield statements.one(table, "a")
        yield statements.contents(table, ["a", "b"])
        yield statements.keep(table)
        yield statements.remove(table, ["a", "b"])
        yield statements.older(table, DAY, 5)
    yield statements.every_response()
    yield statements.every_response("WC-01")
    yield statements.every_held()
    yield statements.gone(["a"])
    yield statements.keep(tables.GONE)
    yield from map(sql.schema.CreateTable, tables.METADATA.sorted_tables)
    yield sql.schema.CreateIndex(tables.BY_DOCUMENT)


@pytest.mark.parametrize("dialect", [postgresql.dialect(), sqlite.dialect()], ids=lambda dialect: dialect.name)
def test_every_statement_is_understood_by_each_database(dialect):
    written = [str(statement.compile(dialect=dialect)).upper() for statement in every_statement()]
    assert len(written) == 22
    for each in written:
        words = f" {' '.join(each.split())} "
        assert not [own for own in ("OR IGNORE", "OR REPLACE", "ON CONFLICT", "PRAGMA", "ROWID") if f" {own} " in words]


def test_every_statement_of_the_store_is_among_those():
    made = {
        name
        for name, value in vars(statements).items()
        if callable(value) and getattr(value, "__module__", "") == statements.__name__
    }
    assert made == {"count", "one", "contents", "keep", "remove", "older", "every_response", "every_held", "gone"}


def test_what_waits_is_nowhere_but_where_it_waits(tmp_path):
    _, store = take_rows(tmp_path, GOOD | {"keep": SECRET})
    assert list(store.responses()) == []
    (held,) = store.held()
    assert held.flags == {"keep": (Flag("email", "someone@school.example"),)}


def test_a_held_response_is_accepted_redacted_or_discarded_and_stays_so(tmp_path):
    rows = [GOOD | {"keep": f"{SECRET} {number}"} for number in range(3)]
    _, store = take_rows(tmp_path, *rows)
    first, second, third = store.held()
    assert store.settle(first.response.id, first.response)
    assert store.settle(second.response.id, without_flagged(second))
    assert store.settle(third.response.id, None)
    assert not store.settle(third.response.id, None)
    texts = {response.id: response.keep for response in store.responses()}
    assert texts == {first.response.id: first.response.keep, second.response.id: without_flagged(second).keep}
    assert "ask [removed: email] please" in without_flagged(second).keep
    assert counts(take(tmp_path / "answers.csv", store)) == (0, 0, 0, 3)
    assert store.counts() == (2, 0)


def test_what_is_erased_is_gone_from_the_file_and_no_import_brings_it_back(tmp_path):
    _, store = take_rows(tmp_path, GOOD | {"keep": "very particular words", "response_id": "particular-id"})
    assert b"very particular words" in (tmp_path / FILE).read_bytes()
    assert store.erase("particular-id")
    assert not store.erase("particular-id")
    data = (tmp_path / FILE).read_bytes()
    assert b"very particular words" not in data
    assert b"particular-id" not in data
    assert counts(take(tmp_path / "answers.csv", store)) == (0, 0, 0, 1)
    assert store.counts() == (0, 0)


def test_purge_removes_what_is_older_kept_or_held_and_nothing_else(tmp_path):
    store = open_store(tmp_path)
    old = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)
    new = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    said = [Response(f"r-{number}", "WC-01", Version(1, 0, 0), submitted=when, useful=1) for number, when in
            enumerate((old, new, None, old))]  # fmt: skip
    flags = {"keep": (Flag("email", "a@b"),)}
    store.add([arrived(said[0]), arrived(said[1]), arrived(said[2]), arrived(said[3], **flags)])
    assert store.purge(datetime.date(2025, 1, 1)) == 2
    assert [response.id for response in store.responses()] == ["r-1", "r-2"]
    assert store.add([arrived(said[0])]) == [Outcome.REPEATS]
    assert store.purge(DAY + datetime.timedelta(days=1)) == 2, "what has no date counts from the day it came"


def test_a_backup_is_a_whole_store(tmp_path):
    _, store = take_rows(tmp_path, GOOD, GOOD | {"keep": SECRET}, GOOD | {"useful": "1"})
    store.erase(next(store.responses()).id)
    copy = tmp_path / "copy.sqlite"
    store.back_up(copy)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    kept = open_store(tmp_path, "copy.sqlite")
    assert list(kept.responses()) == list(store.responses())
    assert list(kept.held()) == list(store.held())
    assert counts(take(tmp_path / "answers.csv", kept)) == (0, 0, 0, 3)
    with pytest.raises(HubError, match="nothing is written over"):
        store.back_up(copy)
    assert not list(tmp_path.glob(".*unfinished*"))


def test_two_imports_of_one_file_at_once_keep_each_row_once(tmp_path):
    file = write_rows(tmp_path / "a.csv", [GOOD | {"keep": str(number)} for number in range(60)])
    (tmp_path / "b.csv").write_bytes(file.read_bytes())
    stored = []

    def work(name):
        stored.append(take(tmp_path / name, open_store(tmp_path), batch=4).stored)

    threads = [threading.Thread(target=work, args=(name,)) for name in ("a.csv", "b.csv")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(stored) == 60
    assert open_store(tmp_path).counts() == (60, 0)
