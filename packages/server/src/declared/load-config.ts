/** Settings and declarations, checked together: a wrong key of one must not hide what is wrong in the other. */
import { type AnyCheckType, CHECK_TYPES } from '@upwatch/probe';
import { CHANNELS } from '../channels/index.ts';
import type { ServerConfig } from '../config.ts';
import { permittedTypes } from '../settings/permitted-types.ts';
import { loadSettings, type SettingSources } from '../settings/load-settings.ts';
import { withAllProblems } from '../settings/yaml-file.ts';
import { type Declared, readDeclared } from './declared-file.ts';

/** What a start goes by. */
export interface LoadedConfig {
  readonly config: ServerConfig;
  /** What the file declares, where there is one. */
  readonly declared: Declared | undefined;
}

/** @throws FileProblems with everything that is wrong in the settings and in what the file declares */
export function loadConfig(sources: SettingSources): LoadedConfig {
  const { file } = sources;
  let checkTypes: readonly AnyCheckType[] = Object.values(CHECK_TYPES);
  const [config, declared] = withAllProblems(
    () => {
      const settings = loadSettings(sources);
      // What may be declared depends on what is set, where that is well.
      checkTypes = permittedTypes(checkTypes, settings.probe);
      return settings;
    },
    () => file && readDeclared(file, { checkTypes, channels: CHANNELS }),
  );
  return { config, declared };
}
