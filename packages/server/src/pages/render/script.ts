/**
 * The one script of a page, which is whole without it: times in the reader's own zone, news without loading anew, and a
 * page that says that it is old when nobody renews it, be it a copy on another host or one whose server is gone.
 */

/** A page that has not been renewed for so long says so, milliseconds. */
const STALE_AFTER_MS = 5 * 60_000;
const RENEW_EVERY_MS = 30_000;

export const PAGE_SCRIPT = `(() => {
  const root = document.documentElement;
  const tag = root.lang;
  const local = () => {
    for (const time of document.querySelectorAll('time[data-at]')) {
      const options = time.dataset.at === 'time' ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' };
      time.title = time.textContent;
      time.textContent = new Intl.DateTimeFormat(tag, options).format(new Date(time.dateTime));
      delete time.dataset.at;
    }
  };
  const age = () => {
    const made = document.querySelector('main[data-made]');
    const notice = document.getElementById('stale');
    if (made && notice) notice.hidden = Date.now() - Date.parse(made.dataset.made) < ${STALE_AFTER_MS};
  };
  const renew = async () => {
    if (document.hidden || !root.hasAttribute('data-live')) return;
    try {
      const answer = await fetch(location.href, { headers: { accept: 'text/html' }, redirect: 'error', cache: 'no-cache' });
      if (!answer.ok) return;
      const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const [now, then] = [document.querySelector('main[data-made]'), next.querySelector('main[data-made]')];
      if (!now || !then || now.dataset.made === then.dataset.made) return;
      const open = new Map([...now.querySelectorAll('details[id]')].map((one) => [one.id, one.open]));
      for (const one of then.querySelectorAll('details[id]')) if (open.has(one.id)) one.open = open.get(one.id);
      const focused = document.activeElement && document.activeElement.id;
      now.replaceWith(document.adoptNode(then));
      document.title = next.title;
      if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
      const banner = then.querySelector('.banner h1')?.textContent;
      const told = document.getElementById('told');
      if (told && banner && told.textContent !== banner) told.textContent = banner;
      local();
    } catch {
      // The next round tries again; until then the page grows old, and says so.
    } finally {
      age();
    }
  };
  local();
  age();
  setInterval(renew, ${RENEW_EVERY_MS});
  setInterval(age, 15_000);
  document.addEventListener('visibilitychange', renew);
})();
`;
