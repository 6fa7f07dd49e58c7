import { Link } from '@tanstack/react-router';
import { useSay } from '../../language/use-language.ts';

/** The way back, under the title of each page of settings. */
export function SettingsLead() {
  const say = useSay();
  return (
    <Link to="/settings" className="hover:text-strong hover:underline">
      {say('settings.title')}
    </Link>
  );
}
