import type { Api, RouteContext } from '../api-instance.ts';
import { type Caller, callerOf } from '../caller.ts';
import { ORGANIZATION_ID } from '../present/organization.ts';
import { presentUser } from '../present/session.ts';
import { isoTime, isoTimeOrNull } from '../present/time.ts';
import { RATE_LIMIT_PER_MINUTE, RATE_WINDOW_MS, remainingOf } from '../rate-limit.ts';
import { meDto } from '../schemas/keys.ts';
import { single } from '../schemas/paging.ts';
import { operation } from './operation.ts';

/** Upwatch sells nothing: whatever a plan could limit has a limit that nobody meets. */
const WITHOUT_LIMIT = 1_000_000_000;
const ENTITLEMENTS = ['monitors', 'alert_channels', 'api_keys', 'regions', 'tags'];

/** By what somebody asks. The contract knows keys alone: of a member, their session stands in the place of one. */
function presentCredential(caller: Caller) {
  if (caller.type === 'member') {
    const { member, session, name } = caller;
    const times = { createdAt: isoTime(session.createdAtMs), expiresAt: isoTime(session.expiresAtMs) };
    return { id: member.id, name, ...times, lastUsedAt: isoTime(session.lastSeenAtMs) };
  }
  const { id, name, createdAtMs, expiresAtMs, lastUsedAtMs } = caller.key;
  const times = { createdAt: isoTime(createdAtMs), expiresAt: isoTimeOrNull(expiresAtMs) };
  return { id, name, ...times, lastUsedAt: isoTimeOrNull(lastUsedAtMs) };
}

/** Who asks, and what they may. */
export function meRoutes(app: Api, { deps, dialect }: RouteContext): void {
  app.get(
    '/auth/me',
    {
      schema: {
        ...operation({ operationId: 'getMe', summary: 'Show who asks and what they may', tags: ['Auth'] }),
        response: { 200: single(meDto(dialect)) },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const first = { page: 0, size: 1 };
      const [monitors, channels, keys, tags, organization] = await Promise.all([
        deps.core.monitors.list({}, first),
        deps.core.channels.list({}, first),
        deps.core.apiKeys.list(),
        deps.core.tags.list(first),
        deps.core.organization.get(),
      ]);
      const entitlements = ENTITLEMENTS.map((name) => [
        name,
        { key: name, value: WITHOUT_LIMIT, defaultValue: WITHOUT_LIMIT, overridden: false },
      ]);
      return {
        data: {
          key: presentCredential(caller),
          organization: { id: ORGANIZATION_ID, name: organization.name },
          plan: {
            tier: 'ENTERPRISE' as const,
            subscriptionStatus: null,
            trialActive: false,
            trialExpiresAt: null,
            entitlements: Object.fromEntries(entitlements) as Record<string, never>,
            usage: {
              monitors: monitors.total,
              alert_channels: channels.total,
              api_keys: keys.length,
              tags: tags.total,
            },
          },
          rateLimits: {
            requestsPerMinute: RATE_LIMIT_PER_MINUTE,
            remaining: remainingOf(reply),
            windowMs: RATE_WINDOW_MS,
          },
          user: caller.type === 'member' ? presentUser(caller.member) : null,
          role: caller.role,
          scopes: [...caller.scopes],
        },
      };
    },
  );
}
