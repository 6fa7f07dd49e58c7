/** What stands on a status page, and in which order, on the wire. */
import { COMPONENT_STATUSES } from '@upwatch/core';
import { z } from 'zod';
import { additions, named, perDialect } from '../dialect.ts';
import { clamped, id, nameOf, proseOf, time, uuid, whole } from './values.ts';

/** Places on a page count from 0. */
const ORDER_MAX = 1_000_000;
const UPTIME_DAYS_MAX = 400;
const POSITIONS_MAX = 1000;

const order = z.int().min(0).max(ORDER_MAX);
export const componentStatus = z.enum(COMPONENT_STATUSES);

export const pageGroupBody = z
  .strictObject({
    name: nameOf(255),
    description: proseOf(500).nullish(),
    displayOrder: order.nullish().meta({ description: 'Default: behind all others.' }),
    defaultOpen: z.boolean().nullish().meta({ description: 'Default: true.' }),
  })
  .meta({ id: 'CreateStatusPageComponentGroupRequest', example: { name: 'Europe' } });
export const pageGroupChange = pageGroupBody
  .partial({ name: true })
  .extend({ name: nameOf(255).nullish() })
  .meta({ id: 'UpdateStatusPageComponentGroupRequest', example: { name: 'Europe' } });

const componentType = z.enum(['MONITOR', 'GROUP', 'STATIC']);
const startDate = z.iso.date().nullish().meta({ format: 'date', description: 'Bars begin on this day.' });
const componentSettings = {
  description: proseOf(500).nullish(),
  groupId: id.nullish(),
  showUptime: z.boolean().nullish().meta({ description: 'Default: true.' }),
  displayOrder: order.nullish(),
  excludeFromOverall: z.boolean().nullish().meta({ description: 'Default: false.' }),
  startDate,
};
export const componentBody = z
  .strictObject({
    name: nameOf(255),
    type: componentType,
    monitorId: id.nullish().meta({ description: 'With MONITOR.' }),
    resourceGroupId: id.nullish().meta({ description: 'With GROUP.' }),
    ...componentSettings,
  })
  .meta({ id: 'CreateStatusPageComponentRequest', example: { name: 'Checkout', type: 'STATIC' } });
export const componentChange = z
  .strictObject({
    name: nameOf(255).nullish(),
    ...componentSettings,
    removeFromGroup: z.boolean().nullish().meta({ description: 'True: it stands in no group.' }),
  })
  .meta({ id: 'UpdateStatusPageComponentRequest', example: { name: 'Checkout' } });

export const componentDto = perDialect((dialect) => {
  return z
    .object({
      id: uuid,
      statusPageId: uuid,
      groupId: uuid.nullable(),
      name: z.string(),
      description: z.string().nullable(),
      type: componentType,
      monitorId: uuid.nullable(),
      resourceGroupId: uuid.nullable(),
      currentStatus: componentStatus,
      showUptime: z.boolean(),
      displayOrder: whole,
      pageOrder: whole,
      excludeFromOverall: z.boolean(),
      startDate: time.nullable(),
      createdAt: time,
      updatedAt: time,
      ...additions(dialect, {
        isCurrent: z.boolean().meta({
          description: 'False where nothing looks, or nothing has looked for too long: then the status is old.',
        }),
      }),
    })
    .meta(named(dialect, 'StatusPageComponentDto'));
});

export const pageGroupDto = perDialect((dialect) => {
  return z
    .object({
      id: uuid,
      statusPageId: uuid,
      name: z.string(),
      description: z.string().nullable(),
      displayOrder: whole,
      pageOrder: whole,
      defaultOpen: z.boolean(),
      components: z.array(componentDto(dialect)),
      createdAt: time,
      updatedAt: time,
    })
    .meta(named(dialect, 'StatusPageComponentGroupDto'));
});

const position = z
  .strictObject({
    componentId: id,
    displayOrder: order,
    groupId: id.nullish().meta({ description: 'null: in no group. Left out: where it is.' }),
  })
  .meta({ id: 'ComponentPosition' });
export const reorderBody = z
  .strictObject({ positions: z.array(position).min(1).max(POSITIONS_MAX) })
  .meta({ id: 'ReorderComponentsRequest' });

const section = z
  .strictObject({ groupId: id.nullish(), componentId: id.nullish(), pageOrder: order })
  .meta({ id: 'PageSection', description: 'A group, or a component that stands in none: one of the two.' });
export const layoutBody = z
  .strictObject({
    sections: z.array(section).min(1).max(POSITIONS_MAX),
    groupOrders: z
      .array(
        z
          .strictObject({ groupId: id, positions: z.array(position).min(1).max(POSITIONS_MAX) })
          .meta({ id: 'GroupComponentOrder' }),
      )
      .max(POSITIONS_MAX)
      .nullish()
      .meta({ description: 'In which order components stand within groups; a position may move one there.' }),
  })
  .meta({ id: 'ReorderPageLayoutRequest' });

export const componentParams = z.object({ id, componentId: id });
export const pageGroupParams = z.object({ id, groupId: id });
export const uptimeDaysQuery = z.strictObject({ days: clamped({ min: 1, max: UPTIME_DAYS_MAX, default: 90 }) });

export const uptimeDayDto = perDialect((dialect) => {
  return z
    .object({
      date: time,
      partialOutageSeconds: whole,
      majorOutageSeconds: whole,
      degradedSeconds: whole,
      uptimePercentage: z.number(),
      incidents: z.array(z.object({ id: uuid, title: z.string(), impact: z.string() })),
    })
    .meta(named(dialect, 'ComponentUptimeDayDto'));
});
