/** Settings and declarations, checked together: a wrong key of one must not hide what is wrong in the other. */
import { CHECK_TYPES } from '@upwatch/probe';
import { CHANNELS } from '../channels/index.ts';
import type { ServerConfig } from '../config.ts';
import { permittedTypes } from '../settings/permitted-types.ts';
import { loadSettings, type SettingSources } from '../settings/load-settings.ts';
import { withAllProblems } from '../settings/yaml-file.ts';
import { readDeclared } from './declared-file.ts';

/** @throws FileProblems with everything that is wrong in the settings and in what the file declares */
export function loadConfig(sources: SettingSources): ServerConfig {
  const { file } = sources;
  const checkTypes = Object.values(CHECK_TYPES);
  const [config] = withAllProblems(
    () => loadSettings(sources),
    () => file && readDeclared(file, { checkTypes, channels: CHANNELS }),
  );
  // What is declared may need what is set: looked at again, once both are well alone.
  if (file) readDeclared(file, { checkTypes: permittedTypes(checkTypes, config.probe), channels: CHANNELS });
  return config;
}
