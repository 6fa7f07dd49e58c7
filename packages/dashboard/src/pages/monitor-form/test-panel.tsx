import type { MonitorTestResult } from '@upwatch/sdk';
import { Zap } from 'lucide-react';
import { useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { LookResult } from '../first-look/look-result.tsx';

interface TestPanelProps {
  /** It reports by itself: there is nothing to look at. */
  readonly isPassive: boolean;
  readonly isBusy: boolean;
  readonly result: MonitorTestResult | undefined;
  readonly onTest: () => void;
}

/** A look with the settings as they stand in the form. */
export function TestPanel({ isPassive, isBusy, result, onTest }: TestPanelProps) {
  const say = useSay();
  if (isPassive) return <p className="text-sm text-quiet">{say('monitorForm.testPassive')}</p>;
  return (
    <div className="flex flex-col gap-3">
      <Button isBusy={isBusy} onClick={onTest} className="h-11">
        <Zap className="size-4" aria-hidden />
        {say(isBusy ? 'monitorForm.testing' : 'monitorForm.test')}
      </Button>
      <p className="text-sm text-quiet">{say('monitorForm.testLead')}</p>
      <div aria-live="polite">
        {isBusy && <SkeletonRows count={3} className="h-8" />}
        {result !== undefined && !isBusy && <LookResult result={result} />}
      </div>
    </div>
  );
}
