/** What every store of what we promise must do. Run it over each implementation: `describeCoreStore(name, open)`. */
import { describe } from 'node:test';
import { accountPromises } from './contract-accounts.ts';
import { certificatePromises } from './contract-certificates.ts';
import { reportedDependencyPromises } from './contract-reported-dependencies.ts';
import { channelPromises, tagPromises } from './contract-channels.ts';
import { commitPromises } from './contract-commit.ts';
import { deployLockPromises } from './contract-deploy-lock.ts';
import { digestPromises } from './contract-digests.ts';
import { dependencyPromises } from './contract-dependencies.ts';
import { environmentPromises } from './contract-environments.ts';
import { factorPromises } from './contract-factors.ts';
import { forensicsPromises } from './contract-forensics.ts';
import { heartbeatPromises } from './contract-heartbeats.ts';
import { maintenancePromises } from './contract-maintenance.ts';
import { modelPromise } from './contract-model.ts';
import { identityPromises } from './contract-identities.ts';
import { incidentPromises } from './contract-incidents.ts';
import { apiKeyPromises, auditPromises, settingPromises } from './contract-keys.ts';
import { monitorPromises } from './contract-monitors.ts';
import { notificationPolicyPromises } from './contract-notification-policies.ts';
import { idempotencyPromises } from './contract-idempotency.ts';
import { notificationPromises } from './contract-notifications.ts';
import { organizationPromises } from './contract-organization.ts';
import { outboxPromises } from './contract-outbox.ts';
import { groupEnvironmentPromises } from './contract-group-environments.ts';
import { resourceGroupPromises } from './contract-resource-groups.ts';
import { revisionPromises } from './contract-revisions.ts';
import { pageCausePromises } from './contract-page-causes.ts';
import { pageDraftPromises } from './contract-page-drafts.ts';
import { pageNoticePromises } from './contract-page-notices.ts';
import { pageWorkPromises } from './contract-page-works.ts';
import { secretPromises } from './contract-secrets.ts';
import { statusPagePromises } from './contract-status-pages.ts';
import { webhookPromises } from './contract-webhooks.ts';
import type { OpenStore } from './opened-store.ts';

/** Sequences tried against the model: seconds, with a file and its fsyncs for each. */
const MODEL_RUNS = 15;

/** Registers the promises as tests. */
export function describeCoreStore(name: string, open: OpenStore): void {
  describe(`${name} keeps what CoreStore promises`, () => {
    monitorPromises(open);
    dependencyPromises(open);
    resourceGroupPromises(open);
    groupEnvironmentPromises(open);
    statusPagePromises(open);
    pageDraftPromises(open);
    pageCausePromises(open);
    pageNoticePromises(open);
    pageWorkPromises(open);
    organizationPromises(open);
    accountPromises(open);
    factorPromises(open);
    identityPromises(open);
    notificationPromises(open);
    idempotencyPromises(open);
    revisionPromises(open);
    tagPromises(open);
    channelPromises(open);
    heartbeatPromises(open);
    maintenancePromises(open);
    commitPromises(open);
    incidentPromises(open);
    forensicsPromises(open);
    certificatePromises(open);
    reportedDependencyPromises(open);
    outboxPromises(open);
    digestPromises(open);
    notificationPolicyPromises(open);
    environmentPromises(open);
    deployLockPromises(open);
    webhookPromises(open);
    secretPromises(open);
    apiKeyPromises(open);
    auditPromises(open);
    settingPromises(open);
    modelPromise(open, MODEL_RUNS);
  });
}
