// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { CallOptions } from '../options.ts';
import type { Page, Paged } from '../pages.ts';
import { Resource } from '../resource.ts';
import type {
  CheckTrace,
  GetIncidentTimelineQuery,
  IncidentStateTransition,
  IncidentTimeline,
  ListMonitorRuleEvaluationsQuery,
  ListMonitorTransitionsQuery,
  PolicySnapshot,
  RuleEvaluation,
} from './models.ts';

/** `client.forensics.ruleEvaluations` */
export class ForensicsRuleEvaluationsResource extends Resource {
  /**
   * List how rules were judged, newest first.
   *
   * `GET /api/v1/forensics/monitors/{id}/rule-evaluations`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.forensics.ruleEvaluations.list('019b0000-0000-7000-8000-000000000000'))
   *   console.log(one);
   */
  list(
    id: string,
    query?: ListMonitorRuleEvaluationsQuery,
    options?: CallOptions,
  ): Paged<RuleEvaluation, Page<RuleEvaluation>> {
    return this.send.pages(
      { method: 'GET', path: '/api/v1/forensics/monitors/{id}/rule-evaluations', params: { id }, query },
      options,
    );
  }
}

/** `client.forensics.transitions` */
export class ForensicsTransitionsResource extends Resource {
  /**
   * List the steps of a monitor's incidents, newest first.
   *
   * `GET /api/v1/forensics/monitors/{id}/transitions`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.forensics.transitions.list('019b0000-0000-7000-8000-000000000000')) console.log(one);
   */
  list(
    id: string,
    query?: ListMonitorTransitionsQuery,
    options?: CallOptions,
  ): Paged<IncidentStateTransition, Page<IncidentStateTransition>> {
    return this.send.pages(
      { method: 'GET', path: '/api/v1/forensics/monitors/{id}/transitions', params: { id }, query },
      options,
    );
  }
}

/** `client.forensics.timelines` */
export class ForensicsTimelinesResource extends Resource {
  /**
   * Show everything that happened to an incident, and what brought its steps about.
   *
   * `GET /api/v1/forensics/incidents/{id}/timeline`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.forensics.timelines.get('019b0000-0000-7000-8000-000000000000');
   */
  get(id: string, query?: GetIncidentTimelineQuery, options?: CallOptions): Promise<IncidentTimeline> {
    return this.send.data(
      { method: 'GET', path: '/api/v1/forensics/incidents/{id}/timeline', params: { id }, query },
      options,
    );
  }
}

/** `client.forensics.policySnapshots` */
export class ForensicsPolicySnapshotsResource extends Resource {
  /**
   * Show a policy that something was decided by.
   *
   * `GET /api/v1/forensics/policy-snapshots/{hashHex}`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.forensics.policySnapshots.get('hashHex');
   */
  get(hashHex: string, options?: CallOptions): Promise<PolicySnapshot> {
    return this.send.data(
      { method: 'GET', path: '/api/v1/forensics/policy-snapshots/{hashHex}', params: { hashHex } },
      options,
    );
  }
}

/** `client.forensics.traces` */
export class ForensicsTracesResource extends Resource {
  /**
   * Show what one look led to.
   *
   * `GET /api/v1/forensics/traces/{checkId}`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.forensics.traces.get('019b0000-0000-7000-8000-000000000000');
   */
  get(checkId: string, options?: CallOptions): Promise<CheckTrace> {
    return this.send.data({ method: 'GET', path: '/api/v1/forensics/traces/{checkId}', params: { checkId } }, options);
  }
}

/** How it was decided: rule by rule, look by look, by which policy. `client.forensics` */
export class ForensicsResource extends Resource {
  /** `client.forensics.ruleEvaluations` */
  readonly ruleEvaluations = new ForensicsRuleEvaluationsResource(this.send);

  /** `client.forensics.transitions` */
  readonly transitions = new ForensicsTransitionsResource(this.send);

  /** `client.forensics.timelines` */
  readonly timelines = new ForensicsTimelinesResource(this.send);

  /** `client.forensics.policySnapshots` */
  readonly policySnapshots = new ForensicsPolicySnapshotsResource(this.send);

  /** `client.forensics.traces` */
  readonly traces = new ForensicsTracesResource(this.send);
}
