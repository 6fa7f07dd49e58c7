/** A device with one passkey (ES256), as a browser speaks for it: what it says can be bent. */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

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

export interface PasskeyDevice {
  readonly made: (said: Said, format?: string) => object;
  readonly signed: (said: Said) => object;
}

export function passkeyDevice(): PasskeyDevice {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const id = randomBytes(16);
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

  return {
    made(said, format = 'none') {
      const key = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, ...cose]);
      const data = authenticatorData(said, key);
      const object = Buffer.concat([
        ...[Buffer.from([0xa3]), cborText('fmt'), cborText(format), cborText('attStmt'), Buffer.from([0xa0])],
        ...[cborText('authData'), Buffer.from([0x58, data.length]), data],
      ]);
      const clientDataJSON = clientData('webauthn.create', said).toString('base64url');
      return wrapped({ clientDataJSON, attestationObject: object.toString('base64url') });
    },
    signed(said) {
      const client = clientData('webauthn.get', said);
      const data = authenticatorData(said);
      const signature = sign('sha256', Buffer.concat([data, createHash('sha256').update(client).digest()]), privateKey);
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

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** A member of the map: its name, and 32 bytes. */
function cborBytes(name: number, base64url: string): Buffer {
  return Buffer.concat([Buffer.from([name, 0x58, 32]), Buffer.from(base64url, 'base64url')]);
}

function cborText(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + text.length]), Buffer.from(text)]);
}
