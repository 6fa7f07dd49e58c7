/** Where one can go: in the sidebar, at the foot of a phone, in the palette and by `g` and a letter. One line each. */
import type { LinkProps } from '@tanstack/react-router';
import {
  Activity,
  Boxes,
  Globe,
  Layers,
  LayoutDashboard,
  type LucideIcon,
  Megaphone,
  PanelsTopLeft,
  Route,
  Settings,
  ShieldEllipsis,
  Siren,
  Tag,
  Wrench,
} from 'lucide-react';
import type { Right } from '../api/rights.ts';
import type { PlainKey } from '../language/catalogue.ts';

export interface Destination {
  readonly to: NonNullable<LinkProps['to']>;
  readonly label: PlainKey;
  readonly icon: LucideIcon;
  /** `g` and this letter lead there. */
  readonly letter: string;
  /** At the foot of a phone there is room for five. */
  readonly isOnPhone: boolean;
  /** Shown to nobody without it. As the page's route says. */
  readonly demands?: Right;
}

export const NAVIGATION: readonly Destination[] = [
  { to: '/', label: 'shell.overview', icon: LayoutDashboard, letter: 'o', isOnPhone: true },
  { to: '/monitors', label: 'shell.monitors', icon: Activity, letter: 'm', isOnPhone: true },
  { to: '/groups', label: 'groups.title', icon: Boxes, letter: 'g', isOnPhone: false },
  { to: '/incidents', label: 'incidents.title', icon: Siren, letter: 'i', isOnPhone: true },
  { to: '/channels', label: 'channels.title', icon: Megaphone, letter: 'c', isOnPhone: false },
  { to: '/policies', label: 'shell.policies', icon: Route, letter: 'p', isOnPhone: false },
  { to: '/maintenance', label: 'maintenance.title', icon: Wrench, letter: 'w', isOnPhone: true },
  { to: '/status-pages', label: 'shell.statusPages', icon: PanelsTopLeft, letter: 'u', isOnPhone: false },
  { to: '/tags', label: 'tags.title', icon: Tag, letter: 't', isOnPhone: false },
  { to: '/environments', label: 'environments.title', icon: Layers, letter: 'e', isOnPhone: false, demands: 'see' },
  { to: '/secrets', label: 'shell.secrets', icon: ShieldEllipsis, letter: 'k', isOnPhone: false, demands: 'see' },
  { to: '/regions', label: 'regions.title', icon: Globe, letter: 'r', isOnPhone: false },
  { to: '/settings', label: 'settings.title', icon: Settings, letter: 's', isOnPhone: true },
];
