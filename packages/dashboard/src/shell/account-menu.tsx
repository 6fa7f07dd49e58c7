import { BookOpen, Keyboard, LogOut } from 'lucide-react';
import { addressOf } from '../base-path.ts';
import { useSession } from '../api/session.ts';
import { useSignOut } from '../api/sign-out.ts';
import { LANGUAGES, type Language } from '../language/languages.ts';
import { chooseLanguage, useLanguage, useSay } from '../language/use-language.ts';
import { Menu, MenuChoice, MenuItem, MenuSeparator } from '../ui/menu.tsx';
import { ACCOUNT_BUTTON, AccountIcon } from './account-button.tsx';
import { chooseTheme, type Theme, useTheme } from './theme.ts';

/** Who is signed in, how the page looks and speaks, and the way out. */
export function AccountMenu({ onShortcuts }: { readonly onShortcuts: () => void }) {
  const say = useSay();
  const theme = useTheme();
  const language = useLanguage();
  const { user } = useSession();
  const signOut = useSignOut();
  const themes: readonly (readonly [Theme, string])[] = [
    ['system', say('shell.themeSystem')],
    ['light', say('shell.themeLight')],
    ['dark', say('shell.themeDark')],
  ];
  const languages = Object.entries(LANGUAGES).map(([code, { name }]) => [code as Language, name] as const);
  return (
    <Menu label={say('shell.account')} trigger={<AccountIcon />} triggerClass={ACCOUNT_BUTTON}>
      {user !== null && (
        <div className="px-2.5 py-2">
          <div className="font-medium text-strong">{user.name}</div>
          <div className="text-sm text-quiet">{user.email}</div>
        </div>
      )}
      <MenuSeparator />
      <MenuChoice label={say('shell.theme')} value={theme} options={themes} onChoose={chooseTheme} />
      <MenuSeparator />
      <MenuChoice
        label={say('shell.language')}
        value={language}
        options={languages}
        onChoose={(chosen) => void chooseLanguage(chosen)}
      />
      <MenuSeparator />
      <MenuItem onSelect={onShortcuts}>
        <Keyboard aria-hidden />
        {say('shell.shortcuts')}
      </MenuItem>
      <MenuItem onSelect={() => location.assign(addressOf('/docs/'))}>
        <BookOpen aria-hidden />
        {say('shell.apiDocs')}
      </MenuItem>
      <MenuItem onSelect={signOut}>
        <LogOut aria-hidden />
        {say('shell.signOut')}
      </MenuItem>
    </Menu>
  );
}
