import { UserRound } from 'lucide-react';

/** The same before its menu is loaded and after: nothing moves. */
export const ACCOUNT_BUTTON =
  'flex size-9 shrink-0 items-center justify-center rounded-full border border-line bg-surface text-text hover:bg-hover data-popup-open:bg-hover';

export function AccountIcon() {
  return <UserRound className="size-4.5" aria-hidden />;
}
