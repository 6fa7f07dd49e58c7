/** Settings and declarations, checked together: a wrong key of one must not hide what is wrong in the other. */
import { CHECK_TYPES } from '@upwatch/probe';
import { CHANNELS } from '../channels/index.ts';
import type { ServerConfig } from '../config.ts';
import { loadSettings, type SettingSources } from '../settings/load-settings.ts';
import { withAllProblems } from '../settings/yaml-file.ts';
import { readDeclared } from './declared-file.ts';

/** @throws FileProblems with everything that is wrong in the settings and in what the file declares */
export function loadConfig(sources: SettingSources): ServerConfig {
  const { file } = sources;
  const [config] = withAllProblems(
    () => loadSettings(sources),
    () => file && readDeclared(file, { checkTypes: Object.values(CHECK_TYPES), channels: CHANNELS }),
  );
  return config;
}
