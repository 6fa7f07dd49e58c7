/** Whether a certificate is for the name that was asked for. Decided once for each certificate and name. */
import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { keepRecent } from './keep-recent.ts';

const CERTIFICATES_MAX = 5000;
/** Names decided on for one certificate. A wildcard serves many. */
const NAMES_MAX = 500;

/** By fingerprint, then by name. */
const decisions = new Map<string, Map<string, boolean>>();

/**
 * Stricter than Node and equal to browsers: only subjectAltName counts, never the common name (RFC 9525 section 2),
 * and a wildcard is a whole label.
 * @param name as from `nameToVerify`
 */
export function isCertificateFor(certificate: X509Certificate, name: string): boolean {
  const fingerprint = certificate.fingerprint256;
  let names = decisions.get(fingerprint);
  if (!names) {
    names = new Map();
    keepRecent(decisions, fingerprint, names, CERTIFICATES_MAX);
  }
  const decided = names.get(name);
  if (decided !== undefined) return decided;
  const isFor = decide(certificate, name);
  keepRecent(names, name, isFor, NAMES_MAX);
  return isFor;
}

function decide(certificate: X509Certificate, name: string): boolean {
  if (isIP(name) !== 0) return certificate.checkIP(name) !== undefined;
  return certificate.checkHost(name, { subject: 'never', partialWildcards: false }) !== undefined;
}

/** The name or address that a certificate must be for: brackets, zone and the root's dot taken off. */
export function nameToVerify(host: string, serverName: string | undefined): string {
  const name = serverName ?? host;
  if (name.startsWith('[')) return name.slice(1, -1).split('%', 1)[0]!;
  return name.endsWith('.') ? name.slice(0, -1) : name;
}
