"""Where a store lies: on a disk of this machine, or on a share, where SQLite's locks and shared memory do not hold."""

from __future__ import annotations

import os
import re
from pathlib import Path

_SHARED = re.compile(
    r"nfs\d?|cifs|smb\d?|smbfs|9p|afs|ceph|lustre|glusterfs|gpfs|beegfs|ocfs2|davfs"
    r"|fuse\.(?:sshfs|s3fs|rclone|gcsfuse|glusterfs|ceph|davfs2?|curlftpfs|smbnetfs|juicefs|goofys|mount-s3)"
)
_TABLE = Path("/proc/self/mounts")
_ESCAPED = re.compile(r"\\(\d{3})")


def share(path: Path, mounts: str | None = None) -> str | None:
    """What share `path` lies on, in words, or None where it is a disk of this machine or cannot be told.

    `mounts` is a table of mounts as Linux gives it; the machine's own if None. What is mounted at the root is
    this machine's own disk whatever its kind: so it is in sandboxes and virtual machines.

    >>> table = "/dev/sda1 / ext4 rw 0 0\\nfiler:/desk /mnt/desk nfs4 rw 0 0\\n"
    >>> share(Path("/mnt/desk/store.sqlite"), table)
    'nfs4, filer:/desk at /mnt/desk'
    """
    if mounts is None:
        try:
            mounts = _TABLE.read_text("utf8", "surrogateescape")
        except OSError:
            return None
    real = Path(os.path.realpath(path))
    found = ("", "", "")  # where, what, kind; of two on one place the later hides the former
    for line in mounts.splitlines():
        fields = [_ESCAPED.sub(lambda m: chr(int(m[1], 8)), field) for field in line.split(" ")]
        if len(fields) > 2 and len(fields[1]) >= len(found[0]) and real.is_relative_to(fields[1]):
            found = (fields[1], fields[0], fields[2])
    where, what, kind = found
    return f"{kind}, {what} at {where}" if where != "/" and _SHARED.fullmatch(kind) else None
