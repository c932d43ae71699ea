"""A store on a share is refused with the reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract import store
from extract.errors import StoreError
from extract.store import connect
from extract.store.place import share

MOUNTS = r"""/dev/sda1 / ext4 rw 0 0
filer:/desk /mnt/desk nfs4 rw,vers=4.2 0 0
//server/a\040b /mnt/my\040share cifs rw 0 0
/dev/sdb1 /mnt/desk/local xfs rw 0 0
me@host: /home/me/far fuse.sshfs rw 0 0
portal /home/me/doc fuse.portal rw 0 0
C:\ /mnt/c 9p rw 0 0
tmpfs /tmp tmpfs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/mnt/desk/s.sqlite", "nfs4, filer:/desk at /mnt/desk"),
        ("/mnt/desk/deep/er/s.sqlite", "nfs4, filer:/desk at /mnt/desk"),
        ("/mnt/my share/s.sqlite", "cifs, //server/a b at /mnt/my share"),
        ("/home/me/far/s.sqlite", "fuse.sshfs, me@host: at /home/me/far"),
        ("/mnt/c/s.sqlite", r"9p, C:\ at /mnt/c"),
        ("/mnt/desk/local/s.sqlite", None),
        ("/mnt/desktop/s.sqlite", None),
        ("/home/me/doc/s.sqlite", None),
        ("/s.sqlite", None),
    ],
)
def test_share(path: str, found: str | None) -> None:
    assert share(Path(path), MOUNTS) == found


def test_the_root_of_a_machine_is_its_own_whatever_it_is() -> None:
    assert share(Path("/home/s.sqlite"), "none / 9p rw 0 0\n") is None


def test_a_link_onto_a_share_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/mnt/desk")
    assert share(tmp_path / "link" / "s.sqlite", MOUNTS) == "nfs4, filer:/desk at /mnt/desk"


def test_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connect, "share", lambda path: share(path, f"filer:/desk {tmp_path} nfs rw 0 0\n"))
    refused = pytest.raises(StoreError, match=f"J409.*network file system .nfs, filer:/desk at {tmp_path}")
    with refused, store.writing(tmp_path / "s.sqlite"):
        pass
    assert not list(tmp_path.iterdir())
