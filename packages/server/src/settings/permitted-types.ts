/** The check types as this server allows them: whoever may change monitors must not thereby run programs unasked. */
import type { AnyCheckType } from '@upwatch/probe';
import type { ServerConfig } from '../config.ts';

/** Where programs may not be started, settings that name one are refused like any other that cannot be used. */
export function permittedTypes(
  types: readonly AnyCheckType[],
  { mayRunCommands = false }: Pick<ServerConfig['probe'], 'mayRunCommands'>,
): readonly AnyCheckType[] {
  return mayRunCommands ? types : types.map(withoutCommands);
}

function withoutCommands(type: AnyCheckType): AnyCheckType {
  const { commandIn } = type;
  if (!commandIn) return type;
  const config = type.config.superRefine((settings, context) => {
    const field = commandIn(settings);
    if (field === undefined) return;
    const message = 'must not be there: this server may not start programs (UPWATCH_PROBE_COMMANDS=true allows it)';
    context.addIssue({ code: 'custom', path: [field], message });
  });
  return { ...type, config };
}
