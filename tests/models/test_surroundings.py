from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base import utc_now
from models.surroundings import NETWORKS, clock_behind, mounted_from, on_network
from tests import factories as a

pytestmark = pytest.mark.of_files("it is about the file and its disk")

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
tmpfs /tmp tmpfs rw 0 0
//server/bagi /mnt/kantor cifs rw 0 0
siti@pc:/data /mnt/kantor\\040kita fuse.sshfs rw 0 0
/dev/sdb1 /mnt/kantor/stik vfat rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/siti/kantor.jangkau", "ext4"),
        ("/mnt/kantor/a/kantor.jangkau", "cifs"),
        ("/mnt/kantor kita/kantor.jangkau", "fuse.sshfs"),
        ("/mnt/kantor/stik/kantor.jangkau", "vfat"),
        ("/mnt/kantoran/kantor.jangkau", "ext4"),
    ],
)
def test_the_deepest_mount_tells_what_a_path_lies_on(path, kind):
    assert mounted_from(Path(path), MOUNTS) == kind


@given(st.text())
def test_whatever_the_list_of_mounts_says_it_is_read(mounts):
    assert mounted_from(Path("/a"), mounts) not in NETWORKS or mounts


def test_a_folder_of_this_computer_is_none_of_another(tmp_path):
    assert not on_network(tmp_path)


def test_a_clock_turned_back_is_noticed(store, keep):
    keep(a.partner())
    now = utc_now()
    assert clock_behind(store, now) is None
    assert clock_behind(store, now - timedelta(hours=20)) is None
    assert clock_behind(store, now - timedelta(days=3)) is not None
