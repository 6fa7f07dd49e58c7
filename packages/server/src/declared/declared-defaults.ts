/** `defaults` of `upwatch.yml`: what a monitor says where it does not say it itself. */
import { z } from 'zod';
import { policyBody } from '../api/schemas/policies.ts';
import { regionNames } from '../region-name.ts';
import { namingFields } from './monitor-entry-schema.ts';

const frequencySeconds = z.int().min(1).max(86_400);

export const declaredDefaults = z
  .strictObject({
    monitors: z
      .strictObject({
        frequencySeconds: frequencySeconds.optional(),
        regions: regionNames.optional(),
        tags: namingFields.tags,
        alertChannels: namingFields.alertChannels,
        incidentPolicy: policyBody('full').optional(),
      })
      .nullish(),
  })
  .meta({ description: 'For every monitor of these files that does not say it itself.' });
