/** Begins to tell an OpenTelemetry collector, where one is set up: its code is loaded only then. */
import { hostname } from 'node:os';
import type { Clock, Monitor } from '@upwatch/core';
import type { Logger } from 'pino';
import type { ServerConfig } from '../config.ts';
import type { OtlpExporter } from './otlp-exporter.ts';

export interface TelemetryGround {
  readonly config: Pick<ServerConfig, 'otlp' | 'region'>;
  readonly clock: Clock;
  readonly version: string;
  readonly log: Logger;
  readonly monitorOfKey: (key: number) => Monitor | undefined;
}

export async function openTelemetry(ground: TelemetryGround): Promise<OtlpExporter | undefined> {
  const { config, clock, version, log, monitorOfKey } = ground;
  if (!config.otlp) return undefined;
  const { OtlpExporter: Exporter } = await import('./otlp-exporter.ts');
  return new Exporter({
    ...config.otlp,
    clock,
    startMs: clock.wall(),
    monitorOfKey,
    onChange: (message) => log.warn(message),
    resource: {
      'service.name': 'upwatch',
      'service.version': version,
      'service.instance.id': hostname(),
      'upwatch.region': config.region,
    },
  });
}
