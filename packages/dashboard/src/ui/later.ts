import { useEffect, useState } from 'react';

/** Browsers without `requestIdleCallback` have painted by then. */
const PAINTED_MS = 200;

/** False for the first paint, and true soon after it: for what nobody needs at once. */
export function useLater(): boolean {
  const [isLater, setLater] = useState(false);
  useEffect(() => {
    if (!('requestIdleCallback' in window)) {
      const timer = setTimeout(() => setLater(true), PAINTED_MS);
      return () => clearTimeout(timer);
    }
    const handle = requestIdleCallback(() => setLater(true), { timeout: 1000 });
    return () => cancelIdleCallback(handle);
  }, []);
  return isLater;
}
