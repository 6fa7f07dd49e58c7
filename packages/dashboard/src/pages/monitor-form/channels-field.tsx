import { useQuery } from '@tanstack/react-query';
import { channelsQuery } from '../../api/queries.ts';
import { useForm } from '../../forms/form-context.ts';
import { useSay } from '../../language/use-language.ts';

interface ChannelsFieldProps {
  /** Undefined: all there are, also those to come. */
  readonly chosen: readonly string[] | undefined;
}

/** Whom the monitor tells: everybody, or those that are ticked. */
export function ChannelsField({ chosen }: ChannelsFieldProps) {
  const say = useSay();
  const { onChange } = useForm();
  const { data: channels = [] } = useQuery(channelsQuery);
  const choose = (next: readonly string[] | undefined): void => onChange(['alertChannelIds'], next);
  if (channels.length === 0) return <p className="text-quiet">{say('monitorForm.noChannels')}</p>;
  return (
    <div className="flex flex-col gap-2">
      <label className="flex items-center gap-2.5">
        <input
          type="radio"
          name="tell"
          className="size-4 accent-accent"
          checked={chosen === undefined}
          onChange={() => choose(undefined)}
        />
        {say('monitorForm.tellAll')}
      </label>
      <label className="flex items-center gap-2.5">
        <input
          type="radio"
          name="tell"
          className="size-4 accent-accent"
          checked={chosen !== undefined}
          onChange={() => choose([])}
        />
        {say('monitorForm.tellThese')}
      </label>
      {chosen !== undefined && (
        <ul className="ml-6.5 grid gap-2 sm:grid-cols-2">
          {channels.map(({ id, name, channelType }) => (
            <li key={id}>
              <label className="flex items-center gap-2.5">
                <input
                  type="checkbox"
                  className="size-4 accent-accent"
                  checked={chosen.includes(id)}
                  onChange={({ target }) =>
                    choose(target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
                  }
                />
                <span className="min-w-0 truncate text-strong">{name}</span>
                <span className="text-sm text-quiet">{channelType.replaceAll('_', ' ')}</span>
              </label>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
