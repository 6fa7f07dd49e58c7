/**
 * What is looked at: a server that answers at once and costs little, in a process of its own. Fresh connections to one
 * address and port are bounded by TIME_WAIT, so it listens on many addresses of 127/8.
 *
 * Arguments: `http` or `tls`. Prints its ports as one line of JSON.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';

const BODY = '{"status":"ok"}';
const ANSWER = Buffer.from(
  `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${BODY.length}\r\nConnection: close\r\n\r\n${BODY}`,
);

function answer(socket: net.Socket): void {
  socket.on('error', () => socket.destroy());
  socket.once('data', () => socket.end(ANSWER));
}

/** A certificate authority and a P-256 leaf for localhost, made anew. */
function certificate(): { ca: string; cert: string; key: string } {
  const dir = mkdtempSync(join(tmpdir(), 'upwatch-bench-'));
  const openssl = (...args: string[]): void => void execFileSync('openssl', args, { cwd: dir, stdio: 'ignore' });
  try {
    const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
    openssl('req', '-x509', ...key, '-keyout', 'key.pem', '-out', 'cert.pem', '-days', '30', ...name);
    const cert = readFileSync(join(dir, 'cert.pem'), 'utf8');
    return { ca: cert, cert, key: readFileSync(join(dir, 'key.pem'), 'utf8') };
  } finally {
    rmSync(dir, { recursive: true });
  }
}

const isTls = process.argv[2] === 'tls';
const pem = isTls ? certificate() : undefined;
const server = pem
  ? tls.createServer({ cert: pem.cert, key: pem.key, ALPNProtocols: ['http/1.1'] }, answer)
  : net.createServer({ noDelay: true }, answer);
server.on('tlsClientError', () => {});
server.listen({ host: '0.0.0.0', port: 0, backlog: 4096 }, () => {
  const { port } = server.address() as net.AddressInfo;
  process.stdout.write(`${JSON.stringify({ port, ca: pem?.ca })}\n`);
});
