/** Whether what verifies certificates is itself sound: said at start and at configuration, never as "all targets down". */
import { X509Certificate } from 'node:crypto';
import { getCACertificates } from 'node:tls';
import { failure, type Failure } from '@upwatch/core';
import { buildContext, type TlsSettings } from './contexts.ts';

/**
 * Whether certificates can be verified at all. Node ignores a NODE_EXTRA_CA_CERTS that it cannot read with no more
 * than a warning; every target with a certificate of that authority would then be down.
 * @param environment @default the process's
 */
export function checkTrustStore(environment: NodeJS.ProcessEnv = process.env): Failure | undefined {
  if (getCACertificates('default').length === 0) {
    return failure('probe.config', 'there is no root certificate to verify by');
  }
  const extra = environment['NODE_EXTRA_CA_CERTS'];
  if (extra !== undefined && extra !== '' && getCACertificates('extra').length === 0) {
    return failure('probe.config', `NODE_EXTRA_CA_CERTS is ${extra}, which cannot be read or holds no certificate`);
  }
  return undefined;
}

const PEM_CERTIFICATE =
  /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[^-]*-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g;

/**
 * Whether a monitor's TLS settings can be used: PEM texts that hold what they should, a key that belongs to its
 * certificate and opens with its passphrase. The message names the setting and quotes nothing of it.
 */
export function checkTlsSettings(settings: TlsSettings): Failure | undefined {
  const { caPem, certificatePem, keyPem } = settings;
  const problem =
    pemProblem('caPem', caPem) ??
    pemProblem('certificatePem', certificatePem) ??
    ((certificatePem === undefined) === (keyPem === undefined)
      ? undefined
      : 'certificatePem and keyPem must be given together') ??
    contextProblem(settings);
  return problem === undefined ? undefined : failure('probe.config', problem);
}

/** Node takes a `ca` of garbage in silence and then trusts nothing. */
function pemProblem(setting: string, pem: string | undefined): string | undefined {
  if (pem === undefined) return undefined;
  const blocks = pem.match(PEM_CERTIFICATE) ?? [];
  if (blocks.length === 0) return `${setting} must hold at least one PEM certificate (-----BEGIN CERTIFICATE-----)`;
  const unreadable = blocks.findIndex((block) => !isCertificate(block));
  return unreadable < 0 ? undefined : `${setting}: certificate ${unreadable + 1} of ${blocks.length} cannot be read`;
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    // Whatever OpenSSL objects to, the text is no certificate; its message may quote what it was given.
    return false;
  }
}

/** Without the authorities, which have been read already: a context with roots of its own takes 16 ms to build. */
function contextProblem(settings: TlsSettings): string | undefined {
  const { caPem: _, ...own } = settings;
  if (own.certificatePem === undefined) return undefined;
  try {
    buildContext(own);
    return undefined;
  } catch (error) {
    return `certificatePem, keyPem and keyPassphrase cannot be used together (${codeOf(error)})`;
  }
}

/** The code alone: a message of OpenSSL's may hold the path or text it was given. */
function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unreadable';
}
