/** A clerk who does what the screen asks: looks which one shows, and takes its one step. So a journey is walked from wherever a kill left it. */
import { passphrase } from '../../../test/fakes/station-kit.ts';
import { sleep } from './wait.ts';
import type { Window } from './window.ts';

export type Walked = 'login' | 'home' | 'choose' | 'consent' | 'document' | 'review' | 'staff' | 'result' | 'finished';

export type Clerk = {
  /** Which screen shows, once one does. */
  screen(): Promise<Walked>;
  /** What to do on it. `picture`: file of the document. */
  act(on: Walked, picture: string): Promise<void>;
  /** On `result` and `finished`: the number of the case that the window confirms. */
  number(): Promise<string>;
};

const marks: Record<Walked, string> = {
  login: 'login-passphrase', home: 'home', choose: 'type-passport', consent: 'consent-without-face', document: 'step-document-front', review: 'step-review', staff: 'step-staff-comparison', result: 'result-finish', finished: 'step-finished',
};

export function clerkAt(window: Window): Clerk {
  const { press, wait, gone, type, give } = window;
  const steps: Record<Walked, (picture: string) => Promise<void>> = {
    login: async () => {
      await type('login-passphrase', passphrase);
      await press('login-submit');
      await gone('login-passphrase');
    },
    home: async () => {
      // The drafts are asked for when the screen is there already.
      const drafts = await window.evaluate<number>(`vestibule.call('draft.list', {}).then((answer) => (answer.ok ? answer.value.length : -1))`);
      if (drafts < 0) throw new Error('The drafts could not be listed.');
      await press(drafts > 0 ? 'draft-resume' : 'new-customer');
      await gone('home');
    },
    choose: async () => {
      await press('type-passport');
      await type('country', 'uto');
      await press('country-UTO');
      await press('choose-next');
      await wait('consent-without-face');
    },
    consent: async () => {
      await press('consent-without-face');
      await wait('step-document-front');
    },
    document: async (picture) => {
      await give('import-input', picture);
      await wait('step-review');
    },
    review: async () => {
      await wait('mrz');
      while ((await window.shown(['doubts'])).length > 0 && (await window.evaluate<string>(`document.querySelector('[data-testid="doubts"]').dataset.open`)) === 'true') {
        await press('doubt-1');
        await sleep(50);
      }
      await press('review-continue');
      await wait('step-staff-comparison');
    },
    staff: async () => {
      await press('finding-same');
      await press('staff-continue');
      await wait('result-finish');
    },
    result: async () => {
      await press('attest-face');
      await press('attest-document');
      await press('result-finish');
      await wait('step-finished');
    },
    finished: async () => {
      await press('finished-home');
      await wait('home');
    },
  };
  const [names, ids] = [Object.keys(marks) as Walked[], Object.values(marks)];
  return {
    screen: async () => {
      for (const end = Date.now() + screenMs; Date.now() < end; await sleep(25)) {
        // Later steps first: where two marks show, the newer screen counts.
        const last = (await window.shown(ids)).at(-1);
        if (last !== undefined) return names[ids.indexOf(last)]!;
      }
      throw new Error('No screen came that the clerk knows.');
    },
    act: (on, picture) => steps[on](picture),
    number: () => window.text('case-number'),
  };
}

/** Chosen: a loaded machine may take long; beyond it, it hangs. */
const screenMs = 240_000;
