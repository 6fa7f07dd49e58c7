// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { CallOptions } from '../options.ts';
import type { CursorPage, Page, Paged } from '../pages.ts';
import { Resource } from '../resource.ts';
import type {
  AddMonitorTagsRequest,
  BulkMonitorActionAnswer,
  BulkMonitorActionRequest,
  CheckResult,
  CreateAssertionRequest,
  CreateMonitorRequest,
  DependencyHistory,
  Expectation,
  GetMonitorDependencyHistoryQuery,
  GetMonitorResultSummaryQuery,
  GetMonitorUptimeQuery,
  HeartbeatSignal,
  ImportMonitorHistoryRequest,
  ImportedHistory,
  IncidentPolicy,
  ListMonitorResultsQuery,
  ListMonitorSignalsQuery,
  ListMonitorVersionsQuery,
  ListMonitorsQuery,
  Monitor,
  MonitorAssertion,
  MonitorAuth,
  MonitorHistory,
  MonitorTestRequest,
  MonitorTestResult,
  MonitorVersion,
  PolicyReplay,
  ReadExpectationsRequest,
  RemoveMonitorTagsRequest,
  ReplayPolicyRequest,
  ReportedDependency,
  ResultSummary,
  SetMonitorAlertChannelsAnswer,
  SetMonitorAlertChannelsRequest,
  SetMonitorAuthRequest,
  SetMonitorPolicyRequest,
  Tag,
  UpdateMonitorRequest,
  Uptime,
} from './models.ts';

/** `client.monitors.tags` */
export class MonitorsTagsResource extends Resource {
  /**
   * List a monitor's tags.
   *
   * `GET /api/v1/monitors/{id}/tags`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.monitors.tags.list('019b0000-0000-7000-8000-000000000000')) console.log(one);
   */
  list(id: string, options?: CallOptions): Paged<Tag, Page<Tag>> {
    return this.send.pages({ method: 'GET', path: '/api/v1/monitors/{id}/tags', params: { id } }, options);
  }

  /**
   * Tag a monitor.
   *
   * `POST /api/v1/monitors/{id}/tags`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.monitors.tags.add('019b0000-0000-7000-8000-000000000000', {
   *   tagIds: ['019b0000-0000-7000-8000-000000000000'],
   * });
   */
  add(id: string, body: AddMonitorTagsRequest, options?: CallOptions): Promise<readonly Tag[]> {
    return this.send.data({ method: 'POST', path: '/api/v1/monitors/{id}/tags', params: { id }, body }, options);
  }

  /**
   * Take tags off a monitor.
   *
   * `DELETE /api/v1/monitors/{id}/tags`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * await client.monitors.tags.remove('019b0000-0000-7000-8000-000000000000', {
   *   tagIds: ['019b0000-0000-7000-8000-000000000000'],
   * });
   */
  remove(id: string, body: RemoveMonitorTagsRequest, options?: CallOptions): Promise<void> {
    return this.send.none({ method: 'DELETE', path: '/api/v1/monitors/{id}/tags', params: { id }, body }, options);
  }
}

/** `client.monitors.alertChannels` */
export class MonitorsAlertChannelsResource extends Resource {
  /**
   * Say which channels a monitor tells.
   * An empty list tells nobody.
   *
   * `PUT /api/v1/monitors/{monitorId}/alert-channels`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.monitors.alertChannels.set('019b0000-0000-7000-8000-000000000000', {
   *   channelIds: ['019b0000-0000-7000-8000-000000000000'],
   * });
   */
  set(
    monitorId: string,
    body: SetMonitorAlertChannelsRequest,
    options?: CallOptions,
  ): Promise<readonly SetMonitorAlertChannelsAnswer[]> {
    return this.send.data(
      { method: 'PUT', path: '/api/v1/monitors/{monitorId}/alert-channels', params: { monitorId }, body },
      options,
    );
  }
}

/** `client.monitors.assertions` */
export class MonitorsAssertionsResource extends Resource {
  /**
   * Add an assertion.
   *
   * `POST /api/v1/monitors/{monitorId}/assertions`
   * @param options has an `idempotencyKey` of its own unless you give one; `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.monitors.assertions.create('019b0000-0000-7000-8000-000000000000', {
   *   config: { type: 'status_code', expected: '2xx', operator: 'equals' },
   *   severity: 'fail',
   * });
   */
  create(monitorId: string, body: CreateAssertionRequest, options?: CallOptions): Promise<MonitorAssertion> {
    return this.send.data(
      { method: 'POST', path: '/api/v1/monitors/{monitorId}/assertions', params: { monitorId }, body, makes: true },
      options,
    );
  }

  /**
   * Replace an assertion.
   *
   * `PUT /api/v1/monitors/{monitorId}/assertions/{assertionId}`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.monitors.assertions.update(
   *   '019b0000-0000-7000-8000-000000000000',
   *   '019b0000-0000-7000-8000-000000000000',
   *   { config: { type: 'status_code', expected: '2xx', operator: 'equals' }, severity: 'fail' },
   * );
   */
  update(
    monitorId: string,
    assertionId: string,
    body: CreateAssertionRequest,
    options?: CallOptions,
  ): Promise<MonitorAssertion> {
    return this.send.data(
      {
        method: 'PUT',
        path: '/api/v1/monitors/{monitorId}/assertions/{assertionId}',
        params: { monitorId, assertionId },
        body,
      },
      options,
    );
  }

  /**
   * Remove an assertion.
   *
   * `DELETE /api/v1/monitors/{monitorId}/assertions/{assertionId}`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * await client.monitors.assertions.delete(
   *   '019b0000-0000-7000-8000-000000000000',
   *   '019b0000-0000-7000-8000-000000000000',
   * );
   */
  delete(monitorId: string, assertionId: string, options?: CallOptions): Promise<void> {
    return this.send.none(
      {
        method: 'DELETE',
        path: '/api/v1/monitors/{monitorId}/assertions/{assertionId}',
        params: { monitorId, assertionId },
      },
      options,
    );
  }

  /**
   * Read expectations, and put assertions into words.
   * Nothing is kept. What comes back are the expectations first, then the assertions.
   *
   * `POST /api/v1/expectations`
   * @throws ValidationError, AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.monitors.assertions.read({
   *   type: 'HTTP',
   *   expectations: ['status = 2xx', 'warn time < 800ms'],
   * });
   */
  read(body: ReadExpectationsRequest, options?: CallOptions): Promise<readonly Expectation[]> {
    return this.send.data({ method: 'POST', path: '/api/v1/expectations', body }, options);
  }
}

/** `client.monitors.policy` */
export class MonitorsPolicyResource extends Resource {
  /**
   * Show a monitor's policy.
   *
   * `GET /api/v1/monitors/{monitorId}/policy`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.monitors.policy.get('019b0000-0000-7000-8000-000000000000');
   */
  get(monitorId: string, options?: CallOptions): Promise<IncidentPolicy> {
    return this.send.whole(
      { method: 'GET', path: '/api/v1/monitors/{monitorId}/policy', params: { monitorId } },
      options,
    );
  }

  /**
   * Set a monitor's policy.
   *
   * `PUT /api/v1/monitors/{monitorId}/policy`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.monitors.policy.set('019b0000-0000-7000-8000-000000000000', {
   *   triggerRules: [{ type: 'consecutive_failures', severity: 'down' }],
   *   confirmation: { type: 'multi_region', minRegionsFailing: 1, maxWaitSeconds: 1 },
   *   recovery: { consecutiveSuccesses: 1, minRegionsPassing: 1, cooldownMinutes: 1 },
   * });
   */
  set(monitorId: string, body: SetMonitorPolicyRequest, options?: CallOptions): Promise<IncidentPolicy> {
    return this.send.whole(
      { method: 'PUT', path: '/api/v1/monitors/{monitorId}/policy', params: { monitorId }, body },
      options,
    );
  }

  /**
   * Replay the past under a policy.
   * Decides the recorded looks of a span again, as they were decided, and as the policy of the body would have.
   *
   * `POST /api/v1/monitors/{id}/policy/replay`
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.monitors.policy.replay('019b0000-0000-7000-8000-000000000000', {
   *   from: '2026-01-01T00:00:00Z',
   *   to: '2026-01-08T00:00:00Z',
   * });
   */
  replay(id: string, body: ReplayPolicyRequest, options?: CallOptions): Promise<PolicyReplay> {
    return this.send.data(
      { method: 'POST', path: '/api/v1/monitors/{id}/policy/replay', params: { id }, body },
      options,
    );
  }
}

/** `client.monitors.versions` */
export class MonitorsVersionsResource extends Resource {
  /**
   * List what a monitor has been, newest first.
   *
   * `GET /api/v1/monitors/{id}/versions`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.monitors.versions.list('019b0000-0000-7000-8000-000000000000')) console.log(one);
   */
  list(
    id: string,
    query?: ListMonitorVersionsQuery,
    options?: CallOptions,
  ): Paged<MonitorVersion, Page<MonitorVersion>> {
    return this.send.pages({ method: 'GET', path: '/api/v1/monitors/{id}/versions', params: { id }, query }, options);
  }

  /**
   * Show what a monitor was.
   *
   * `GET /api/v1/monitors/{id}/versions/{version}`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.monitors.versions.get('019b0000-0000-7000-8000-000000000000', 1);
   */
  get(id: string, version: number, options?: CallOptions): Promise<MonitorVersion> {
    return this.send.data(
      { method: 'GET', path: '/api/v1/monitors/{id}/versions/{version}', params: { id, version } },
      options,
    );
  }
}

/** `client.monitors.signals` */
export class MonitorsSignalsResource extends Resource {
  /**
   * List what the job of a heartbeat monitor reported, newest first.
   *
   * `GET /api/v1/monitors/{id}/signals`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.monitors.signals.list('019b0000-0000-7000-8000-000000000000')) console.log(one);
   */
  list(
    id: string,
    query?: ListMonitorSignalsQuery,
    options?: CallOptions,
  ): Paged<HeartbeatSignal, CursorPage<HeartbeatSignal>> {
    return this.send.cursorPages(
      { method: 'GET', path: '/api/v1/monitors/{id}/signals', params: { id }, query },
      options,
    );
  }
}

/** `client.monitors.auth` */
export class MonitorsAuthResource extends Resource {
  /**
   * Say how a monitor says who it is.
   * By a secret; what was said before is replaced.
   *
   * `POST /api/v1/monitors/{monitorId}/auth`
   * @param options has an `idempotencyKey` of its own unless you give one; `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.monitors.auth.set('019b0000-0000-7000-8000-000000000000', {
   *   config: { type: 'bearer', vaultSecretId: '0199aa00-0000-7000-8000-000000000002' },
   * });
   */
  set(monitorId: string, body: SetMonitorAuthRequest, options?: CallOptions): Promise<MonitorAuth> {
    return this.send.data(
      { method: 'POST', path: '/api/v1/monitors/{monitorId}/auth', params: { monitorId }, body, makes: true },
      options,
    );
  }

  /**
   * Replace how a monitor says who it is.
   *
   * `PUT /api/v1/monitors/{monitorId}/auth`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.monitors.auth.update('019b0000-0000-7000-8000-000000000000', {
   *   config: { type: 'bearer', vaultSecretId: '0199aa00-0000-7000-8000-000000000002' },
   * });
   */
  update(monitorId: string, body: SetMonitorAuthRequest, options?: CallOptions): Promise<MonitorAuth> {
    return this.send.data(
      { method: 'PUT', path: '/api/v1/monitors/{monitorId}/auth', params: { monitorId }, body },
      options,
    );
  }

  /**
   * Have a monitor no longer say who it is.
   *
   * `DELETE /api/v1/monitors/{monitorId}/auth`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * await client.monitors.auth.delete('019b0000-0000-7000-8000-000000000000');
   */
  delete(monitorId: string, options?: CallOptions): Promise<void> {
    return this.send.none(
      { method: 'DELETE', path: '/api/v1/monitors/{monitorId}/auth', params: { monitorId } },
      options,
    );
  }
}

/** `client.monitors.results` */
export class MonitorsResultsResource extends Resource {
  /**
   * List a monitor's looks, newest first.
   *
   * `GET /api/v1/monitors/{id}/results`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.monitors.results.list('019b0000-0000-7000-8000-000000000000')) console.log(one);
   */
  list(
    id: string,
    query?: ListMonitorResultsQuery,
    options?: CallOptions,
  ): Paged<CheckResult, CursorPage<CheckResult>> {
    return this.send.cursorPages(
      { method: 'GET', path: '/api/v1/monitors/{id}/results', params: { id }, query },
      options,
    );
  }

  /**
   * Show how a monitor is and has been.
   *
   * `GET /api/v1/monitors/{id}/results/summary`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.monitors.results.summarize('019b0000-0000-7000-8000-000000000000');
   */
  summarize(id: string, query?: GetMonitorResultSummaryQuery, options?: CallOptions): Promise<ResultSummary> {
    return this.send.whole(
      { method: 'GET', path: '/api/v1/monitors/{id}/results/summary', params: { id }, query },
      options,
    );
  }

  /**
   * Show one look.
   *
   * `GET /api/v1/monitors/{id}/results/{resultId}`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.monitors.results.get(
   *   '019b0000-0000-7000-8000-000000000000',
   *   '019b0000-0000-7000-8000-000000000000',
   * );
   */
  get(id: string, resultId: string, options?: CallOptions): Promise<CheckResult> {
    return this.send.data(
      { method: 'GET', path: '/api/v1/monitors/{id}/results/{resultId}', params: { id, resultId } },
      options,
    );
  }
}

/** `client.monitors.history` */
export class MonitorsHistoryResource extends Resource {
  /**
   * Show from when on there is history of a monitor, and what was imported of it.
   *
   * `GET /api/v1/monitors/{id}/history`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.monitors.history.get('019b0000-0000-7000-8000-000000000000');
   */
  get(id: string, options?: CallOptions): Promise<MonitorHistory> {
    return this.send.data({ method: 'GET', path: '/api/v1/monitors/{id}/history', params: { id } }, options);
  }

  /**
   * Bring what another monitor saw, before this one was looked at here.
   *
   * `PUT /api/v1/monitors/{id}/history/{source}`
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.monitors.history.import('019b0000-0000-7000-8000-000000000000', 'source', {
   *   looks: [{ at: '2026-01-31T12:00:00Z', outcome: 'up', latencyMs: 84 }],
   * });
   */
  import(
    id: string,
    source: string,
    body: ImportMonitorHistoryRequest,
    options?: CallOptions,
  ): Promise<ImportedHistory> {
    return this.send.data(
      { method: 'PUT', path: '/api/v1/monitors/{id}/history/{source}', params: { id, source }, body },
      options,
    );
  }
}

/** `client.monitors.dependencies` */
export class MonitorsDependenciesResource extends Resource {
  /**
   * List what the target of a monitor says that it needs.
   * Of monitors that read health documents (`config.health`), in the order in which the dependencies first came.
   *
   * `GET /api/v1/monitors/{id}/dependencies`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.monitors.dependencies.list('019b0000-0000-7000-8000-000000000000')) console.log(one);
   */
  list(id: string, options?: CallOptions): Paged<ReportedDependency, Page<ReportedDependency>> {
    return this.send.pages({ method: 'GET', path: '/api/v1/monitors/{id}/dependencies', params: { id } }, options);
  }

  /**
   * Show the uptime and the latency of a dependency over time.
   * As the target reported it with each look. Hours are kept for a month, days for 400 days.
   *
   * `GET /api/v1/monitors/{id}/dependencies/history`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.monitors.dependencies.history('019b0000-0000-7000-8000-000000000000');
   */
  history(id: string, query: GetMonitorDependencyHistoryQuery, options?: CallOptions): Promise<DependencyHistory> {
    return this.send.data(
      { method: 'GET', path: '/api/v1/monitors/{id}/dependencies/history', params: { id }, query },
      options,
    );
  }
}

/** What is watched, how often, and what must hold. `client.monitors` */
export class MonitorsResource extends Resource {
  /** `client.monitors.tags` */
  readonly tags = new MonitorsTagsResource(this.send);

  /** `client.monitors.alertChannels` */
  readonly alertChannels = new MonitorsAlertChannelsResource(this.send);

  /** `client.monitors.assertions` */
  readonly assertions = new MonitorsAssertionsResource(this.send);

  /** `client.monitors.policy` */
  readonly policy = new MonitorsPolicyResource(this.send);

  /** `client.monitors.versions` */
  readonly versions = new MonitorsVersionsResource(this.send);

  /** `client.monitors.signals` */
  readonly signals = new MonitorsSignalsResource(this.send);

  /** `client.monitors.auth` */
  readonly auth = new MonitorsAuthResource(this.send);

  /** `client.monitors.results` */
  readonly results = new MonitorsResultsResource(this.send);

  /** `client.monitors.history` */
  readonly history = new MonitorsHistoryResource(this.send);

  /** `client.monitors.dependencies` */
  readonly dependencies = new MonitorsDependenciesResource(this.send);

  /**
   * List monitors.
   *
   * `GET /api/v1/monitors`
   * @throws ValidationError, AuthError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.monitors.list()) console.log(one);
   */
  list(query?: ListMonitorsQuery, options?: CallOptions): Paged<Monitor, Page<Monitor>> {
    return this.send.pages({ method: 'GET', path: '/api/v1/monitors', query }, options);
  }

  /**
   * Make a monitor.
   * It is looked at immediately.
   *
   * `POST /api/v1/monitors`
   * @param options has an `idempotencyKey` of its own unless you give one
   * @throws ValidationError, AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.monitors.create({
   *   name: 'shop',
   *   type: 'HTTP',
   *   config: { url: 'https://shop.example/', method: 'GET' },
   *   frequencySeconds: 30,
   *   tags: { newTags: [{ name: 'production' }] },
   * });
   */
  create(body: CreateMonitorRequest, options?: CallOptions): Promise<Monitor> {
    return this.send.data({ method: 'POST', path: '/api/v1/monitors', body, makes: true }, options);
  }

  /**
   * Show a monitor.
   *
   * `GET /api/v1/monitors/{id}`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.monitors.get('019b0000-0000-7000-8000-000000000000');
   */
  get(id: string, options?: CallOptions): Promise<Monitor> {
    return this.send.data({ method: 'GET', path: '/api/v1/monitors/{id}', params: { id } }, options);
  }

  /**
   * Change a monitor.
   * What is left out stays.
   *
   * `PUT /api/v1/monitors/{id}`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.monitors.update('019b0000-0000-7000-8000-000000000000', { frequencySeconds: 60 });
   */
  update(id: string, body: UpdateMonitorRequest, options?: CallOptions): Promise<Monitor> {
    return this.send.data({ method: 'PUT', path: '/api/v1/monitors/{id}', params: { id }, body }, options);
  }

  /**
   * Delete a monitor and its history.
   *
   * `DELETE /api/v1/monitors/{id}`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * await client.monitors.delete('019b0000-0000-7000-8000-000000000000');
   */
  delete(id: string, options?: CallOptions): Promise<void> {
    return this.send.none({ method: 'DELETE', path: '/api/v1/monitors/{id}', params: { id } }, options);
  }

  /**
   * Stop looking.
   *
   * `POST /api/v1/monitors/{id}/pause`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.monitors.pause('019b0000-0000-7000-8000-000000000000');
   */
  pause(id: string, options?: CallOptions): Promise<Monitor> {
    return this.send.data({ method: 'POST', path: '/api/v1/monitors/{id}/pause', params: { id } }, options);
  }

  /**
   * Look again.
   *
   * `POST /api/v1/monitors/{id}/resume`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.monitors.resume('019b0000-0000-7000-8000-000000000000');
   */
  resume(id: string, options?: CallOptions): Promise<Monitor> {
    return this.send.data({ method: 'POST', path: '/api/v1/monitors/{id}/resume', params: { id } }, options);
  }

  /**
   * Do one thing to many monitors.
   *
   * `POST /api/v1/monitors/bulk`
   * @throws ValidationError, AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.monitors.bulk({ monitorIds: ['019b0000-0000-7000-8000-000000000000'], action: 'PAUSE' });
   */
  bulk(body: BulkMonitorActionRequest, options?: CallOptions): Promise<BulkMonitorActionAnswer> {
    return this.send.data({ method: 'POST', path: '/api/v1/monitors/bulk', body }, options);
  }

  /**
   * Look at something once.
   * A single attempt; nothing is recorded and nobody is told.
   *
   * `POST /api/v1/monitors/test`
   * @throws ValidationError, AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.monitors.testConfig({
   *   type: 'HTTP',
   *   config: { url: 'https://shop.example/', method: 'GET' },
   * });
   */
  testConfig(body: MonitorTestRequest, options?: CallOptions): Promise<MonitorTestResult> {
    return this.send.data({ method: 'POST', path: '/api/v1/monitors/test', body }, options);
  }

  /**
   * Look at a monitor once, now.
   * A single attempt; nothing is recorded and nobody is told.
   *
   * `POST /api/v1/monitors/{id}/test`
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.monitors.test('019b0000-0000-7000-8000-000000000000');
   */
  test(id: string, options?: CallOptions): Promise<MonitorTestResult> {
    return this.send.data({ method: 'POST', path: '/api/v1/monitors/{id}/test', params: { id } }, options);
  }

  /**
   * Give a heartbeat monitor a new ping address; the one before holds no more.
   *
   * `POST /api/v1/monitors/{id}/rotate-token`
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.monitors.rotateToken('019b0000-0000-7000-8000-000000000000');
   */
  rotateToken(id: string, options?: CallOptions): Promise<Monitor> {
    return this.send.data({ method: 'POST', path: '/api/v1/monitors/{id}/rotate-token', params: { id } }, options);
  }

  /**
   * Show a monitor's uptime.
   *
   * `GET /api/v1/monitors/{id}/uptime`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.monitors.uptime('019b0000-0000-7000-8000-000000000000');
   */
  uptime(id: string, query?: GetMonitorUptimeQuery, options?: CallOptions): Promise<Uptime> {
    return this.send.whole({ method: 'GET', path: '/api/v1/monitors/{id}/uptime', params: { id }, query }, options);
  }
}
