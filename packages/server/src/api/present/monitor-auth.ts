import type { MonitorAuth } from '@upwatch/core';

/** How a monitor says who it is, on the wire: the secret by its id. */
export function presentAuthConfig({ type, headerName, secretId }: MonitorAuth) {
  return { type, ...(headerName !== undefined && { headerName }), vaultSecretId: secretId };
}

/** A monitor has one, which goes by the monitor's own id. */
export function presentAuth(monitorId: string, auth: MonitorAuth) {
  return { id: monitorId, monitorId, authType: auth.type, config: presentAuthConfig(auth) };
}
