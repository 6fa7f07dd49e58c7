import type { SendOutcome } from '../../channels/port.ts';
import type { Channel } from '../../stores/port.ts';
import type { Api, RouteContext } from '../api-instance.ts';
import { actorOf } from '../caller.ts';
import { withKeptSecrets } from '../channel-secrets.ts';
import { asJson } from '../json-value.ts';
import { maskedConfig, presentChannel, presentDelivery } from '../present/channel.ts';
import { invalid, notFound } from '../problem.ts';
import {
  channelBody,
  channelDto,
  channelQuery,
  channelTestBody,
  channelTestResult,
  deletedChannel,
  deliveryDto,
} from '../schemas/channels.ts';
import { pageQuery, pageRequest, single, table, tableOf } from '../schemas/paging.ts';
import { idParams, operation } from './operation.ts';

/** Where to tell: list, make, show, change, delete, try out, and what was told. */
export function channelRoutes(app: Api, { deps, dialect }: RouteContext): void {
  const { core, channels, dispatcher } = deps;
  const one = single(channelDto(dialect));
  const body = channelBody(channels);
  const describe = (operationId: string, summary: string) =>
    operation({ operationId, summary, tags: ['Alert channels'] });
  const definitionOf = (channel: Channel) => channels.find(({ type }) => type === channel.type);
  const show = (channel: Channel) => presentChannel(channel, definitionOf(channel));
  const shownConfig = (channel: Channel) => {
    const definition = definitionOf(channel);
    return definition ? maskedConfig(channel, definition) : {};
  };

  async function existing(id: string): Promise<Channel> {
    const channel = await core.channels.get(id);
    if (!channel) throw notFound('alert channel', id);
    return channel;
  }

  app.get(
    '/alert-channels',
    {
      schema: {
        ...describe('listAlertChannels', 'List alert channels'),
        querystring: channelQuery,
        response: { 200: table(channelDto(dialect)) },
      },
    },
    async (request) => {
      const { type, managedBy, search } = request.query;
      const filter = {
        ...(type !== undefined && { type }),
        ...(managedBy && { managedBy }),
        ...(search !== undefined && { search }),
      };
      const at = pageRequest(request.query);
      return tableOf(await core.channels.list(filter, at), at, show);
    },
  );

  app.post(
    '/alert-channels',
    { schema: { ...describe('createAlertChannel', 'Make an alert channel'), body, response: { 201: one } } },
    async (request, reply) => {
      const { name, config, managedBy } = request.body;
      const channel = {
        id: deps.newId(),
        name,
        type: config.channelType,
        config: asJson(config),
        managedBy: managedBy ?? 'API',
      };
      return reply.code(201).send({ data: show(await core.channels.create(channel, actorOf(request))) });
    },
  );

  app.post(
    '/alert-channels/test',
    {
      schema: {
        ...describe('testAlertChannelConfig', 'Send a test message with settings that are not stored'),
        body: channelTestBody(channels),
        response: { 200: single(channelTestResult) },
      },
    },
    async (request) => {
      const { config } = request.body;
      return { data: presentOutcome(await dispatcher.test(config.channelType, asJson(config))) };
    },
  );

  app.get(
    '/alert-channels/:id',
    { schema: { ...describe('getAlertChannel', 'Show an alert channel'), params: idParams, response: { 200: one } } },
    async (request) => ({ data: show(await existing(request.params.id)) }),
  );

  app.put(
    '/alert-channels/:id',
    {
      schema: {
        ...describe('updateAlertChannel', 'Change an alert channel'),
        params: idParams,
        body,
        response: { 200: one },
      },
    },
    async (request) => {
      const current = await existing(request.params.id);
      const { name, config, managedBy } = request.body;
      if (config.channelType !== current.type) {
        const field = 'config.channelType';
        throw invalid(
          field,
          `${field} must be ${current.type}, the type it was made with, got "${config.channelType}"`,
        );
      }
      const whole = withKeptSecrets(asJson(config), shownConfig(current), current.config);
      const change = { name, config: whole, managedBy: managedBy ?? current.managedBy };
      return { data: show(await core.channels.update(current.id, change, actorOf(request))) };
    },
  );

  app.delete(
    '/alert-channels/:id',
    {
      schema: {
        ...describe('deleteAlertChannel', 'Delete an alert channel, also from its monitors'),
        params: idParams,
        response: { 200: deletedChannel },
      },
    },
    async (request) => {
      const loss = await core.channels.delete(request.params.id, actorOf(request));
      const { affectedMonitors, affectedPolicies, disabledPolicies } = loss;
      // A monitor that names its channels is a policy of its own, as far as the contract can say.
      return { affectedPolicies: affectedMonitors + affectedPolicies, disabledPolicies };
    },
  );

  app.get(
    '/alert-channels/:id/deliveries',
    {
      schema: {
        ...describe('listAlertChannelDeliveries', 'List what was told to an alert channel, newest first'),
        params: idParams,
        querystring: pageQuery,
        response: { 200: table(deliveryDto(dialect)) },
      },
    },
    async (request) => {
      const channel = await existing(request.params.id);
      const at = pageRequest(request.query);
      const page = await core.outbox.listByChannel(channel.id, at, dialect === 'compat');
      return tableOf(page, at, (delivery) => presentDelivery(delivery, channel));
    },
  );

  app.post(
    '/alert-channels/:id/test',
    {
      schema: {
        ...describe('testAlertChannel', 'Send a test message'),
        params: idParams,
        response: { 200: single(channelTestResult) },
      },
    },
    async (request) => {
      const { type, config } = await existing(request.params.id);
      return { data: presentOutcome(await dispatcher.test(type, config)) };
    },
  );
}

/** That the provider refuses is an answer, not an error. The channel has taken secrets out of the reason. */
function presentOutcome(outcome: SendOutcome) {
  if (outcome.type === 'sent') return { success: true, message: 'The test message was accepted.' };
  return { success: false, message: outcome.reason };
}
