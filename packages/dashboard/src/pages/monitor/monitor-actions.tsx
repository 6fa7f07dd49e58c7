import type { Monitor } from '@upwatch/sdk';
import { Link, useNavigate } from '@tanstack/react-router';
import { Copy, Ellipsis, Pause, Pencil, Play, Trash2, Zap } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useSay } from '../../language/use-language.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu.tsx';
import { useBulk } from '../monitors/bulk.ts';

const TestNow = lazy(async () => ({ default: (await import('./test-now.tsx')).TestNow }));
const DeleteMonitor = lazy(async () => ({ default: (await import('./delete-monitor.tsx')).DeleteMonitor }));

export function MonitorActions({ monitor }: { readonly monitor: Monitor }) {
  const say = useSay();
  const navigate = useNavigate();
  const bulk = useBulk();
  const [open, setOpen] = useState<'test' | 'delete' | undefined>();
  const close = (): void => setOpen(undefined);
  const of = { monitorIds: [monitor.id] };
  return (
    <>
      {monitor.type !== 'HEARTBEAT' && (
        <Button onClick={() => setOpen('test')}>
          <Zap className="size-4" aria-hidden />
          {say('monitor.testNow')}
        </Button>
      )}
      <Link to="/monitors/$monitorId/edit" params={{ monitorId: monitor.id }} className={buttonClass('plain')}>
        <Pencil className="size-4" aria-hidden />
        {say('monitor.edit')}
      </Link>
      <Menu
        label={say('monitor.actions')}
        trigger={<Ellipsis className="size-4" aria-hidden />}
        triggerClass={buttonClass('plain')}
      >
        {monitor.enabled ? (
          <MenuItem onSelect={() => bulk.mutate({ ...of, action: 'PAUSE' })}>
            <Pause aria-hidden />
            {say('monitors.pause')}
          </MenuItem>
        ) : (
          <MenuItem onSelect={() => bulk.mutate({ ...of, action: 'RESUME' })}>
            <Play aria-hidden />
            {say('monitors.resume')}
          </MenuItem>
        )}
        <MenuItem onSelect={() => void navigate({ to: '/monitors/create', search: { from: monitor.id } })}>
          <Copy aria-hidden />
          {say('monitor.clone')}
        </MenuItem>
        <MenuSeparator />
        <MenuItem isDanger onSelect={() => setOpen('delete')}>
          <Trash2 aria-hidden />
          {say('ui.delete')}
        </MenuItem>
      </Menu>
      <Suspense fallback={null}>
        {open === 'test' && <TestNow monitorId={monitor.id} onClose={close} />}
        {open === 'delete' && <DeleteMonitor monitor={monitor} onClose={close} />}
      </Suspense>
    </>
  );
}
