/** Keys of a screen: `Space`, `r`, `Enter`, `Escape`, `ctrl+n`. Not while somebody types, and not while a dialog is open. */
import { onScopeDispose } from 'vue';

export type Hotkeys = Record<string, () => void>;

export function useHotkeys(keys: Hotkeys, target: Pick<Window, 'addEventListener' | 'removeEventListener'> = window): void {
  const listen = (event: Event): void => {
    const pressed = event as KeyboardEvent;
    const name = `${pressed.ctrlKey || pressed.metaKey ? 'ctrl+' : ''}${pressed.key === ' ' ? 'Space' : pressed.key.length === 1 ? pressed.key.toLowerCase() : pressed.key}`;
    const act = keys[name];
    if (!act || pressed.defaultPrevented || pressed.repeat || isTaken(pressed, name)) return;
    pressed.preventDefault();
    act();
  };
  target.addEventListener('keydown', listen);
  onScopeDispose(() => target.removeEventListener('keydown', listen));
}

function isTaken(pressed: KeyboardEvent, name: string): boolean {
  if (document.querySelector('[role="dialog"]')) return true;
  const place = pressed.target as HTMLElement | null;
  if (!place?.closest) return false;
  if (place.closest('input, textarea, [role="combobox"], [role="listbox"]')) return !name.startsWith('ctrl+');
  // A button in focus keeps its own Space and Enter.
  return (name === 'Space' || name === 'Enter') && place.closest('button, a, [role="radio"], [role="checkbox"]') !== null;
}
