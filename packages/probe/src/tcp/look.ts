/** One look over TCP: a connection, TLS where it is asked for, a dialogue, and what came of it as a sample. */
import type { Socket, SocketConstructorOpts } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { failure, type Facts, type Failure, type TlsFacts } from '@upwatch/core';
import type { CheckEnv } from '../check.ts';
import { Dial, type Dialler, endpointOf } from '../connecting/dial.ts';
import { PhaseClock } from '../connecting/phase-clock.ts';
import { unresolved } from '../connecting/unresolved.ts';
import type { ResolvedAddress } from '../dns/resolver.ts';
import { connectFailure } from '../errno.ts';
import type { Sample } from '../port.ts';
import { isTlsError, tlsFailure } from '../tls/classify.ts';
import { startTls, tlsConnectOptions } from '../tls/connect.ts';
import { readTlsFacts } from '../tls/facts.ts';
import { Dialogue, type ReadyStep, readySteps, type Stage } from './dialogue.ts';
import { Heard } from './heard.ts';
import { Inbox } from './inbox.ts';
import { negotiate } from './negotiate.ts';
import type { TcpConfig } from './tcp-config.ts';

const NEVER = new Promise<never>(() => undefined);

/** Steps are made ready once for each configuration, not for each look. */
const prepared = new WeakMap<TcpConfig['steps'], readonly ReadyStep[]>();

/**
 * One attempt over a fresh connection.
 * @throws the signal's reason, as a rejection
 */
export function lookTcp(config: TcpConfig, env: CheckEnv): Promise<Sample> {
  return new Promise((resolve, reject) => new Look(config, env, resolve, reject).start());
}

function stepsOf({ steps }: TcpConfig): readonly ReadyStep[] {
  let ready = prepared.get(steps);
  if (!ready) prepared.set(steps, (ready = readySteps(steps)));
  return ready;
}

class Look implements Dialler, Stage {
  readonly #config: TcpConfig;
  readonly #env: CheckEnv;
  readonly #resolve: (sample: Sample) => void;
  readonly #reject: (reason: unknown) => void;
  readonly #time: PhaseClock;
  readonly #heard = new Heard();
  #timer: NodeJS.Timeout | undefined;
  #onAbort: (() => void) | undefined;
  #isOver = false;
  #addresses: readonly ResolvedAddress[] = [];
  #dial: Dial | undefined;
  #onDialled: ((reason: Failure | undefined) => void) | undefined;
  #onSecured: ((reason: Failure | undefined) => void) | undefined;
  #raw: Socket | undefined;
  #secure: TLSSocket | undefined;
  #address: string | undefined;
  #tls: TlsFacts | undefined;
  #inbox: Inbox | undefined;
  #dialogue: Dialogue | undefined;
  broken: Failure | undefined;

  constructor(config: TcpConfig, env: CheckEnv, resolve: (sample: Sample) => void, reject: (reason: unknown) => void) {
    this.#config = config;
    this.#env = env;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#time = new PhaseClock(env);
  }

  start(): void {
    const { signal, deadlineMs, clock } = this.#env;
    if (signal?.aborted) return this.#reject(signal.reason);
    if (signal) {
      this.#onAbort = () => this.#abort(signal.reason);
      signal.addEventListener('abort', this.#onAbort);
    }
    this.#timer = setTimeout(() => this.#timeUp(), Math.max(1, Math.ceil(deadlineMs - clock.monotonic())));
    this.#run().then(
      (reason) => this.#finish(reason),
      (error: unknown) => this.#abort(error),
    );
  }

  async #run(): Promise<Failure | undefined> {
    return (await this.#lookUp()) ?? (await this.#connect()) ?? (await this.#beginTls()) ?? (await this.#converse());
  }

  async #lookUp(): Promise<Failure | undefined> {
    const { host, ipFamily, resolver } = this.#config;
    try {
      this.#addresses = await this.#env.resolver.resolve(host, ipFamily, resolver);
      // The deadline may have come first; then the sample has been given out, and nothing is to touch it.
      return await (this.#isOver ? NEVER : undefined);
    } catch (error) {
      return unresolved(error);
    }
  }

  #connect(): Promise<Failure | undefined> {
    this.#time.enter('tcp');
    const { remainingMs } = this.#time;
    const { port } = this.#config;
    const { egress } = this.#env;
    return new Promise((resolve) => {
      this.#onDialled = resolve;
      this.#dial = new Dial({ addresses: this.#addresses, port, remainingMs, egress }, this);
      this.#dial.start();
    });
  }

  socketOptions(): SocketConstructorOpts {
    return {};
  }

  onConnect(socket: Socket, address: string): void {
    this.#raw = socket;
    this.#address = address;
    socket.on('error', (error) => this.#onError(error));
    this.#onDialled?.(undefined);
  }

  onDialFail(reason: Failure): void {
    this.#onDialled?.(reason);
  }

  /** From the first byte on, or after the protocol's own words for it. */
  async #beginTls(): Promise<Failure | undefined> {
    const { startTls: protocol, tls, steps, host } = this.#config;
    if (protocol !== undefined) {
      this.#time.enter('tls');
      const name = tls?.serverName ?? host;
      return (await negotiate(this, { protocol, name })) ?? (await this.#handshake());
    }
    if (!tls || steps.some((step) => step.startTls)) return undefined;
    this.#time.enter('tls');
    return this.#handshake();
  }

  async #converse(): Promise<Failure | undefined> {
    const steps = stepsOf(this.#config);
    if (steps.length === 0) return undefined;
    this.#time.enter(this.#heard.bytes === 0 ? 'ttfb' : 'download');
    this.#dialogue = new Dialogue(this, () => this.#env.clock.monotonic());
    const reason = await this.#dialogue.run(steps);
    return reason && { ...reason, phase: reason.phase ?? this.#time.phase };
  }

  get inbox(): Inbox {
    return (this.#inbox ??= new Inbox(this.#secure ?? this.#raw!, this.#heard, () => {
      if (this.#time.phase === 'ttfb') this.#time.enter('download');
    }));
  }

  get endpoint(): string {
    return endpointOf(this.#address ?? this.#config.host, this.#config.port);
  }

  send(bytes: Buffer): void {
    // Before the first answer comes there must be somebody to hear it.
    void this.inbox;
    (this.#secure ?? this.#raw!).write(bytes);
  }

  /** In the middle of a dialogue. */
  async startTls(): Promise<Failure | undefined> {
    this.#time.enter('tls');
    const reason = await this.#handshake();
    if (!reason) this.#time.enter('download');
    return reason;
  }

  #handshake(): Promise<Failure | undefined> {
    // What was said in the clear must not pass for having come under TLS (CVE-2011-0411).
    if (this.#inbox && this.#inbox.unread.length > 0) {
      return Promise.resolve(failure('protocol.starttls', `${this.endpoint} went on in the clear`, 'tls'));
    }
    this.#inbox?.release();
    this.#inbox = undefined;
    return new Promise((resolve) => {
      this.#onSecured = resolve;
      this.#wrap(this.#raw!);
    });
  }

  #wrap(raw: Socket): void {
    const { host, tls: settings, verifyTls: verify } = this.#config;
    let socket: TLSSocket;
    try {
      socket = startTls({ ...tlsConnectOptions({ host, settings, verify, alpn: [] }), socket: raw });
    } catch (error) {
      // Certificates are checked when they are stored: these were read by another version of OpenSSL.
      const reason = failure('probe.config', (error as NodeJS.ErrnoException).code ?? 'TLS settings', 'tls');
      return this.#onSecured?.(reason);
    }
    this.#secure = socket;
    socket.on('error', (error) => this.#onError(error));
    socket.once('secureConnect', () => {
      this.#tls = readTlsFacts(socket, host, this.#env.clock.wall());
      this.#onSecured?.(undefined);
    });
  }

  #onError(error: NodeJS.ErrnoException): void {
    if (this.#isOver || this.broken) return;
    this.broken = this.#failureOf(error);
    this.#onSecured?.(this.broken);
  }

  #failureOf(error: NodeJS.ErrnoException): Failure {
    const { host, port } = this.#config;
    const { phase } = this.#time;
    const address = this.#address!;
    const isOfTls = this.#secure !== undefined && (phase === 'tls' || isTlsError(error));
    if (!isOfTls) return connectFailure(error, { address, port }, phase);
    const nowMs = this.#env.clock.wall();
    this.#tls ??= readTlsFacts(this.#secure!, host, nowMs);
    return { ...tlsFailure(error, { socket: this.#secure!, host, address, port, nowMs }), phase };
  }

  #timeUp(): void {
    const { phase, phaseStartMs } = this.#time;
    const { resolver, timeoutMs } = this.#config;
    const isOurs = phase === 'dns' ? this.#env.resolver.silence?.(phaseStartMs, resolver) : undefined;
    const within = `within ${timeoutMs} ms`;
    const unexpected = phase === 'download' ? this.#dialogue?.unexpected : undefined;
    if (unexpected) return this.#finish({ ...unexpected, message: `${unexpected.message} ${within}`, phase });
    this.#finish(isOurs ?? failure(`timeout.${phase}`, `${this.#whereNow} ${within}`, phase));
  }

  get #whereNow(): string {
    switch (this.#time.phase) {
      case 'dns':
        return `${this.#config.host} was not resolved`;
      case 'tcp':
        return `${this.#dial?.tried} did not answer`;
      case 'tls':
        return this.#secure
          ? `${this.endpoint} did not finish the handshake`
          : `${this.endpoint} did not agree to TLS (STARTTLS)`;
      case 'ttfb':
        return `${this.endpoint} said nothing`;
      case 'download':
        return `${this.endpoint} said no more`;
    }
  }

  #abort(reason: unknown): void {
    if (this.#isOver) return;
    this.#close();
    this.#reject(reason);
  }

  #finish(reason: Failure | undefined): void {
    if (this.#isOver) return;
    this.#close();
    this.#time.stop();
    this.#resolve({ phases: this.#time.phases, facts: this.#facts(), ...(reason && { failure: reason }) });
  }

  #close(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    if (this.#onAbort) this.#env.signal?.removeEventListener('abort', this.#onAbort);
    this.#dial?.cancel();
    this.#inbox?.release();
    this.#secure?.destroy();
    this.#raw?.destroy();
  }

  #facts(): Facts {
    const { host, port } = this.#config;
    const received = this.#heard.text;
    return {
      ...(this.#address !== undefined && { remoteAddress: this.#address, remotePort: port }),
      ...(this.#tls && { tls: this.#tls }),
      tcp: { host, port, isConnected: this.#address !== undefined, ...(received !== undefined && { received }) },
    };
  }
}
