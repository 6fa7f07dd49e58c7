/** What has revisions. `page_layout` is where everything stands on a status page. */
export type EntityType =
  | 'monitor'
  | 'tag'
  | 'channel'
  | 'notification_policy'
  | 'maintenance_window'
  | 'resource_group'
  | 'webhook'
  | 'environment'
  | 'secret'
  | 'api_key'
  | 'organization'
  | 'workspace'
  | 'member'
  | 'status_page'
  | 'page_component'
  | 'page_group'
  | 'page_incident'
  | 'page_layout';

/** A thing by what it is found by: the page first where it stands on one, nothing for what there is one of. */
export interface Entity {
  readonly type: EntityType;
  readonly keys: readonly (string | number)[];
}

/** What is demanded of a thing by who is about to change it. */
export interface Demand {
  readonly entity: Entity;
  /** Asked inside of the transaction, before anything is changed. What it throws is thrown, and nothing is changed. */
  readonly check: (revision: string | undefined) => void;
  /** Told what it is once the change is kept; undefined where it is no more. */
  readonly kept: (revision: string | undefined) => void;
}

/** Which revision a thing is: another one after each change of what people say of it, whatever else happens to it. */
export interface RevisionStore {
  /** Undefined for what is not there. Of a monitor it is its generation. */
  of(entity: Entity): Promise<string | undefined>;
  /** Runs what a request asks for, with each of its transactions held to the demand until one was committed. */
  during(demand: Demand, work: () => void): void;
}
