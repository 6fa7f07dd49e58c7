/** What stands under settings: a line for each. */
import type { LinkProps } from '@tanstack/react-router';
import {
  Activity,
  Boxes,
  Globe,
  KeyRound,
  Layers,
  type LucideIcon,
  Megaphone,
  PanelsTopLeft,
  Route,
  ScrollText,
  ShieldEllipsis,
  Tag,
  UserRound,
  Users,
} from 'lucide-react';
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
  { to: '/status-pages', label: 'shell.statusPages', hint: 'settings.statusPagesHint', icon: PanelsTopLeft },
  { to: '/groups', label: 'groups.title', hint: 'groups.lead', icon: Boxes },
  { to: '/tags', label: 'tags.title', hint: 'tags.lead', icon: Tag },
  { to: '/environments', label: 'environments.title', hint: 'environments.lead', icon: Layers, demands: 'see' },
  { to: '/secrets', label: 'secrets.title', hint: 'secrets.lead', icon: ShieldEllipsis, demands: 'see' },
  { to: '/regions', label: 'regions.title', hint: 'regions.lead', icon: Globe },
  { to: '/settings/audit', label: 'settings.audit', hint: 'settings.auditHint', icon: ScrollText, demands: 'seeAll' },
  { to: '/settings/health', label: 'settings.health', hint: 'settings.healthHint', icon: Activity },
];
