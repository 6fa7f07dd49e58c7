/** Child processes of the benchmark, and what the kernel says of them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** Clock ticks a second in /proc: 100 on every Linux that Node runs on. */
const TICKS = 100;

export class Child implements AsyncDisposable {
  readonly process: ChildProcess;
  /** Of `performance.now()`. */
  readonly startedMs = performance.now();
  readonly #lines: AsyncIterator<string>;

  /** @param file run as it is: no option of this process reaches it, so that a build stays a build */
  constructor(file: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    this.process = spawn(process.execPath, [file, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...env },
    });
    this.#lines = createInterface({ input: this.process.stdout! })[Symbol.asyncIterator]();
  }

  /** The next line it prints. @throws Error when it ends instead */
  async line(): Promise<string> {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`${this.process.spawnargs.join(' ')} ended with ${this.process.exitCode}`);
    return value;
  }

  /** Reads on without looking, so that the child never waits for a full pipe. */
  drain(): void {
    void (async () => {
      while (!(await this.#lines.next()).done);
    })();
  }

  /** Seconds of CPU, user and system, of all its threads so far. */
  cpuSeconds(): number {
    const stat = readFileSync(`/proc/${this.process.pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  }

  /** Bytes it has caused to be written to disk so far. */
  writtenBytes(): number {
    return Number(/^write_bytes: (\d+)$/m.exec(readFileSync(`/proc/${this.process.pid}/io`, 'utf8'))![1]);
  }

  /** Resident memory, bytes. */
  rssBytes(): number {
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${this.process.pid}/status`, 'utf8'))![1]) * 1024;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.process.exitCode !== null) return;
    const exit = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    const killer = setTimeout(() => this.process.kill('SIGKILL'), 10_000);
    await exit;
    clearTimeout(killer);
  }
}
