"""Work in processes of its own: what comes back, what is stopped, and that nothing is left behind."""

from __future__ import annotations

import errno
import os
import pickle
import resource
import shutil
import signal
import subprocess
import sys
import time
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hubdocs.errors import HubError, Place, Problem
from hubdocs.printing import ending
from hubdocs.printing.processes import ForkExecutor, ForkServer, Limits, StoppedError, client
from hubdocs.printing.processes.limits import around, keep_within
from hubdocs.values import unpacked

HERE = Path(__file__).parent
PROBLEM = Problem(Place("a.md", 3), "it is wrong", "mend it", "a-rule")
SOON = Limits(wall_seconds=20)


@pytest.fixture(scope="module")
def server() -> Iterator[ForkServer]:
    """A server whose forks find the functions of this file."""
    made = ForkServer()
    environment = client._environment
    client._environment = lambda folder: environment(folder) | {"PYTHONPATH": os.pathsep.join([str(HERE), *sys.path])}
    try:
        made.start()
    finally:
        client._environment = environment
    yield made
    made.stop()


def limits_below(memory: int) -> tuple[int, int]:
    """The limits of memory after a process that was given less than usual takes the usual ones."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    keep_within(Limits())
    return resource.getrlimit(resource.RLIMIT_AS)


def is_loaded(*modules: str) -> bool:
    return sys.modules.keys() >= set(modules)


class Large:
    """Something that takes long to be freed."""


def is_freed() -> bool:
    """Whether something is freed when this process is done with it."""
    large = Large()
    freed = weakref.ref(large)
    ending.leave(large)
    del large
    return freed() is None


def called(server: ForkServer, function: Callable[..., object], *given: object, limits: Limits = SOON) -> StoppedError:
    """How some work is stopped; the next is done as ever."""
    with pytest.raises(StoppedError) as stopped:
        server.call(function, *given, limits=limits)
    assert server.call(double, 4, limits=SOON) == 8
    return stopped.value


def is_gone(process: int) -> bool:
    """Whether a process ends within seconds; one that is dead and not yet fetched by its parent counts as gone."""
    for _ in range(100):
        try:
            state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.1)
    return False


def children_of(process: int) -> list[int]:
    """The processes that one has forked."""
    return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


# -- What forks do in these tests ---------------------------------------------------------------------------------


def double(number: int) -> int:
    return 2 * number


def wrong() -> None:
    raise HubError([PROBLEM])


def broken() -> None:
    raise ZeroDivisionError("it\nhas two lines")


def leave(status: int) -> None:
    os._exit(status)


def die(number: int) -> None:
    os.kill(os.getpid(), number)


def loop() -> None:
    while True:
        pass


def eat() -> int:
    return len([bytearray(1 << 24) for _ in range(1000)])


def deep(level: int) -> int:
    return deep(level + 1) + 1


def refused(path: str) -> bytes:
    return Path(path).read_bytes()


def refused_with(number: int) -> None:
    raise OSError(number, os.strerror(number), "/somewhere/file")


def with_child(note: Path) -> int:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    note.write_text(str(child.pid))
    return child.pid


def surroundings() -> tuple[dict[str, str], str]:
    return dict(os.environ), str(Path.cwd())


# -- Answers ------------------------------------------------------------------------------------------------------


def test_only_a_process_that_goes_on_frees_what_it_is_done_with(server):
    assert is_freed()
    assert not server.call(is_freed, limits=SOON)


def test_an_answer_and_mistakes_come_back(server: ForkServer) -> None:
    assert server.call(double, 21, limits=SOON) == 42
    with pytest.raises(HubError) as caught:
        server.call(wrong, limits=SOON)
    assert caught.value.problems == (PROBLEM,)


def test_work_of_workers_comes_back_in_their_own_processes(server: ForkServer) -> None:
    with ForkExecutor(2, server) as workers:
        numbers = [workers.submit(os.getpid).result() for _ in range(3)]
    assert len({*numbers, os.getpid()}) == 4


@pytest.mark.parametrize(
    ("function", "given", "said"),
    [
        (broken, (), "ZeroDivisionError: it"),
        (leave, (0,), "status 0"),
        (leave, (3,), "status 3"),
        (die, (signal.SIGTERM,), "SIGTERM"),
    ],
)
def test_work_that_breaks_down_is_told_in_one_line(
    server: ForkServer, function: Callable[..., object], given: tuple[object, ...], said: str
) -> None:
    stopped = called(server, function, *given)
    assert str(stopped) == said
    assert not stopped.at_limit


def test_work_that_is_killed_from_outside_is_no_fault_of_the_document(server: ForkServer) -> None:
    stopped = called(server, die, signal.SIGKILL)
    assert "killed from outside" in str(stopped)
    assert "--jobs 1" in stopped.hint
    assert not stopped.at_limit


@pytest.mark.parametrize("number", sorted(client.CRASHES))
def test_a_crash_in_a_library_names_the_limit_that_may_be_behind_it(server: ForkServer, number: int) -> None:
    stopped = called(server, die, number)
    assert str(stopped) == f"it broke down ({signal.Signals(number).name}); it may need more than 3072 MB of memory"
    assert stopped.at_limit


@pytest.mark.parametrize(
    ("function", "given", "limits", "said"),
    [
        (loop, (), Limits(cpu_seconds=1), "it was stopped after 1 seconds of processor time"),
        (time.sleep, (600,), Limits(wall_seconds=0.5), "it was stopped after 0.5 seconds"),
        (eat, (), Limits(memory_bytes=1 << 30), "it needs more than 1024 MB of memory"),
    ],
)
def test_work_beyond_its_limits_is_stopped(
    server: ForkServer, function: Callable[..., object], given: tuple[object, ...], limits: Limits, said: str
) -> None:
    stopped = called(server, function, *given, limits=limits)
    assert str(stopped) == said
    assert stopped.at_limit


def test_work_too_deep_is_told_in_words(server: ForkServer) -> None:
    assert str(called(server, deep, 0)) == "its parts are nested too deeply"


@pytest.mark.parametrize(
    ("function", "given", "said", "hint"),
    [
        (refused, "/nowhere/a.pdf", "the computer says: No such file or directory (/nowhere)", client.NOT_ALLOWED),
        (refused_with, errno.ENOSPC, "the computer says: No space left on device (/somewhere)", client.NO_ROOM),
        (refused_with, errno.EROFS, "the computer says: Read-only file system (/somewhere)", client.NOT_ALLOWED),
        (refused_with, errno.EMFILE, "the computer says: Too many open files (/somewhere)", client.BUSY),
    ],
)
def test_what_the_computer_refuses_is_told_as_that(
    server: ForkServer, function: Callable[..., object], given: object, said: str, hint: str
) -> None:
    stopped = called(server, function, given)
    assert (str(stopped), stopped.hint) == (said, hint)


def test_a_lower_limit_that_the_computer_gave_stays(server: ForkServer) -> None:
    assert server.call(limits_below, 10**9, limits=SOON) == (10**9, 10**9)


def test_limits_of_work_that_waits_grow_with_those_of_a_document() -> None:
    assert around(Limits()) == around(Limits(cpu_seconds=2, wall_seconds=3)) == Limits(300, 900)
    assert around(Limits(cpu_seconds=1000, wall_seconds=2000)).wall_seconds > 2000 + 900


# -- Nothing is left ----------------------------------------------------------------------------------------------


def test_what_a_fork_starts_is_gone_with_it(server: ForkServer, tmp_path: Path) -> None:
    child = server.call(with_child, tmp_path / "child", limits=SOON)
    assert is_gone(child)


def test_a_fork_has_a_folder_and_an_environment_of_its_own_that_go_with_it(
    server: ForkServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZQSECRET", "1")
    environment, folder = server.call(surroundings, limits=SOON)
    again, other = server.call(surroundings, limits=SOON)
    assert folder != other
    assert environment["HOME"] == environment["TMPDIR"] == folder
    assert "ZQSECRET" not in environment | again
    assert {"USER", "SSH_AUTH_SOCK"}.isdisjoint(environment)
    assert not Path(environment["PATH"]).exists()
    assert not Path(folder).exists()


def test_a_fork_finds_no_program_by_its_name(server: ForkServer) -> None:
    assert server.call(shutil.which, "sh", limits=SOON) is None


def test_a_server_loads_for_all_its_forks_what_prints_a_document_and_then_what_makes_packs(server: ForkServer) -> None:
    assert server.call(is_loaded, "weasyprint", "hubdocs.printing.assembly.normalise", limits=SOON)
    makes_packs = ("hubdocs.printing.finish", "hubdocs.printing.assembly.assemble", "hubdocs.printing.assembly.press")
    for _ in range(100):
        if server.call(is_loaded, *makes_packs, limits=SOON):
            return
        time.sleep(0.05)
    pytest.fail("a server that nobody asks for anything loads nothing more")


def test_a_copy_leads_to_the_same_server(server: ForkServer) -> None:
    copied = pickle.loads(pickle.dumps(server))  # noqa: S301 - our own bytes
    assert copied.call(os.getppid, limits=SOON) == server.call(os.getppid, limits=SOON)
    copied.stop()
    assert server.call(double, 1, limits=SOON) == 2


def test_a_copy_says_so_when_its_server_is_gone(tmp_path: Path) -> None:
    copied = ForkServer()
    copied.__setstate__({"address": str(tmp_path / "s")})
    with pytest.raises(StoppedError, match="its server is gone"):
        copied.call(double, 1, limits=SOON)


def test_a_server_that_is_stopped_leaves_nothing_and_is_started_anew() -> None:
    made = ForkServer()
    first = made.call(os.getppid, limits=SOON)
    folder = made.start().folder
    made.stop()
    assert is_gone(first)
    assert not folder.exists()
    assert made.call(os.getppid, limits=SOON) != first
    made.stop()


def test_a_server_that_is_killed_takes_its_forks_along_and_is_started_anew() -> None:
    made = ForkServer()
    with ForkExecutor(1, made) as workers:
        server = workers.submit(os.getppid).result()
        begun = workers.submit(time.sleep, 600)
        while not (forks := children_of(server)):
            time.sleep(0.05)
        os.kill(server, signal.SIGKILL)
        with pytest.raises(StoppedError, match="SIGKILL") as stopped:
            begun.result()
        assert stopped.value.hint == client.AGAIN
        assert all(map(is_gone, forks))
        assert workers.submit(os.getpid).result()
    made.stop()


OWNER = """
import os, sys, time
from pathlib import Path
from hubdocs.printing.processes import ForkServer, Limits
server = ForkServer()
parent = server.call(os.getppid, limits=Limits())
print(parent, server.start().folder, flush=True)
server.call(time.sleep, 600, limits=Limits())
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_server_ends_with_everything_when_its_owner_is_killed(number: int) -> None:
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER],
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert owner.stdout
    server, folder = owner.stdout.readline().split()
    while not (forks := children_of(int(server))):
        time.sleep(0.05)
    owner.send_signal(number)
    owner.wait()
    owner.stdout.close()
    assert all(is_gone(each) for each in (int(server), *forks))
    for _ in range(50):
        if not Path(folder).exists():
            break
        time.sleep(0.1)
    assert not Path(folder).exists()


# -- Answers that nobody should believe ---------------------------------------------------------------------------


class Calls:
    """Pickled as a call of something."""

    def __init__(self, function: object, *given: object) -> None:
        self.call = (function, given)

    def __reduce__(self) -> tuple[object, ...]:
        return self.call


@pytest.mark.parametrize(
    "answer",
    [
        pickle.dumps(Calls(os.system, "true")),
        pickle.dumps(Calls(eval, "1")),
        b"chubdocs.printing.processes.client\nForkServer\n(tR.",
        b"csubprocess\nPopen\n(tR.",
        b"chubdocs.printing.processes.client\nos.system\n(tR.",
        b"chubdocs.printing.processes.server\nPath\n(tR.",
        b"chubdocs.cli\nmain\n(tR.",
        b"chubdocs.nowhere\nThing\n(tR.",
        b"",
        b"\x80\x05",
        b"nonsense",
    ],
)
def test_an_answer_that_would_do_something_is_refused(answer: bytes) -> None:
    with pytest.raises(ValueError, match=": "):
        unpacked(answer)


def test_answers_of_every_kind_are_believed() -> None:
    for each in (PROBLEM, (PROBLEM,), Path("a"), {"a": [1, 2.5, None]}, frozenset({1}), Limits(), b"bytes"):
        assert unpacked(pickle.dumps(each)) == each


def test_a_fork_that_answers_so_is_stopped(server: ForkServer, tmp_path: Path) -> None:
    stopped = called(server, Calls, os.system, f"touch {tmp_path / 'was-run'}")
    assert "its answer is refused" in str(stopped)
    assert list(tmp_path.iterdir()) == []


# -- A computer in a bad mood -------------------------------------------------------------------------------------


def test_no_temporary_folder_is_told_in_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "none"))
    with pytest.raises(StoppedError, match="the computer says: No such file or directory"):
        ForkServer().call(double, 1, limits=SOON)


def test_a_long_path_of_the_temporary_folder_is_no_harm(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    long = tmp_path / ("long" * 30)
    long.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(long))
    made = ForkServer()
    assert made.call(int, "4", limits=SOON) == 4
    made.stop()
    assert list(long.iterdir()) == []


def test_a_server_that_cannot_be_started_leaves_no_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def full(_: Path) -> dict[str, str]:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/there/fonts.conf")

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(client, "_environment", full)
    with pytest.raises(StoppedError, match=r"No space left on device \(/there\)") as stopped:
        ForkServer().call(double, 1, limits=SOON)
    assert stopped.value.hint == client.NO_ROOM
    assert list(tmp_path.iterdir()) == []


def test_a_server_without_room_for_forks_tells_so_and_goes_on() -> None:
    made = ForkServer()
    process = made.call(os.getppid, limits=SOON)
    allowed = resource.prlimit(process, resource.RLIMIT_NOFILE)
    resource.prlimit(process, resource.RLIMIT_NOFILE, (11, allowed[1]))
    with ForkExecutor(8, made) as workers:
        asked = [workers.submit(time.sleep, 0.3) for _ in range(8)]
    resource.prlimit(process, resource.RLIMIT_NOFILE, allowed)
    assert {type(each.exception()) for each in asked} <= {type(None), StoppedError}
    assert made.call(os.getppid, limits=SOON) == process
    made.stop()
