/** MCP's transport over the standard streams of a program: one message a line. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { failure, type Failure } from '@upwatch/core';
import { type JsonMap, notificationText, requestText, resultIn } from './json-rpc.ts';
import type { McpOverStdio } from './mcp-config.ts';
import type { McpTransport } from './session.ts';

/** Of one message, and of all together, characters. */
const OUTPUT_MAX = 4 * 1_048_576;
const STDERR_SHOWN_MAX = 300;
/** The program has so long to end by itself when its input ends, milliseconds. */
const GRACE_MS = 500;

/** The program could not be started, ended, or said too much. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly failure: Failure;

  constructor(reason: Failure) {
    super(reason.message);
    this.failure = reason;
  }
}

export class OverStdio implements McpTransport {
  readonly #child: ChildProcessWithoutNullStreams;
  #pending = '';
  #received = 0;
  #stderr = '';
  #lines: string[] = [];
  #wake: (() => void) | undefined;
  #ended: Failure | undefined;
  #id = 0;

  constructor({ command, args, env }: McpOverStdio) {
    this.#child = spawn(command, [...args], {
      stdio: 'pipe',
      // Nothing of the server's own settings: they hold its secrets.
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
      // A group of its own, so that what it starts ends with it.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => this.#heard(text));
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-STDERR_SHOWN_MAX);
    });
    this.#child.stdin.on('error', () => this.#end('it does not take what it is sent'));
    this.#child.on('error', (error: NodeJS.ErrnoException) => this.#end(error.code ?? error.message));
    this.#child.on('close', (code, signal) =>
      this.#end(signal ? `ended by ${signal}` : `ended with exit code ${code}`),
    );
  }

  async request(method: string, params: JsonMap): Promise<JsonMap> {
    const id = ++this.#id;
    this.#child.stdin.write(`${requestText(id, method, params)}\n`);
    for (;;) {
      const line = await this.#nextLine();
      const result = line.trim() === '' ? undefined : resultIn(line, { id, method });
      if (result) return result;
    }
  }

  async notify(method: string): Promise<void> {
    this.#child.stdin.write(`${notificationText(method)}\n`);
  }

  agreed(): void {
    // The version goes with HTTP requests alone.
  }

  /** Ends the program: its input first, as the protocol asks, then by force. */
  end(): void {
    this.#child.stdin.end();
    const timer = setTimeout(() => this.#kill(), GRACE_MS);
    this.#child.on('close', () => clearTimeout(timer));
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) clearTimeout(timer);
  }

  async #nextLine(): Promise<string> {
    for (;;) {
      const line = this.#lines.shift();
      if (line !== undefined) return line;
      if (this.#ended) throw new CommandError(this.#ended);
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  #heard(text: string): void {
    this.#received += text.length;
    if (this.#received > OUTPUT_MAX) {
      this.#kill();
      return this.#end(`it printed more than ${OUTPUT_MAX} characters`);
    }
    const lines = (this.#pending + text).split('\n');
    this.#pending = lines.pop() ?? '';
    this.#lines.push(...lines);
    this.#wake?.();
  }

  #end(why: string): void {
    const said = this.#stderr.trim().split('\n').at(-1) ?? '';
    this.#ended ??= failure('connect.command', said === '' ? why : `${why}: ${said}`);
    this.#wake?.();
  }

  #kill(): void {
    const { pid } = this.#child;
    if (pid === undefined || this.#child.exitCode !== null) return;
    try {
      if (process.platform === 'win32') this.#child.kill('SIGKILL');
      else process.kill(-pid, 'SIGKILL');
    } catch (error) {
      // It has ended meanwhile.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}
