/** The overview, and what can be told where, on the wire. */
import { z } from 'zod';
import { named, perDialect } from '../dialect.ts';
import { time, whole } from './values.ts';

const regionSeen = z
  .object({
    region: z.string(),
    isOwn: z.boolean().meta({ description: 'This server looks from it itself; `GET /self` says how well.' }),
    up: whole.meta({ description: 'How many monitors it sees up.' }),
    degraded: whole,
    down: whole,
    unknown: whole,
    spoiled: whole.meta({
      description: 'Of how many its newest looks failed for a reason of its own, and count for nothing.',
    }),
    lastLookAt: time
      .nullable()
      .meta({ description: 'What the newest look from there was for; null before the first.' }),
    fault: z
      .object({ detail: z.string().nullable(), since: time })
      .nullable()
      .meta({ description: 'Its own network does not work; null while it does.' }),
  })
  .meta({ id: 'RegionOverview', description: 'What one region sees, and what is its own fault.' });

export const overviewDto = perDialect((dialect) => {
  const uptime = z
    .number()
    .nullable()
    .meta({ description: 'Percent, over all monitors; null for more than 500 of them.' });
  return z
    .object({
      monitors: z.object({
        total: whole,
        up: whole,
        down: whole,
        degraded: whole,
        paused: whole,
        avgUptime24h: uptime,
        avgUptime30d: uptime,
      }),
      incidents: z.object({
        active: whole,
        resolvedToday: whole.meta({ description: 'Since midnight, UTC.' }),
        mttr30d: z
          .number()
          .nullable()
          .meta({ description: 'Seconds from beginning to end, of those resolved in 30 days.' }),
      }),
      ...(dialect === 'full' && { regions: z.array(regionSeen) }),
    })
    .meta(named(dialect, 'DashboardOverviewDto'));
});

const fields = z.array(
  z.object({
    key: z.string(),
    label: z.string(),
    type: z.string(),
    required: z.boolean(),
    sensitive: z.boolean(),
    placeholder: z.string().nullable(),
    helpText: z.string().nullable(),
    options: z.array(z.string()).nullable(),
    default: z.string().nullable(),
  }),
);

export const integrationDto = perDialect((dialect) => {
  return z
    .object({
      type: z.string().meta({ description: 'The `channelType` of an alert channel.' }),
      name: z.string(),
      description: z.string(),
      logoUrl: z.string().meta({ description: 'Empty: no logos are brought along.' }),
      authType: z.string(),
      tierAvailability: z.enum(['FREE', 'STARTER', 'PRO', 'TEAM', 'BUSINESS', 'ENTERPRISE']),
      lifecycle: z.string(),
      setupGuideUrl: z.string().meta({ description: 'A page of the documentation.' }),
      configSchema: z.object({ connectionFields: fields, channelFields: fields }),
    })
    .meta(named(dialect, 'IntegrationDto'));
});
