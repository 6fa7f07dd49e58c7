/** A device with one passkey (ES256), as a browser speaks for it: what it says can be bent. */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_KEY = 0x40;

/** What the browser and the device say; each may be something else than it should. */
export interface Said {
  readonly challenge: string;
  readonly origin: string;
  readonly rpId: string;
  readonly isVerified?: boolean;
  readonly counter?: number;
  readonly userHandle?: string;
}

/** How a device says who made it: signed by the new key itself, or by a maker who shows a certificate. */
export interface Voucher {
  readonly format: string;
  /** @default the new key */
  readonly key?: KeyObject;
  /** DER. */
  readonly certificate?: Buffer;
}

export interface PasskeyDevice {
  readonly id: string;
  readonly made: (said: Said, voucher?: Voucher) => object;
  readonly signed: (said: Said) => object;
}

/** @param given.id that of another, for one who pretends to be it */
export function passkeyDevice(given: { readonly id?: string } = {}): PasskeyDevice {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const id = given.id === undefined ? randomBytes(16) : Buffer.from(given.id, 'base64url');
  // COSE (RFC 9053): {1: 2, 3: -7, -1: 1, -2: x, -3: y}.
  const cose = [Buffer.from('a5010203262001', 'hex'), cborBytes(0x21, x), cborBytes(0x22, y)];

  function authenticatorData({ rpId, isVerified = true, counter = 0 }: Said, key?: Buffer): Buffer {
    const flags = USER_PRESENT | (isVerified ? USER_VERIFIED : 0) | (key ? HAS_KEY : 0);
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), count, ...(key ? [key] : [])]);
  }

  function wrapped(response: object) {
    const name = id.toString('base64url');
    return { id: name, rawId: name, type: 'public-key', clientExtensionResults: {}, response };
  }

  /** `alg`, `sig` and `x5c` (WebAuthn, section 8.2). */
  function statementOf(signed: Buffer, voucher: Voucher): Buffer {
    const { key = privateKey, certificate } = voucher;
    const signature = [cborText('alg'), Buffer.from([0x26]), cborText('sig'), cborLong(sign('sha256', signed, key))];
    const shown = certificate === undefined ? [] : [cborText('x5c'), Buffer.from([0x81]), cborLong(certificate)];
    return Buffer.concat([Buffer.from([certificate === undefined ? 0xa2 : 0xa3]), ...signature, ...shown]);
  }

  return {
    id: id.toString('base64url'),
    made(said, voucher) {
      const key = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, ...cose]);
      const data = authenticatorData(said, key);
      const client = clientData('webauthn.create', said);
      const statement = voucher ? statementOf(Buffer.concat([data, sha256(client)]), voucher) : Buffer.from([0xa0]);
      const object = Buffer.concat([
        ...[Buffer.from([0xa3]), cborText('fmt'), cborText(voucher?.format ?? 'none'), cborText('attStmt'), statement],
        ...[cborText('authData'), Buffer.from([0x58, data.length]), data],
      ]);
      return wrapped({ clientDataJSON: client.toString('base64url'), attestationObject: object.toString('base64url') });
    },
    signed(said) {
      const client = clientData('webauthn.get', said);
      const data = authenticatorData(said);
      const signature = sign('sha256', Buffer.concat([data, sha256(client)]), privateKey);
      return wrapped({
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: signature.toString('base64url'),
        ...(said.userHandle !== undefined && { userHandle: said.userHandle }),
      });
    },
  };
}

function clientData(type: string, { challenge, origin }: Said): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}

function sha256(text: string | Buffer): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Of up to 65,535 bytes. */
function cborLong(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0x59, bytes.length >> 8, bytes.length & 255]), bytes]);
}

/** A member of the map: its name, and 32 bytes. */
function cborBytes(name: number, base64url: string): Buffer {
  return Buffer.concat([Buffer.from([name, 0x58, 32]), Buffer.from(base64url, 'base64url')]);
}

function cborText(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + text.length]), Buffer.from(text)]);
}
