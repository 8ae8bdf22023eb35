"""The files of a feed: folders, zip and gz as published, plain files. Archives are hostile until read within bounds."""

from __future__ import annotations

import gzip
import hashlib
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import IO, Final, cast

from detente.errors import InputError
from detente.feeds.base import Feed
from detente.feeds.parquet import as_csv, is_parquet

MAX_MEMBERS: Final = 10_000
MAX_RATIO: Final = 250
"""Bytes unpacked for each packed one. Event files reach 12, long repetitive ones 30; deflate can reach 1,032."""
RATIO_FREE_BYTES: Final = 64 << 20
"""Below this many unpacked bytes the ratio does not matter."""
MAX_UNPACKED: Final = 64 << 30
MAX_BESIDE: Final = 512 << 20
"""What lies beside a file and is needed to read it, such as maps of ids, is held in memory."""

_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)


@dataclass(frozen=True, slots=True)
class FeedFile:
    """One file to import, or one member of a zip. `packed` and `size` are bytes; without `size` only reading tells.

    An archive that cannot be looked into is one with a `fault`: the files beside it are read all the same.
    """

    path: Path
    member: str | None
    packed: int
    size: int | None
    fault: str | None = None

    @property
    def name(self) -> str:
        """The file's name, with the member's where that is another: as the ledger and the rejects call it."""
        if self.member is None or Path(self.member).name == self.path.stem:
            return self.path.name
        return f"{self.path.name}/{Path(self.member).name}"


def find_files(paths: Iterable[Path], feed: Feed) -> list[FeedFile]:
    """The files under `paths`, by name: of a folder those named as the feed names its files, each file given as such.

    Raises:
        InputError: A path does not exist, or holds nothing of the feed.
    """
    found: list[FeedFile] = []
    for path in paths:
        if path.is_dir():
            inside = [each for each in sorted(path.rglob("*")) if each.is_file() and _named(each.name, feed)]
            if not inside:
                raise InputError(
                    f"{path} holds no file of {feed.name}; its files are named like {', '.join(feed.patterns)} "
                    "(also .zip, .gz). Name other files one by one."
                )
        elif path.is_file():
            inside = [path]
        else:
            raise InputError(f"{path}: no such file or folder.")
        for each in inside:
            try:
                found += _members(each, feed)
            except InputError as error:
                found.append(FeedFile(each, None, each.stat().st_size, None, str(error)))
    return list(dict.fromkeys(found))


def file_hash(path: Path) -> str:
    """SHA-256 of a file as it lies on disk, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def opened(file: FeedFile) -> Iterator[IO[bytes]]:
    """The file's unpacked bytes, to be read in blocks through `blocks`.

    Raises:
        InputError: It cannot be opened.
    """
    if file.fault is not None:
        raise InputError(file.fault)
    try:
        if file.member is not None:
            with zipfile.ZipFile(file.path) as archive, archive.open(file.member) as stream:
                yield stream
        elif is_parquet(file.path):
            with as_csv(file.path) as rows:
                yield rows
        elif file.path.suffix.lower() == ".gz":
            with gzip.open(file.path) as unpacked:
                yield cast("IO[bytes]", unpacked)
        else:
            with file.path.open("rb") as stream:
                yield stream
    except _FAULTS as error:
        raise _damaged(file, error) from error


def beside(file: FeedFile, names: Iterable[str]) -> tuple[str, bytes] | None:
    """Name and content of the first of `names` that lies in the same folder as the file, or in the same one of its zip.

    Raises:
        InputError: It is larger than MAX_BESIDE or cannot be read.
    """
    for name in names:
        if file.member is not None:
            found = _beside_in_archive(file, str(PurePosixPath(file.member).with_name(name)))
        else:
            near = [file.path.with_name(name), file.path.with_name(f"{name}.gz")]
            found = next((FeedFile(path, None, path.stat().st_size, None) for path in near if path.is_file()), None)
        if found is not None:
            with opened(found) as stream:
                data = b"".join(blocks(stream, found, MAX_BESIDE + 1))
            if len(data) > MAX_BESIDE:
                raise InputError(
                    f"{found.name} has {len(data):,} bytes; at most {MAX_BESIDE:,} are read beside a file."
                )
            return found.name, data
    return None


def _beside_in_archive(file: FeedFile, member: str) -> FeedFile | None:
    try:
        with zipfile.ZipFile(file.path) as archive:
            about = archive.getinfo(member)
    except KeyError:
        return None
    except _FAULTS as error:
        raise _damaged(file, error) from error
    return FeedFile(file.path, member, about.compress_size, about.file_size)


def blocks(stream: IO[bytes], file: FeedFile, size: int) -> Iterator[bytes]:
    """The stream in blocks, refused as soon as it unpacks to more than the bounds allow."""
    unpacked = 0
    try:
        while block := stream.read(size):
            unpacked += len(block)
            over = unpacked > RATIO_FREE_BYTES and unpacked > MAX_RATIO * max(file.packed, 1)
            if over or unpacked > MAX_UNPACKED:
                raise InputError(
                    f"{file.name} unpacks to more than {unpacked:,} bytes from {file.packed:,}; at most {MAX_RATIO} "
                    f"times and {MAX_UNPACKED:,} bytes are read. If it is sound, unpack it and import the plain file."
                )
            yield block
    except _FAULTS as error:
        raise _damaged(file, error) from error


def _members(path: Path, feed: Feed) -> list[FeedFile]:
    packed = path.stat().st_size
    if path.suffix.lower() != ".zip":
        plain = path.suffix.lower() != ".gz" and not is_parquet(path)
        return [FeedFile(path, None, packed, packed if plain else None)]
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
    except _FAULTS as error:
        raise InputError(f"{path} is no readable zip archive ({error}). Fetch it again.") from error
    if len(members) > MAX_MEMBERS:
        raise InputError(f"{path} holds {len(members):,} files; at most {MAX_MEMBERS:,} are read.")
    taken = members if len(members) == 1 else [each for each in members if _named(Path(each.filename).name, feed)]
    if not taken:
        raise InputError(f"{path} holds no file of {feed.name}; its files are named like {', '.join(feed.patterns)}.")
    if any(member.flag_bits & 1 for member in taken):
        raise InputError(f"{path} is encrypted. Unpack it yourself and import the plain files.")
    ordered = sorted(taken, key=lambda member: member.filename)
    return [FeedFile(path, member.filename, member.compress_size, member.file_size) for member in ordered]


def _named(name: str, feed: Feed) -> bool:
    bare = name.lower().removesuffix(".zip").removesuffix(".gz")
    return any(fnmatch(bare, pattern) for pattern in feed.patterns)


def _damaged(file: FeedFile, error: Exception) -> InputError:
    return InputError(f"{file.path} cannot be read to its end ({error}). Nothing of it was imported; fetch it again.")
