/** Chinese: the same files and keys as English; one that is missing does not compile. */
import type { Translation } from '../catalogue.ts';
import { channels } from './channels.ts';
import { errors } from './errors.ts';
import { failures } from './failures.ts';
import { fields } from './fields.ts';
import { firstLook } from './first-look.ts';
import { forms } from './forms.ts';
import { incidents } from './incidents.ts';
import { monitor } from './monitor.ts';
import { monitorForm } from './monitor-form.ts';
import { maintenance } from './maintenance.ts';
import { monitors } from './monitors.ts';
import { overview } from './overview.ts';
import { policies } from './policies.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { signIn } from './sign-in.ts';
import { states } from './states.ts';
import { ui } from './ui.ts';

export const chinese: Translation = {
  channels,
  errors,
  failures,
  fields,
  firstLook,
  forms,
  incidents,
  monitor,
  monitorForm,
  maintenance,
  monitors,
  overview,
  policies,
  settings,
  shell,
  signIn,
  states,
  ui,
};
