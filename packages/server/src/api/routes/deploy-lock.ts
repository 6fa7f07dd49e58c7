import { z } from 'zod';
import type { DeployLock } from '../../stores/port.ts';
import type { Api, RouteContext } from '../api-instance.ts';
import { actorOf } from '../caller.ts';
import { isoTime } from '../present/time.ts';
import { Problem } from '../problem.ts';
import { deployLockBody, deployLockDto } from '../schemas/deploy-lock.ts';
import { single } from '../schemas/paging.ts';
import { id } from '../schemas/values.ts';
import { nothing, operation } from './operation.ts';

const tags = ['Deploy lock'];
const TTL_DEFAULT_MINUTES = 30;
const MINUTE_MS = 60_000;

/** The lock of deployments: take, show, release, break. */
export function deployLockRoutes(app: Api, { deps: { core }, dialect }: RouteContext): void {
  const one = single(deployLockDto(dialect));
  const describe = (operationId: string, summary: string, description?: string) =>
    operation({ operationId, summary, tags, ...(description !== undefined && { description }) });

  app.get(
    '/deploy/lock',
    {
      schema: {
        ...describe('getDeployLock', 'Show who deploys', 'Not found when nobody does.'),
        response: { 200: one },
      },
    },
    async () => {
      const lock = await core.deployLock.current();
      if (!lock) throw new Problem('NOT_FOUND', 'nobody deploys: there is no deploy lock');
      return { data: present(lock) };
    },
  );

  app.post(
    '/deploy/lock',
    {
      schema: {
        ...describe(
          'acquireDeployLock',
          'Deploy alone',
          'Refused while somebody else has the lock. It ends by itself.',
        ),
        body: deployLockBody,
        response: { 201: one },
      },
    },
    async (request, reply) => {
      const { lockedBy, ttlMinutes } = request.body;
      const ttlMs = (ttlMinutes ?? TTL_DEFAULT_MINUTES) * MINUTE_MS;
      const lock = await core.deployLock.acquire({ lockedBy, ttlMs }, actorOf(request));
      return reply.code(201).send({ data: present(lock) });
    },
  );

  app.delete(
    '/deploy/lock/force',
    {
      schema: {
        ...describe('forceDeployLock', "Break somebody's deploy lock", 'Done, too, when there is none.'),
        response: nothing,
      },
    },
    async (request, reply) => {
      await core.deployLock.force(actorOf(request));
      return reply.code(204).send();
    },
  );

  app.delete(
    '/deploy/lock/:lockId',
    {
      schema: {
        ...describe('releaseDeployLock', 'Let others deploy', 'Not found when it holds no longer.'),
        params: z.object({ lockId: id }),
        response: nothing,
      },
    },
    async (request, reply) => {
      await core.deployLock.release(request.params.lockId, actorOf(request));
      return reply.code(204).send();
    },
  );
}

function present(lock: DeployLock) {
  return {
    id: lock.id,
    lockedBy: lock.lockedBy,
    lockedAt: isoTime(lock.lockedAtMs),
    expiresAt: isoTime(lock.expiresAtMs),
  };
}
