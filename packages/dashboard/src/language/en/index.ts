/** English: a file for each part of the dashboard, a line for each file. */
import type { Section } from '../message.ts';
import { bulkEdit } from './bulk-edit.ts';
import { channels } from './channels.ts';
import { environments } from './environments.ts';
import { errors } from './errors.ts';
import { failures } from './failures.ts';
import { fields } from './fields.ts';
import { firstLook } from './first-look.ts';
import { forms } from './forms.ts';
import { groups } from './groups.ts';
import { incidents } from './incidents.ts';
import { maintenance } from './maintenance.ts';
import { monitor } from './monitor.ts';
import { monitorForm } from './monitor-form.ts';
import { monitors } from './monitors.ts';
import { overview } from './overview.ts';
import { regions } from './regions.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { signals } from './signals.ts';
import { signIn } from './sign-in.ts';
import { states } from './states.ts';
import { tags } from './tags.ts';
import { ui } from './ui.ts';

export const english = {
  bulkEdit,
  channels,
  environments,
  errors,
  failures,
  fields,
  firstLook,
  forms,
  groups,
  incidents,
  maintenance,
  monitor,
  monitorForm,
  monitors,
  overview,
  regions,
  settings,
  shell,
  signals,
  signIn,
  states,
  tags,
  ui,
} as const satisfies Record<string, Section>;
