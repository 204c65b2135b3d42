"""A PostgreSQL of a run's own: made in a temporary folder, gone when the run ends."""

import atexit
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg

_ROLE = "dienhong"
# Nothing here has to survive a power cut.
_QUICK = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off"


class NotThere(RuntimeError):
    """PostgreSQL is not installed here, or does not start."""


def binary(name: str) -> str | None:
    """Return the path of one of PostgreSQL's programs, the newest of Debian's or on the path."""
    newest = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=_version)
    return str(newest[-1]) if newest else shutil.which(name)


def _version(path: Path) -> int:
    return int(path.parts[-3]) if path.parts[-3].isdecimal() else 0


class Server:
    """A PostgreSQL that listens on a socket in its own folder only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def start(cls) -> "Server":
        """Make a cluster in a temporary folder and start it; it stops when this process ends."""
        server = cls(Path(tempfile.mkdtemp(prefix="dienhong-pg-")))
        atexit.register(shutil.rmtree, server.folder, ignore_errors=True)
        if os.getuid() == 0:  # PostgreSQL does not run as root
            shutil.chown(server.folder, "postgres", "postgres")
        server._run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        socket = f"-c listen_addresses='' -c unix_socket_directories={server.folder}"
        server._run(
            "pg_ctl", "-w", "-l", f"{server.folder}/log", "-o", f"{socket} {_QUICK}", "start"
        )
        atexit.register(server._run, "pg_ctl", "-w", "-m", "immediate", "stop")
        server.ask(f"CREATE ROLE {_ROLE} LOGIN")
        return server

    def _run(self, program: str, *arguments: str) -> None:
        path = binary(program)
        if path is None:
            raise NotThere(f"Không tìm thấy {program}: sudo apt install postgresql")
        done = subprocess.run(
            [path, "-D", self.folder / "data", *arguments],
            user="postgres" if os.getuid() == 0 else None,
            cwd=self.folder,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            stdout=subprocess.DEVNULL,
            check=False,
        )
        if done.returncode:
            raise NotThere(f"{program} failed in {self.folder}")

    def ask(self, statement: str) -> None:
        """Do as PostgreSQL's own superuser."""
        with psycopg.connect(
            host=str(self.folder), user="postgres", dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement.encode())

    def create(self, name: str, template: str = "template0") -> None:
        """Make a database in which our role has the rights that the server guide gives it."""
        self.ask(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        self.ask(f"REVOKE ALL ON DATABASE {name} FROM PUBLIC")
        self.ask(f"GRANT CONNECT, CREATE ON DATABASE {name} TO {_ROLE}")

    def drop(self, name: str) -> None:
        """Take a database away, whoever has it open."""
        self.ask(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def address(self, name: str) -> str:
        """Return the value of ``DIENHONG_DATABASE`` for one database."""
        return f"postgresql://{_ROLE}@/{name}?host={self.folder}"
