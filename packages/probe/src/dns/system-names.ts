/** What the machine itself says of names: its hosts file, and when its list of name servers has changed. */
import type { Clock } from '@upwatch/core';
import type { ResolvedAddress } from './address.ts';
import { type HostsTable, parseHosts } from './hosts-file.ts';
import { WatchedFile } from './watched-file.ts';

/** How often the files are looked at, milliseconds. */
const CHECK_EVERY_MS = 60_000;

const IS_WINDOWS = process.platform === 'win32';
const HOSTS_FILE = IS_WINDOWS
  ? `${process.env['SystemRoot'] ?? 'C:\\Windows'}\\System32\\drivers\\etc\\hosts`
  : '/etc/hosts';
const SERVERS_FILE = '/etc/resolv.conf';

export interface SystemNamesOptions {
  readonly clock: Clock;
  /** @default the system's */
  readonly hostsFile?: string | undefined;
  readonly onHostsChange: () => void;
  /** c-ares reads its servers once; a machine that moves to another network gets others. */
  readonly onServersChange: () => void;
}

export class SystemNames {
  readonly #clock: Clock;
  readonly #files: readonly WatchedFile[];
  #hosts: HostsTable = new Map();
  /** Until the hosts file has been read for the first time. */
  loading: Promise<void> | undefined;
  /** When the files are to be looked at again; monotonic. */
  nextCheckMs = -Infinity;

  constructor(options: SystemNamesOptions) {
    this.#clock = options.clock;
    let isFirst = true;
    this.#files = [
      new WatchedFile(options.hostsFile ?? HOSTS_FILE, (text) => {
        this.#hosts = parseHosts(text);
        options.onHostsChange();
      }),
      new WatchedFile(SERVERS_FILE, () => {
        if (!isFirst) options.onServersChange();
        isFirst = false;
      }),
    ];
    this.loading = this.#load();
  }

  async #load(): Promise<void> {
    await this.check();
    this.loading = undefined;
  }

  /** Reads what has changed. Never rejects. */
  async check(): Promise<void> {
    this.nextCheckMs = this.#clock.monotonic() + CHECK_EVERY_MS;
    await Promise.all(this.#files.map((file) => file.check()));
  }

  /** The addresses that the hosts file gives a name, IPv4 first. */
  addresses(name: string): readonly ResolvedAddress[] | undefined {
    return this.#hosts.get(name);
  }
}
