"""A bundle reads back as it was written, or is refused with the place of the fault."""

import io
import re
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dienhong.core.bundle import read, tar
from dienhong.core.bundle import write as writing
from dienhong.core.bundle.manifest import FORMAT, head_bytes
from dienhong.core.journal.verify import verify
from dienhong.core.refusal import Refused
from tests.core.bundle import bundle_samples as samples

WHOLE = samples.bundle()
_HEAD_SIZE = len(head_bytes(samples.head()))
_HEAD_END = tar.BLOCK + _HEAD_SIZE + tar.padding(_HEAD_SIZE)


def _refusal(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read.check(io.BytesIO(data))
    assert refused.value.cure
    return refused.value.reason


def test_what_was_written_reads_back() -> None:
    manifest = read.check(io.BytesIO(WHOLE))
    assert manifest.head == samples.head()
    assert [member.name for member in manifest.members] == [
        "head.json",
        "tables/people.jsonl",
        f"files/{samples.DIGEST[:2]}/{samples.DIGEST}",
        "journal.jsonl",
    ]


def test_another_tar_reads_the_same_and_the_journal_in_it_verifies() -> None:
    with tarfile.open(fileobj=io.BytesIO(WHOLE)) as other:
        members = {info.name: other.extractfile(info) for info in other}
        assert list(members)[-1] == "manifest.json"
        lines = members["journal.jsonl"]
        assert lines is not None
        assert verify(lines).ok


@given(st.lists(st.integers(min_value=1, max_value=700), min_size=1, max_size=40))
def test_it_does_not_matter_in_which_pieces_it_is_read(sizes: list[int]) -> None:
    class Pieces:
        def __init__(self) -> None:
            self.left, self.turn = io.BytesIO(WHOLE), 0

        def read(self, size: int, /) -> bytes:
            self.turn += 1
            return self.left.read(min(size, sizes[self.turn % len(sizes)]))

    assert read.check(Pieces()).head == samples.head()


@given(st.integers(min_value=0, max_value=len(WHOLE) - 1), st.integers(min_value=1, max_value=255))
def test_no_byte_can_be_changed_unnoticed(place: int, change: int) -> None:
    changed = bytearray(WHOLE)
    changed[place] ^= change
    with pytest.raises(Refused):
        read.check(io.BytesIO(bytes(changed)))


@given(st.integers(min_value=0, max_value=len(WHOLE) - 1))
def test_wherever_it_is_cut_off_it_is_refused(length: int) -> None:
    with pytest.raises(Refused):
        read.check(io.BytesIO(WHOLE[:length]))


@given(st.binary(min_size=1, max_size=2000))
def test_nothing_may_follow(more: bytes) -> None:
    assert "cuối tệp" in _refusal(WHOLE + more)


@given(st.binary(max_size=3000))
def test_whatever_else_is_no_bundle(data: bytes) -> None:
    assert re.search("đầu tệp|bị cắt cụt|đầu mục", _refusal(data))


def _with_member(make: Callable[[tarfile.TarFile], None]) -> bytes:
    """Return the sample with one more member behind its head, as another program would add it."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as other:
        make(other)
    return WHOLE[:_HEAD_END] + out.getvalue()[: tar.BLOCK * 2] + WHOLE[_HEAD_END:]


def _file(name: str) -> Callable[[tarfile.TarFile], None]:
    def make(other: tarfile.TarFile) -> None:
        info = tarfile.TarInfo(name)
        info.size = 5
        other.addfile(info, io.BytesIO(b"hello"))

    return make


def _link(kind: bytes, name: str, target: str) -> Callable[[tarfile.TarFile], None]:
    def make(other: tarfile.TarFile) -> None:
        info = tarfile.TarInfo(name)
        info.type, info.linkname = kind, target
        other.addfile(info)

    return make


@pytest.mark.parametrize(
    "make",
    [
        _file("../../etc/passwd"),
        _file("/etc/passwd"),
        _file("tables/../x.jsonl"),
        _file("tables/X.jsonl"),
        _file("files/aa/khong-phai-dau"),
        _file(f"files/ab/{samples.DIGEST}"),
        _file("ghi-chu.txt"),
        _file("tables/" + "a" * 200 + ".jsonl"),
        _link(tarfile.SYMTYPE, "tables/a.jsonl", "/etc/passwd"),
        _link(tarfile.LNKTYPE, "tables/a.jsonl", "head.json"),
        _link(tarfile.CHRTYPE, "tables/a.jsonl", ""),
        _link(tarfile.DIRTYPE, "tables/", ""),
        _link(tarfile.FIFOTYPE, "tables/a.jsonl", ""),
    ],
)
def test_nothing_but_plain_members_of_known_names(
    make: Callable[[tarfile.TarFile], None],
) -> None:
    assert "sau «head.json»" in _refusal(_with_member(make))


def _written(parts: list[writing.Part], **said: object) -> bytes:
    return b"".join(writing.write(samples.head(**said), parts, []))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"table": b'{"id":1}\n'}, "có 1 dòng, phần đầu của gói ghi 2"),
        ({"table": b'{"id":1}\n[]\n'}, "dòng 2: không đọc được"),
        ({"table": b'{"id":1}\n{"id":NaN}\n'}, "dòng 2: không đọc được"),
        ({"table": b'{"id":1}\n' + b"[" * 100_000 + b"\n"}, "dòng 2: không đọc được"),
        ({"table": b'{"id":1}\n{"id":2}'}, "dòng 2: dòng không có chỗ kết thúc"),
        ({"table": b"\xff\n" * 2}, "dòng 1: không đọc được"),
        ({"file": b"khac"}, "nội dung không phải của tên này"),
        ({"journal": samples.journal()[0][:-1]}, "«journal.jsonl»"),
        ({"journal": samples.journal()[0].rsplit(b"\n", 2)[0] + b"\n"}, "Thiếu mục số 3"),
    ],
)  # fmt: skip
def test_the_place_of_a_fault_is_named(change: dict[str, bytes], said: str) -> None:
    assert said in _refusal(samples.bundle(**change))


def test_a_line_beyond_all_measure_is_not_taken_into_memory() -> None:
    long = b'"' + b"a" * (read.LONGEST_LINE + read.CHUNK) + b'"\n'
    assert "dòng dài quá mức" in _refusal(samples.bundle(table=long))


def test_a_size_that_no_bytes_follow_is_no_bomb() -> None:
    announced = tar.header("tables/people.jsonl", tar.LARGEST)
    assert "bị cắt cụt" in _refusal(WHOLE[:_HEAD_END] + announced + b"{}\n")


def test_parts_twice_or_out_of_order_are_refused() -> None:
    table, file, journal = samples.parts()
    for order in ([table, table, file, journal], [file, table, journal], [table, journal, file]):
        assert "lặp lại hoặc đứng sai chỗ" in _refusal(_written(order))


def test_parts_that_are_missing_are_missed() -> None:
    table, file, journal = samples.parts()
    assert "các bảng khác" in _refusal(_written([file, journal]))
    assert "thiếu sổ ghi" in _refusal(_written([table, file]))
    assert "thiếu bản kê" in _refusal(WHOLE[: WHOLE.rindex(b"manifest.json\0")] + tar.END)


def test_the_journal_is_the_one_of_which_the_head_tells() -> None:
    assert "khác số mục hoặc dấu sổ" in _refusal(_written(samples.parts(), root="0" * 64))


def test_a_newer_format_names_the_program_to_use() -> None:
    # Of the same length, so that all else stays in its place.
    newer = WHOLE.replace(b'"version":1}', b'"version":2}', 1)
    with pytest.raises(Refused, match="khuôn dạng số 2") as refused:
        read.Reader(io.BytesIO(newer))
    assert "26.1" in refused.value.cure
    assert FORMAT.encode() in newer


def test_a_part_gives_as_many_bytes_as_it_announced() -> None:
    with pytest.raises(ValueError, match="3 bytes came"):
        b"".join(writing.write(samples.head(), [writing.Part("journal.jsonl", 4, [b"abc"])], []))


def test_the_command_says_what_is_in_it_and_whether_it_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "goi.tar"
    for data, status, said in (
        (WHOLE, 0, "Gói nguyên vẹn."),
        (WHOLE[:-1], 1, "bị cắt cụt"),
        (b"", 1, "bị cắt cụt"),
    ):
        file.write_bytes(data)
        told = _run("verify", str(file))
        assert (told.returncode, said in told.stdout) == (status, True)
    assert _run("verify", str(tmp_path / "khong-co")).returncode == 2
    assert _run().returncode == 2


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "dienhong.core.bundle", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
