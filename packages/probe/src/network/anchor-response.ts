/**
 * What an anchor says when it is spoken to as its port is: a handshake, a request, a connection. Something that answers
 * in its place says something else. Only what is the same from one time to the next is taken down.
 */
import { request } from 'node:http';
import { isIP, Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';

/** A place to connect to. */
export interface Endpoint {
  /** A name or an address. */
  readonly host: string;
  readonly port: number;
  /** What is spoken there. @default what usually is on that port */
  readonly protocol?: 'http' | 'https';
}

/** Where one anchor is. */
export interface AnchorAddress extends Endpoint {
  readonly address: string;
}

/** Ports of HTTPS, DNS over TLS, SMTP and IMAP over TLS. */
const TLS_PORTS: ReadonlySet<number> = new Set([443, 465, 853, 993, 8443]);
const HTTP_PORTS: ReadonlySet<number> = new Set([80, 8080]);

/** What comes back, in words, within a time; undefined for silence. Never rejects. */
export function responseOf(anchor: AnchorAddress, patienceMs: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const abort = new AbortController();
    const end = (said: string | undefined): void => {
      clearTimeout(timer);
      abort.abort();
      resolve(said);
    };
    const timer = setTimeout(end, patienceMs, undefined);
    speak(anchor, abort.signal, end);
  });
}

function speak(anchor: AnchorAddress, signal: AbortSignal, end: End): void {
  const { protocol, port } = anchor;
  if (protocol === 'https' || (!protocol && TLS_PORTS.has(port))) return shakeHands(anchor, signal, end);
  if (protocol === 'http' || HTTP_PORTS.has(port)) return askForHead(anchor, signal, end);
  return connect(anchor, signal, end);
}

type End = (said: string | undefined) => void;

function connect({ address, port }: AnchorAddress, signal: AbortSignal, end: End): void {
  const socket = new Socket({ signal });
  socket.on('connect', () => end('a connection'));
  socket.on('error', (error) => end(refusalOf(error)));
  socket.connect({ host: address, port });
}

function shakeHands({ host, port, address }: AnchorAddress, signal: AbortSignal, end: End): void {
  const servername = isIP(host) ? {} : { servername: host };
  // Whether the certificate is trusted is asked below: that of an anchor at home may never be, and still be the same.
  const socket = connectTls({ host: address, port, ...servername, rejectUnauthorized: false }, () =>
    end(certificateOf(socket)),
  );
  signal.addEventListener('abort', () => socket.destroy(), { once: true });
  socket.on('error', (error) => end(refusalOf(error)));
}

/** A trusted certificate may be replaced at any time, and differ from one machine to the next behind an address. */
function certificateOf(socket: TLSSocket): string {
  return socket.authorized ? 'a trusted certificate' : `the certificate ${socket.getPeerCertificate().fingerprint256}`;
}

function askForHead({ host, port, address }: AnchorAddress, signal: AbortSignal, end: End): void {
  const name = host.includes(':') ? `[${host}]` : host;
  const headers = { host: port === 80 ? name : `${name}:${port}` };
  const asked = request(
    { host: address, port, method: 'HEAD', path: '/', headers, agent: false, signal },
    (response) => {
      const { location } = response.headers;
      const to = location !== undefined && URL.canParse(location) ? ` to ${new URL(location).host}` : '';
      end(`status ${response.statusCode}${to}`);
    },
  );
  asked.on('error', (error) => end(refusalOf(error)));
  asked.end();
}

/** What says itself that nothing can be reached is silence. */
function refusalOf({ code }: NodeJS.ErrnoException): string | undefined {
  return code === undefined || /UNREACH|TIMEDOUT|NETDOWN|ABORT/.test(code) ? undefined : code;
}
