/** The port of a channel: one file a provider, and one line in `index.ts`. */
import type { LookupFunction } from 'node:net';
import type { AlertMessage, JsonObject } from '@upwatch/core';
import type { Egress } from '@upwatch/probe';
import type { z } from 'zod';

/** How one attempt ended. */
export type SendOutcome =
  | {
      readonly type: 'sent';
      readonly statusCode?: number;
      readonly responseExcerpt?: string;
      readonly externalId?: string;
    }
  /** To be tried again, no sooner than the provider says. */
  | {
      readonly type: 'retry';
      readonly reason: string;
      readonly retryAfterMs?: number;
      readonly statusCode?: number;
      readonly responseExcerpt?: string;
    }
  /** Trying again cannot help: the settings are wrong or the provider refuses for good. */
  | {
      readonly type: 'reject';
      readonly reason: string;
      readonly statusCode?: number;
      readonly responseExcerpt?: string;
    };

/** What went over the wire to a provider. */
export interface SentRequest {
  /** Of HTTP; `MAIL` for a mail. */
  readonly method: string;
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a channel may use to send. It knows nothing of retries, deduplication or silence. */
export interface SendContext {
  /** Equal on every attempt at the same alert. */
  readonly key: string;
  /** Ends at the attempt's deadline. */
  readonly signal: AbortSignal;
  readonly nowMs: number;
  /** How names become addresses. @default the operating system's way */
  readonly lookup?: LookupFunction;
  /** Which addresses may be connected to. @default all of them */
  readonly egress?: Egress;
  /** Told of each request before it goes out. @default nobody is */
  readonly onRequest?: (request: SentRequest) => void;
  /** Where a person opens Upwatch, without a slash at the end; absent when it is not configured. */
  readonly publicUrl?: string;
  /** The server's mail server. */
  readonly smtp?: SmtpSettings;
  /** Present when the alert is sent much later than it happened: what is true now. */
  readonly late?: { readonly byMs: number; readonly nowTrue: string };
  /** Key of the first alert of the same incident to this channel, absent on that one: a recovery threads under it. */
  readonly openingKey?: string;
  /** What the provider called the first alert (`SendOutcome.externalId`), where it said so: a ticket to be closed. */
  readonly openingExternalId?: string;
  /** The alerts before this one never arrived: it says by itself that it was down, from when to when. */
  readonly tellsWholeStory?: boolean;
  /** What the person who is told can do, each a page that asks before it acts. */
  readonly actions?: readonly AlertAction[];
  /** The channel's own words: `composeAlert` puts them into the place of the usual ones. */
  readonly template?: MessageTemplate;
}

/** What a channel's messages say instead of the usual, in Liquid. */
export interface MessageTemplate {
  /** Instead of the headline. */
  readonly title?: string | null | undefined;
  /** Instead of cause, facts and members; one line each. */
  readonly body?: string | null | undefined;
}

/** Something to do about an alert: shown as a link or a button. */
export interface AlertAction {
  /** `Acknowledge` */
  readonly label: string;
  /** Opens a page that asks first: programs that follow every link in a mail must not act. */
  readonly url: string;
}

/** A mail server. */
export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  /** `tls` from the first byte, `starttls` required, `opportunistic`, or `none`. */
  readonly security: 'tls' | 'starttls' | 'opportunistic' | 'none';
  readonly user?: string;
  readonly password?: string;
  readonly from: string;
}

/** One kind of channel. `config` is the schema of its settings: validation, document and forms are made from it. */
export interface ChannelDefinition<Config> {
  /** The contract's `channelType`. */
  readonly type: string;
  readonly config: z.ZodType<Config>;
  /** Names of the settings that are secrets, a dot between levels: shown masked, never logged. */
  readonly secretFields: readonly string[];
  /**
   * Whoever reads it keeps each incident by its id, and only an end with that id closes it: ends of incidents that were
   * told alone are never told together. @default false
   */
  readonly tracksIncidents?: boolean;
  /** Each message goes by itself, however many there are: a program reads them. @default false */
  readonly tellsApart?: boolean;
  /** The settings that may be shown (`AlertChannelDisplayConfig` of the contract). */
  display(config: Config): JsonObject;
  send(config: Config, message: AlertMessage, context: SendContext): Promise<SendOutcome>;
}

/** Keeps the type of the settings between a channel's schema and its `send`. */
export function defineChannel<Config>(definition: ChannelDefinition<Config>): ChannelDefinition<Config> {
  return definition;
}
