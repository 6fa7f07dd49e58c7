/** What is known of the monitors' certificates. */
import type { KnownCertificate } from '@upwatch/core';
import type { CertificateStore } from '../port.ts';
import type { CoreContext } from './context.ts';
import { parsed } from './rows.ts';

export function certificateStore({ database }: CoreContext): CertificateStore {
  return {
    all: async () => {
      const rows = await database.query.selectFrom('certificates').selectAll().execute();
      return new Map(rows.map((row) => [row.monitor_id, parsed<readonly KnownCertificate[]>(row.known)]));
    },
  };
}
