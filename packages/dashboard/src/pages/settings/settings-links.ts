/** What stands under settings: a line for each. */
import type { LinkProps } from '@tanstack/react-router';
import { Activity, KeyRound, type LucideIcon, Megaphone, Route, ScrollText, UserRound, Users } from 'lucide-react';
import type { Right } from '../../api/rights.ts';
import type { PlainKey } from '../../language/catalogue.ts';

interface SettingsLink {
  readonly to: NonNullable<LinkProps['to']>;
  readonly label: PlainKey;
  readonly hint: PlainKey;
  readonly icon: LucideIcon;
  /** As the page's route says. */
  readonly demands?: Right;
}

export const SETTINGS_LINKS: readonly SettingsLink[] = [
  { to: '/settings/account', label: 'settings.account', hint: 'settings.accountHint', icon: UserRound },
  { to: '/settings/members', label: 'settings.members', hint: 'settings.membersHint', icon: Users, demands: 'see' },
  { to: '/settings/keys', label: 'settings.keys', hint: 'settings.keysHint', icon: KeyRound, demands: 'administer' },
  { to: '/channels', label: 'channels.title', hint: 'channels.lead', icon: Megaphone },
  { to: '/policies', label: 'policies.title', hint: 'policies.lead', icon: Route },
  { to: '/settings/audit', label: 'settings.audit', hint: 'settings.auditHint', icon: ScrollText, demands: 'seeAll' },
  { to: '/settings/health', label: 'settings.health', hint: 'settings.healthHint', icon: Activity },
];
