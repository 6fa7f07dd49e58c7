/**
 * An address that never answers a SYN: a server that accepts nothing (its process is stopped) and whose queue is full,
 * so that Linux drops what comes, as a firewall would.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A queue of one holds two connections. */
const FILLERS = 2;

export class BlackHole implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #fillers: readonly Socket[];

  private constructor(child: ChildProcess, fillers: readonly Socket[]) {
    this.#child = child;
    this.#fillers = fillers;
  }

  static async start(host: string, port: number): Promise<BlackHole> {
    const script = `require('node:net').createServer().listen({ host: '${host}', port: ${port}, backlog: 1 }, () => console.log('up'))`;
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    child.kill('SIGSTOP');
    const fillers = Array.from({ length: FILLERS }, () => connect(port, host));
    await Promise.all(fillers.map((socket) => once(socket, 'connect')));
    return new BlackHole(child, fillers);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#fillers) socket.destroy();
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }
}
