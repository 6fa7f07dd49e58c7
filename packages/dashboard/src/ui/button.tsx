import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';

type Look = 'main' | 'plain' | 'quiet' | 'danger';

const LOOKS: Readonly<Record<Look, string>> = {
  main: 'border-accent bg-accent text-on-accent hover:border-accent-over hover:bg-accent-over',
  plain: 'border-line bg-surface text-strong hover:bg-hover',
  quiet: 'border-transparent bg-transparent text-text hover:bg-hover hover:text-strong',
  danger: 'border-down bg-surface text-down hover:bg-down-soft',
};

const BASE =
  'inline-flex shrink-0 items-center justify-center gap-2 rounded-md border font-medium whitespace-nowrap select-none disabled:opacity-50 disabled:pointer-events-none';

/** How a button looks, for links and triggers that are to look like one. */
export function buttonClass(look: Look = 'plain', isSmall = false): string {
  return classNames(BASE, LOOKS[look], isSmall ? 'h-8 px-2.5 text-sm' : 'h-9 px-3.5 text-base');
}

interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: Look;
  readonly isSmall?: boolean;
  /** Something is under way: it can't be pressed, and says so to screen readers. */
  readonly isBusy?: boolean;
}

export function Button({ look = 'plain', isSmall = false, isBusy = false, className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={isBusy || undefined}
      disabled={isBusy || rest.disabled}
      className={classNames(buttonClass(look, isSmall), className)}
    />
  );
}

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label' | 'title'> {
  /** What it does: read aloud, and shown on hovering. */
  readonly label: string;
  readonly children: ReactNode;
}

export const iconButtonClass =
  'inline-flex size-8 shrink-0 items-center justify-center rounded-md text-quiet hover:bg-hover hover:text-strong disabled:opacity-50';

export function IconButton({ label, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      title={label}
      className={classNames(iconButtonClass, className)}
    />
  );
}
