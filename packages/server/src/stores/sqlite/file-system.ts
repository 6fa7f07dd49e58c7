/** Which file systems a data directory may lie on, and what is forced to them. */
import { closeSync, fsyncSync, openSync, readFileSync, statfsSync } from 'node:fs';
import { StartRefusal } from './start-refusal.ts';

/**
 * Network file systems by the magic number that statfs gives on Linux. SQLite's locks and its shared memory do not
 * hold over them: two servers could write at once, and a lost connection can damage the file.
 */
const NETWORK_TYPES: Readonly<Record<number, string>> = {
  0x6969: 'NFS',
  0x517b: 'SMB',
  0xff534d42: 'CIFS',
  0xfe534d42: 'SMB2',
  0x564c: 'NCP',
  0x5346414f: 'AFS',
  0x6b414653: 'AFS',
  0x73757245: 'Coda',
  0x00c36400: 'Ceph',
  0x0bd00bd0: 'Lustre',
  0x47504653: 'GPFS',
  // Windows drives under WSL 2 and Docker Desktop: their locks are not the host's.
  0x01021997: '9P',
  0x786f4256: 'a VirtualBox shared folder',
};
const FUSE_TYPE = 0x65735546;
/** FUSE carries local file systems too (overlays of rootless containers, NTFS): only these names are remote. */
const REMOTE_FUSE =
  /^fuse\.(sshfs|s3fs|rclone|gcsfuse|goofys|geesefs|mount-s3|blobfuse2?|glusterfs|juicefs|davfs2?|curlftpfs|ceph-fuse|seaweedfs|nfs-ganesha|grpcfuse|smbnetfs)$/;

/**
 * The name of the network file system that a path lies on, or undefined where it is local or cannot be told.
 * @param type what statfs gave
 * @param mounts the text of /proc/self/mountinfo, empty where there is none
 */
export function networkFileSystemOf(path: string, type: number, mounts: string): string | undefined {
  const unsigned = type >>> 0;
  if (unsigned !== FUSE_TYPE) return NETWORK_TYPES[unsigned];
  const kind = mountKindOf(path, mounts);
  return kind !== undefined && REMOTE_FUSE.test(kind) ? kind : undefined;
}

/** The kind of the innermost mount above a path (proc(5), mountinfo: fields 5 and the first after the dash). */
function mountKindOf(path: string, mounts: string): string | undefined {
  let found: { readonly point: string; readonly kind: string } | undefined;
  for (const line of mounts.split('\n')) {
    const point = line
      .split(' ')[4]
      ?.replaceAll(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
    const kind = / - (\S+) /.exec(line)?.[1];
    if (point === undefined || kind === undefined) continue;
    const isAbove = path === point || path.startsWith(point.endsWith('/') ? point : `${point}/`);
    // Later lines lie over earlier ones.
    if (isAbove && point.length >= (found?.point.length ?? 0)) found = { point, kind };
  }
  return found?.kind;
}

/** @throws StartRefusal network_file_system */
export function refuseNetworkFileSystem(directory: string): void {
  // Magic numbers are Linux's own; elsewhere the same numbers mean other things.
  if (process.platform !== 'linux') return;
  const name = networkFileSystemOf(directory, statfsSync(directory).type, readMounts());
  if (name === undefined) return;
  throw new StartRefusal(
    'network_file_system',
    `${directory} is on a network file system (${name}), where SQLite's locks do not hold: choose a directory on a local disk`,
  );
}

function readMounts(): string {
  try {
    return readFileSync('/proc/self/mountinfo', 'utf8');
  } catch {
    // No /proc in this container: then a remote FUSE cannot be told from a local one, and is let through.
    return '';
  }
}

/** Forces a file or a directory's entries to disk. */
export function syncToDisk(path: string): void {
  // Windows cannot open a directory; its renames are journalled by the file system.
  if (process.platform === 'win32') return;
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
