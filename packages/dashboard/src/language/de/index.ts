/** German: the same files and keys as English; one that is missing does not compile. */
import type { Translation } from '../catalogue.ts';
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
import { policies } from './policies.ts';
import { regions } from './regions.ts';
import { refusals } from './refusals.ts';
import { said } from './said.ts';
import { secrets } from './secrets.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { signals } from './signals.ts';
import { signIn } from './sign-in.ts';
import { states } from './states.ts';
import { statusPages } from './status-pages.ts';
import { tags } from './tags.ts';
import { ui } from './ui.ts';

export const german: Translation = {
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
  policies,
  regions,
  refusals,
  said,
  secrets,
  settings,
  shell,
  signals,
  signIn,
  states,
  statusPages,
  tags,
  ui,
};
