/** The steps of `core.db`, in order. A released step is never changed: a change is a new line at the end. */
import type { DatabaseKind, Migration } from '../database-kind.ts';
import { step0001 } from './0001-what-we-promise.ts';
import { step0003 } from './0003-notification-policies.ts';
import { step0002 } from './0002-maintenance.ts';
import { step0004 } from './0004-forensics.ts';
import { step0005 } from './0005-resource-groups.ts';
import { step0006 } from './0006-acknowledgement.ts';
import { step0007 } from './0007-certificates.ts';
import { step0008 } from './0008-digests.ts';
import { step0009 } from './0009-inheritance.ts';
import { step0010 } from './0010-heartbeats.ts';
import { step0011 } from './0011-secrets.ts';
import { step0012 } from './0012-environments.ts';
import { step0013 } from './0013-status-pages.ts';
import { step0014 } from './0014-audit-log.ts';
import { step0015 } from './0015-organization.ts';
import { step0016 } from './0016-notifications.ts';
import { step0017 } from './0017-webhooks.ts';
import { step0018 } from './0018-idempotency.ts';
import { step0019 } from './0019-sent-requests.ts';
import { step0020 } from './0020-topics-of-updates.ts';
import { step0021 } from './0021-environments-of-groups.ts';
import { step0022 } from './0022-accounts.ts';
import { step0023 } from './0023-page-options.ts';
import { step0024 } from './0024-page-drafts.ts';
import { step0025 } from './0025-second-factors.ts';
import { step0026 } from './0026-page-drafts-follow.ts';
import { step0027 } from './0027-identities.ts';
import { step0028 } from './0028-page-subscribers.ts';
import { step0029 } from './0029-slots-of-decisions.ts';
import { step0030 } from './0030-warnings-of-incidents.ts';
import { step0031 } from './0031-page-incidents-together.ts';
import { step0032 } from './0032-postmortems.ts';
import { step0033 } from './0033-page-works.ts';
import { step0034 } from './0034-reported-dependencies.ts';

const CORE_STEPS: readonly Migration[] = [
  step0001,
  step0002,
  step0003,
  step0004,
  step0005,
  step0006,
  step0007,
  step0008,
  step0009,
  step0010,
  step0011,
  step0012,
  step0013,
  step0014,
  step0015,
  step0016,
  step0017,
  step0018,
  step0019,
  step0020,
  step0021,
  step0022,
  step0023,
  step0024,
  step0025,
  step0026,
  step0027,
  step0028,
  step0029,
  step0030,
  step0031,
  step0032,
  step0033,
  step0034,
];

/** `core.db`: configuration, state, incidents, outbox, audit. */
export const CORE_KIND: DatabaseKind = {
  // "UpwC"
  applicationId: 0x55707743,
  synchronous: 'FULL',
  migrations: CORE_STEPS,
  isBackedUp: true,
};
