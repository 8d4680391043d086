import { expect, it } from 'vitest';
import { namesOf, pictureNames } from './names.ts';

it('takes beginnings of names', () => {
  expect(pictureNames()).toContain('passport-front-defocus-1');
  expect(namesOf('passport-front-defocus,id-card')).toEqual(['passport-front-defocus', 'id-card']);
});

it.each(['typo', 'passport,typo', '', 'passport,'])('refuses %j, and says what there is', (given) => expect(() => namesOf(given, ['passport-glare', 'id-card'])).toThrow(/no picture begins with "(typo)?"\. There are:\npassport-glare\nid-card/));
