import { useQuery } from '@tanstack/react-query';
import { client } from '../../api/client.ts';
import { useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failed } from '../../ui/failed.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { LookResult } from '../first-look/look-result.tsx';

interface TestNowProps {
  readonly monitorId: string;
  readonly onClose: () => void;
}

/** A look as soon as it is opened, and what came of it. */
export function TestNow({ monitorId, onClose }: TestNowProps) {
  const say = useSay();
  const look = useQuery({
    queryKey: ['test', monitorId],
    queryFn: async ({ signal }) => client.monitors.test(monitorId, { signal }),
    // Each time anew: a look is of the moment.
    gcTime: 0,
    staleTime: Infinity,
    refetchInterval: false,
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={say('monitor.testTitle')}
      hint={say('monitor.testHint')}
      actions={
        <>
          <Button isBusy={look.isFetching} onClick={() => void look.refetch()}>
            {say(look.isFetching ? 'monitor.testing' : 'monitor.testNow')}
          </Button>
          <Button look="main" onClick={onClose}>
            {say('ui.close')}
          </Button>
        </>
      }
    >
      {look.error !== null ? (
        <Failed error={look.error} onRetry={() => void look.refetch()} />
      ) : look.data === undefined || look.isFetching ? (
        <SkeletonRows count={4} className="h-8" />
      ) : (
        <LookResult result={look.data} />
      )}
    </Dialog>
  );
}
