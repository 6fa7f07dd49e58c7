import assert from 'node:assert/strict';
import { test } from 'node:test';
import { networkFileSystemOf } from './file-system.ts';

const FUSE = 0x65735546;
const MOUNTS = `22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
40 22 0:35 / /mnt/far rw,nosuid - fuse.sshfs me@far:/ rw,user_id=0
41 22 0:36 / /mnt/far\\040away rw,nosuid - fuse.rclone remote: rw
42 22 0:37 / /var/lib/containers rw - fuse.fuse-overlayfs fuse-overlayfs rw
43 40 0:38 / /mnt/far/near rw - ext4 /dev/vdb rw`;

test('network file systems are told by their magic number, as statfs gives it signed or not', () => {
  const types: readonly (readonly [number, string | undefined])[] = [
    [0x6969, 'NFS'],
    [0x517b, 'SMB'],
    [0xff534d42, 'CIFS'],
    [0xff534d42 | 0, 'CIFS'],
    [0xfe534d42 | 0, 'SMB2'],
    [0x01021997, '9P'],
    [0xef53, undefined],
    [0x01021994, undefined],
    [0x794c7630, undefined],
  ];
  for (const [type, name] of types) assert.equal(networkFileSystemOf('/data', type, ''), name, type.toString(16));
});

test('a FUSE file system is refused where its mount says that it is remote', () => {
  const kinds: readonly (readonly [string, string | undefined])[] = [
    ['/mnt/far', 'fuse.sshfs'],
    ['/mnt/far/data', 'fuse.sshfs'],
    ['/mnt/far away/data', 'fuse.rclone'],
    ['/mnt/farther', undefined],
    ['/mnt/far/near/data', undefined],
    ['/var/lib/containers/upwatch', undefined],
  ];
  for (const [path, kind] of kinds) assert.equal(networkFileSystemOf(path, FUSE, MOUNTS), kind, path);
});
