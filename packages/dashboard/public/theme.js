// Before anything is painted: a page that turns dark after it was seen light flashes.
(() => {
  let chosen;
  try {
    chosen = localStorage.getItem('upwatch.theme');
  } catch {
    // A browser that keeps nothing follows the system.
  }
  const isDark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
})();
