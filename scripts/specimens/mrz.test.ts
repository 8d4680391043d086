import { describe, expect, it } from 'vitest';
import { checkDigit, td1, td3 } from './mrz.ts';

describe('check digits', () => {
  // The examples of ICAO 9303-3, appendix A to section 4.
  it.each([['520727', '3'], ['AB2134<<<', '5'], ['HA672242<658022549601086<<<<<<<<<<<<<<0', '8']])('%s has %s', (text, digit) => {
    expect(checkDigit(text)).toBe(digit);
  });
});

describe('zones', () => {
  it('writes the TD3 specimen of ICAO 9303-4', () => {
    const lines = td3({ code: 'P', country: 'UTO', nationality: 'UTO', surname: 'Eriksson', givenNames: 'Anna Maria', number: 'L898902C3', birthDate: '1974-08-12', sex: 'F', expiryDate: '2012-04-15', personalNumber: 'ZE184226B' });
    expect(lines).toEqual(['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10']);
  });

  it('writes the TD1 specimen of ICAO 9303-5', () => {
    const lines = td1({ code: 'I', country: 'UTO', nationality: 'UTO', surname: 'Eriksson', givenNames: 'Anna Maria', number: 'D23145890', birthDate: '1974-08-12', sex: 'F', expiryDate: '2012-04-15' });
    expect(lines).toEqual(['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<']);
  });

  it('folds hyphens and apostrophes of a name, and leaves X as a filler (ICAO 9303-3, 4.6 and 9303-5)', () => {
    const lines = td1({ code: 'ID', country: 'UTO', nationality: 'UTO', surname: "O'Brien-Lindqvist", givenNames: 'Mia', number: 'UT7710345', birthDate: '1999-12-31', sex: 'X', expiryDate: '2033-01-02' });
    expect(lines[1]).toMatch(/^991231\d<330102\dUTO<{11}\d$/);
    expect(lines[2]).toBe('OBRIEN<LINDQVIST<<MIA<<<<<<<<<');
  });
});
