/**
 * Keyboard shortcuts: one key, or two after another (`g m`). They rest while somebody types, and while a dialog or a menu
 * is open. A page adds its own for as long as it is there.
 */
import { useEffect, useRef } from 'react';

/** Keys as `KeyboardEvent.key` names them, one blank between two that follow each other. */
type Keys = string;
export type Shortcuts = Readonly<Record<Keys, () => void>>;

const SEQUENCE_MS = 1200;
const layers: { readonly current: Shortcuts }[] = [];
let before: { readonly key: string; readonly at: number } | undefined;

/** Listens for the keys of all layers; the newest layer wins. @returns ends it */
export function startShortcuts(): () => void {
  document.addEventListener('keydown', onKey);
  return () => document.removeEventListener('keydown', onKey);
}

/** Shortcuts of a component, for as long as it is shown. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const layer = useRef(shortcuts);
  layer.current = shortcuts;
  useEffect(() => {
    layers.push(layer);
    return () => void layers.splice(layers.indexOf(layer), 1);
  }, []);
}

function onKey(event: KeyboardEvent): void {
  if (event.altKey || event.isComposing || event.defaultPrevented) return;
  const isPalette = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k';
  if (!isPalette && (event.ctrlKey || event.metaKey || isTyping(event.target))) return;
  const key = isPalette ? 'Mod+k' : event.key;
  const sequence = before && event.timeStamp - before.at < SEQUENCE_MS ? `${before.key} ${key}` : undefined;
  const found = (sequence === undefined ? undefined : actionOf(sequence)) ?? actionOf(key);
  before = found ? undefined : { key, at: event.timeStamp };
  if (!found) return;
  event.preventDefault();
  found();
}

function actionOf(keys: Keys): (() => void) | undefined {
  return layers.findLast(({ current }) => Object.hasOwn(current, keys))?.current[keys];
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest('[role="dialog"], [role="menu"]') !== null) return true;
  return target.matches('textarea, select, input:not([type="checkbox"], [type="radio"], [type="button"])');
}
