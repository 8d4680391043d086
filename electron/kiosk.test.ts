import { expect, it, vi } from 'vitest';

vi.mock('electron', () => ({ app: {} }));
const { mayType } = await import('./kiosk.ts');
const none = { control: false, alt: false, meta: false };

it.each(['F1', 'F5', 'F11', 'F12', 'BrowserBack', 'LaunchMail', 'ContextMenu', 'PrintScreen', 'Meta', 'Super'])('%s leads nowhere', (key) => expect(mayType({ key, ...none })).toBe(false));

it.each([
  ['r', 'reload'], ['w', 'close'], ['q', 'quit'], ['p', 'print'], ['o', 'open'], ['s', 'save'], ['+', 'zoom'], ['-', 'zoom'], ['0', 'zoom'], ['c', 'copy'], ['v', 'paste'], ['x', 'cut'], ['Tab', 'another tab'], ['Escape', 'task list'],
])('Ctrl+%s (%s) leads nowhere', (key) => expect(mayType({ key, ...none, control: true })).toBe(false));

it.each(['F4', 'Tab', 'ArrowLeft', 'Home', ' ', 'Escape', 'Enter'])('Alt+%s leads nowhere', (key) => expect(mayType({ key, ...none, alt: true })).toBe(false));
it.each(['d', 'l', 'q', ' '])('the system key with %s leads nowhere', (key) => expect(mayType({ key, ...none, meta: true })).toBe(false));
it('Ctrl+Shift+I opens no tools', () => expect(mayType({ key: 'I', ...none, control: true })).toBe(false));
it('Ctrl+Alt with a named key leads nowhere', () => expect(mayType({ key: 'Delete', ...none, control: true, alt: true })).toBe(false));

it('typing, moving in a form, undoing and what AltGr types go on', () => {
  for (const key of ['a', 'Ö', ' ', 'Enter', 'Escape', 'Tab', 'Backspace', 'ArrowDown', 'Shift', 'Control', 'Alt']) expect(mayType({ key, ...none }), key).toBe(true);
  for (const key of ['a', 'n', 'Z', 'Backspace']) expect(mayType({ key, ...none, control: true }), key).toBe(true);
  expect(mayType({ key: '@', ...none, control: true, alt: true })).toBe(true);
});
