import { useSay } from '../language/use-language.ts';
import { classNames } from './class-names.ts';

/** Holds the place of what is being loaded, so that nothing jumps when it comes. */
export function Skeleton({ className }: { readonly className?: string }) {
  return <span aria-hidden className={classNames('skeleton block', className ?? 'h-4 w-full')} />;
}

/** Some lines of it, announced once. */
export function SkeletonRows({ count, className = 'h-12' }: { readonly count: number; readonly className?: string }) {
  const say = useSay();
  return (
    <div role="status" aria-label={say('ui.loading')} className="flex flex-col gap-2">
      {Array.from({ length: count }, (_, at) => (
        <Skeleton key={at} className={classNames(className, 'w-full')} />
      ))}
    </div>
  );
}
