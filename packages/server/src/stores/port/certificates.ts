import type { KnownCertificate } from '@upwatch/core';

/** What is known of the monitors' certificates, newest first. Written with the commits. */
export interface CertificateStore {
  /** By monitor's id. */
  all(): Promise<ReadonlyMap<string, readonly KnownCertificate[]>>;
}
